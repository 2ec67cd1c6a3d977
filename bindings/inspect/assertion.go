package inspect

import "github.com/dop251/goja"

// assertionCall is assertion(name, passes, fail): a function of an actual and
// an expected value that calls passes with them and, if that is false, fail with
// all that it was given. In JavaScript the further arguments and the count of
// them would be objects, made for each call that passes.
func (in *Inspector) assertionCall(call goja.FunctionCall) goja.Value {
	passes, fail := function(call.Argument(1).(*goja.Object)), function(call.Argument(2).(*goja.Object))
	return in.newFunction(stringOf(call.Argument(0)), func(c goja.FunctionCall) goja.Value {
		if len(c.Arguments) < 2 || !truthy(passes(goja.FunctionCall{This: c.This, Arguments: c.Arguments[:2]})) {
			fail(c)
		}
		return goja.Undefined()
	}, 2)
}
