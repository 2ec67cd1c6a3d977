package stream

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/events"
)

// Stream is what the two sides of a stream share.
type Stream struct {
	// R and W are the sides; nil for the one that the stream does not have.
	R *Readable
	W *Writable

	s     *Streams
	state *env.State
	em    *events.Emitter
	impl  *Impl

	constructing *constructing
	// halfOpen is allowHalfOpen: the writable side stays open when the
	// readable side ends.
	halfOpen bool
}

// Duplex is a stream with both sides, to be embedded by value.
type Duplex struct {
	Stream
	Readable Readable
	Writable Writable
}

// Streams returns the module that the stream belongs to.
func (st *Stream) Streams() *Streams { return st.s }

// Env returns the world that the stream belongs to.
func (st *Stream) Env() *env.Env { return st.s.env }

// Object returns the stream as scripts see it.
func (st *Stream) Object() *goja.Object { return st.state.Object }

// State returns the state that the stream is part of.
func (st *Stream) State() *env.State { return st.state }

// Emitter returns the stream's listeners.
func (st *Stream) Emitter() *events.Emitter { return st.em }

// AllowHalfOpen sets whether the writable side stays open when the readable
// side ends; it does unless set otherwise.
func (st *Stream) AllowHalfOpen(allow bool) { st.halfOpen = allow }

// Emit emits an event as stream.emit does, a script's own emit if there is one.
func (st *Stream) Emit(name *events.Name, args ...goja.Value) bool {
	return st.s.ev.Emit(st.state.Object, st.em, name, args...)
}

// Destroyed reports whether the stream has been destroyed.
func (st *Stream) Destroyed() bool {
	return st.W != nil && st.W.flags&destroyed != 0 || st.R != nil && st.R.flags&destroyed != 0
}

// bind connects the parts of a stream.
func (st *Stream) bind(s *Streams, state *env.State, em *events.Emitter, impl *Impl) {
	st.s, st.state, st.em, st.impl, st.halfOpen = s, state, em, impl, true
	s.ev.Init(em, state)
}

// InitReadable makes st, em and r the stream of state's object, which has been
// attached. hwm is the high-water mark, negative for the default.
func (s *Streams) InitReadable(state *env.State, em *events.Emitter, st *Stream, r *Readable, impl *Impl, hwm int) {
	st.bind(s, state, em, impl)
	em.SetShape(readableShape)
	r.init(st, 0, hwm)
	st.construct()
}

// InitWritable is InitReadable for a stream that is written to.
func (s *Streams) InitWritable(state *env.State, em *events.Emitter, st *Stream, w *Writable, impl *Impl, hwm int) {
	st.bind(s, state, em, impl)
	em.SetShape(writableShape)
	w.init(st, 0, hwm)
	st.construct()
}

// InitDuplex is InitReadable for a stream with both sides. Strings that are
// written stay strings until Chunk.Bytes.
func (s *Streams) InitDuplex(state *env.State, em *events.Emitter, d *Duplex, impl *Impl, hwm int) {
	d.bind(s, state, em, impl)
	em.SetShape(duplexShape)
	d.Readable.init(&d.Stream, 0, hwm)
	d.Writable.init(&d.Stream, 0, hwm)
	d.Writable.flags &^= decodeStrings
	d.construct()
}

// Of returns the stream that v is, nil if it is none of ours.
func (s *Streams) Of(v goja.Value) *Stream {
	state := s.env.StateOf(v)
	if state == nil {
		return nil
	}
	return streamOf(state)
}

func streamOf(state *env.State) *Stream {
	if r, ok := state.Parts[env.PartReadable].(*Readable); ok {
		return r.st
	}
	if w, ok := state.Parts[env.PartWritable].(*Writable); ok {
		return w.st
	}
	return nil
}

// of is Of for the this of a method, which must be a stream.
func (s *Streams) of(this goja.Value, method string) *Stream {
	st := s.Of(this)
	if st == nil {
		panic(errs.TypeError(s.env, "stream."+method+" called on an object that is not a stream"))
	}
	return st
}

// readable is of for the readable side; property is what Node would have
// failed to read of undefined.
func (s *Streams) readable(this goja.Value) *Readable {
	if state := s.env.StateOf(this); state != nil {
		if r, ok := state.Parts[env.PartReadable].(*Readable); ok {
			return r
		}
	}
	panic(errs.TypeError(s.env, "Cannot read properties of undefined (reading 'Symbol(kState)')"))
}

func (s *Streams) writable(this goja.Value) *Writable {
	if state := s.env.StateOf(this); state != nil {
		if w, ok := state.Parts[env.PartWritable].(*Writable); ok {
			return w
		}
	}
	panic(errs.TypeError(s.env, "Cannot read properties of undefined (reading 'Symbol(kState)')"))
}
