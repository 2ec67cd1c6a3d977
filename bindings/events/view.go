package events

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/internal/validate"
)

// view is an emitter's _events as a script sees it: an object without a
// prototype that has each event's function, or array of functions. It is
// filled again whenever it is looked at, and what a script changes in it
// changes the emitter.
type view struct {
	ev     *Events
	em     *Emitter
	target *goja.Object
	proxy  *goja.Object
}

// events returns the view of em.
func (ev *Events) events(em *Emitter) goja.Value {
	r := em.extra()
	if r.undefined {
		return goja.Undefined()
	}
	if r.view == nil {
		r.view = ev.newView(em)
	}
	r.view.fill()
	return r.view.proxy
}

func (ev *Events) newView(em *Emitter) *view {
	v := &view{ev: ev, em: em, target: ev.env.VM.CreateObject(nil)}
	if em.shape != nil {
		v.target = ev.env.VM.NewObject()
	}
	v.proxy = ev.env.VM.ToValue(ev.env.VM.NewProxy(v.target, &goja.ProxyTrapConfig{
		GetOwnPropertyDescriptor: func(o *goja.Object, name string) goja.PropertyDescriptor {
			v.fill()
			return v.describe(o.Get(name))
		},
		GetOwnPropertyDescriptorSym: func(o *goja.Object, name *goja.Symbol) goja.PropertyDescriptor {
			v.fill()
			return v.describe(o.GetSymbol(name))
		},
		Has: func(o *goja.Object, name string) bool {
			v.fill()
			return o.Get(name) != nil
		},
		Get: func(o *goja.Object, name string, _ goja.Value) goja.Value {
			v.fill()
			return o.Get(name)
		},
		GetSym: func(o *goja.Object, name *goja.Symbol, _ goja.Value) goja.Value {
			v.fill()
			return o.GetSymbol(name)
		},
		Set: func(_ *goja.Object, name string, value, _ goja.Value) bool {
			v.set(ev.env.VM.ToValue(name), value)
			return true
		},
		SetSym: func(_ *goja.Object, name *goja.Symbol, value, _ goja.Value) bool {
			v.set(name, value)
			return true
		},
		DeleteProperty: func(_ *goja.Object, name string) bool {
			v.set(ev.env.VM.ToValue(name), nil)
			return true
		},
		DeletePropertySym: func(_ *goja.Object, name *goja.Symbol) bool {
			v.set(name, nil)
			return true
		},
	})).(*goja.Object)
	return v
}

func (v *view) describe(value goja.Value) goja.PropertyDescriptor {
	if value == nil {
		return goja.PropertyDescriptor{}
	}
	return goja.PropertyDescriptor{Value: value, Writable: goja.FLAG_TRUE, Configurable: goja.FLAG_TRUE, Enumerable: goja.FLAG_TRUE}
}

// fill makes the target show what the emitter has now.
func (v *view) fill() {
	for _, name := range v.target.GetOwnPropertyNames() {
		v.target.Delete(name)
	}
	for _, symbol := range v.target.Symbols() {
		v.target.DeleteSymbol(symbol)
	}
	if v.em.shape != nil {
		for _, name := range v.em.shape.names {
			v.put(name, goja.Undefined())
		}
	}
	for i := range v.em.entries {
		e := &v.em.entries[i]
		if e.one != nil {
			v.put(e.name, v.ev.Function(e.one))
		} else {
			v.put(e.name, v.ev.array(e.many))
		}
	}
}

func (v *view) put(name *Name, value goja.Value) {
	if symbol := name.key.symbol; symbol != nil {
		v.target.SetSymbol(symbol, value)
	} else {
		v.target.Set(name.value.String(), value)
	}
}

// set replaces the listeners of one event with what a script has assigned.
func (v *view) set(name, value goja.Value) {
	k := keyOf(name)
	if e := v.em.find(k); e != nil {
		v.em.drop(e)
	}
	v.ev.assign(v.em, k, name, value)
}

// array returns the array that shows m, always the same one, as it is now.
func (ev *Events) array(m *list) goja.Value {
	if m.view == nil {
		m.view = ev.env.VM.NewArray()
		m.view.SetSymbol(kEmitting, 0)
		if m.warned {
			m.view.Set("warned", true)
		}
	}
	m.view.Set("length", 0)
	for _, l := range m.items {
		ev.env.Invoke(m.view, "push", ev.Function(l))
	}
	return m.view
}

// hasWarned reports whether the process has been warned of this list; a
// script may have reset that through the array it sees.
func (m *list) hasWarned() bool {
	if m.view != nil {
		v := m.view.Get("warned")
		return v != nil && v.ToBoolean()
	}
	return m.warned
}

func (m *list) setWarned() {
	m.warned = true
	if m.view != nil {
		m.view.Set("warned", true)
	}
}

// setEvents is the assignment of _events.
func (ev *Events) setEvents(em *Emitter, value goja.Value) {
	o, ok := value.(*goja.Object)
	if ok && em.rare != nil && em.rare.view != nil && o == em.rare.view.proxy {
		return
	}
	em.entries, em.shape = nil, nil
	em.extra().undefined = !ok
	em.rare.view = nil
	if !ok {
		return
	}
	for _, name := range o.GetOwnPropertyNames() {
		v := ev.env.VM.ToValue(name)
		ev.assign(em, keyOf(v), v, o.Get(name))
	}
	for _, symbol := range o.Symbols() {
		ev.assign(em, key{symbol: symbol}, symbol, o.GetSymbol(symbol))
	}
}

// assign adds what value, as found in an _events object, holds: a function or
// an array of functions.
func (ev *Events) assign(em *Emitter, k key, name, value goja.Value) {
	o, ok := value.(*goja.Object)
	if !ok {
		return
	}
	if call := env.CallbackOf(o); call != nil {
		em.add(k, name, listenerOf(o, call), false)
		return
	}
	if !validate.IsArray(o) {
		return
	}
	ev.env.VM.ForOf(o, func(item goja.Value) bool {
		if fn, ok := item.(*goja.Object); ok {
			if call := env.CallbackOf(fn); call != nil {
				em.add(k, name, listenerOf(fn, call), false)
			}
		}
		return true
	})
}

// defined undoes `_events = undefined`: em gets a listener.
func (ev *Events) defined(em *Emitter) {
	if em.rare != nil {
		em.rare.undefined = false
	}
}
