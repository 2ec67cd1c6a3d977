package stream

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/events"
	"gonet/bindings/internal/validate"
)

// readableParts is all of a stream that is only read from.
type readableParts struct {
	state    env.State
	emitter  events.Emitter
	stream   Stream
	readable Readable
}

func (s *Streams) constructReadable(c goja.ConstructorCall) *goja.Object {
	if c.NewTarget == nil && !s.Readable.Is(c.This) {
		return s.env.Construct(s.Readable.Ctor, c.Arguments...)
	}
	o, options := c.This, optionsOf(c.Argument(0))
	side := s.side(options, "readable", false)
	p := new(readableParts)
	state, em := s.claim(o, &p.state, &p.emitter)
	st := s.streamFor(state, em, &p.stream, s.ReadableImpl)
	em.SetShape(readableShape)
	side.readable(&p.readable, st)
	if options != nil {
		p.readable.decodeWith(options)
		s.own(o, options, "read", "destroy", "construct")
		s.abortedBy(o, options)
	}
	s.ev.Construct(o, em, c.Argument(0))
	st.construct()
	return nil
}

func (s *Streams) defineReadable() {
	e := s.env
	s.Readable = e.NewClass("Readable", 1, s.Legacy, s.constructReadable).Enumerable()
	c := s.Readable
	s.ReadableImpl = new(Impl)
	s.defineReadableState()
	c.Static("ReadableState", s.readableState.Ctor)
	s.destroyFn = s.defineDestroy(c, func(st *Stream, err goja.Value, cb func(goja.Value)) { st.destroy(err, cb) })
	c.Method("_undestroy", 0, func(c goja.FunctionCall) goja.Value {
		s.of(c.This, "_undestroy").undestroy()
		return goja.Undefined()
	})
	s.ReadableImpl.Destroy = func(_ *Stream, err goja.Value, done Done) { done.Done(err) }
	s.ReadableImpl.fns[mDestroy] = s.defineDefaultDestroy(c)
	s.symbolMethod(c, s.ev.KRejection, "", 1, func(c goja.FunctionCall) goja.Value {
		return s.env.Invoke(c.This.ToObject(e.VM), "destroy", c.Argument(0))
	})
	s.symbolMethod(c, s.asyncDispose, "", 0, s.lazy("internal/streams/dispose", "disposeReadable"))
	s.definePush(c)
	s.defineRead(c)
	s.definePipe(c)
	s.defineListening(c)
	s.defineFlow(c)
	c.Method("wrap", 1, s.lazy("internal/streams/wrap", "wrap"))
	s.symbolMethod(c, s.asyncIterator, "", 0, s.lazy("internal/streams/async_iterator", "asyncIterator"))
	c.Method("iterator", 1, s.lazy("internal/streams/async_iterator", "iterator"))
	s.symbolMethod(c, e.SymbolFor("Stream.toAsyncStreamable"), "", 0, func(goja.FunctionCall) goja.Value {
		errs.Throw(e, "ERR_STREAM_ITER_MISSING_FLAG")
		return nil
	})
	c.Method("compose", 2, s.lazy("internal/streams/compose", "composeMethod"))
	s.defineReadableAccessors(c)
	s.defineReadableStatics(c)
}

// defineDestroy defines destroy(err, cb), which ends in run.
func (s *Streams) defineDestroy(c *env.Class, run func(st *Stream, err goja.Value, cb func(goja.Value))) *goja.Object {
	return c.Method("destroy", 2, func(c goja.FunctionCall) goja.Value {
		st := s.of(c.This, "destroy")
		var cb func(goja.Value)
		if fn := env.CallbackOf(c.Argument(1)); fn != nil {
			cb = func(err goja.Value) {
				if err == nil {
					s.env.Call(fn, goja.Undefined())
				} else {
					s.env.Call(fn, goja.Undefined(), err)
				}
			}
		}
		err := c.Argument(0)
		if goja.IsUndefined(err) {
			err = nil
		}
		run(st, err, cb)
		return c.This
	})
}

// defineDefaultDestroy defines the _destroy that has nothing to release.
func (s *Streams) defineDefaultDestroy(c *env.Class) *goja.Object {
	return c.Method("_destroy", 2, func(c goja.FunctionCall) goja.Value {
		s.call(c.Argument(1), "cb", goja.Undefined(), c.Argument(0))
		return goja.Undefined()
	})
}

