package compile

import (
	"strings"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/parser"
	gojatoken "github.com/dop251/goja/token"
	"github.com/dop251/goja/unistring"
)

// The names that a script compiled for a context uses. ContextScope is a
// property of the global object, which must be there when the program begins:
// the object in which the script's names are looked up, and which must have
// every name. The others are looked up in it.
const (
	ContextScope   = "gonet:scope"
	ContextThis    = "gonet:this"    // the value of this
	ContextVar     = "gonet:var"     // function (...names): declares variables
	ContextLexical = "gonet:lexical" // function (name, get, set): declares a let, const or class
	ContextProbe   = "gonet:probe"   // function (name): it may be read if it is not there
	ContextProbed  = "gonet:probed"  // function (value): and no more
	ContextOwn     = "gonet:own"     // function (value): the value of this in a sloppy function
)

// CompileContext compiles a script to run in an object instead of the global
// one, for vm.runInContext. The program is the script inside of a `with` of
// ContextScope: variables and functions of the script become properties of what
// that is, and let, const and class are told to it with functions that read and
// write them. An `import()` calls the name dynamic of it.
//
// There is no `with` in strict mode. Program then evaluates to a function, the
// script: see Unit.Strict. It returns the value of the script's last statement
// if that is an expression.
func CompileContext(filename, source, dynamic string) (*Unit, error) {
	f := newFile(filename, source, Options{})
	if err := f.checkNesting(); err != nil {
		return nil, err
	}
	return f.attempt(func() (*Unit, error) { return f.compileContext(dynamic) })
}

func (f *sourceFile) compileContext(dynamic string) (*Unit, error) {
	f.maskDynamic()
	wrap, prelude, strict, err := f.contextWrapper()
	if err != nil {
		return nil, err
	}
	w := &walker{dynamicName: unistring.NewFromString(dynamic), context: true}
	prg, err := f.parse(wrap, w)
	if err != nil {
		return nil, err
	}
	body, variables := contextBody(prg, strict)
	if body == nil {
		return nil, f.closesWrapper(prg, wrap)
	}
	names := hoistAsync(body, prelude)
	leave := w.enterFunction(nil, nil, &prg.DeclarationList)
	w.strict = strict
	w.statements(prg.Body)
	leave()
	if w.importsFound != f.dynamic.count {
		return nil, f.misread()
	}
	// A variable statement whose variable is in no list of declarations is an
	// assignment without a value.
	for _, d := range *variables {
		for _, binding := range d.List {
			eachName(binding.Target, func(id *ast.Identifier) { names = append(names, id.Name) })
		}
	}
	*variables = nil
	declareVariables(body, names, file.Idx(len(f.source)+1))
	if strict {
		returnLast(body)
	}
	p, err := f.compile(prg, w, false)
	if err != nil {
		return nil, err
	}
	return &Unit{
		Program: p, Filename: f.name, Dynamic: f.dynamic.count > 0, Strict: strict,
		SourceMapURL: sourceMapURL(f.source),
	}, nil
}

// contextWrapper returns the text to put around a script, and how many
// statements of it come before the script. A strict script, where there can be
// no `with`, goes into a function of its own.
func (f *sourceFile) contextWrapper() (wrap wrapper, prelude int, strict bool, err error) {
	prg, err := parser.ParseFile(nil, f.label, f.text, 0, parser.WithDisableSourceMaps)
	if err != nil {
		return wrap, 0, false, f.parserError(err, 0, f.text)
	}
	strict = usesStrict(prg.Body)
	var b strings.Builder
	b.WriteString("with (scope) {")
	if strict {
		b.WriteString("(() => {'use strict';")
		prelude++
	}
	eachLexical(prg.Body, func(id *ast.Identifier) {
		name := id.Name.String()
		value := unusedName(f.text, "v", 3)
		b.WriteString("lexical('" + name + "', () => " + name + ", (" + value + ") => { " + name + " = " + value + " });")
		prelude++
	})
	wrap = wrapper{before: b.String(), after: "\n}"}
	if strict {
		wrap.after = "\n})}"
	}
	return wrap, prelude, strict, nil
}

// eachLexical calls f for the names that statements declare by let, const and
// class.
func eachLexical(list []ast.Statement, f func(*ast.Identifier)) {
	for _, s := range list {
		switch s := s.(type) {
		case *ast.LexicalDeclaration:
			for _, binding := range s.List {
				eachName(binding.Target, f)
			}
		case *ast.ClassDeclaration:
			f(s.Class.Name)
		}
	}
}

