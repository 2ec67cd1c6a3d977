package net

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/stream"
)

// destroySocket is _destroy: it closes the handle; 'close' is emitted when
// that is done, after what destroy itself queues.
func destroySocket(st *stream.Stream, err goja.Value, done stream.Done) {
	s := ofStream(st)
	s.flags &^= socketConnecting
	s.stopIdle()
	if s.handle.none() {
		done.Done(err)
		s.env().NextTick(func() { s.emit(nameClose) })
	} else {
		s.closeHandle(err)
		done.Done(err)
	}
	if s.server != nil {
		s.server.connections--
		s.server.emitCloseIfDrained()
	}
}

func (s *Socket) closeHandle(err goja.Value) {
	s.bytesRead, s.bytesWritten = s.received(), s.dispatched()
	hadError := s.env().VM.ToValue(err != nil)
	switch {
	case s.has(socketResetting):
		s.flags &^= socketResetting
		status := s.handle.try(s.env(), "reset", func(h *Handle) int { return h.reset(s.closed(hadError)) })
		if status != 0 {
			s.emit(nameError, errs.Errno(s.env(), status, "reset", ""))
		}
	case s.has(socketLateClose):
		// The handle stays until 'error' has been handled.
		handle := s.handle
		s.env().QueueMicrotask(func() {
			handle.close(s.env(), func() {
				s.tellClosed(hadError)
				s.handle = handleRef{}
				s.forgetSockname()
			})
		})
		return
	default:
		s.handle.close(s.env(), s.closed(hadError))
	}
	s.handle = handleRef{}
	s.forgetSockname()
}

func (s *Socket) closed(hadError goja.Value) func() {
	return func() { s.tellClosed(hadError) }
}

func (s *Socket) tellClosed(hadError goja.Value) { s.emit(nameClose, hadError) }

// resetAndDestroy closes the connection with a RST, once it exists.
func (s *Socket) resetAndDestroy() {
	e := s.env()
	switch {
	case s.handle.none():
		s.Destroy(errs.New(e, "ERR_SOCKET_CLOSED"))
	case !s.handle.isTCP():
		errs.Throw(e, "ERR_INVALID_HANDLE_TYPE")
	case s.connecting():
		s.once(nameConnect, func() { e.Invoke(s.face(), "_reset") })
	default:
		e.Invoke(s.face(), "_reset")
	}
}

// reset is _reset.
func (s *Socket) reset() {
	s.flags |= socketResetting
	s.Destroy(nil)
}

// destroySoon destroys the socket when everything has been written.
func (s *Socket) destroySoon() {
	e := s.env()
	if s.property("writable") {
		e.Invoke(s.face(), "end")
	}
	if s.property("writableFinished") {
		s.Destroy(nil)
		return
	}
	e.Invoke(s.face(), "once", nameFinish.Value(), s.face().Get("destroy"))
}

// onSocketEnd is the 'end' listener of every socket: a write after the peer's
// end says so.
func (m *module) onSocketEnd(c goja.FunctionCall) goja.Value {
	o := c.This.ToObject(m.env.VM)
	if !truthy(o.Get("allowHalfOpen")) {
		o.Set("write", m.writeAfterFIN)
	}
	return goja.Undefined()
}

// callWriteAfterFIN is the write of a socket whose peer has ended: as any
// other while the socket is not ended, then EPIPE.
func (m *module) callWriteAfterFIN(c goja.FunctionCall) goja.Value {
	e := m.env
	o := c.This.ToObject(e.VM)
	if !truthy(o.Get("writableEnded")) {
		return env.CallbackOf(m.streams.Duplex.Proto.Get("write"))(c)
	}
	cb := c.Argument(2)
	if env.IsFunction(c.Argument(1)) {
		cb = c.Argument(1)
	}
	err := errs.Error(e, "This socket has been ended by the other party")
	err.Set("code", "EPIPE")
	if env.IsFunction(cb) {
		e.NextTickCall(env.CallbackOf(cb), err)
	}
	e.Invoke(o, "destroy", err)
	return e.False
}
