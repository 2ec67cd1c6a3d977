package compile

import (
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/unistring"
)

// dynamicParameter is the name in a syntax tree of what `import()` calls and
// `import.meta` is a property of. No user code can declare or use it.
const dynamicParameter unistring.String = "import"

var commonJSWrapper = wrapper{
	before: "(function (exports, require, module, __filename, __dirname) { ",
	after:  "\n})",
}

func (f *sourceFile) commonJS() (*Unit, error) {
	return f.attempt(f.compileCommonJS)
}

func (f *sourceFile) compileCommonJS() (*Unit, error) {
	f.maskDynamic()
	w := &walker{dynamicName: dynamicParameter}
	prg, err := f.parse(commonJSWrapper, w)
	if err != nil {
		return nil, err
	}
	fn, err := f.wrapped(prg, commonJSWrapper)
	if err != nil {
		return nil, err
	}
	leave := w.enterFunction(fn.ParameterList, fn.Body.List, &fn.DeclarationList)
	w.statements(fn.Body.List)
	leave()
	if w.importsFound != f.dynamic.count {
		return nil, f.misread()
	}
	past := file.Idx(len(f.source) + 1)
	if f.dynamic.count > 0 {
		addParameters(fn, past, dynamicParameter)
	}
	p, err := f.compile(prg, w, false)
	if err != nil {
		return nil, err
	}
	return &Unit{Program: p, Filename: f.name, Dynamic: f.dynamic.count > 0, SourceMapURL: sourceMapURL(f.source)}, nil
}

// wrapped returns the wrapper function of prg. A text that closes the wrapper
// itself, as `}); (function () {` would, is an error.
func (f *sourceFile) wrapped(prg *ast.Program, wrap wrapper) (*ast.FunctionLiteral, error) {
	if len(prg.Body) == 1 {
		if s, ok := prg.Body[0].(*ast.ExpressionStatement); ok {
			if fn, ok := s.Expression.(*ast.FunctionLiteral); ok {
				return fn, nil
			}
		}
	}
	return nil, f.closesWrapper(prg, wrap)
}

// addParameters adds parameters that user code cannot name.
func addParameters(fn *ast.FunctionLiteral, idx file.Idx, names ...unistring.String) {
	for _, name := range names {
		fn.ParameterList.List = append(fn.ParameterList.List, &ast.Binding{Target: &ast.Identifier{Name: name, Idx: idx}})
	}
}

func (f *sourceFile) script(dynamic string) (*Unit, error) {
	return f.attempt(func() (*Unit, error) { return f.compileScript(dynamic) })
}

func (f *sourceFile) compileScript(dynamic string) (*Unit, error) {
	f.maskDynamic()
	w := &walker{dynamicName: unistring.NewFromString(dynamic)}
	prg, err := f.parse(wrapper{}, w)
	if err != nil {
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
	u := &Unit{Program: p, Filename: f.name, Dynamic: f.dynamic.count > 0, SourceMapURL: sourceMapURL(f.source)}
	eachLexical(prg.Body, func(id *ast.Identifier) { u.Lexical = append(u.Lexical, id.Name.String()) })
	return u, nil
}
