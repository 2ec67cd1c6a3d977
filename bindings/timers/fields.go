package timers

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
)

func timeoutFields(t *Timers) []field[Timeout] {
	vm := t.env.VM
	return []field[Timeout]{
		{"_idleTimeout", func(to *Timeout) goja.Value { return vm.ToValue(to.idle) },
			func(to *Timeout, v goja.Value) { to.idle = v.ToFloat() }},
		{"_idlePrev", func(to *Timeout) goja.Value { return t.link(to.list, to.prev) }, nil},
		{"_idleNext", func(to *Timeout) goja.Value { return t.link(to.list, to.next) }, nil},
		{"_idleStart", func(to *Timeout) goja.Value { return vm.ToValue(to.entry.start) },
			func(to *Timeout, v goja.Value) { to.entry.start = v.ToInteger() }},
		{"_onTimeout", func(to *Timeout) goja.Value { return orUndefined(to.callback) },
			func(to *Timeout, v goja.Value) { to.callback = truthy(v) }},
		{"_timerArgs", func(to *Timeout) goja.Value { return array(t.env, to.args) },
			func(to *Timeout, v goja.Value) { to.args = arrayOf(t.env, v) }},
		{"_repeat", func(to *Timeout) goja.Value { return orNull(vm, to.repeat) },
			func(to *Timeout, v goja.Value) { to.repeat = truthyNumber(v) }},
		{"_destroyed", func(to *Timeout) goja.Value { return vm.ToValue(to.destroyed) },
			func(to *Timeout, v goja.Value) { to.destroyed = v.ToBoolean() }},
	}
}

func immediateFields(t *Timers) []field[Immediate] {
	vm := t.env.VM
	null := func(*Immediate) goja.Value { return goja.Null() }
	return []field[Immediate]{
		{"_idleNext", null, nil},
		{"_idlePrev", null, nil},
		{"_onImmediate", func(im *Immediate) goja.Value { return orUndefined(im.callback) },
			func(im *Immediate, v goja.Value) { im.callback = truthy(v) }},
		{"_argv", func(im *Immediate) goja.Value { return array(t.env, im.args) },
			func(im *Immediate, v goja.Value) { im.args = arrayOf(t.env, v) }},
		{"_destroyed", func(im *Immediate) goja.Value { return vm.ToValue(im.destroyed) }, nil},
	}
}

func orUndefined(v goja.Value) goja.Value {
	if v == nil {
		return goja.Undefined()
	}
	return v
}

func truthy(v goja.Value) goja.Value {
	if v.ToBoolean() {
		return v
	}
	return nil
}

func truthyNumber(v goja.Value) float64 {
	if v.ToBoolean() {
		return v.ToFloat()
	}
	return 0
}

func orNull(vm *goja.Runtime, n float64) goja.Value {
	if n == 0 {
		return goja.Null()
	}
	return vm.ToValue(n)
}

func array(e *env.Env, items []goja.Value) goja.Value {
	if items == nil {
		return goja.Undefined()
	}
	list := make([]any, len(items))
	for i, v := range items {
		list[i] = v
	}
	return e.VM.NewArray(list...)
}

// link returns what a script sees as a timeout's neighbour x in l: another
// Timeout, or the list at its ends and beside a timeout that has no object.
func (t *Timers) link(l *list, x *entry) goja.Value {
	if l == nil {
		return goja.Null()
	}
	if to, ok := x.owner.(*Timeout); ok {
		return to.Object
	}
	return t.listObject(l)
}

// listObject returns an object that shows l as it is now.
func (t *Timers) listObject(l *list) *goja.Object {
	vm := t.env.VM
	if t.classes.list == nil {
		t.classes.list = t.env.NewClass("TimersList", 2, nil, func(goja.ConstructorCall) *goja.Object { return nil }).Proto
	}
	if l.object == nil {
		l.object = vm.CreateObject(t.classes.list)
	}
	end := func(x *entry) goja.Value {
		if to, ok := x.owner.(*Timeout); ok {
			return to.Object
		}
		return l.object
	}
	for _, p := range []struct {
		name  string
		value goja.Value
	}{
		{"_idleNext", end(l.next)},
		{"_idlePrev", end(l.prev)},
		{"expiry", vm.ToValue(l.expiry)},
		{"id", vm.ToValue(l.id)},
		{"msecs", vm.ToValue(l.msecs)},
		{"priorityQueuePosition", vm.ToValue(l.index + 1)},
	} {
		define(l.object.Set(p.name, p.value))
	}
	return l.object
}
