package compile

import (
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/unistring"

	"gonet/bindings/ecma"
	"gonet/bindings/ecma/pattern"
)

// regexp walks a literal. One that the engine cannot match as it stands becomes
// an expression of the class RegExp, which rewrites it.
func (w *walker) regexp(e *ast.RegExpLiteral) ast.Expression {
	w.at(&e.Idx)
	if !pattern.Needed(e.Pattern, e.Flags) {
		return e
	}
	if _, err := pattern.Rewrite(e.Pattern, e.Flags); err != nil {
		w.fail(e.Idx, ecma.RegExpMessage(e.Pattern, e.Flags, err.Error()))
		return e
	}
	return &ast.NewExpression{
		New:    e.Idx,
		Callee: &ast.Identifier{Name: "RegExp", Idx: e.Idx},
		ArgumentList: []ast.Expression{
			&ast.StringLiteral{Idx: e.Idx, Literal: e.Literal, Value: unistring.NewFromString(e.Pattern)},
			&ast.StringLiteral{Idx: e.Idx, Literal: e.Flags, Value: unistring.NewFromString(e.Flags)},
		},
		LeftParenthesis:  e.Idx,
		RightParenthesis: e.Idx,
	}
}
