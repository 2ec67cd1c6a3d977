package http2

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/internal/h2"
	"gonet/bindings/timers"
)

// stream is the handle of an Http2Stream.
type stream struct {
	env.Async
	object    *goja.Object
	session   *session
	core      *h2.Stream
	entry     entry
	reading   bool
	held      int // bytes that were handed on while the script did not read
	destroyed bool
}

// statusCanceled is the status of writes that a stream has given up.
const statusCanceled = -125

func (s *session) newStream(core *h2.Stream) *stream {
	e := s.env
	st := &stream{session: s, core: core, object: e.VM.CreateObject(streamSlot.Of(e).Proto)}
	core.Owner = st
	e.Attach(st.object).Parts[env.PartOwner] = st
	e.TriggeredBy(s.ID, func() { e.InitAsync(&st.Async, "HTTP2STREAM", st.object) })
	st.entry = beginEntry(e, st.object, "Http2Stream")
	return st
}

// call runs a callback as one of the stream's.
func (st *stream) call(fn env.Callback, args ...goja.Value) (result goja.Value) {
	e := st.session.env
	e.Enter(func() {
		e.RunAsync(&st.Async, st.object, func() { result = e.Call(fn, st.object, args...) })
	})
	return result
}

// closed tells the script that its stream has ended. One that ended well while
// there is more to be sent waits for that.
func (st *stream) closed(code h2.Code, peerReset bool) {
	s := st.session
	tell := func() {
		if !st.destroyed {
			st.call(s.callbacks.close, s.value(code), s.value(peerReset))
		}
	}
	if code == h2.NoError && (s.core.WantWrite() || s.writing) {
		timers.Of(s.env).Soon(tell)
		return
	}
	tell()
}

// write adds bytes to the body and calls done when they have left.
func (st *stream) write(b []byte, done env.Callback) bool {
	s := st.session
	ok := st.core.Write(h2.Chunk{Bytes: b, Done: func(status int) {
		if done != nil {
			st.call(done, s.value(status))
		}
	}})
	if ok {
		s.schedule()
	}
	return ok
}

// reset ends the stream with a code, after what can be sent: a request that
// has been made is seen by the peer.
func (st *stream) reset(code h2.Code) {
	if st.destroyed {
		return
	}
	st.session.flush()
	st.core.Reset(code)
	st.session.schedule()
}

func (st *stream) readStart() {
	st.reading = true
	if st.held > 0 {
		st.core.Consume(st.held)
		st.held = 0
		st.session.schedule()
	}
}

// destroy lets go of the stream; what it has not sent is given up.
func (st *stream) destroy() {
	if st.destroyed {
		return
	}
	st.destroyed = true
	s := st.session
	s.schedule()
	timers.Of(s.env).Soon(func() {
		st.core.DropQueue(statusCanceled)
		st.endEntry()
		s.env.DestroyAsync(&st.Async)
	})
}
