package events

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
)

// Derive declares that fn, a method which another package put in front of
// ours, does what our `on` (or `removeListener`) does and then calls after. It
// saves the detour through JavaScript where a method of ours calls o.on.
func (ev *Events) Derive(fn *goja.Object, after func(o *goja.Object, name *Name)) {
	ev.derived[fn] = after
}

// On registers l for an event as o.on(name, l) does, through a script's own
// `on` if o has one.
func (ev *Events) On(o *goja.Object, name *Name, l *Listener) {
	ev.through("on", ev.onFn, o, name, l, false)
}

// Prepend is On with prependListener.
func (ev *Events) Prepend(o *goja.Object, name *Name, l *Listener) {
	ev.through("prependListener", ev.prependFn, o, name, l, true)
}

// Once registers a Go function for the next time, as o.once(name, fn) does.
func (ev *Events) Once(o *goja.Object, name *Name, fn env.Callback) *Listener {
	return ev.OnceAs(o, name, anonymous, fn)
}

// OnceAs is Once with a face for the function.
func (ev *Events) OnceAs(o *goja.Object, name *Name, face *Face, fn env.Callback) *Listener {
	l := &Listener{call: fn, face: face, once: &once{target: o, name: name}}
	ev.On(o, name, l)
	return l
}

// through registers l by o's method, directly if that is ours.
func (ev *Events) through(method string, own, o *goja.Object, name *Name, l *Listener, prepend bool) {
	fn := o.Get(method)
	if fn == goja.Value(own) {
		ev.add(o, ev.Of(o), name.key, name.value, l, prepend)
		return
	}
	if fn, ok := fn.(*goja.Object); ok {
		if after, ok := ev.derived[fn]; ok {
			ev.add(o, ev.Of(o), name.key, name.value, l, prepend)
			after(o, name)
			return
		}
	}
	ev.invoke(fn, method, o, name, l)
}

func (ev *Events) invoke(fn goja.Value, method string, o *goja.Object, name *Name, l *Listener) {
	call := env.CallbackOf(fn)
	if call == nil {
		panic(ev.env.VM.NewTypeError("%s is not a function", method))
	}
	ev.env.Call(call, o, name.value, ev.Function(l))
}

// Off takes l off, as o.removeListener(name, l) does.
func (ev *Events) Off(o *goja.Object, name *Name, l *Listener) {
	fn := o.Get("removeListener")
	after, isDerived := (func(*goja.Object, *Name))(nil), false
	if fn, ok := fn.(*goja.Object); ok && fn != ev.removeFn {
		after, isDerived = ev.derived[fn]
	}
	if fn != goja.Value(ev.removeFn) && !isDerived {
		ev.invoke(fn, "removeListener", o, name, l)
		return
	}
	if em := ev.lookup(o); em != nil {
		ev.removeFrom(o, em, em.entry(name), name.value, nil, l)
	}
	if isDerived {
		after(o, name)
	}
}

// add is what all methods that register end in.
func (ev *Events) add(o *goja.Object, em *Emitter, k key, typ goja.Value, l *Listener, prepend bool) {
	if em.Has(nameNewListener) {
		ev.Emit(o, em, nameNewListener, typ, ev.unwrapped(l))
		em = ev.Of(o)
	}
	ev.defined(em)
	e := em.add(k, typ, l, prepend)
	if e == nil {
		return
	}
	if max := ev.maxListeners(o, em).ToFloat(); max > 0 && float64(len(e.many.items)) > max && !e.many.hasWarned() {
		ev.warn(o, e, typ, max)
	}
}

// remove takes off the listener that fn means, the last one registered.
func (ev *Events) remove(o *goja.Object, em *Emitter, k key, typ goja.Value, fn *goja.Object) {
	ev.removeFrom(o, em, em.find(k), typ, fn, nil)
}

// removeFrom takes a listener off an entry: the one that fn means, or l.
func (ev *Events) removeFrom(o *goja.Object, em *Emitter, e *entry, typ goja.Value, fn *goja.Object, l *Listener) {
	if e == nil {
		return
	}
	means := func(other *Listener) bool { return other == l || l == nil && other.is(fn) }
	at, found := 0, e.one
	if e.one == nil {
		for at = len(e.many.items) - 1; at >= 0 && !means(e.many.items[at]); at-- {
		}
		if at < 0 {
			return
		}
		found = e.many.items[at]
	} else if !means(e.one) {
		return
	}
	wasOne := e.one != nil
	em.removeAt(e, at)
	if !em.Has(nameRemoveListener) {
		return
	}
	shown := goja.Value(fn)
	if wasOne || l != nil {
		shown = ev.unwrapped(found)
	}
	ev.Emit(o, em, nameRemoveListener, typ, shown)
}

// removeAll takes off all listeners of one event, the last registered first.
func (ev *Events) removeAll(o *goja.Object, em *Emitter, k key, typ goja.Value) {
	if !em.Has(nameRemoveListener) {
		if e := em.find(k); e != nil {
			em.drop(e)
		}
		em.shape = nil
		return
	}
	listeners := em.find(k).all()
	remove := env.CallbackOf(o.Get("removeListener"))
	for i := len(listeners) - 1; i >= 0; i-- {
		ev.env.Call(remove, o, typ, ev.Function(listeners[i]))
	}
}

// clear takes off all listeners of all events, those of 'removeListener' last.
func (ev *Events) clear(o *goja.Object, em *Emitter) {
	if em.Has(nameRemoveListener) {
		removeAll := env.CallbackOf(o.Get("removeAllListeners"))
		for _, name := range em.names() {
			if name != nameRemoveListener {
				ev.env.Call(removeAll, o, name.value)
			}
		}
		ev.env.Call(removeAll, o, nameRemoveListener.value)
	}
	em.entries = nil
	em.shape = nil
}

// warn tells the process that an emitter has more listeners than it should.
func (ev *Events) warn(o *goja.Object, e *entry, typ goja.Value, max float64) {
	e.many.setWarned()
	count := len(e.many.items)
	target := "[object Object]"
	if ev.env.Inspect != nil {
		target = ev.env.Inspect(o, -1)
	}
	number := func(v any) string { return ev.env.VM.ToValue(v).String() }
	w := errs.Error(ev.env, "Possible EventEmitter memory leak detected. "+number(count)+" "+textOf(typ)+
		" listeners added to "+target+". MaxListeners is "+number(max)+
		". Use emitter.setMaxListeners() to increase limit")
	w.Set("name", "MaxListenersExceededWarning")
	w.Set("emitter", o)
	w.Set("type", typ)
	w.Set("count", count)
	ev.env.Invoke(ev.env.VM.Get("process").(*goja.Object), "emitWarning", w)
}

// NewOnce makes a listener for one time of an event of o, for On.
func NewOnce(o *goja.Object, name *Name, fn env.Callback) *Listener {
	return &Listener{call: fn, once: &once{target: o, name: name}}
}