func (s *Streams) definePush(c *env.Class) {
	s.pushFn = c.Method("push", 2, func(c goja.FunctionCall) goja.Value {
		return s.bool(s.readable(c.This).pushValue(c.Argument(0), c.Argument(1)))
	})
	c.Method("unshift", 2, func(c goja.FunctionCall) goja.Value {
		return s.bool(s.readable(c.This).unshift(c.Argument(0), c.Argument(1)))
	})
	c.Method("isPaused", 0, func(c goja.FunctionCall) goja.Value {
		r := s.readable(c.This)
		return s.bool(r.flags&paused != 0 || r.flags&(hasFlowing|flowing) == hasFlowing)
	})
	c.Method("setEncoding", 1, func(c goja.FunctionCall) goja.Value {
		s.readable(c.This).setEncoding(c.Argument(0))
		return c.This
	})
}

func (s *Streams) bool(b bool) goja.Value {
	if b {
		return s.env.True
	}
	return s.env.False
}

func (s *Streams) defineRead(c *env.Class) {
	s.readFn = c.Method("read", 1, func(c goja.FunctionCall) goja.Value {
		r := s.readable(c.This)
		chunk, ok := r.ReadChunk(s.readSize(c.Argument(0)))
		if !ok {
			return goja.Null()
		}
		return chunk.Value(s.env)
	})
	c.Method("_read", 1, func(c goja.FunctionCall) goja.Value {
		errs.Throw(s.env, "ERR_METHOD_NOT_IMPLEMENTED", "_read()")
		return nil
	})
}

func (s *Streams) definePipe(c *env.Class) {
	c.Method("pipe", 2, func(c goja.FunctionCall) goja.Value {
		end := true
		if options, ok := c.Argument(1).(*goja.Object); ok {
			end = !s.isFalse(options, "end")
		}
		s.readable(c.This).pipe(c.Argument(0).ToObject(s.env.VM), end)
		return c.Argument(0)
	})
	c.Method("unpipe", 1, func(c goja.FunctionCall) goja.Value {
		dest, ok := c.Argument(0).(*goja.Object)
		if !ok && c.Argument(0).ToBoolean() {
			return c.This
		}
		s.readable(c.This).unpipe(dest)
		return c.This
	})
}

// defineListening puts methods in front of the emitter's that set data flowing
// when somebody listens for it.
func (s *Streams) defineListening(c *env.Class) {
	proto := s.Legacy.Proto
	front := func(name string, after func(r *Readable, name *events.Name)) {
		changed := func(this goja.Value, name *events.Name) {
			if name == nameData || name == nameReadable {
				after(s.readable(this), name)
			}
		}
		fn := c.Method(name, 2, func(c goja.FunctionCall) goja.Value {
			result := s.env.Call(env.CallbackOf(proto.Get(name)), c.This, c.Argument(0), c.Argument(1))
			changed(c.This, events.NameOf(c.Argument(0)))
			return result
		})
		s.ev.Derive(fn, func(o *goja.Object, name *events.Name) { changed(o, name) })
	}
	front("on", (*Readable).added)
	c.Alias("addListener", "on")
	front("removeListener", (*Readable).removed)
	c.Alias("off", "removeListener")
	c.Method("removeAllListeners", 1, func(c goja.FunctionCall) goja.Value {
		result := s.env.Call(env.CallbackOf(proto.Get("removeAllListeners")), c.This, c.Arguments...)
		if ev := c.Argument(0); goja.IsUndefined(ev) || events.NameOf(ev) == nameReadable {
			s.env.NextTick(s.readable(c.This).updateReadableListening)
		}
		return result
	})
}

func (s *Streams) defineFlow(c *env.Class) {
	s.resumeFn = c.Method("resume", 0, func(c goja.FunctionCall) goja.Value {
		s.readable(c.This).Resume()
		return c.This
	})
	s.pauseFn = c.Method("pause", 0, func(c goja.FunctionCall) goja.Value {
		s.readable(c.This).Pause()
		return c.This
	})
}

// readableAccessor defines a property that is not enumerable; get is given nil if this
// is not a stream.
func (s *Streams) readableAccessor(c *env.Class, name string, get func(r *Readable) goja.Value, set func(r *Readable, v goja.Value)) {
	of := func(this goja.Value) *Readable {
		if st := s.Of(this); st != nil {
			return st.R
		}
		return nil
	}
	var setter func(this, v goja.Value)
	if set != nil {
		setter = func(this, v goja.Value) {
			if r := of(this); r != nil {
				set(r, v)
			}
		}
	}
	s.env.Accessor(c.Proto, name, goja.FLAG_FALSE, func(this goja.Value) goja.Value { return get(of(this)) }, setter)
}

