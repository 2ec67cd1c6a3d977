package stream

import (
	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/bindings/events"
	"gonet/bindings/internal/validate"
)

// transform is what a Transform keeps besides its two sides: the write that is
// being transformed.
type transform struct {
	st      *Stream
	length  int  // of the readable side before it
	done    Done // completes the write
	pending Done // done, if it waits for the readable side to be read
	fn      *goja.Object
}

func (s *Streams) constructTransform(c goja.ConstructorCall) *goja.Object {
	if c.NewTarget == nil && !s.Transform.Is(c.This) {
		return s.env.Construct(s.Transform.Ctor, c.Arguments...)
	}
	s.makeTransform(c.This, c.Argument(0), s.TransformImpl)
	return nil
}

func (s *Streams) constructPassThrough(c goja.ConstructorCall) *goja.Object {
	if c.NewTarget == nil && !s.PassThrough.Is(c.This) {
		return s.env.Construct(s.PassThrough.Ctor, c.Arguments...)
	}
	s.makeTransform(c.This, c.Argument(0), s.passThroughImpl)
	return nil
}

func (s *Streams) makeTransform(o *goja.Object, optionsValue goja.Value, impl *Impl) {
	options := optionsOf(optionsValue)
	st := s.makeDuplex(o, optionsValue, impl, func(r, w *sideOptions) {
		if r.hwm != 0 {
			return
		}
		// Nothing is to be buffered: not on the other side either.
		w.hwm = 0
		if v := options.Get("writableHighWaterMark"); v != nil && v.ToBoolean() {
			w.hwm = int(v.ToInteger())
		}
	})
	st.R.flags &^= sync
	st.R.extra().transform = &transform{st: st}
	if options != nil {
		s.own(o, options, "transform", "flush")
	}
	s.ev.On(o, namePrefinish, s.transformPrefinish)
}

func (s *Streams) defineTransform() {
	e := s.env
	s.Transform = e.NewClass("Transform", 1, s.Duplex, s.constructTransform).Enumerable()
	c := s.Transform
	s.transformPrefinish = events.NewListener(func(c goja.FunctionCall) goja.Value {
		if o := c.This.ToObject(e.VM); o.Get("_final") != goja.Value(s.finalFn) {
			s.of(o, "_final").flush(nil)
		}
		return goja.Undefined()
	}).As(&events.Face{Name: "prefinish"})
	c.Method("_transform", 3, func(goja.FunctionCall) goja.Value {
		errs.Throw(e, "ERR_METHOD_NOT_IMPLEMENTED", "_transform()")
		return nil
	})
	s.TransformImpl = s.Implement(c, s.DuplexImpl, Methods{
		Final: (*Stream).flush,
		Write: transformWrite,
		Read:  transformRead,
	})
	s.TransformImpl.scripted = true
	s.finalFn = s.TransformImpl.fns[mFinal].(*goja.Object)
	// Unlike others it does not take a size.
	must(s.TransformImpl.fns[mRead].(*goja.Object).DefineDataProperty("length", e.VM.ToValue(0), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))

	s.PassThrough = e.NewClass("PassThrough", 1, s.Transform, s.constructPassThrough).Enumerable()
	impl := *s.TransformImpl
	s.passThroughImpl = &impl
	impl.Transform = func(st *Stream, c Chunk, done Done) {
		st.R.forward(c)
		done.Done(nil)
	}
	impl.fns[mTransform] = s.PassThrough.Method("_transform", 3, func(c goja.FunctionCall) goja.Value {
		s.call(c.Argument(2), "cb", goja.Undefined(), goja.Null(), c.Argument(0))
		return goja.Undefined()
	})
}

// forward pushes a chunk that has been written.
func (r *Readable) forward(c Chunk) {
	if c.value == nil && r.flags&objectMode == 0 && r.object().Get("push") == goja.Value(r.st.s.pushFn) {
		r.push(c)
		return
	}
	r.callPush(c.Value(r.env()))
}

// callPush calls stream.push(v), a script's own if there is one.
func (r *Readable) callPush(v goja.Value) {
	fn := r.object().Get("push")
	if fn == goja.Value(r.st.s.pushFn) {
		r.pushValue(v, goja.Undefined())
		return
	}
	r.st.s.call(fn, "push", r.object(), v)
}

// transformWrite is Transform.prototype._write.
func transformWrite(st *Stream, c Chunk, done Done) {
	t := st.R.rare.transform
	t.length, t.done = st.R.length, done
	fn, isNative := st.native(mTransform)
	if isNative {
		st.impl.Transform(st, c, t)
		return
	}
	st.s.call(fn, "_transform", st.state.Object, c.Value(st.s.env), orUndefined(c.Encoding), t.callback())
}

// callback is what _transform is given: one function for all writes.
func (t *transform) callback() *goja.Object {
	if t.fn == nil {
		t.fn = t.st.s.env.VM.ToValue(func(c goja.FunctionCall) goja.Value {
			if err := errorOf(c.Argument(0)); err != nil {
				t.done.Done(err)
				return goja.Undefined()
			}
			if v := c.Argument(1); !validate.Nullish(v) {
				t.st.R.callPush(v)
			}
			t.transformed()
			return goja.Undefined()
		}).(*goja.Object)
	}
	return t.fn
}

// Done is the callback for a transformation in Go.
func (t *transform) Done(err goja.Value) {
	if err != nil {
		t.done.Done(err)
		return
	}
	t.transformed()
}

// transformed completes the write once there is room on the readable side.
func (t *transform) transformed() {
	r, done := t.st.R, t.done
	switch {
	case r.flags&ended != 0:
		// In a tick, for the end to be seen first.
		t.st.s.env.NextTick(func() { done.Done(nil) })
	case t.st.W.flags&hasEnded != 0, t.length == r.length, r.length < r.hwm:
		done.Done(nil)
	default:
		t.pending = done
	}
}

// transformRead is Transform.prototype._read.
func transformRead(st *Stream, _ int) {
	t := st.R.rare.transform
	if done := t.pending; done != nil {
		t.pending = nil
		done.Done(nil)
	}
}

// flush is Transform.prototype._final: it ends the readable side, after _flush
// if there is one. done may be nil.
func (st *Stream) flush(done Done) {
	fn, isNative := st.native(mFlush)
	flushed := func(err, data goja.Value) {
		if err = errorOf(err); err != nil {
			if done != nil {
				done.Done(err)
			} else {
				st.Destroy(err)
			}
			return
		}
		if !validate.Nullish(data) {
			st.R.callPush(data)
		}
		st.R.PushEOF()
		if done != nil {
			done.Done(nil)
		}
	}
	switch {
	case st.property("destroyed"), !isFunction(fn):
		flushed(nil, nil)
	case isNative:
		st.impl.Flush(st, DoneFunc(func(err goja.Value) { flushed(err, nil) }))
	default:
		st.s.call(fn, "_flush", st.state.Object, st.s.env.VM.ToValue(func(c goja.FunctionCall) goja.Value {
			flushed(c.Argument(0), c.Argument(1))
			return goja.Undefined()
		}))
	}
}
