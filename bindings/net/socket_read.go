package net

import (
	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/raw"
	"gonet/bindings/stream"
	"gonet/netimpl"
)

var statusEOF = -int(netimpl.EOF)

// onread is the option of that name: data goes into a buffer of the script's
// and to a function, and not through the stream.
type onread struct {
	buffer   goja.Value // nil until a first good one
	generate env.Callback
	callback env.Callback
}

// setOnread reads the option.
func (s *Socket) setOnread(options *goja.Object) {
	o, ok := option(options, "onread").(*goja.Object)
	if !ok || env.IsFunction(o) {
		return
	}
	callback := env.CallbackOf(o.Get("callback"))
	given := o.Get("buffer")
	generate := env.CallbackOf(given)
	if callback == nil || generate == nil && !buffer.IsUint8Array(given) {
		return
	}
	s.more().onread = &onread{callback: callback, generate: generate, buffer: given}
	if generate != nil {
		s.rare.onread.buffer = nil
		if !s.handle.none() {
			s.rare.onread.next()
		}
	}
}

// next asks for the buffer of the next read. One that is none is ignored.
func (o *onread) next() {
	if o.generate == nil {
		return
	}
	if v := o.generate(goja.FunctionCall{This: goja.Undefined()}); buffer.IsUint8Array(v) {
		o.buffer = v
	}
}

func (s *Socket) onread() *onread {
	if s.rare == nil {
		return nil
	}
	return s.rare.onread
}

// bytes is where the next read goes. A buffer without room gets nothing.
func (o *onread) bytes() []byte {
	if o.buffer == nil {
		return nil
	}
	b, ok := raw.Uint8(o.buffer)
	if !ok || len(b) == 0 {
		return nil
	}
	return b
}

// deliver tells the function of n bytes in the buffer, and reports whether it
// wants more.
func (s *Socket) deliver(o *onread, n int) bool {
	e := s.env()
	buffer := goja.Undefined()
	if o.buffer != nil {
		buffer = o.buffer
	}
	result := e.Call(o.callback, s.face(), e.VM.ToValue(n), buffer)
	o.next()
	return result == nil || !result.StrictEquals(e.False)
}

// onRead takes what the handle has read. Follows onStreamRead in
// nodejs/node:lib/internal/stream_base_commons.js.
func (s *Socket) onRead(data []byte, status int) {
	s.touch()
	switch {
	case status == 0 && len(data) > 0 && !s.Destroyed():
		more := false
		if o := s.onread(); o != nil {
			more = s.deliver(o, len(data))
		} else {
			more = s.Readable.Push(readsSlot.Of(s.env()).take(data))
		}
		if !more {
			s.stopReading()
		}
	case status == 0:
	case status != statusEOF:
		s.Destroy(errs.Errno(s.env(), status, "read", ""))
	case !s.Readable.EndEmitted():
		s.Readable.PushEOF()
		s.read(0)
	}
}

func (s *Socket) stopReading() {
	s.setReading(false)
	if s.Destroyed() {
		return
	}
	if status := s.handleReadStop(); status != 0 {
		s.Destroy(errs.Errno(s.env(), status, "read", ""))
	}
}

// reading reports handle.reading, which says whether the script side takes
// the handle to be reading.
func (s *Socket) reading() bool {
	if s.handle.native != nil {
		return s.handle.native.reading
	}
	return s.handle.object != nil && truthy(s.handle.object.Get("reading"))
}

func (s *Socket) setReading(on bool) {
	if s.handle.native != nil {
		s.handle.native.reading = on
	} else if s.handle.object != nil {
		s.handle.object.Set("reading", on)
	}
}

func (s *Socket) handleReadStop() int {
	if s.handle.plain() {
		return s.handle.native.readStop()
	}
	return s.handle.try(s.env(), "readStop", (*Handle).readStop)
}

func (s *Socket) tryReadStart() {
	s.setReading(true)
	status := 0
	if s.handle.plain() {
		status = s.handle.native.readStart()
	} else {
		status = s.handle.try(s.env(), "readStart", (*Handle).readStart)
	}
	if status != 0 {
		s.Destroy(errs.Errno(s.env(), status, "read", ""))
	}
}

// read calls socket.read(n), a script's own if there is one.
func (s *Socket) read(n int) {
	fn := s.face().Get("read")
	if fn == s.mod.ownRead {
		pullSocket(&s.Stream, n)
		return
	}
	if call := env.CallbackOf(fn); call != nil {
		s.env().Call(call, s.face(), s.env().VM.ToValue(n))
	}
}

// readSocket is _read: it makes the handle read, once there is a connection.
func readSocket(st *stream.Stream, n int) {
	s := ofStream(st)
	switch {
	case s.connecting() || s.handle.none():
		s.once(nameConnect, func() { s.callRead(n) })
	case !s.reading():
		s.tryReadStart()
	}
}

// callRead calls socket._read(n).
func (s *Socket) callRead(n int) {
	s.env().Invoke(s.face(), "_read", s.env().VM.ToValue(n))
}

// startOnread makes a socket with the option onread read: there is no _read to
// do so.
func (s *Socket) startOnread() {
	if s.onread() != nil && !s.connecting() && !s.handle.none() && !s.reading() {
		s.tryReadStart()
	}
}

func pullSocket(st *stream.Stream, n int) (stream.Chunk, bool) {
	s := ofStream(st)
	s.startOnread()
	return s.Readable.ReadChunk(n)
}

func resumeSocket(st *stream.Stream) {
	s := ofStream(st)
	s.startOnread()
	s.Readable.Resume()
}

func pauseSocket(st *stream.Stream) {
	s := ofStream(st)
	if s.onread() != nil && !s.connecting() && s.reading() {
		s.stopReading()
	}
	s.Readable.Pause()
}