func (s *Streams) defineReadableAccessors(c *env.Class) {
	define := func(name string, get func(r *Readable) goja.Value, set func(r *Readable, v goja.Value)) {
		s.readableAccessor(c, name, get, set)
	}
	flag := func(name string, get func(r *Readable) bool) {
		define(name, func(r *Readable) goja.Value { return s.bool(r != nil && get(r)) }, nil)
	}
	define("readable", func(r *Readable) goja.Value {
		return s.bool(r != nil && r.flags&(hasReadable|isReadable) != hasReadable &&
			r.flags&(destroyed|errorEmitted|endEmitted) == 0)
	}, func(r *Readable, v goja.Value) { r.setReadable(v.ToBoolean()) })
	flag("readableDidRead", func(r *Readable) bool { return r.flags&dataEmitted != 0 })
	flag("readableAborted", func(r *Readable) bool {
		return r.flags&(hasReadable|isReadable) != hasReadable && r.flags&(destroyed|errored) != 0 && r.flags&endEmitted == 0
	})
	define("readableHighWaterMark", func(r *Readable) goja.Value { return s.number(r, func() int { return r.hwm }) }, nil)
	define("readableBuffer", func(r *Readable) goja.Value {
		if r == nil {
			return goja.Undefined()
		}
		return r.bufferValue()
	}, nil)
	define("readableFlowing", func(r *Readable) goja.Value {
		if r == nil {
			return goja.Undefined()
		}
		return r.flowingValue()
	}, (*Readable).setFlowing)
	define("readableLength", func(r *Readable) goja.Value { return s.number(r, func() int { return r.length }) }, nil)
	flag("readableObjectMode", func(r *Readable) bool { return r.flags&objectMode != 0 })
	define("readableEncoding", func(r *Readable) goja.Value {
		if r == nil || r.rare == nil {
			return goja.Null()
		}
		return orNull(r.rare.encoding)
	}, nil)
	define("errored", func(r *Readable) goja.Value {
		if r == nil {
			return goja.Null()
		}
		return r.erroredValue()
	}, nil)
	flag("closed", func(r *Readable) bool { return r.flags&closed != 0 })
	define("destroyed", func(r *Readable) goja.Value {
		return s.bool(r != nil && r.flags&destroyed != 0)
	}, func(r *Readable, v goja.Value) { r.flags.set(destroyed, v.ToBoolean()) })
	flag("readableEnded", func(r *Readable) bool { return r.flags&endEmitted != 0 })
	s.faceAccessor(c, "_readableState", func(st *Stream) goja.Value {
		if st.R == nil {
			return goja.Undefined()
		}
		return st.R.face()
	})
}

// faceAccessor defines the property that has the state object of one side. A
// script that assigns it gets what it has assigned; the stream keeps its own.
func (s *Streams) faceAccessor(c *env.Class, name string, get func(st *Stream) goja.Value) {
	s.env.Accessor(c.Proto, name, goja.FLAG_FALSE, func(this goja.Value) goja.Value {
		if st := s.Of(this); st != nil {
			return get(st)
		}
		return goja.Undefined()
	}, func(this, v goja.Value) {
		o := this.ToObject(s.env.VM)
		if err := o.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE); err != nil {
			panic(err)
		}
	})
}

func (s *Streams) number(side any, get func() int) goja.Value {
	if r, ok := side.(*Readable); ok && r == nil {
		return goja.Undefined()
	}
	if w, ok := side.(*Writable); ok && w == nil {
		return goja.Undefined()
	}
	return s.env.VM.ToValue(get())
}

func (f *flags) set(bit flags, on bool) {
	if on {
		*f |= bit
	} else {
		*f &^= bit
	}
}

func (r *Readable) setReadable(on bool) {
	r.flags |= hasReadable
	r.flags.set(isReadable, on)
}

func (r *Readable) flowingValue() goja.Value {
	if r.flags&hasFlowing == 0 {
		return goja.Null()
	}
	return r.st.s.bool(r.flags&flowing != 0)
}

func (r *Readable) setFlowing(v goja.Value) {
	r.flags.set(hasFlowing, !validate.Nullish(v))
	r.flags.set(flowing, v.ToBoolean())
}

func (s *Streams) defineReadableStatics(c *env.Class) {
	static := func(name string, length int, module, export string) {
		c.Static(name, s.env.Function(name, length, s.lazy(module, export)))
	}
	c.Static("_fromList", s.env.Function("fromList", 2, func(c goja.FunctionCall) goja.Value {
		return s.fromList(c.Argument(0), c.Argument(1))
	}))
	static("from", 2, "internal/streams/from", "readableFrom")
	static("fromWeb", 2, "internal/webstreams/adapters", "newStreamReadableFromReadableStream")
	static("toWeb", 2, "internal/webstreams/adapters", "newReadableStreamFromStreamReadable")
	static("wrap", 2, "internal/streams/wrap", "readableWrap")
}
