package events

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
)

// Listener is one registration: a script's function, or a Go function, whose
// face for scripts is made when one asks for it. It may be registered with
// several emitters, unless it is for one time.
type Listener struct {
	// Native may hold what a package wants to find again in the emitter's
	// list, to call it without JavaScript values: stream's pipes do.
	Native any

	fn   *goja.Object // the function; nil until a script sees a Go listener
	call env.Callback
	once *once
	face *Face
}

// Face is how the function of a Go listener looks to scripts.
type Face struct {
	Name   string
	Length int
}

// once is what a listener for one time knows besides its function.
type once struct {
	target  *goja.Object
	name    *Name
	fired   bool
	wrapper *goja.Object // what rawListeners shows; nil until it is asked for
}

// NewListener makes a listener of a Go function.
func NewListener(call env.Callback) *Listener { return &Listener{call: call, face: anonymous} }

var anonymous = new(Face)

// As gives l, which has not been registered yet, a face of its own.
func (l *Listener) As(face *Face) *Listener {
	l.face = face
	return l
}

// listenerOf makes a listener of a script's function.
func listenerOf(fn *goja.Object, call env.Callback) *Listener {
	return &Listener{fn: fn, call: call}
}

// function returns the listener's own function, for one time or not.
func (ev *Events) function(l *Listener) *goja.Object {
	if l.fn == nil {
		l.fn = ev.env.Function(l.face.Name, l.face.Length, l.call)
	}
	return l.fn
}

// Function returns the function as it is registered: for a listener for one time,
// the wrapper that removes it.
func (ev *Events) Function(l *Listener) *goja.Object {
	if l.once == nil {
		return ev.function(l)
	}
	if l.once.wrapper == nil {
		l.once.wrapper = ev.env.Function("wrapper", 0, func(c goja.FunctionCall) goja.Value {
			return ev.fire(l, c.Arguments)
		})
		l.once.wrapper.Set("listener", ev.function(l))
	}
	return l.once.wrapper
}

// fire runs a listener for one time and takes it off first.
func (ev *Events) fire(l *Listener, args []goja.Value) goja.Value {
	if l.once.fired {
		return goja.Undefined()
	}
	l.once.fired = true
	ev.Off(l.once.target, l.once.name, l)
	return ev.env.Call(l.call, l.once.target, args...)
}

// is reports whether fn, as a script names it, means this listener: its
// function, its wrapper, or a wrapper of the script's own.
func (l *Listener) is(fn *goja.Object) bool {
	if l.fn == fn && fn != nil {
		return true
	}
	if l.once != nil {
		return l.once.wrapper == fn && fn != nil
	}
	return l.fn != nil && l.fn.Get("listener") == goja.Value(fn)
}

// unwrapped returns the function that listeners() shows.
func (ev *Events) unwrapped(l *Listener) goja.Value {
	fn := ev.function(l)
	if l.once == nil {
		if inner := fn.Get("listener"); env.IsFunction(inner) {
			return inner
		}
	}
	return fn
}
