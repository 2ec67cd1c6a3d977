package stream

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
)

// Done completes one operation: a write, a final, a destroy or a construct.
// Call Done once, with nil or the error, from inside the method or later; the
// stream tells the two apart as Node does.
type Done interface {
	Done(err goja.Value)
}

// DoneFunc makes a Done of a function.
func DoneFunc(fn func(err goja.Value)) Done { return &doneFunc{fn} }

type doneFunc struct{ fn func(goja.Value) }

func (d *doneFunc) Done(err goja.Value) { d.fn(err) }

// jsDone is a callback that a script has passed.
type jsDone struct {
	env *env.Env
	fn  env.Callback
}

func (d *jsDone) Done(err goja.Value) {
	if d.fn == nil {
		return
	}
	if err == nil {
		d.fn(goja.FunctionCall{This: goja.Undefined()})
		return
	}
	d.env.Call(d.fn, goja.Undefined(), err)
}

// Methods are a class's implementations in Go of the methods that streams
// call. Those that are nil are the parent's.
type Methods struct {
	// Read asks for data, about n bytes; it answers with Push, now or later.
	Read func(st *Stream, n int)
	// Write takes one chunk.
	Write func(st *Stream, c Chunk, done Done)
	// Writev takes what has gathered, at least one chunk, in one go. It may
	// keep chunks.
	Writev func(st *Stream, chunks []Chunk, done Done)
	// Final runs after the last write has completed, before 'finish'.
	Final func(st *Stream, done Done)
	// Destroy releases what the stream holds; err is why, or nil. What done
	// gets is emitted.
	Destroy func(st *Stream, err goja.Value, done Done)
	// Construct runs before anything else, in a tick after the constructor.
	Construct func(st *Stream, done Done)

	// Transform takes a chunk and pushes what becomes of it; Flush pushes what
	// is left at the end. Only classes that extend Transform have them.
	Transform func(st *Stream, c Chunk, done Done)
	Flush     func(st *Stream, done Done)

	// Pull, Pause and Resume stand in front of read, pause and resume; they
	// call Readable.ReadChunk, Readable.Pause and Readable.Resume.
	Pull   func(st *Stream, n int) (Chunk, bool)
	Pause  func(st *Stream)
	Resume func(st *Stream)
}

// Impl is Methods with the JavaScript functions that stand for them on the
// prototype of a class.
type Impl struct {
	Methods
	fns [methodCount]goja.Value
	// scripted says that Read and Final run methods of scripts, and so may
	// throw.
	scripted bool
}

type method int

const (
	mRead method = iota
	mWrite
	mWritev
	mFinal
	mDestroy
	mConstruct
	mTransform
	mFlush
	mPull
	mPause
	mResume
	methodCount
)

var methodNames = [methodCount]string{
	"_read", "_write", "_writev", "_final", "_destroy", "_construct", "_transform", "_flush", "read", "pause", "resume",
}

