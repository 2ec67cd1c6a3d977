package events

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
)

// Emit calls the listeners of an event as o.emit(name, ...args) does, a
// script's own emit if o has one, and reports whether there were any. em is
// o's emitter.
func (ev *Events) Emit(o *goja.Object, em *Emitter, name *Name, args ...goja.Value) bool {
	if fn := o.Get("emit"); fn != goja.Value(ev.emitFn) {
		return ev.emitThrough(fn, o, name, args)
	}
	e := em.entry(name)
	if e == nil && name != nameError || name == nameError && em.Has(ev.ErrorMonitor) {
		return ev.emit(o, em, name.key, name.value, args)
	}
	if e == nil {
		ev.unhandled(o, args)
	}
	return ev.call(o, em, e, name.value, args)
}

// OwnEmit reports whether o.emit is the one of this module, so that a caller
// may look at the listeners itself.
func (ev *Events) OwnEmit(o *goja.Object) bool {
	return o.Get("emit") == goja.Value(ev.emitFn)
}

func (ev *Events) emitThrough(fn goja.Value, o *goja.Object, name *Name, args []goja.Value) bool {
	call := env.CallbackOf(fn)
	if call == nil {
		panic(ev.env.VM.NewTypeError("emit is not a function"))
	}
	all := append([]goja.Value{name.value}, args...)
	return call(goja.FunctionCall{This: o, Arguments: all}).ToBoolean()
}

// emit is EventEmitter.prototype.emit. em is nil if o has no emitter.
func (ev *Events) emit(o *goja.Object, em *Emitter, k key, typ goja.Value, args []goja.Value) bool {
	if k.symbol == nil && k.text == "error" {
		if em != nil && em.Has(ev.ErrorMonitor) {
			ev.Emit(o, em, ev.ErrorMonitor, args...)
		}
		if em == nil || !em.Has(nameError) {
			ev.unhandled(o, args)
		}
	}
	if em == nil {
		return false
	}
	e := em.find(k)
	if e == nil {
		return false
	}
	return ev.call(o, em, e, typ, args)
}

// call calls the listeners of e, those that there are now.
func (ev *Events) call(o *goja.Object, em *Emitter, e *entry, typ goja.Value, args []goja.Value) bool {
	if e.one != nil {
		ev.callOne(o, em, e.one, typ, args)
		return true
	}
	ev.callAll(o, em, e.many, typ, args)
	return true
}

func (ev *Events) callAll(o *goja.Object, em *Emitter, m *list, typ goja.Value, args []goja.Value) {
	m.calling++
	defer m.called()
	for _, l := range m.items {
		ev.callOne(o, em, l, typ, args)
	}
}

func (m *list) called() { m.calling-- }

func (ev *Events) callOne(o *goja.Object, em *Emitter, l *Listener, typ goja.Value, args []goja.Value) {
	var result goja.Value
	switch {
	case l.once != nil:
		result = ev.fire(l, args)
	case len(args) == 0:
		result = l.call(goja.FunctionCall{This: o})
	default:
		result = ev.env.Call(l.call, o, args...)
	}
	if result == nil || goja.IsUndefined(result) || goja.IsNull(result) {
		return
	}
	if em.capture == captureOn || em.capture == captureDefault && ev.captureAll {
		ev.catch(o, em, result, typ, args)
	}
}
