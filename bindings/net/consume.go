package net

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
)

// Consumer takes what a socket's handle reads in place of the socket: a
// protocol in Go, such as HTTP/2. The end and errors still go to the socket.
// OnData is called on the loop and outside of JavaScript; data is valid only
// during the call.
type Consumer interface {
	OnData(data []byte)
}

// Consume makes c take what the socket v reads from now on and returns the
// socket's handle, nil if v is no socket with a handle of ours.
func Consume(e *env.Env, v goja.Value, c Consumer) *Handle {
	s, ok := socketOf(e, v)
	if !ok || s.handle.native == nil || s.onread() != nil {
		return nil
	}
	s.handle.native.consumer = c
	if !s.reading() {
		s.tryReadStart()
	}
	return s.handle.native
}

// PauseReading and ResumeReading stop and go on with what Consume began.
func (h *Handle) PauseReading() {
	if !h.stream.IsClosing() {
		h.readStop()
	}
}

// ResumeReading is described with PauseReading.
func (h *Handle) ResumeReading() {
	if !h.stream.IsClosing() {
		h.readStart()
	}
}

// Send writes b, which must not change any more. What cannot be written at
// once is queued; done is then called with a status when it has been. Otherwise
// pending is false and the status is the only report.
func (h *Handle) Send(b []byte, done func(status int)) (status int, pending bool) {
	n, status := h.tryWrite(b)
	if status != 0 || n == len(b) {
		return status, false
	}
	status = h.queue([][]byte{b[n:]}, done)
	return status, status == 0
}

// Touch restarts the socket's idle timer.
func (h *Handle) Touch() {
	if s, ok := h.owner.(*Socket); ok {
		s.touch()
	}
}