// Implement puts methods on class's prototype and returns the Impl for its
// instances. parent is the Impl of the class it extends.
func (s *Streams) Implement(class *env.Class, parent *Impl, methods Methods) *Impl {
	impl := *parent
	own := &impl
	define := func(m method, length int, fn func(st *Stream, c goja.FunctionCall) goja.Value) {
		name := methodNames[m]
		own.fns[m] = class.Method(name, length, func(c goja.FunctionCall) goja.Value {
			return fn(s.of(c.This, name), c)
		})
	}
	if fn := methods.Read; fn != nil {
		own.Read = fn
		define(mRead, 1, func(st *Stream, c goja.FunctionCall) goja.Value {
			fn(st, int(c.Argument(0).ToInteger()))
			return goja.Undefined()
		})
	}
	if fn := methods.Write; fn != nil {
		own.Write = fn
		define(mWrite, 3, func(st *Stream, c goja.FunctionCall) goja.Value {
			fn(st, s.written(st, c.Argument(0), c.Argument(1)), s.done(c.Argument(2)))
			return goja.Undefined()
		})
	}
	if fn := methods.Writev; fn != nil {
		own.Writev = fn
		define(mWritev, 2, func(st *Stream, c goja.FunctionCall) goja.Value {
			var chunks []Chunk
			s.env.VM.ForOf(c.Argument(0), func(item goja.Value) bool {
				o := item.ToObject(s.env.VM)
				chunks = append(chunks, s.written(st, o.Get("chunk"), o.Get("encoding")))
				return true
			})
			fn(st, chunks, s.done(c.Argument(1)))
			return goja.Undefined()
		})
	}
	if fn := methods.Final; fn != nil {
		own.Final = fn
		define(mFinal, 1, func(st *Stream, c goja.FunctionCall) goja.Value {
			fn(st, s.done(c.Argument(0)))
			return goja.Undefined()
		})
	}
	if fn := methods.Destroy; fn != nil {
		own.Destroy = fn
		define(mDestroy, 2, func(st *Stream, c goja.FunctionCall) goja.Value {
			fn(st, errorOf(c.Argument(0)), s.done(c.Argument(1)))
			return goja.Undefined()
		})
	}
	if fn := methods.Construct; fn != nil {
		own.Construct = fn
		define(mConstruct, 1, func(st *Stream, c goja.FunctionCall) goja.Value {
			fn(st, s.done(c.Argument(0)))
			return goja.Undefined()
		})
	}
	if fn := methods.Transform; fn != nil {
		own.Transform = fn
		define(mTransform, 3, func(st *Stream, c goja.FunctionCall) goja.Value {
			fn(st, s.written(st, c.Argument(0), c.Argument(1)), s.done(c.Argument(2)))
			return goja.Undefined()
		})
	}
	if fn := methods.Flush; fn != nil {
		own.Flush = fn
		define(mFlush, 1, func(st *Stream, c goja.FunctionCall) goja.Value {
			fn(st, s.done(c.Argument(0)))
			return goja.Undefined()
		})
	}
	s.implementVerbs(own, methods, define)
	return own
}

func (s *Streams) implementVerbs(own *Impl, methods Methods, define func(method, int, func(*Stream, goja.FunctionCall) goja.Value)) {
	if fn := methods.Pull; fn != nil {
		own.Pull = fn
		define(mPull, 1, func(st *Stream, c goja.FunctionCall) goja.Value {
			chunk, ok := fn(st, s.readSize(c.Argument(0)))
			if !ok {
				return goja.Null()
			}
			return chunk.Value(s.env)
		})
	}
	if fn := methods.Pause; fn != nil {
		own.Pause = fn
		define(mPause, 0, func(st *Stream, c goja.FunctionCall) goja.Value {
			fn(st)
			return c.This
		})
	}
	if fn := methods.Resume; fn != nil {
		own.Resume = fn
		define(mResume, 0, func(st *Stream, c goja.FunctionCall) goja.Value {
			fn(st)
			return c.This
		})
	}
}

// written makes the chunk of a call of _write by a script.
func (s *Streams) written(st *Stream, v, encoding goja.Value) Chunk {
	c := Chunk{value: v, Encoding: encoding, size: 1}
	if st.W != nil && st.W.flags&objectMode != 0 {
		return c
	}
	if c.IsString() {
		c.size = stringLength(v)
	} else {
		c.bytes = c.Bytes(s.env)
		c.size = len(c.bytes)
	}
	return c
}

func (s *Streams) done(v goja.Value) Done {
	return &jsDone{s.env, env.CallbackOf(v)}
}

// native returns the method m as it is on the object now, and whether it is
// the one that Go implements.
func (st *Stream) native(m method) (fn goja.Value, isNative bool) {
	fn = st.Object().Get(methodNames[m])
	return fn, fn != nil && fn == st.impl.fns[m]
}

// errorOf returns nil for what JavaScript takes for no error.
func errorOf(v goja.Value) goja.Value {
	if v == nil || !v.ToBoolean() {
		return nil
	}
	return v
}

// orNull returns v as JavaScript is given it.
func orNull(v goja.Value) goja.Value {
	if v == nil {
		return goja.Null()
	}
	return v
}
