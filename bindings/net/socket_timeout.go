package net

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/internal/validate"
	"gonet/bindings/timers"
)

// setTimeout is socket.setTimeout(msecs[, callback]). Source: setStreamTimeout
// in nodejs/node:lib/internal/stream_base_commons.js.
func (s *Socket) setTimeout(msecs, callback goja.Value) {
	if s.Destroyed() {
		return
	}
	e := s.env()
	s.more().timeout = msecs
	ms := timers.Duration(e, msecs, "msecs")
	s.stopIdle()
	if msecs.ToFloat() == 0 {
		if !goja.IsUndefined(callback) {
			validate.Function(e, callback, "callback")
			e.Invoke(s.face(), "removeListener", nameTimeout.Value(), callback)
		}
		return
	}
	if s.idle == nil {
		s.idle = new(timers.Idle)
	}
	s.idle.Start(timers.Of(e), max(ms, 1), s)
	if !goja.IsUndefined(callback) {
		validate.Function(e, callback, "callback")
		e.Invoke(s.face(), "once", nameTimeout.Value(), callback)
	}
}

func (s *Socket) stopIdle() {
	if s.idle != nil {
		s.idle.Stop()
	}
	for p := s.parentSocket(); p != nil; p = p.parentSocket() {
		p.stopIdle()
	}
}

// touch restarts the timeouts that activity restarts. It is _unrefTimer.
func (s *Socket) touch() {
	if s.idle != nil {
		s.idle.Refresh()
	}
	if p := s.parentSocket(); p != nil {
		p.touch()
	}
}

// parentSocket is _parent, if that is a socket.
func (s *Socket) parentSocket() *Socket {
	if s.rare == nil || s.rare.parent == nil {
		return nil
	}
	p, _ := socketOf(s.env(), s.rare.parent)
	return p
}

// IdleExpired implements timers.Expirer.
func (s *Socket) IdleExpired() {
	if fn := s.face().Get("_onTimeout"); fn != goja.Value(s.mod.ownOnTimeout) {
		if call := env.CallbackOf(fn); call != nil {
			s.env().Call(call, s.face())
		}
		return
	}
	s.onTimeout()
}

// onTimeout emits 'timeout', but not while a large write makes progress.
func (s *Socket) onTimeout() {
	if before := s.more().writing; before > 0 && s.handle.native != nil {
		if size := s.handle.native.writeQueueSize(); size != before {
			s.rare.writing = size
			s.touch()
			return
		}
	}
	s.emit(nameTimeout)
}

func (s *Socket) timeout() goja.Value {
	if s.rare == nil || s.rare.timeout == nil {
		return goja.Undefined()
	}
	return s.rare.timeout
}
