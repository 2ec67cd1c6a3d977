package stream

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/events"
)

// writableParts is all of a stream that is only written to.
type writableParts struct {
	state    env.State
	emitter  events.Emitter
	stream   Stream
	writable Writable
}

func (s *Streams) constructWritable(c goja.ConstructorCall) *goja.Object {
	if c.NewTarget == nil && !s.isWritable(c.This) {
		return s.env.Construct(s.Writable.Ctor, c.Arguments...)
	}
	o, options := c.This, optionsOf(c.Argument(0))
	side := s.side(options, "writable", false)
	p := new(writableParts)
	state, em := s.claim(o, &p.state, &p.emitter)
	st := s.streamFor(state, em, &p.stream, s.WritableImpl)
	em.SetShape(writableShape)
	side.writable(&p.writable, st)
	if options != nil {
		p.writable.keepStrings(options)
		s.own(o, options, "write", "writev", "destroy", "final", "construct")
		s.abortedBy(o, options)
	}
	s.ev.Construct(o, em, c.Argument(0))
	st.construct()
	return nil
}

// streamFor returns the stream that state has already, as an object for which
// both Readable and Writable are called, or makes st its stream.
func (s *Streams) streamFor(state *env.State, em *events.Emitter, st *Stream, impl *Impl) *Stream {
	if other := streamOf(state); other != nil {
		other.impl = s.DuplexImpl
		return other
	}
	st.bind(s, state, em, impl)
	return st
}

// keepStrings keeps strings as they are if the options say so.
func (w *Writable) keepStrings(options *goja.Object) {
	if w.st.s.isFalse(options, "decodeStrings") {
		w.flags &^= decodeStrings
	}
}

// isWritable is `o instanceof Writable`: anything with our _writableState is.
func (s *Streams) isWritable(o *goja.Object) bool {
	if s.Writable.Is(o) {
		return true
	}
	face, ok := o.Get("_writableState").(*goja.Object)
	return ok && s.writableState.Is(face)
}

func (s *Streams) defineWritable() {
	e := s.env
	s.Writable = e.NewClass("Writable", 1, s.Legacy, s.constructWritable).Enumerable()
	c := s.Writable
	s.WritableImpl = new(Impl)
	s.defineWritableState()
	c.Static("WritableState", s.writableState.Ctor)
	s.defineHasInstance(c)
	c.Method("pipe", 0, func(c goja.FunctionCall) goja.Value {
		s.of(c.This, "pipe").ErrorOrDestroy(errs.New(e, "ERR_STREAM_CANNOT_PIPE"))
		return goja.Undefined()
	})
	s.defineWrite(c)
	s.WritableImpl.Write = defaultWrite
	s.WritableImpl.fns[mWrite] = c.Method("_write", 3, func(c goja.FunctionCall) goja.Value {
		s.defaultWriteMethod(c.This.ToObject(e.VM), c.Argument(0), c.Argument(1), c.Argument(2))
		return goja.Undefined()
	})
	must(c.Proto.DefineDataProperty("_writev", goja.Null(), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE))
	s.defineEnd(c)
	s.destroyWritableFn = s.defineDestroy(c, func(st *Stream, err goja.Value, cb func(goja.Value)) {
		if st.W != nil {
			st.W.errorBufferSoon()
		}
		st.destroy(err, cb)
	})
	c.Method("_undestroy", 0, func(c goja.FunctionCall) goja.Value {
		s.of(c.This, "_undestroy").undestroy()
		return goja.Undefined()
	})
	s.WritableImpl.Destroy = func(_ *Stream, err goja.Value, done Done) { done.Done(err) }
	s.WritableImpl.fns[mDestroy] = s.defineDefaultDestroy(c)
	s.symbolMethod(c, s.ev.KRejection, "", 1, func(c goja.FunctionCall) goja.Value {
		return s.env.Invoke(c.This.ToObject(e.VM), "destroy", c.Argument(0))
	})
	s.symbolMethod(c, s.asyncDispose, "", 0, s.lazy("internal/streams/dispose", "disposeWritable"))
	s.defineWritableAccessors(c)
	c.Static("fromWeb", e.Function("", 2, s.lazy("internal/webstreams/adapters", "newStreamWritableFromWritableStream")))
	c.Static("toWeb", e.Function("", 1, s.lazy("internal/webstreams/adapters", "newWritableStreamFromStreamWritable")))
}

func (s *Streams) defineHasInstance(c *env.Class) {
	ordinary := env.CallbackOf(s.env.VM.Get("Function").(*goja.Object).Get("prototype").(*goja.Object).GetSymbol(goja.SymHasInstance))
	has := s.env.Function("[Symbol.hasInstance]", 1, func(call goja.FunctionCall) goja.Value {
		if v := s.env.Call(ordinary, call.This, call.Argument(0)); v.ToBoolean() || call.This != goja.Value(c.Ctor) {
			return v
		}
		o, ok := call.Argument(0).(*goja.Object)
		return s.bool(ok && s.isWritable(o))
	})
	must(c.Ctor.DefineDataPropertySymbol(goja.SymHasInstance, has, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE))
}

// callbackOf makes a callback of what a script has passed for one.
func callbackOf(v goja.Value) callback {
	if fn, ok := v.(*goja.Object); ok && env.IsFunction(fn) {
		return callback{fn: fn}
	}
	return callback{}
}

