package compile

import (
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/token"
	"github.com/dop251/goja/unistring"

	"gonet/bindings/ecma"
)

// guards are the operators that a call takes the place of, because goja's own
// would compute a BigInt of any size. Where an operand is a number by its
// looks, the other is one too, or a TypeError.
var guards = map[token.Token]unistring.String{
	token.EXPONENT:   ecma.ExponentName,
	token.SHIFT_LEFT: ecma.ShiftLeftName,
}

func (w *walker) guarded(op token.Token, left, right ast.Expression) *ast.CallExpression {
	name, ok := guards[op]
	if !ok || isNumber(left) || isNumber(right) {
		return nil
	}
	idx := left.Idx0()
	return &ast.CallExpression{
		Callee:           &ast.Identifier{Name: name, Idx: idx},
		LeftParenthesis:  idx,
		RightParenthesis: idx,
		ArgumentList:     []ast.Expression{left, right},
	}
}

// isNumber reports whether e is a number by its looks.
func isNumber(e ast.Expression) bool {
	switch e := e.(type) {
	case *ast.NumberLiteral:
		switch e.Value.(type) {
		case int64, float64:
			return true
		}
	case *ast.UnaryExpression:
		return e.Operator == token.MINUS && isNumber(e.Operand)
	}
	return false
}

// assign walks an assignment.
func (w *walker) assign(e *ast.AssignExpression) {
	e.Left = w.assigned(e.Left)
	e.Right = w.expression(e.Right)
	if id, ok := e.Left.(*ast.Identifier); ok {
		if call := w.guarded(e.Operator, &ast.Identifier{Name: id.Name, Idx: id.Idx}, e.Right); call != nil {
			e.Operator, e.Right = token.ASSIGN, call
		}
	}
}
