package events

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/validate"
)

func (ev *Events) defineClass() {
	c := ev.env.NewClass("EventEmitter", 1, nil, ev.construct).Enumerable()
	ev.Class = c
	c.Accessor("_events", func(this goja.Value) goja.Value {
		if em := ev.lookup(this); em != nil {
			return ev.events(em)
		}
		return goja.Undefined()
	}, func(this, v goja.Value) {
		if o, ok := this.(*goja.Object); ok {
			ev.setEvents(ev.own(o), v)
		}
	})
	c.Accessor("_eventsCount", func(this goja.Value) goja.Value {
		if em := ev.lookup(this); em != nil {
			return ev.env.VM.ToValue(len(em.entries))
		}
		return ev.env.VM.ToValue(0)
	}, func(this, v goja.Value) {}) // it follows from the listeners
	c.Accessor("_maxListeners", func(this goja.Value) goja.Value {
		if v := ev.ownMaxListeners(this); v != nil {
			return v
		}
		return goja.Undefined()
	}, func(this, v goja.Value) {
		if o, ok := this.(*goja.Object); ok {
			ev.setMaxListeners(o, v)
		}
	})
	c.Method("setMaxListeners", 1, func(c goja.FunctionCall) goja.Value {
		o := ev.object(c.This)
		ev.validMax(c.Argument(0), "setMaxListeners")
		ev.setMaxListeners(o, c.Argument(0))
		return o
	})
	c.Method("getMaxListeners", 0, func(c goja.FunctionCall) goja.Value {
		o := ev.object(c.This)
		return ev.maxListeners(o, ev.lookup(o))
	})
	ev.emitFn = c.Method("emit", 1, ev.emitMethod)
	ev.onFn = c.Method("addListener", 2, ev.adder(false))
	c.Alias("on", "addListener")
	ev.prependFn = c.Method("prependListener", 2, ev.adder(true))
	c.Method("once", 2, ev.onceAdder("on", ev.onFn, false))
	c.Method("prependOnceListener", 2, ev.onceAdder("prependListener", ev.prependFn, true))
	ev.removeFn = c.Method("removeListener", 2, func(c goja.FunctionCall) goja.Value {
		o := ev.object(c.This)
		fn := ev.listener(c.Argument(1))
		if em := ev.lookup(o); em != nil {
			ev.remove(o, em, keyOf(c.Argument(0)), c.Argument(0), fn)
		}
		return o
	})
	c.Alias("off", "removeListener")
	c.Method("removeAllListeners", 1, func(c goja.FunctionCall) goja.Value {
		o := ev.object(c.This)
		switch em := ev.lookup(o); {
		case em == nil:
		case len(c.Arguments) == 0:
			ev.clear(o, em)
		default:
			ev.removeAll(o, em, keyOf(c.Arguments[0]), c.Arguments[0])
		}
		return o
	})
	c.Method("listeners", 1, func(c goja.FunctionCall) goja.Value {
		return ev.listeners(c, ev.unwrapped)
	})
	c.Method("rawListeners", 1, func(c goja.FunctionCall) goja.Value {
		return ev.listeners(c, func(l *Listener) goja.Value { return ev.Function(l) })
	})
	c.Method("listenerCount", 2, ev.listenerCountMethod)
	c.Method("eventNames", 0, func(c goja.FunctionCall) goja.Value {
		names := ev.env.VM.NewArray()
		if em := ev.lookup(ev.object(c.This)); em != nil {
			for _, name := range em.names() {
				ev.env.Invoke(names, "push", name.value)
			}
		}
		return names
	})
}

// object returns this, which must be an object.
func (ev *Events) object(this goja.Value) *goja.Object {
	if o, ok := this.(*goja.Object); ok {
		return o
	}
	panic(errs.TypeError(ev.env, "Cannot read properties of "+this.String()+" (reading '_events')"))
}

// own returns the emitter of o itself, not one that it inherits.
func (ev *Events) own(o *goja.Object) *Emitter {
	st := ev.env.Attach(o)
	em, ok := st.Parts[env.PartEmitter].(*Emitter)
	if !ok {
		em = new(Emitter)
		st.Parts[env.PartEmitter] = em
	}
	return em
}

