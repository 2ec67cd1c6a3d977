package net

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
)

// handleRef is what a Socket or a Server stands on: a Handle of ours, an
// object of a script's that plays one, or nothing. A method that a script has
// put on a Handle's face in place of ours is honoured: calls look it up once a
// face has been made.
type handleRef struct {
	native *Handle
	object *goja.Object // of a script; nil if native is set
}

// refTo returns the reference for what a script passes as a handle.
func refTo(e *env.Env, v goja.Value) handleRef {
	if h, ok := handleOf(e, v); ok {
		return handleRef{native: h}
	}
	o, _ := v.(*goja.Object)
	return handleRef{object: o}
}

func (r handleRef) none() bool { return r.native == nil && r.object == nil }

func (r handleRef) isTCP() bool { return r.native != nil && r.native.tcp != nil }

// plain reports whether no script can have changed the handle.
func (r handleRef) plain() bool { return r.native != nil && r.native.object == nil }

// asyncID is the number of the handle as a resource, 0 for one of a script.
func (r handleRef) asyncID() int64 {
	if r.native == nil {
		return 0
	}
	return r.native.ID
}

// face returns what a script sees as _handle.
func (r handleRef) face() goja.Value {
	switch {
	case r.native != nil:
		return r.native.face()
	case r.object != nil:
		return r.object
	}
	return goja.Null()
}

// setOwner makes o what the handle calls back.
func (r handleRef) setOwner(o owner) {
	if r.native != nil {
		r.native.owner = o
	}
}

// onlyTCP are the methods that a Pipe lacks.
var onlyTCP = map[string]bool{
	"getsockname": true, "getpeername": true, "setNoDelay": true, "setKeepAlive": true,
	"setTypeOfService": true, "getTypeOfService": true,
}

// has reports whether the handle has a method.
func (r handleRef) has(name string) bool {
	if r.plain() {
		return r.native.tcp != nil || !onlyTCP[name]
	}
	return r.lookup(name) != nil
}

// lookup returns the method of the object that scripts see.
func (r handleRef) lookup(name string) env.Callback {
	o := r.object
	if r.native != nil {
		o = r.native.object
	}
	if o == nil {
		return nil
	}
	return env.CallbackOf(o.Get(name))
}

// scripted returns the method if it is a script's, nil if it is ours.
func (r handleRef) scripted(name string) env.Callback {
	switch {
	case r.native == nil:
		return r.lookup(name)
	case r.native.object == nil:
		return nil
	}
	fn := r.native.object.Get(name)
	if fn == r.native.object.Prototype().Get(name) {
		return nil
	}
	return env.CallbackOf(fn)
}

// call calls a script's method and returns the number that it returns.
func (r handleRef) call(e *env.Env, fn env.Callback, args ...any) int {
	values := make([]goja.Value, len(args))
	for i, a := range args {
		values[i] = e.VM.ToValue(a)
	}
	v := fn(goja.FunctionCall{This: r.face(), Arguments: values})
	if v == nil || goja.IsUndefined(v) {
		return 0
	}
	return int(v.ToInteger())
}

// try calls the script's method name if there is one, else ours. Neither of
// them, on a script's object, counts as success.
func (r handleRef) try(e *env.Env, name string, own func(h *Handle) int, args ...any) int {
	if fn := r.scripted(name); fn != nil {
		return r.call(e, fn, args...)
	}
	if r.native == nil {
		return 0
	}
	return own(r.native)
}

// close closes the handle; onClose may be nil.
func (r handleRef) close(e *env.Env, onClose func()) {
	if fn := r.scripted("close"); fn != nil {
		cb := goja.Undefined()
		if onClose != nil {
			cb = e.Function("", 0, func(goja.FunctionCall) goja.Value { onClose(); return goja.Undefined() })
		}
		r.call(e, fn, cb)
		return
	}
	if r.native != nil {
		r.native.close(onClose)
	}
}

func (r handleRef) ref(e *env.Env) {
	r.try(e, "ref", func(h *Handle) int { h.ref(); return 0 })
}

func (r handleRef) unref(e *env.Env) {
	r.try(e, "unref", func(h *Handle) int { h.unref(); return 0 })
}

func (r handleRef) listen(e *env.Env, backlog int) int {
	return r.try(e, "listen", func(h *Handle) int { return h.listen(backlog) }, backlog)
}

// nameInto fills out with the local or the peer's address.
func (r handleRef) nameInto(e *env.Env, out *goja.Object, local bool) int {
	name := "getpeername"
	if local {
		name = "getsockname"
	}
	return r.try(e, name, func(h *Handle) int { return h.nameInto(out, local) }, out)
}

func (r handleRef) setNoDelay(e *env.Env, on bool) int {
	return r.try(e, "setNoDelay", func(h *Handle) int { return h.setNoDelay(on) }, on)
}
