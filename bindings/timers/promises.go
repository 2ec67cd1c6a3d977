package timers

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/validate"
)

// Promises is the module timers/promises.
func Promises(e *env.Env) goja.Value {
	t, exports := Of(e), e.VM.NewObject()
	setTimeout := func(after, value, options goja.Value) goja.Value {
		return t.promise(after, options, func(s settings, fire func()) canceler {
			s.callback = t.native(fire)
			return t.start(s)
		}, value)
	}
	setImmediate := func(value, options goja.Value) goja.Value {
		return t.promise(nil, options, func(s settings, fire func()) canceler {
			im := t.immediate(t.native(fire), nil)
			if s.unref {
				im.unref()
			}
			return im
		}, value)
	}
	define(exports.Set("setTimeout", e.Function("setTimeout", 2, func(c goja.FunctionCall) goja.Value {
		return setTimeout(c.Argument(0), c.Argument(1), c.Argument(2))
	})))
	define(exports.Set("setImmediate", e.Function("setImmediate", 1, func(c goja.FunctionCall) goja.Value {
		return setImmediate(c.Argument(0), c.Argument(1))
	})))
	define(exports.Set("setInterval", e.Function("setInterval", 2, t.intervals())))
	define(exports.Set("scheduler", t.scheduler(
		func() goja.Value { return setImmediate(goja.Undefined(), goja.Undefined()) },
		func(delay, options goja.Value) goja.Value { return setTimeout(delay, goja.Undefined(), options) },
	)))
	return exports
}

// canceler is a timeout or an immediate behind a promise.
type canceler interface {
	// cancel clears it, and reports false if it has run or was cleared.
	cancel() bool
}

func (to *Timeout) cancel() bool {
	pending := !to.destroyed
	to.clear()
	return pending
}

func (im *Immediate) cancel() bool {
	pending := !im.destroyed
	im.clear()
	return pending
}

// native makes a JavaScript function of fn.
func (t *Timers) native(fn func()) goja.Value {
	return t.env.VM.ToValue(func(goja.FunctionCall) goja.Value {
		fn()
		return goja.Undefined()
	})
}

// promise returns a promise for value that fire, called by what start makes,
// fulfils, or an abort signal rejects. A bad argument rejects it too.
func (t *Timers) promise(after, options goja.Value, start func(s settings, fire func()) canceler, value goja.Value) goja.Value {
	vm := t.env.VM
	p, resolve, reject := vm.NewPromise()
	var s settings
	var signal *goja.Object
	if ex := vm.Try(func() { s, signal = t.promiseSettings(after, options) }); ex != nil {
		must(reject(ex.Value()))
		return vm.ToValue(p)
	}
	if signal != nil && signal.Get("aborted").ToBoolean() {
		must(reject(t.aborted(signal)))
		return vm.ToValue(p)
	}
	timer := start(s, func() { must(resolve(value)) })
	if signal == nil {
		return vm.ToValue(p)
	}
	unlisten := t.onAbort(signal, func() {
		if timer.cancel() {
			must(reject(t.aborted(signal)))
		}
	})
	return t.env.Invoke(vm.ToValue(p).(*goja.Object), "finally", t.native(unlisten))
}

// must passes on what resolving a promise returns when the script is being
// stopped.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

// promiseSettings checks the arguments that the functions have in common.
func (t *Timers) promiseSettings(after, options goja.Value) (s settings, signal *goja.Object) {
	if !validate.IsUndefined(after) {
		validate.Number(t.env, after, "delay")
	}
	s.after = after
	if validate.IsUndefined(options) {
		return s, nil
	}
	o := validate.Object(t.env, options, "options")
	if v := o.Get("signal"); !validate.IsUndefined(v) {
		signal = validate.AbortSignal(t.env, v, "options.signal")
	}
	if v := o.Get("ref"); !validate.IsUndefined(v) {
		s.unref = !validate.Boolean(t.env, v, "options.ref")
	}
	return s, signal
}

func (t *Timers) aborted(signal *goja.Object) goja.Value {
	return errs.AbortError(t.env, signal.Get("reason"))
}

// onAbort calls fn when signal aborts, until unlisten is called.
func (t *Timers) onAbort(signal *goja.Object, fn func()) (unlisten func()) {
	e := t.env
	listener, abort := t.native(fn), e.VM.ToValue("abort")
	options := e.VM.NewObject()
	define(options.Set("once", true))
	e.Invoke(signal, "addEventListener", abort, listener, options)
	return func() { e.Invoke(signal, "removeEventListener", abort, listener) }
}

// scheduler makes the object of the class Scheduler.
func (t *Timers) scheduler(yield func() goja.Value, wait func(delay, options goja.Value) goja.Value) *goja.Object {
	e := t.env
	kScheduler := goja.NewSymbol("kScheduler")
	class := e.NewClass("Scheduler", 0, nil, func(goja.ConstructorCall) *goja.Object {
		panic(errs.New(e, "ERR_ILLEGAL_CONSTRUCTOR"))
	})
	check := func(this goja.Value) {
		if o, ok := this.(*goja.Object); !ok || o.GetSymbol(kScheduler) == nil {
			errs.Throw(e, "ERR_INVALID_THIS", "Scheduler")
		}
	}
	class.Method("yield", 0, func(c goja.FunctionCall) goja.Value {
		check(c.This)
		return yield()
	})
	class.Method("wait", 2, func(c goja.FunctionCall) goja.Value {
		check(c.This)
		return wait(c.Argument(0), c.Argument(1))
	})
	o := e.VM.CreateObject(class.Proto)
	define(o.SetSymbol(kScheduler, true))
	return o
}
