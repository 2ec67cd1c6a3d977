package http2

import (
	"bytes"
	"time"

	"github.com/dop251/goja"
	"golang.org/x/net/http2/hpack"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/bindings/internal/h2"
	"gonet/bindings/net"
	"gonet/bindings/timers"
)

// session is the handle of an Http2Session. What it makes is sent in the check
// phase after the script has asked for it, and at once after something was
// received; one write is under way at a time, and nothing is read meanwhile.
//
// Callbacks of the script are functions of an object that all sessions share:
// onheaders, ontrailers, onclose ... Their this is the handle of the session or
// of the stream.
type session struct {
	env.Async
	env       *env.Env
	object    *goja.Object
	callbacks *callbacks
	core      *h2.Session
	entry     entry

	handle    *net.Handle  // carries the session; nil if out does
	out       env.Callback // out(buffers, done) writes to a stream of a script's
	scheduled bool
	writing   bool
	paused    bool // the handle does not read
	destroyed bool
	graceful  bool
	done      bool // ondone has been called
	sent      int  // writes, by which a script sees whether they go on
}

// callbacks are the script's functions.
type callbacks struct {
	headers, data, end, close, trailers, settings, ping, goaway, altsvc, origin, priority, frameError, failed,
	graceful, done env.Callback
}

func callbacksOf(o *goja.Object) *callbacks {
	get := func(name string) env.Callback { return env.CallbackOf(o.Get(name)) }
	return &callbacks{
		headers: get("onheaders"), data: get("ondata"), end: get("onend"), close: get("onclose"),
		trailers: get("ontrailers"), settings: get("onsettings"), ping: get("onping"), goaway: get("ongoaway"),
		altsvc: get("onaltsvc"), origin: get("onorigin"), priority: get("onpriority"),
		frameError: get("onframeerror"), failed: get("onerror"), graceful: get("ongraceful"), done: get("ondone"),
	}
}

// call runs a callback as one of the session's.
func (s *session) call(fn env.Callback, args ...goja.Value) {
	s.env.Enter(func() {
		s.env.RunAsync(&s.Async, s.object, func() { s.env.Call(fn, s.object, args...) })
	})
}

func (s *session) value(v any) goja.Value { return s.env.VM.ToValue(v) }

// OnData implements net.Consumer.
func (s *session) OnData(data []byte) {
	s.handle.Touch()
	s.receive(data)
}

func (s *session) receive(data []byte) {
	if s.destroyed {
		return
	}
	if lib := s.core.Receive(data); lib != 0 && !s.destroyed {
		s.Failed(lib, "")
		return
	}
	s.flush()
}

// schedule has what there is to be sent soon.
func (s *session) schedule() {
	if s.scheduled || s.destroyed {
		return
	}
	s.scheduled = true
	timers.Of(s.env).Soon(func() {
		s.scheduled = false
		s.flush()
	})
}

// flush sends what there is.
func (s *session) flush() {
	if s.writing || s.destroyed {
		return
	}
	s.write()
	s.finishGracefully()
}

func (s *session) write() {
	for !s.writing {
		b, chunks := s.core.Pull()
		if len(b) == 0 {
			complete(chunks, 0)
			break
		}
		s.sent++
		s.writing = true
		s.send(b, func(status int) {
			s.writing = false
			complete(chunks, status)
		})
	}
	s.pace()
}

func complete(chunks []h2.Chunk, status int) {
	for _, c := range chunks {
		if c.Done != nil {
			c.Done(status)
		}
	}
}

// send writes b and calls done, perhaps at once. What follows a write that
// was under way is sent then.
func (s *session) send(b []byte, done func(status int)) {
	if s.handle != nil {
		status, pending := s.handle.Send(b, func(status int) {
			done(status)
			s.afterWrite()
		})
		if !pending {
			done(status)
		}
		return
	}
	called, synchronous := false, true
	finished := s.env.Function("", 1, func(c goja.FunctionCall) goja.Value {
		if called {
			return goja.Undefined()
		}
		called = true
		status := 0
		if c.Argument(0).ToBoolean() {
			status = -1
		}
		done(status)
		if !synchronous {
			s.afterWrite()
		}
		return goja.Undefined()
	})
	var pieces []any
	for _, piece := range h2.Pieces(b) {
		pieces = append(pieces, buffer.New(s.env, piece))
	}
	s.call(s.out, s.env.VM.NewArray(pieces...), finished)
	synchronous = false
}

func (s *session) afterWrite() {
	if s.destroyed {
		s.finish()
		return
	}
	s.flush()
}

