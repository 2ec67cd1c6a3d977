package timers

import (
	"slices"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/validate"
	"gonet/bindings/internal/warning"
)

// functions are the module's functions, which are globals too.
type functions struct {
	setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, clearImmediate *goja.Object
}

var functionSlot = env.NewSlot(func(e *env.Env) *functions {
	t := Of(e)
	clear := func(c goja.FunctionCall) goja.Value {
		t.clearTimeout(c.Argument(0))
		return goja.Undefined()
	}
	f := &functions{
		setTimeout:    e.Function("setTimeout", 2, t.starter(false)),
		clearTimeout:  e.Function("clearTimeout", 1, clear),
		setInterval:   e.Function("setInterval", 2, t.starter(true)),
		clearInterval: e.Function("clearInterval", 1, clear),
		setImmediate:  e.Function("setImmediate", 1, t.setImmediate),
		clearImmediate: e.Function("clearImmediate", 1, func(c goja.FunctionCall) goja.Value {
			if im, ok := env.PartOf[*Immediate](e, c.Argument(0), env.PartOwner); ok {
				im.clear()
			}
			return goja.Undefined()
		}),
	}
	promisified(e, f.setTimeout, "setTimeout")
	promisified(e, f.setImmediate, "setImmediate")
	return f
})

// starter returns setTimeout, or setInterval if repeat is set.
func (t *Timers) starter(repeat bool) env.Callback {
	return func(c goja.FunctionCall) goja.Value {
		validate.Function(t.env, c.Argument(0), "callback")
		s := settings{callback: c.Argument(0), after: c.Argument(1), repeat: repeat}
		if len(c.Arguments) > 2 {
			s.args = slices.Clone(c.Arguments[2:])
		}
		return t.start(s).Object
	}
}

func (t *Timers) setImmediate(c goja.FunctionCall) goja.Value {
	validate.Function(t.env, c.Argument(0), "callback")
	var args []goja.Value
	if len(c.Arguments) > 1 {
		args = slices.Clone(c.Arguments[1:])
	}
	return t.immediate(c.Argument(0), args).Object
}

func (t *Timers) immediate(callback goja.Value, args []goja.Value) *Immediate {
	return t.immediates.add(t.env.VM.CreateObject(t.classes.immediate.Proto), callback, args)
}

// clearTimeout clears the timeout that v is, or whose number it is.
func (t *Timers) clearTimeout(v goja.Value) {
	if to, ok := env.PartOf[*Timeout](t.env, v, env.PartOwner); ok {
		if to.callback != nil {
			to.clear()
		}
		return
	}
	if !goja.IsNumber(v) && !goja.IsString(v) {
		return
	}
	id := v.ToInteger()
	if to := t.known[id]; to != nil && t.env.VM.ToValue(id).String() == v.String() {
		to.clear()
	}
}

// promisified makes util.promisify(f) the function of timers/promises.
func promisified(e *env.Env, f *goja.Object, name string) {
	getter := e.Function("get", 0, func(goja.FunctionCall) goja.Value {
		return e.Require("timers/promises").Get(name)
	})
	define(f.DefineAccessorPropertySymbol(e.SymbolFor("nodejs.util.promisify.custom"), getter, nil, goja.FLAG_FALSE, goja.FLAG_TRUE))
}

// Module is the module timers.
func Module(e *env.Env) goja.Value {
	exports, f := e.VM.NewObject(), functionSlot.Of(e)
	define(exports.Set("setTimeout", f.setTimeout))
	define(exports.Set("clearTimeout", f.clearTimeout))
	define(exports.Set("setImmediate", f.setImmediate))
	define(exports.Set("clearImmediate", f.clearImmediate))
	define(exports.Set("setInterval", f.setInterval))
	define(exports.Set("clearInterval", f.clearInterval))
	getter := e.Function("get", 0, func(goja.FunctionCall) goja.Value { return e.Require("timers/promises") })
	define(exports.DefineAccessorProperty("promises", getter, nil, goja.FLAG_TRUE, goja.FLAG_TRUE))
	return exports
}

// Globals defines the module's functions on the global object.
func Globals(e *env.Env) {
	global, f := e.VM.GlobalObject(), functionSlot.Of(e)
	define(global.Set("clearImmediate", f.clearImmediate))
	define(global.Set("setImmediate", f.setImmediate))
	define(global.Set("clearInterval", f.clearInterval))
	define(global.Set("clearTimeout", f.clearTimeout))
	define(global.Set("setInterval", f.setInterval))
	define(global.Set("setTimeout", f.setTimeout))
}

// Duration checks the milliseconds of a timeout that a script sets on another
// object, as socket.setTimeout does: a finite number that is not negative. One
// beyond 32 bits is cut after a warning. Fractions do not count.
func Duration(e *env.Env, v goja.Value, name string) int64 {
	msecs := validate.Number(e, v, name)
	if !(msecs >= 0 && msecs-msecs == 0) {
		errs.Throw(e, "ERR_OUT_OF_RANGE", name, "a non-negative finite number", v)
	}
	if msecs > maxTimeout {
		warning.Emit(e, v.String()+" does not fit into a 32-bit signed integer.\nTimer duration was truncated to 2147483647.",
			"TimeoutOverflowWarning", "")
		return maxTimeout
	}
	return int64(msecs)
}
