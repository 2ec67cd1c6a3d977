package compile

import (
	"errors"
	"fmt"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/unistring"
)

// Names in the syntax tree of a module that no user code can declare or use.
const (
	defaultBinding   unistring.String = "default"
	declareParameter unistring.String = "*declare*"
	importsParameter unistring.String = "*imports*"
	noArguments      unistring.String = "arguments " // never declared
)

// linkage is what the walk of a module's tree needs to know of its imported
// and exported names, and what it finds out about them.
type linkage struct {
	links map[unistring.String]*link
	evals bool // there may be a direct eval, which can assign to anything
}

type link struct {
	imported bool
	assigned bool
}

// moduleWrapper has the text parsed where await is known. The function becomes
// a generator afterwards.
var moduleWrapper = wrapper{before: "(async function () { ", after: "\n})"}

func (f *sourceFile) module() (*Unit, error) {
	f.asModule = true
	if f.opts.URL != "" {
		f.label = f.opts.URL
	}
	u, err := f.attempt(f.compileModule)
	return u, importPhases(err)
}

// importPhases mends the message for an import statement that the module
// scanner has left in place.
func importPhases(err error) error {
	var e *SyntaxError
	if errors.As(err, &e) && e.Message == importOutside {
		e.Message = "Deferred imports are not supported"
	}
	return err
}

func (f *sourceFile) compileModule() (*Unit, error) {
	syntax := f.scanModule()
	w := &walker{
		dynamicName: dynamicParameter,
		defaultWord: unistring.NewFromString(syntax.defaultWord),
		strict:      true,
		names:       &linkage{links: make(map[unistring.String]*link)},
	}
	prg, err := f.parse(moduleWrapper, w)
	if err != nil {
		return nil, err
	}
	fn, err := f.wrapped(prg, moduleWrapper)
	if err != nil {
		return nil, err
	}
	if err := f.exportDeclarations(syntax, fn); err != nil {
		return nil, err
	}
	if err := f.link(syntax, fn, w.names); err != nil {
		return nil, err
	}
	w.statements(fn.Body.List)
	if w.importsFound != f.dynamic.count || w.defaultFound != (syntax.defaultWord != "" && syntax.usesDefault()) {
		return nil, f.misread()
	}
	exports := w.names.resolve(syntax)
	f.instantiation(fn, exports)
	p, err := f.compile(prg, w, true)
	if err != nil {
		return nil, err
	}
	return &Unit{
		Program: p, Filename: f.name, IsESM: true, HasTLA: w.awaits, Dynamic: f.dynamic.count > 0,
		Requests: syntax.requests, Imports: syntax.imports, Exports: exports,
		SourceMapURL: sourceMapURL(f.source), file: f,
	}, nil
}

func (m *moduleSyntax) usesDefault() bool {
	for _, e := range m.exports {
		if e.Name == "default" && e.Local == defaultBinding.String() {
			return true
		}
	}
	return false
}

// exportDeclarations adds the names of exported declarations to the exports.
// Each must be a statement of the module itself: that proves the token scan
// right.
func (f *sourceFile) exportDeclarations(syntax *moduleSyntax, fn *ast.FunctionLiteral) error {
	statements := make(map[int]ast.Statement, len(fn.Body.List))
	for _, s := range fn.Body.List {
		statements[int(s.Idx0())-1-len(moduleWrapper.before)] = s
	}
	for _, offset := range syntax.declarations {
		names := declaredNames(statements[offset])
		if names == nil {
			return f.errorAt(offset, "Unexpected token 'export'")
		}
		for _, name := range names {
			syntax.exports = append(syntax.exports, Export{Name: name, Local: name, Request: -1})
		}
	}
	return nil
}

// declaredNames returns the names that a declaration declares; nil if s is none.
func declaredNames(s ast.Statement) []string {
	names := []string{}
	add := func(id *ast.Identifier) { names = append(names, id.Name.String()) }
	switch s := s.(type) {
	case *ast.VariableStatement:
		for _, b := range s.List {
			eachName(b.Target, add)
		}
	case *ast.LexicalDeclaration:
		for _, b := range s.List {
			eachName(b.Target, add)
		}
	case *ast.FunctionDeclaration:
		add(s.Function.Name)
	case *ast.ClassDeclaration:
		add(s.Class.Name)
	default:
		return nil
	}
	return names
}