func (s *Streams) defineWrite(c *env.Class) {
	s.writeFn = c.Method("write", 3, func(c goja.FunctionCall) goja.Value {
		encoding, cb := c.Argument(1), callbackOf(c.Argument(2))
		if early := callbackOf(encoding); early.fn != nil {
			encoding, cb = goja.Null(), early
		}
		ok, _ := s.writable(c.This).writeValue(c.Argument(0), encoding, cb)
		return s.bool(ok)
	})
	c.Method("cork", 0, func(c goja.FunctionCall) goja.Value {
		s.writable(c.This).Cork()
		return goja.Undefined()
	})
	s.uncorkFn = c.Method("uncork", 0, func(c goja.FunctionCall) goja.Value {
		s.writable(c.This).uncork()
		return goja.Undefined()
	})
	c.Method("setDefaultEncoding", 1, func(c goja.FunctionCall) goja.Value {
		s.writable(c.This).setDefaultEncoding(c.Argument(0))
		return c.This
	})
}

// defaultWrite is the _write of a class that has only _writev.
func defaultWrite(st *Stream, c Chunk, done Done) {
	s := st.s
	if _, isNative := st.native(mWritev); isNative {
		st.impl.Writev(st, []Chunk{c}, done)
		return
	}
	s.defaultWriteMethod(st.state.Object, c.Value(s.env), orUndefined(c.Encoding), st.W.onwriteFn())
}

func (s *Streams) defaultWriteMethod(o *goja.Object, chunk, encoding, cb goja.Value) {
	fn := o.Get("_writev")
	if fn == nil || !fn.ToBoolean() {
		errs.Throw(s.env, "ERR_METHOD_NOT_IMPLEMENTED", "_write()")
	}
	item := s.env.VM.NewObject()
	item.Set("chunk", chunk)
	item.Set("encoding", encoding)
	s.call(fn, "_writev", o, s.env.VM.NewArray(item), cb)
}

func (s *Streams) defineEnd(c *env.Class) {
	c.Method("end", 3, func(c goja.FunctionCall) goja.Value {
		chunk, encoding, cb := c.Argument(0), c.Argument(1), callbackOf(c.Argument(2))
		if early := callbackOf(chunk); early.fn != nil {
			chunk, encoding, cb = goja.Null(), goja.Null(), early
		} else if early := callbackOf(encoding); early.fn != nil {
			encoding, cb = goja.Null(), early
		}
		s.writable(c.This).end(chunk, encoding, cb)
		return c.This
	})
}

// writableAccessor is readableAccessor for the writable side.
func (s *Streams) writableAccessor(c *env.Class, name string, get func(w *Writable) goja.Value, set func(w *Writable, v goja.Value)) {
	of := func(this goja.Value) *Writable {
		if st := s.Of(this); st != nil {
			return st.W
		}
		return nil
	}
	var setter func(this, v goja.Value)
	if set != nil {
		setter = func(this, v goja.Value) {
			if w := of(this); w != nil {
				set(w, v)
			}
		}
	}
	s.env.Accessor(c.Proto, name, goja.FLAG_FALSE, func(this goja.Value) goja.Value { return get(of(this)) }, setter)
}

func (s *Streams) defineWritableAccessors(c *env.Class) {
	flag := func(name string, get func(w *Writable) bool) {
		s.writableAccessor(c, name, func(w *Writable) goja.Value { return s.bool(w != nil && get(w)) }, nil)
	}
	flag("closed", func(w *Writable) bool { return w.flags&closed != 0 })
	s.writableAccessor(c, "destroyed", func(w *Writable) goja.Value {
		return s.bool(w != nil && w.flags&destroyed != 0)
	}, func(w *Writable, v goja.Value) { w.flags.set(destroyed, v.ToBoolean()) })
	s.defineSharedWritableAccessors(c)
	s.writableAccessor(c, "errored", func(w *Writable) goja.Value {
		if w == nil {
			return goja.Null()
		}
		return w.erroredValue()
	}, nil)
	flag("writableAborted", func(w *Writable) bool {
		return w.flags&(hasWritable|isWritable) != hasWritable && w.flags&(destroyed|errored) != 0 && w.flags&finished == 0
	})
}

// defineSharedWritableAccessors defines those that Duplex.prototype has too.
func (s *Streams) defineSharedWritableAccessors(c *env.Class) {
	define := func(name string, get func(w *Writable) goja.Value) { s.writableAccessor(c, name, get, nil) }
	flag := func(name string, get func(w *Writable) bool) {
		define(name, func(w *Writable) goja.Value { return s.bool(w != nil && get(w)) })
	}
	s.writableAccessor(c, "writable", func(w *Writable) goja.Value {
		return s.bool(w != nil && w.flags&(hasWritable|isWritable) != hasWritable &&
			w.flags&(ending|hasEnded|destroyed|errored) == 0)
	}, func(w *Writable, v goja.Value) {
		w.flags |= hasWritable
		w.flags.set(isWritable, v.ToBoolean())
	})
	define("writableHighWaterMark", func(w *Writable) goja.Value { return s.number(w, func() int { return w.hwm }) })
	flag("writableObjectMode", func(w *Writable) bool { return w.flags&objectMode != 0 })
	define("writableBuffer", func(w *Writable) goja.Value {
		if w == nil {
			return goja.Undefined()
		}
		return w.bufferValue()
	})
	define("writableLength", func(w *Writable) goja.Value { return s.number(w, func() int { return w.length }) })
	flag("writableFinished", func(w *Writable) bool { return w.flags&finished != 0 })
	define("writableCorked", func(w *Writable) goja.Value {
		if w == nil {
			return s.env.VM.ToValue(0)
		}
		return s.env.VM.ToValue(w.corks)
	})
	flag("writableEnded", func(w *Writable) bool { return w.flags&ending != 0 })
	flag("writableNeedDrain", (*Writable).needsDrain)
	s.faceAccessor(c, "_writableState", func(st *Stream) goja.Value {
		if st.W == nil {
			return goja.Undefined()
		}
		return st.W.face()
	})
}
