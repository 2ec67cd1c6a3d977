package compile

import (
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/token"
	"github.com/dop251/goja/unistring"
)

// Names that a script in a scope uses: ScopeName is the global property whose
// value is the scope when the script is started; the scope has ThisName, the
// script's this.
//
// typeof of a name that the scope does not have gives no error: the scope is
// asked for TypeofPrefix and the name right before.
const (
	ScopeName    = "gonet:scope"
	ThisName     = "gonet:this"
	TypeofPrefix = "gonet:typeof:"
)

// Declared are the names that a script declares at its top level, in the order
// of the text.
type Declared struct {
	Lexical   []string // by let, const and class
	Constant  []string // those of Lexical that const declares
	Variables []string // by var and function
}

// CompileInScope compiles a script whose global names are those of a scope, an
// object that has every name. It is `with (scope) { script }` in effect. What
// the script declares at its top level is assigned to instead, after the caller
// has made the names of Declared in the scope.
//
// There is no `with` in strict mode. Program then evaluates to a function, the
// script: see Unit.Strict. It returns the value of the script's last statement
// if that is an expression.
func CompileInScope(filename, source string) (*Unit, error) {
	f := newFile(filename, source, Options{})
	if err := f.checkNesting(); err != nil {
		return nil, err
	}
	return f.attempt(f.compileInScope)
}

func (f *sourceFile) compileInScope() (*Unit, error) {
	f.maskDynamic()
	w := &walker{dynamicName: unistring.NewFromString(DynamicName), thisName: unistring.NewFromString(ThisName)}
	prg, err := f.parse(wrapper{}, w)
	if err != nil {
		return nil, err
	}
	leave := w.enterFunction(nil, prg.Body, &prg.DeclarationList)
	strict := w.strict
	w.statements(prg.Body)
	leave()
	if w.importsFound != f.dynamic.count {
		return nil, f.misread()
	}
	// Errors that concern declarations are found before they are rewritten.
	if _, err := f.compile(prg, w, false); err != nil {
		return nil, err
	}
	unit := &Unit{Filename: f.name, Dynamic: f.dynamic.count > 0, Declared: declaredBy(prg), Strict: strict}
	openScope(prg, strict)
	if unit.Program, err = f.compile(prg, w, false); err != nil {
		return nil, err
	}
	return unit, nil
}

func declaredBy(prg *ast.Program) (d Declared) {
	for _, v := range prg.DeclarationList {
		names(&d.Variables, v.List)
	}
	for _, s := range prg.Body {
		switch s := s.(type) {
		case *ast.FunctionDeclaration:
			d.Variables = append(d.Variables, s.Function.Name.Name.String())
		case *ast.ClassDeclaration:
			d.Lexical = append(d.Lexical, s.Class.Name.Name.String())
		case *ast.LexicalDeclaration:
			names(&d.Lexical, s.List)
			if s.Token == token.CONST {
				names(&d.Constant, s.List)
			}
		}
	}
	return d
}

// openScope rewrites prg. A variable statement that is in no list of hoisted
// declarations is an assignment without a value: that is what declarations
// become.
func openScope(prg *ast.Program, strict bool) {
	var functions, rest []ast.Statement
	for _, s := range prg.Body {
		switch s := s.(type) {
		case *ast.FunctionDeclaration:
			functions = append(functions, assigns(s.Function.Name, s.Function))
		case *ast.ClassDeclaration:
			rest = append(rest, assigns(s.Class.Name, s.Class))
		case *ast.LexicalDeclaration:
			initialize(s)
			rest = append(rest, &ast.VariableStatement{Var: s.Idx, List: s.List})
		default:
			rest = append(rest, s)
		}
	}
	body := append(functions, rest...)
	if strict {
		body = []ast.Statement{asFunction(body)}
	}
	prg.DeclarationList = nil
	prg.Body = []ast.Statement{&ast.WithStatement{
		With:   1,
		Object: &ast.Identifier{Name: unistring.NewFromString(ScopeName), Idx: 1},
		Body:   &ast.BlockStatement{LeftBrace: 1, List: body, RightBrace: 1},
	}}
}

// asFunction makes statements the body of a function in strict mode.
func asFunction(body []ast.Statement) ast.Statement {
	if last, ok := body[len(body)-1].(*ast.ExpressionStatement); ok {
		body[len(body)-1] = &ast.ReturnStatement{Return: last.Idx0(), Argument: last.Expression}
	}
	directive := &ast.ExpressionStatement{Expression: &ast.StringLiteral{Idx: 1, Literal: `'use strict'`, Value: "use strict"}}
	return &ast.ExpressionStatement{Expression: &ast.FunctionLiteral{
		Function:      1,
		ParameterList: &ast.ParameterList{Opening: 1, Closing: 1},
		Body:          &ast.BlockStatement{LeftBrace: 1, List: append([]ast.Statement{directive}, body...), RightBrace: 1},
	}}
}

func names(into *[]string, list []*ast.Binding) {
	for _, b := range list {
		eachName(b.Target, func(id *ast.Identifier) { *into = append(*into, id.Name.String()) })
	}
}

func assigns(name *ast.Identifier, value ast.Expression) ast.Statement {
	target := *name
	return &ast.VariableStatement{Var: name.Idx, List: []*ast.Binding{{Target: &target, Initializer: value}}}
}

// initialize gives each variable of a let without a value undefined.
func initialize(s *ast.LexicalDeclaration) {
	for _, b := range s.List {
		if b.Initializer == nil {
			b.Initializer = &ast.UnaryExpression{
				Operator: token.VOID,
				Idx:      s.Idx,
				Operand:  &ast.NumberLiteral{Idx: s.Idx, Literal: "0", Value: int64(0)},
			}
		}
	}
}

// askFirst makes the operand of typeof one that names TypeofPrefix first.
func askFirst(id *ast.Identifier) ast.Expression {
	asked := unistring.NewFromString(TypeofPrefix + id.Name.String())
	return &ast.SequenceExpression{Sequence: []ast.Expression{&ast.Identifier{Name: asked, Idx: id.Idx}, id}}
}