// pace stops reading while a write is under way: what a peer does not take
// must not make it send more.
func (s *session) pace() {
	if s.handle == nil || s.destroyed || s.writing == s.paused {
		return
	}
	if s.paused = s.writing; s.paused {
		s.handle.PauseReading()
	} else {
		s.handle.ResumeReading()
	}
}

func (s *session) pendingData() bool { return s.core.WantWrite() || s.core.WantRead() || s.writing }

// finishGracefully tells the script when a session that it has closed has
// nothing more to do.
func (s *session) finishGracefully() {
	if !s.graceful || s.destroyed || s.pendingData() {
		return
	}
	s.graceful = false
	s.call(s.callbacks.graceful)
}

// destroy ends the session: the peer is told, unless the socket is gone.
func (s *session) destroy(code h2.Code, socketGone bool) {
	if s.destroyed {
		return
	}
	if socketGone {
		s.out, s.handle = nil, nil
	} else {
		s.core.Terminate(code)
		if !s.writing {
			s.write()
		}
	}
	s.destroyed = true
	s.endEntry()
	cancelled := s.core.Close()
	soon := timers.Of(s.env)
	if cancelled != nil {
		soon.Soon(cancelled)
	}
	if !s.writing || socketGone {
		soon.Soon(s.finish)
	}
}

// finish tells the script that the session is no more.
func (s *session) finish() {
	if s.done {
		return
	}
	s.done = true
	// The socket is to see its peer close.
	if s.handle != nil && s.paused {
		s.handle.ResumeReading()
	}
	s.call(s.callbacks.done)
	s.env.DestroyAsync(&s.Async)
}

// The methods of h2.Events.

func (s *session) Headers(st *h2.Stream, cat h2.Category, flags uint8, fields []hpack.HeaderField) {
	owner, known := st.Owner.(*stream)
	if !known {
		owner = s.newStream(st)
	} else if owner.destroyed {
		return
	}
	all, sensitive := fieldArrays(s.env, fields)
	s.call(s.callbacks.headers, owner.object, s.value(st.ID), s.value(int(cat)), s.value(int(flags)), all, sensitive)
}

func (s *session) Data(st *h2.Stream, b []byte) {
	owner, ok := st.Owner.(*stream)
	if !ok || owner.destroyed {
		return
	}
	// Decided before the script can pause: it has asked for this.
	if owner.reading {
		st.Consume(len(b))
	} else {
		owner.held += len(b)
	}
	owner.call(s.callbacks.data, buffer.New(s.env, bytes.Clone(b)))
}

func (s *session) EndData(st *h2.Stream) {
	if owner, ok := st.Owner.(*stream); ok && !owner.destroyed {
		owner.call(s.callbacks.end)
	}
}

func (s *session) Closed(st *h2.Stream, code h2.Code, peerReset bool) {
	owner, ok := st.Owner.(*stream)
	if !ok || owner.destroyed {
		return
	}
	owner.closed(code, peerReset)
}

func (s *session) WantTrailers(st *h2.Stream) {
	if owner, ok := st.Owner.(*stream); ok && !owner.destroyed {
		owner.call(s.callbacks.trailers)
	}
}

func (s *session) Settings([]h2.Setting) { s.call(s.callbacks.settings) }

func (s *session) Ping(payload [8]byte) {
	s.call(s.callbacks.ping, buffer.New(s.env, payload[:]))
}

func (s *session) GoAway(code h2.Code, last uint32, data []byte) {
	opaque := goja.Undefined()
	if len(data) > 0 {
		opaque = buffer.New(s.env, bytes.Clone(data))
	}
	s.call(s.callbacks.goaway, s.value(code), s.value(last), opaque)
}

func (s *session) AltSvc(id uint32, origin, value string) {
	s.call(s.callbacks.altsvc, s.value(id), s.value(origin), s.value(value))
}

func (s *session) Origin(origins []string) {
	values := make([]any, len(origins))
	for i, o := range origins {
		values[i] = o
	}
	s.call(s.callbacks.origin, s.env.VM.NewArray(values...))
}

func (s *session) Priority(id, parent uint32, weight int, exclusive bool) {
	s.call(s.callbacks.priority, s.value(id), s.value(parent), s.value(weight), s.value(exclusive))
}

func (s *session) FrameError(id uint32, typ h2.FrameType, code h2.Code) {
	s.call(s.callbacks.frameError, s.value(id), s.value(int(typ)), s.value(code))
}

func (s *session) Failed(lib int, custom string) {
	name := goja.Undefined()
	if custom != "" {
		name = s.value(custom)
	}
	s.call(s.callbacks.failed, s.value(lib), name)
}

// milliseconds is a duration as scripts get it.
func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
