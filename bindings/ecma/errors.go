package ecma

import (
	"github.com/dop251/goja"
)

// errorClasses are the built-in error constructors, which scripts cannot
// replace here, and what all errors share.
type errorClasses struct {
	vm        *goja.Runtime
	base      *goja.Object // Error
	classes   map[string]*goja.Object
	toString  goja.Value // Error.prototype.toString
	get, set  *goja.Object
	prepare   *goja.Object // Error.prepareStackTrace of ours
	callSites *goja.Object // prototype

	suppressed *goja.Object   // SuppressedError
	callers    []*goja.Object // natives that only call another function
}

var errorNames = []string{
	"Error", "TypeError", "RangeError", "ReferenceError", "SyntaxError", "EvalError", "URIError", "AggregateError",
}

// engineNames are the classes that goja throws itself: their errors get V8's
// messages.
var engineNames = []string{"TypeError", "RangeError", "ReferenceError", "SyntaxError", "URIError"}

func (c *errorClasses) construct(class, message string) *goja.Object {
	_, make := native(c.classes[class])
	return (*make)([]goja.Value{c.vm.ToValue(message)}, nil)
}

func (r *Realm) installErrors() {
	c := &r.errors
	c.vm = r.vm
	c.classes = make(map[string]*goja.Object, len(errorNames))
	c.get = r.function("", 0, r.getStack)
	c.set = r.function("", 1, r.setStack)
	for _, name := range errorNames {
		c.classes[name] = r.vm.Get(name).(*goja.Object)
		r.traceErrors(c.classes[name])
	}
	r.nameGoErrors()
	for _, name := range engineNames {
		r.translateErrors(name)
	}
	c.base = c.classes["Error"]
	c.toString = c.base.Get("prototype").(*goja.Object).Get("toString")
	must(c.base.DefineDataProperty("stackTraceLimit", r.vm.ToValue(defaultTraceLimit), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE))
	r.method(c.base, "captureStackTrace", 2, r.captureStackTrace)
	r.installCallSites()
	functions := r.vm.Get("Function").(*goja.Object).Get("prototype").(*goja.Object)
	c.callers = []*goja.Object{
		functions.Get("apply").(*goja.Object), functions.Get("call").(*goja.Object),
		r.vm.Get("Reflect").(*goja.Object).Get("apply").(*goja.Object),
	}
}

// traceErrors has a constructor's errors carry a stack in V8's format.
func (r *Realm) traceErrors(class *goja.Object) {
	call, make := native(class)
	oldCall, oldMake := *call, *make
	*make = func(args []goja.Value, newTarget *goja.Object) *goja.Object {
		o := oldMake(args, newTarget)
		if newTarget == class {
			newTarget = nil
		}
		r.trace(o, 0, newTarget)
		return o
	}
	*call = func(c goja.FunctionCall) goja.Value {
		v := oldCall(c)
		if o, ok := v.(*goja.Object); ok {
			r.trace(o, 1, nil) // the constructor itself is a frame
		}
		return v
	}
}

// translateErrors gives the engine a constructor of its own for a class, which
// makes the same errors but puts goja's messages in V8's words.
func (r *Realm) translateErrors(name string) {
	own := r.errors.classes[name]
	engine := r.vm.ToValue(func(goja.ConstructorCall) *goja.Object { return nil }).(*goja.Object)
	_, makeOwn := native(own)
	_, makeEngine := native(engine)
	makeError := *makeOwn
	*makeEngine = func(args []goja.Value, _ *goja.Object) *goja.Object {
		if len(args) > 0 {
			args[0] = r.vm.ToValue(r.translate(name, args[0].String()))
		}
		return makeError(args, own)
	}
	*intrinsic(r.vm, name) = engine
}

// nameGoErrors has errors that come from Go functions look like any Error, and
// removes goja's global for them.
func (r *Realm) nameGoErrors() {
	class := r.vm.Get("GoError").(*goja.Object)
	r.traceErrors(class)
	hide(class.Get("prototype").(*goja.Object), "name", r.vm.ToValue("Error"))
	must(r.vm.GlobalObject().Delete("GoError"))
}