// listener returns v, which must be a function.
func (ev *Events) listener(v goja.Value) *goja.Object {
	if !env.IsFunction(v) {
		errs.Throw(ev.env, "ERR_INVALID_ARG_TYPE", "listener", "Function", v)
	}
	return v.(*goja.Object)
}

func (ev *Events) emitMethod(c goja.FunctionCall) goja.Value {
	var typ goja.Value
	var args []goja.Value
	if len(c.Arguments) > 0 {
		typ, args = c.Arguments[0], c.Arguments[1:]
	} else {
		typ = goja.Undefined()
	}
	o, ok := c.This.(*goja.Object)
	if !ok {
		o = ev.object(c.This)
	}
	if ev.emit(o, ev.lookup(o), keyOf(typ), typ, args) {
		return ev.env.True
	}
	return ev.env.False
}

func (ev *Events) adder(prepend bool) func(goja.FunctionCall) goja.Value {
	return func(c goja.FunctionCall) goja.Value {
		fn := ev.listener(c.Argument(1))
		o := ev.object(c.This)
		l := listenerOf(fn, env.CallbackOf(fn))
		ev.add(o, ev.Of(o), keyOf(c.Argument(0)), c.Argument(0), l, prepend)
		return o
	}
}

func (ev *Events) onceAdder(method string, own *goja.Object, prepend bool) func(goja.FunctionCall) goja.Value {
	return func(c goja.FunctionCall) goja.Value {
		fn := ev.listener(c.Argument(1))
		o := ev.object(c.This)
		typ := c.Argument(0)
		l := listenerOf(fn, env.CallbackOf(fn))
		l.once = &once{target: o, name: givenName(typ)}
		ev.through(method, own, o, l.once.name, l, prepend)
		return o
	}
}

func (ev *Events) listeners(c goja.FunctionCall, show func(*Listener) goja.Value) goja.Value {
	var items []any
	if em := ev.lookup(ev.object(c.This)); em != nil {
		for _, l := range em.find(keyOf(c.Argument(0))).all() {
			items = append(items, show(l))
		}
	}
	return ev.env.VM.NewArray(items...)
}

func (ev *Events) listenerCountMethod(c goja.FunctionCall) goja.Value {
	em := ev.lookup(ev.object(c.This))
	if em == nil {
		return ev.env.VM.ToValue(0)
	}
	e := em.find(keyOf(c.Argument(0)))
	fn := c.Argument(1)
	if validate.Nullish(fn) {
		return ev.env.VM.ToValue(e.count())
	}
	n := 0
	listener, _ := fn.(*goja.Object)
	for _, l := range e.all() {
		if listener != nil && l.is(listener) {
			n++
		}
	}
	return ev.env.VM.ToValue(n)
}

// ListenerCount returns how many listeners o has for an event, as
// o.listenerCount(name) does.
func (ev *Events) ListenerCount(o *goja.Object, name *Name) int {
	if em := ev.lookup(o); em != nil {
		return em.Count(name)
	}
	return 0
}

func (ev *Events) validMax(v goja.Value, name string) {
	if n := validate.Number(ev.env, v, name); n < 0 || n != n {
		errs.Throw(ev.env, "ERR_OUT_OF_RANGE", name, ">= 0", v)
	}
}

func (ev *Events) setMaxListeners(o *goja.Object, v goja.Value) {
	if goja.IsUndefined(v) {
		v = nil
	}
	em := ev.own(o)
	if v != nil || em.rare != nil {
		em.extra().maxListeners = v
	}
}

// ownMaxListeners returns the limit set for o or for what it inherits from,
// nil if there is none.
func (ev *Events) ownMaxListeners(v goja.Value) goja.Value {
	for o, _ := v.(*goja.Object); o != nil; o = o.Prototype() {
		st := ev.env.StateOf(o)
		if st == nil {
			return nil
		}
		if em, ok := st.Parts[env.PartEmitter].(*Emitter); ok && em.rare != nil && em.rare.maxListeners != nil {
			return em.rare.maxListeners
		}
		o = st.Object
	}
	return nil
}

// maxListeners returns the limit for o.
func (ev *Events) maxListeners(o *goja.Object, em *Emitter) goja.Value {
	if v := ev.ownMaxListeners(o); v != nil {
		return v
	}
	return ev.defaultMax
}
