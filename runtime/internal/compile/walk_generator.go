package compile

import (
	"strings"

	"github.com/dop251/goja/ast"
)

// asyncGenerator gives an asynchronous generator, which esbuild has rewritten
// to a function that returns __asyncGenerator(this, null, function* () {...}),
// the text that the user wrote: toString returns it, and bindings/ecma knows
// these functions by it. It is called before the positions are moved.
func (w *walker) asyncGenerator(f *ast.FunctionLiteral) {
	if !w.lowered || !returnsAsyncGenerator(f.Body) {
		return
	}
	start, end := int(w.move(f.Function))-1, int(w.move(f.Body.RightBrace))-1
	if start < 0 || start >= end || end >= len(w.text) || w.text[end] != '}' {
		return
	}
	if start = asyncBefore(w.text, start); start >= 0 {
		f.Source = w.text[start : end+1]
	}
}

// asyncBefore returns where the word async of a generator is: at start itself
// or, of a method, before the asterisk and the name that start is at. It is -1
// if comments hide it.
func asyncBefore(text string, start int) int {
	const word = "async"
	if strings.HasPrefix(text[start:], word) {
		return start
	}
	const blank = " \t\r\n"
	before, ok := strings.CutSuffix(strings.TrimRight(text[:start], blank), "*")
	if !ok {
		return -1
	}
	before, ok = strings.CutSuffix(strings.TrimRight(before, blank), word)
	if !ok {
		return -1
	}
	return len(before)
}

// returnsAsyncGenerator is whether a function's body is what esbuild makes of
// an asynchronous generator's.
func returnsAsyncGenerator(body *ast.BlockStatement) bool {
	if len(body.List) != 1 {
		return false
	}
	statement, ok := body.List[0].(*ast.ReturnStatement)
	if !ok {
		return false
	}
	call, ok := statement.Argument.(*ast.CallExpression)
	if !ok || len(call.ArgumentList) != 3 {
		return false
	}
	helper, ok := call.Callee.(*ast.Identifier)
	if !ok || !strings.HasPrefix(helper.Name.String(), "__asyncGenerator") {
		return false
	}
	inner, ok := call.ArgumentList[2].(*ast.FunctionLiteral)
	return ok && inner.Generator
}
