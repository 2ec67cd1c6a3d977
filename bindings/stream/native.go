package stream

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/events"
)

// ConstructDuplex is InitDuplex for a class whose objects scripts construct
// with the options of a Duplex: o gets state and em, unless another
// constructor has given it a state before, and owner as its PartOwner.
func (s *Streams) ConstructDuplex(o *goja.Object, owner any, state *env.State, em *events.Emitter, d *Duplex, impl *Impl, options *goja.Object) {
	rSide, wSide := s.side(options, "readable", true), s.side(options, "writable", true)
	state, em = s.claim(o, state, em)
	state.Parts[env.PartOwner] = owner
	d.bind(s, state, em, impl)
	em.SetShape(duplexShape)
	rSide.readable(&d.Readable, &d.Stream)
	wSide.writable(&d.Writable, &d.Stream)
	d.configure(o, options)
	s.ev.Construct(o, em, options)
	d.construct()
}

// CloseItself leaves the event 'close' to the stream's class.
func (st *Stream) CloseItself() {
	if st.R != nil {
		st.R.flags &^= emitClose
	}
	if st.W != nil {
		st.W.flags &^= emitClose
	}
}

// Undestroy makes a stream that has been destroyed as good as new.
func (st *Stream) Undestroy() { st.undestroy() }

// StopFlowing sets readableFlowing to false: data waits until a script resumes
// the stream.
func (r *Readable) StopFlowing() {
	r.flags |= hasFlowing
	r.flags &^= flowing
}

// DefaultHWM returns the high-water mark of streams of bytes whose options do
// not give one.
func (s *Streams) DefaultHWM() int { return s.byteHWM }
