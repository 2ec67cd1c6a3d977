package net

import (
	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/bindings/events"
	"gonet/bindings/stream"
)

// writeSocket is _write.
func writeSocket(st *stream.Stream, c stream.Chunk, done stream.Done) {
	s := ofStream(st)
	if h := s.handle.native; h != nil && h.object == nil && !s.connecting() {
		s.touch()
		b := c.Bytes(s.env())
		n, status := h.tryWrite(b)
		s.written(h, [][]byte{b}, n, len(b), status, done)
		return
	}
	s.write([]stream.Chunk{c}, done)
}

// writevSocket is _writev.
func writevSocket(st *stream.Stream, chunks []stream.Chunk, done stream.Done) {
	ofStream(st).write(chunks, done)
}

// write writes chunks, once there is a connection. Follows _writeGeneric.
func (s *Socket) write(chunks []stream.Chunk, done stream.Done) {
	if s.connecting() {
		s.writeLater(chunks, done)
		return
	}
	if s.rare != nil {
		s.rare.pending = nil
	}
	if s.handle.none() {
		done.Done(errs.New(s.env(), "ERR_SOCKET_CLOSED"))
		return
	}
	s.touch()
	if s.handle.native == nil {
		s.writeScripted(chunks, done)
		return
	}
	bufs, size := make([][]byte, len(chunks)), 0
	for i := range chunks {
		bufs[i] = chunks[i].Bytes(s.env())
		size += len(bufs[i])
	}
	n, status := s.handle.native.tryWritev(bufs, size)
	s.written(s.handle.native, bufs, n, size, status, done)
}

// written completes a write of which the handle has taken n bytes of size, or
// has the rest queued.
func (s *Socket) written(h *Handle, bufs [][]byte, n, size, status int, done stream.Done) {
	if status == 0 && n < size {
		if status = h.queue(rest(bufs, n), func(status int) { s.afterWrite(status, done) }); status == 0 {
			if s.idle != nil {
				s.more().writing = size
			}
			return
		}
	}
	if status != 0 {
		done.Done(errs.Errno(s.env(), status, "write", ""))
		return
	}
	done.Done(nil)
}

// afterWrite is called when a queued write has completed. As onWriteComplete.
func (s *Socket) afterWrite(status int, done stream.Done) {
	if status < 0 {
		done.Done(errs.Errno(s.env(), status, "write", ""))
		return
	}
	if !s.Destroyed() {
		s.touch()
		if s.rare != nil {
			s.rare.writing = 0
		}
	}
	done.Done(nil)
}

// onWriteFailed is told of writes that were gathered, whose callbacks have
// succeeded.
func (s *Socket) onWriteFailed(status int) {
	s.Destroy(errs.Errno(s.env(), status, "write", ""))
}

// writeLater writes once the connection is there, or fails if it never is.
func (s *Socket) writeLater(chunks []stream.Chunk, done stream.Done) {
	s.more().pending = chunks
	ev := s.mod.events
	onClose := events.NewOnce(s.face(), nameClose, func(goja.FunctionCall) goja.Value {
		done.Done(errs.New(s.env(), "ERR_SOCKET_CLOSED_BEFORE_CONNECTION"))
		return goja.Undefined()
	})
	s.once(nameConnect, func() {
		ev.Off(s.face(), nameClose, onClose)
		s.write(chunks, done)
	})
	ev.On(s.face(), nameClose, onClose)
}

// writeScripted writes to a handle that a script has made.
func (s *Socket) writeScripted(chunks []stream.Chunk, done stream.Done) {
	e := s.env()
	for i := range chunks {
		c := &chunks[i]
		fn := s.handle.lookup("writeBuffer")
		if fn == nil {
			panic(errs.TypeError(e, "handle.writeBuffer is not a function"))
		}
		if status := s.handle.call(e, fn, goja.Null(), c.Value(e)); status != 0 {
			done.Done(errs.Errno(e, status, "write", ""))
			return
		}
	}
	done.Done(nil)
}

// finalSocket is _final: it ends the writable side of the handle.
func finalSocket(st *stream.Stream, done stream.Done) {
	s := ofStream(st)
	if s.connecting() {
		s.once(nameConnect, func() { finalSocket(st, done) })
		return
	}
	if s.handle.none() {
		done.Done(nil)
		return
	}
	status := s.shutdown(done)
	switch {
	case status == 1 || status == statusNotConnected:
		done.Done(nil)
	case status != 0:
		done.Done(errs.Errno(s.env(), status, "shutdown", ""))
	}
}

// shutdown calls the handle's shutdown; done is not told how it went.
func (s *Socket) shutdown(done stream.Done) int {
	e := s.env()
	fn := s.handle.scripted("shutdown")
	if fn == nil {
		if s.handle.native == nil {
			return statusNotConnected
		}
		return s.handle.native.shutdown(func(int) { done.Done(nil) })
	}
	req := e.VM.NewObject()
	req.Set("handle", s.handle.face())
	req.Set("oncomplete", e.Function("afterShutdown", 0, func(goja.FunctionCall) goja.Value {
		done.Done(nil)
		return goja.Undefined()
	}))
	return s.handle.call(e, fn, req)
}

// totalWritten is bytesWritten: what the handle was given, and what waits in
// the stream. ok is false for a socket that has no writable side.
func (s *Socket) totalWritten() uint64 {
	total := s.dispatched()
	e := s.env()
	s.Writable.Buffered(func(c *stream.Chunk) { total += uint64(len(c.Bytes(e))) })
	if s.rare != nil {
		for i := range s.rare.pending {
			total += uint64(len(s.rare.pending[i].Bytes(e)))
		}
	}
	return total
}

// dispatched is how many bytes the handle was given.
func (s *Socket) dispatched() uint64 {
	switch {
	case s.handle.none():
		return s.bytesWritten
	case s.handle.native != nil:
		return s.handle.native.written
	}
	return uint64(option(s.handle.object, "bytesWritten").ToInteger())
}

// received is how many bytes were read.
func (s *Socket) received() uint64 {
	switch {
	case s.handle.none():
		return s.bytesRead
	case s.handle.native != nil:
		return s.handle.native.stream.BytesRead()
	}
	return uint64(option(s.handle.object, "bytesRead").ToInteger())
}
