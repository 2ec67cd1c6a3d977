package ecma

import "github.com/dop251/goja"

// maxCallDepth is how deep calls may nest, about as in Node. Calls between
// natives and JavaScript take Go's stack: TestDeepRecursion shows how much.
const maxCallDepth = 10_000

// GuardStack makes stack overflow above a native function an ordinary
// RangeError.
//
// goja ends the run when calls nest too deep, past all try statements. Just
// before, it asks each native function on the stack for its name, to describe
// the stack. fn, which must be on the stack for as long as scripts run, is
// given a name that is computed, and that throws when asked at such a moment.
func (r *Realm) GuardStack(fn *goja.Object) {
	name := r.vm.ToValue(func(goja.FunctionCall) goja.Value {
		if !r.overflowing && len(r.machine.callStack()) > r.machine.maxCallStack() {
			o := r.overflow()
			r.machine.leaveGenerator()
			panic(o)
		}
		return r.vm.ToValue("")
	})
	must(fn.DefineAccessorProperty("name", name, nil, goja.FLAG_TRUE, goja.FLAG_FALSE))
}

func (r *Realm) overflow() *goja.Object {
	r.overflowing = true
	o := r.rangeError("Maximum call stack size exceeded")
	r.overflowing = false
	r.trace(o, 0, nil)
	return o
}