// contextBody names what the wrapper refers to, and returns the block that the
// script is in, and its variables; nil if the script has closed the wrapper.
func contextBody(prg *ast.Program, strict bool) (*ast.BlockStatement, *[]*ast.VariableDeclaration) {
	if withBody(prg) == nil {
		return nil, nil
	}
	body, variables := prg.Body[0].(*ast.WithStatement).Body.(*ast.BlockStatement), &prg.DeclarationList
	if strict {
		body, variables = functionBody(body)
	}
	if body == nil {
		return nil, nil
	}
	for _, s := range body.List {
		if e, ok := s.(*ast.ExpressionStatement); ok {
			if call, ok := e.Expression.(*ast.CallExpression); ok && len(call.ArgumentList) == 3 {
				if id, ok := call.Callee.(*ast.Identifier); ok && id.Name == "lexical" {
					id.Name = ContextLexical
					continue
				}
			}
			if _, directive := e.Expression.(*ast.StringLiteral); directive {
				continue
			}
		}
		break
	}
	return body, variables
}

// functionBody returns the block of the function that a block consists of, and
// its variables.
func functionBody(b *ast.BlockStatement) (*ast.BlockStatement, *[]*ast.VariableDeclaration) {
	if len(b.List) != 1 {
		return nil, nil
	}
	e, _ := b.List[0].(*ast.ExpressionStatement)
	if e == nil {
		return nil, nil
	}
	fn, ok := e.Expression.(*ast.ArrowFunctionLiteral)
	if !ok {
		return nil, nil
	}
	body, _ := fn.Body.(*ast.BlockStatement)
	return body, &fn.DeclarationList
}

// hoistAsync makes the functions of the script's own level, after the prelude,
// variables that are set first, and returns their names. The walker would do so
// for ordinary ones only.
func hoistAsync(body *ast.BlockStatement, prelude int) (names []unistring.String) {
	var functions, rest []ast.Statement
	for _, s := range body.List[prelude:] {
		if d, ok := s.(*ast.FunctionDeclaration); ok {
			f := d.Function
			list := []*ast.Binding{{Target: f.Name, Initializer: f}}
			names = append(names, f.Name.Name)
			f.Name = nil
			functions = append(functions, &ast.VariableStatement{Var: f.Function, List: list})
			continue
		}
		rest = append(rest, s)
	}
	body.List = append(append(body.List[:prelude:prelude], functions...), rest...)
	return names
}

// declareVariables puts the declaration of variables before everything.
func declareVariables(body *ast.BlockStatement, names []unistring.String, past file.Idx) {
	if len(names) == 0 {
		return
	}
	at := 0
	if usesStrict(body.List) {
		at = 1 // behind the directive
	}
	call := contextCall(ContextVar, past)
	for _, name := range names {
		call.ArgumentList = append(call.ArgumentList, &ast.StringLiteral{Idx: past, Literal: name.String(), Value: name})
	}
	list := append(body.List[:at:at], &ast.ExpressionStatement{Expression: call})
	body.List = append(list, body.List[at:]...)
}

func contextCall(name unistring.String, idx file.Idx) *ast.CallExpression {
	return &ast.CallExpression{Callee: &ast.Identifier{Name: name, Idx: idx}, LeftParenthesis: idx, RightParenthesis: idx}
}

// returnLast has a function's body return what its last statement is worth.
func returnLast(body *ast.BlockStatement) {
	last := len(body.List) - 1
	if e, ok := body.List[last].(*ast.ExpressionStatement); ok {
		body.List[last] = &ast.ReturnStatement{Return: e.Expression.Idx0(), Argument: e.Expression}
	}
}

// typeof is `typeof name`, which is no error for a name that is not there.
func (w *walker) typeof(e *ast.UnaryExpression) ast.Expression {
	id, ok := e.Operand.(*ast.Identifier)
	if !ok || !w.context || e.Operator != gojatoken.TYPEOF {
		return e
	}
	probe := contextCall(ContextProbe, e.Idx)
	probe.ArgumentList = []ast.Expression{&ast.StringLiteral{Idx: e.Idx, Literal: id.Name.String(), Value: id.Name}}
	e.Operand = &ast.SequenceExpression{Sequence: []ast.Expression{probe, id}}
	call := contextCall(ContextProbed, e.Idx)
	call.ArgumentList = []ast.Expression{e}
	return call
}

// this is `this`: outside of functions that of the context, which sloppy
// functions must have too where the engine gives them the global object.
func (w *walker) this(e *ast.ThisExpression) ast.Expression {
	w.at(&e.Idx)
	switch {
	case !w.context:
	case w.ownThis == 0:
		return &ast.Identifier{Name: ContextThis, Idx: e.Idx}
	case !w.strict:
		call := contextCall(ContextOwn, e.Idx)
		call.ArgumentList = []ast.Expression{e}
		return call
	}
	return e
}
