package compile

import (
	"strings"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/unistring"
)

// FunctionScope is where the function of CompileFunction looks names up.
type FunctionScope uint8

const (
	GlobalScope   FunctionScope = iota
	ExtendedScope               // in ContextScope, then in the global object
	OtherContext                // in ContextScope, as a script of CompileContext
)

// CompileFunction compiles the body of a function, for vm.compileFunction. The
// program evaluates to the function. An `import()` calls the name dynamic.
func CompileFunction(filename, source string, parameters []string, scope FunctionScope, dynamic string) (*Unit, error) {
	f := newFile(filename, source, Options{})
	if err := f.checkNesting(); err != nil {
		return nil, err
	}
	return f.attempt(func() (*Unit, error) { return f.compileFunction(parameters, scope, dynamic) })
}

func (f *sourceFile) compileFunction(parameters []string, scope FunctionScope, dynamic string) (*Unit, error) {
	f.maskDynamic()
	wrap := wrapper{before: "(function (" + strings.Join(parameters, ",") + ") {\n", after: "\n})"}
	if scope != GlobalScope {
		wrap = wrapper{before: "with (scope) {" + wrap.before, after: wrap.after + "}"}
	}
	w := &walker{dynamicName: unistring.NewFromString(dynamic), context: scope == OtherContext}
	prg, err := f.parse(wrap, w)
	if err != nil {
		return nil, err
	}
	inner := prg.Body
	if scope != GlobalScope {
		inner = withBody(prg)
	}
	if _, err := f.wrapped(&ast.Program{Body: inner}, wrap); err != nil {
		return nil, err
	}
	leave := w.enterFunction(nil, prg.Body, &prg.DeclarationList)
	w.statements(prg.Body)
	leave()
	if w.importsFound != f.dynamic.count {
		return nil, f.misread()
	}
	p, err := f.compile(prg, w, false)
	if err != nil {
		return nil, err
	}
	return &Unit{Program: p, Filename: f.name, Dynamic: f.dynamic.count > 0, SourceMapURL: sourceMapURL(f.source)}, nil
}

// withBody returns the statements of the block that a program's one statement
// puts in the scope of a context.
func withBody(prg *ast.Program) []ast.Statement {
	if len(prg.Body) != 1 {
		return nil
	}
	with, ok := prg.Body[0].(*ast.WithStatement)
	if !ok {
		return nil
	}
	with.Object.(*ast.Identifier).Name = ContextScope
	if block, ok := with.Body.(*ast.BlockStatement); ok {
		return append([]ast.Statement{}, block.List...)
	}
	return nil
}
