package events

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/validate"
)

func (ev *Events) defineStatics() {
	e, c := ev.env, ev.Class
	static := func(name string, length int, fn func(goja.FunctionCall) goja.Value) *goja.Object {
		f := e.Function(name, length, fn)
		c.Static(name, f)
		return f
	}
	static("addAbortListener", 2, ev.lazy("internal/events/abort_listener", "addAbortListener"))
	static("once", 2, ev.lazy("internal/events/promises", "once"))
	static("on", 2, ev.lazy("internal/events/promises", "on"))
	static("getEventListeners", 2, ev.getEventListeners)
	static("getMaxListeners", 1, ev.getMaxListeners)
	static("listenerCount", 2, ev.staticListenerCount)
	c.Static("EventEmitter", c.Ctor)
	c.Static("usingDomains", e.False)
	c.Static("captureRejectionSymbol", ev.KRejection)
	e.FixedAccessor(c.Ctor, "captureRejections", goja.FLAG_TRUE, func(goja.Value) goja.Value {
		return e.VM.ToValue(ev.captureAll)
	}, func(_, v goja.Value) {
		ev.captureAll = validate.Boolean(e, v, "EventEmitter.captureRejections")
	})
	e.Accessor(c.Ctor, "EventEmitterAsyncResource", goja.FLAG_TRUE, func(goja.Value) goja.Value {
		return e.Require("internal/events/async_resource").Get("EventEmitterAsyncResource")
	}, nil)
	c.Static("errorMonitor", ev.ErrorMonitor.value)
	e.FixedAccessor(c.Ctor, "defaultMaxListeners", goja.FLAG_TRUE, func(goja.Value) goja.Value {
		return ev.defaultMax
	}, func(_, v goja.Value) {
		ev.validMax(v, "defaultMaxListeners")
		ev.defaultMax = v
	})
	for name, symbol := range map[string]*goja.Symbol{
		"kMaxEventTargetListeners":       ev.kMaxTarget,
		"kMaxEventTargetListenersWarned": ev.kMaxTargetWarned,
	} {
		if err := c.Ctor.DefineDataProperty(name, symbol, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE); err != nil {
			panic(err)
		}
	}
	static("setMaxListeners", 0, ev.staticSetMaxListeners)
	ev.initFn = static("init", 1, func(c goja.FunctionCall) goja.Value {
		ev.initialize(ev.object(c.This), c.Argument(0))
		return goja.Undefined()
	})
}

// lazy makes a function that is a built-in module's, loaded at its first call.
func (ev *Events) lazy(module, name string) func(goja.FunctionCall) goja.Value {
	var fn env.Callback
	return func(c goja.FunctionCall) goja.Value {
		if fn == nil {
			fn = env.CallbackOf(ev.env.Require(module).Get(name))
		}
		return fn(c)
	}
}

// method returns v's method, nil if v has none of that name.
func (ev *Events) method(v goja.Value, name string) env.Callback {
	if o, ok := v.(*goja.Object); ok {
		return env.CallbackOf(o.Get(name))
	}
	return nil
}

// target returns the listeners that an EventTarget has for one event; ok is
// false if v is no EventTarget.
func (ev *Events) target(v, typ goja.Value) (listeners []any, ok bool) {
	module := ev.env.Require("internal/event_target")
	if !ev.env.Invoke(module, "isEventTarget", v).ToBoolean() {
		return nil, false
	}
	all, isObject := v.(*goja.Object).GetSymbol(module.Get("kListeners").(*goja.Symbol)).(*goja.Object)
	if !isObject {
		return nil, true
	}
	list := ev.env.Invoke(all, "get", typ)
	if !validate.IsArray(list) {
		return nil, true
	}
	ev.env.VM.ForOf(list, func(registration goja.Value) bool {
		listeners = append(listeners, ev.deref(registration.ToObject(ev.env.VM).Get("listener")))
		return true
	})
	return listeners, true
}

// deref returns what a listener that is held weakly is.
func (ev *Events) deref(listener goja.Value) goja.Value {
	if deref := ev.method(listener, "deref"); deref != nil {
		return ev.env.Call(deref, listener)
	}
	return listener
}

func (ev *Events) notAnEmitter(name string, v goja.Value) {
	errs.Throw(ev.env, "ERR_INVALID_ARG_TYPE", name, []string{"EventEmitter", "EventTarget"}, v)
}

func (ev *Events) getEventListeners(c goja.FunctionCall) goja.Value {
	emitter, typ := c.Argument(0), c.Argument(1)
	if listeners := ev.method(emitter, "listeners"); listeners != nil {
		return ev.env.Call(listeners, emitter, typ)
	}
	all, ok := ev.target(emitter, typ)
	if !ok {
		ev.notAnEmitter("emitter", emitter)
	}
	return ev.env.VM.NewArray(all...)
}

func (ev *Events) getMaxListeners(c goja.FunctionCall) goja.Value {
	v := c.Argument(0)
	if ev.method(v, "getMaxListeners") != nil {
		o := v.(*goja.Object)
		if max := o.Get("_maxListeners"); max != nil && !goja.IsUndefined(max) {
			return max
		}
		return ev.defaultMax
	}
	if o, ok := v.(*goja.Object); ok {
		if max := o.GetSymbol(ev.kMaxTarget); max != nil && goja.IsNumber(max) {
			return max
		}
	}
	ev.notAnEmitter("emitter", v)
	return nil
}

func (ev *Events) staticListenerCount(c goja.FunctionCall) goja.Value {
	v, typ := c.Argument(0), c.Argument(1)
	if count := ev.method(v, "listenerCount"); count != nil {
		return ev.env.Call(count, v, typ)
	}
	all, ok := ev.target(v, typ)
	if !ok {
		ev.notAnEmitter("emitter", v)
	}
	return ev.env.VM.ToValue(len(all))
}

func (ev *Events) staticSetMaxListeners(c goja.FunctionCall) goja.Value {
	n := c.Argument(0)
	if goja.IsUndefined(n) {
		n = ev.defaultMax
	}
	ev.validMax(n, "setMaxListeners")
	if len(c.Arguments) < 2 {
		ev.defaultMax = n
		return goja.Undefined()
	}
	for _, target := range c.Arguments[1:] {
		if set := ev.method(target, "setMaxListeners"); set != nil {
			ev.env.Call(set, target, n)
			continue
		}
		if _, ok := ev.target(target, goja.Undefined()); !ok {
			ev.notAnEmitter("eventTargets", target)
		}
		o := target.(*goja.Object)
		o.SetSymbol(ev.kMaxTarget, n)
		o.SetSymbol(ev.kMaxTargetWarned, ev.env.False)
	}
	return goja.Undefined()
}
