package stream

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/events"
)

// duplexParts is all of a stream with both sides.
type duplexParts struct {
	state   env.State
	emitter events.Emitter
	Duplex
}

func (s *Streams) constructDuplex(c goja.ConstructorCall) *goja.Object {
	if c.NewTarget == nil && !s.Duplex.Is(c.This) {
		return s.env.Construct(s.Duplex.Ctor, c.Arguments...)
	}
	s.makeDuplex(c.This, c.Argument(0), s.DuplexImpl, nil)
	return nil
}

// makeDuplex makes o a stream with both sides as the options say; adjust, if
// not nil, may change what they say.
func (s *Streams) makeDuplex(o *goja.Object, optionsValue goja.Value, impl *Impl, adjust func(r, w *sideOptions)) *Stream {
	options := optionsOf(optionsValue)
	rSide, wSide := s.side(options, "readable", true), s.side(options, "writable", true)
	if adjust != nil {
		adjust(&rSide, &wSide)
	}
	p := new(duplexParts)
	state, em := s.claim(o, &p.state, &p.emitter)
	st := &p.Stream
	st.bind(s, state, em, impl)
	em.SetShape(duplexShape)
	rSide.readable(&p.Readable, st)
	wSide.writable(&p.Writable, st)
	if options != nil {
		p.configure(o, options)
	}
	s.ev.Construct(o, em, optionsValue)
	st.construct()
	return st
}

// configure reads the options that a Duplex has besides those of its sides.
func (d *Duplex) configure(o, options *goja.Object) {
	s := d.s
	d.halfOpen = !s.isFalse(options, "allowHalfOpen")
	d.Readable.decodeWith(options)
	d.Writable.keepStrings(options)
	if s.isFalse(options, "readable") {
		d.Readable.SetEnded()
	}
	if s.isFalse(options, "writable") {
		d.Writable.SetEnded()
	}
	s.own(o, options, "read", "write", "writev", "destroy", "final", "construct")
	s.abortedBy(o, options)
}

func (s *Streams) defineDuplex() {
	e := s.env
	s.Duplex = e.NewClass("Duplex", 1, s.Readable, s.constructDuplex).Enumerable()
	c := s.Duplex
	impl := *s.WritableImpl
	s.DuplexImpl = &impl
	impl.Destroy, impl.fns[mDestroy] = s.ReadableImpl.Destroy, s.ReadableImpl.fns[mDestroy]
	for _, name := range []string{"write", "cork", "uncork", "setDefaultEncoding", "_write", "_writev", "end", "destroy"} {
		must(c.Proto.DefineDataProperty(name, s.Writable.Proto.Get(name), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE))
	}
	s.defineSharedWritableAccessors(c)
	e.Accessor(c.Proto, "destroyed", goja.FLAG_FALSE, func(this goja.Value) goja.Value {
		st := s.Of(this)
		return s.bool(st != nil && st.R != nil && st.W != nil && st.R.flags&st.W.flags&destroyed != 0)
	}, func(this, v goja.Value) {
		if st := s.Of(this); st != nil && st.R != nil && st.W != nil {
			st.R.flags.set(destroyed, v.ToBoolean())
			st.W.flags.set(destroyed, v.ToBoolean())
		}
	})
	e.Accessor(c.Proto, "allowHalfOpen", goja.FLAG_FALSE, func(this goja.Value) goja.Value {
		if st := s.Of(this); st != nil {
			return s.bool(st.halfOpen)
		}
		return goja.Undefined()
	}, func(this, v goja.Value) {
		if st := s.Of(this); st != nil {
			st.halfOpen = !v.StrictEquals(e.False)
		}
	})
	static := func(name string, length int, module, export string) {
		c.Static(name, e.Function("", length, s.lazy(module, export)))
	}
	static("fromWeb", 2, "internal/webstreams/adapters", "newStreamDuplexFromReadableWritablePair")
	static("toWeb", 2, "internal/webstreams/adapters", "newReadableWritablePairFromDuplex")
	from := s.lazy("internal/streams/duplexify", "")
	c.Static("from", e.Function("", 1, func(call goja.FunctionCall) goja.Value {
		return e.Call(from, call.This, call.Argument(0), e.VM.ToValue("body"))
	}))
}