// link checks the names of the module against each other, as the
// specification's early errors for modules do, and fills in names.
func (f *sourceFile) link(syntax *moduleSyntax, fn *ast.FunctionLiteral, names *linkage) error {
	declared := topLevelNames(fn)
	for _, i := range syntax.imports {
		name := unistring.NewFromString(i.Local)
		if declared[i.Local] || names.links[name] != nil {
			return f.errorAtWord(i.Local, fmt.Sprintf("Identifier '%s' has already been declared", i.Local))
		}
		names.links[name] = &link{imported: true}
	}
	exported := make(map[string]bool)
	for _, e := range syntax.exports {
		if e.Name == "" {
			continue
		}
		if exported[e.Name] {
			return f.errorAtWord(e.Name, fmt.Sprintf("Duplicate export of '%s'", e.Name))
		}
		exported[e.Name] = true
		if e.Request >= 0 {
			continue
		}
		name := unistring.NewFromString(e.Local)
		if names.links[name] == nil {
			if !declared[e.Local] && e.Local != defaultBinding.String() {
				return f.errorAtWord(e.Local, fmt.Sprintf("Export '%s' is not defined in module", e.Local))
			}
			names.links[name] = &link{}
		}
	}
	return nil
}

// topLevelNames are the names that the module's own scope declares.
func topLevelNames(fn *ast.FunctionLiteral) map[string]bool {
	names := make(map[string]bool)
	add := func(id *ast.Identifier) { names[id.Name.String()] = true }
	for _, d := range fn.DeclarationList {
		for _, b := range d.List {
			eachName(b.Target, add)
		}
	}
	for _, s := range fn.Body.List {
		for _, name := range declaredNames(s) {
			names[name] = true
		}
	}
	return names
}

// resolve gives the module's exports: a local one whose name is imported
// passes the import on.
func (l *linkage) resolve(syntax *moduleSyntax) []Export {
	imports := make(map[string]Import, len(syntax.imports))
	for _, i := range syntax.imports {
		imports[i.Local] = i
	}
	exports := make([]Export, 0, len(syntax.exports))
	for _, e := range syntax.exports {
		if e.Request < 0 {
			if i, ok := imports[e.Local]; ok {
				e = Export{Name: e.Name, Request: i.Request, Import: i.Name, Place: i.Place}
			} else {
				e.Constant = !l.evals && !l.links[unistring.NewFromString(e.Local)].assigned
			}
		}
		exports = append(exports, e)
	}
	return exports
}

// instantiation gives fn its parameters and, before its own statements, the
// call of declare and the wait for the evaluation to start.
func (f *sourceFile) instantiation(fn *ast.FunctionLiteral, exports []Export) {
	past := file.Idx(len(f.source) + 1)
	fn.Function = past
	fn.Async, fn.Generator = false, true
	fn.Source = "module code"
	addParameters(fn, past, dynamicParameter, declareParameter, importsParameter)
	fn.ParameterList.Opening, fn.ParameterList.Closing = past, past
	declare := &ast.CallExpression{
		Callee:           &ast.Identifier{Name: declareParameter, Idx: past},
		LeftParenthesis:  past,
		RightParenthesis: past,
		ArgumentList:     []ast.Expression{getters(exports, past)},
	}
	fn.Body.LeftBrace, fn.Body.RightBrace = past, past
	fn.Body.List = append([]ast.Statement{
		&ast.ExpressionStatement{Expression: declare},
		&ast.ExpressionStatement{Expression: &ast.YieldExpression{Yield: past}},
	}, fn.Body.List...)
}

// getters is the object of functions that declare is called with.
func getters(exports []Export, idx file.Idx) *ast.ObjectLiteral {
	o := &ast.ObjectLiteral{LeftBrace: idx, RightBrace: idx}
	for _, e := range exports {
		if e.Local == "" {
			continue
		}
		name := unistring.NewFromString(e.Name)
		o.Value = append(o.Value, &ast.PropertyKeyed{
			Key:      &ast.StringLiteral{Idx: idx, Literal: e.Name, Value: name},
			Computed: true, // __proto__ is a name like any other
			Kind:     ast.PropertyKindValue,
			Value: &ast.ArrowFunctionLiteral{
				Start:         idx,
				ParameterList: &ast.ParameterList{Opening: idx, Closing: idx},
				Body: &ast.ExpressionBody{Expression: &ast.Identifier{
					Name: unistring.NewFromString(e.Local), Idx: idx,
				}},
			},
		})
	}
	return o
}
