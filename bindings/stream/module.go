package stream

import (
	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/events"
	"gonet/bindings/internal/raw"
)

// Streams is the module in one Env.
type Streams struct {
	// The classes, and their implementations for classes that extend them.
	Legacy, Readable, Writable, Duplex, Transform, PassThrough *env.Class
	ReadableImpl, WritableImpl, DuplexImpl, TransformImpl      *Impl

	env *env.Env
	ev  *events.Events

	readableState, writableState *env.Class
	passThroughImpl              *Impl
	byteHWM, objectHWM           int

	// Our own functions, which are called directly unless a script has put
	// others in their places.
	readFn, pushFn, pauseFn, resumeFn, writeFn, uncorkFn *goja.Object
	destroyFn, destroyWritableFn                         *goja.Object
	finalFn                                              *goja.Object // Transform.prototype._final
	listenerCountFn                                      goja.Value

	nopFn              *goja.Object
	parseInt           env.Callback
	transformPrefinish *events.Listener
	asyncIterator      *goja.Symbol
	asyncDispose       *goja.Symbol
	kPromisify         *goja.Symbol
}

var slot = env.NewSlot(newStreams)

// For returns e's stream module.
func For(e *env.Env) *Streams { return slot.Of(e) }

// Module is the built-in "stream".
func Module(e *env.Env) goja.Value { return For(e).Legacy.Ctor }

// Binding is the built-in "internal/binding/stream": what modules of ours in
// JavaScript need of the core.
func Binding(e *env.Env) goja.Value {
	exports := e.VM.NewObject()
	exports.Set("errorOrDestroy", e.Function("errorOrDestroy", 3, func(c goja.FunctionCall) goja.Value {
		For(e).of(c.Argument(0), "errorOrDestroy").errorOrDestroy(errorOf(c.Argument(1)), c.Argument(2).ToBoolean())
		return goja.Undefined()
	}))
	// Whether callbacks have to be run in the asynchronous context that they
	// come from: somebody looks at it.
	exports.Set("contextInUse", e.Function("contextInUse", 0, func(goja.FunctionCall) goja.Value {
		return e.VM.ToValue(e.AsyncFrame() != nil || e.Hooks != nil)
	}))
	// What http asks of each request, for which it needs no _readableState.
	exports.Set("setReadingMore", e.Function("setReadingMore", 2, func(c goja.FunctionCall) goja.Value {
		r := For(e).readable(c.Argument(0))
		r.flags &^= readingMore
		if c.Argument(1).ToBoolean() {
			r.flags |= readingMore
		}
		return goja.Undefined()
	}))
	exports.Set("isResumeScheduled", e.Function("isResumeScheduled", 1, func(c goja.FunctionCall) goja.Value {
		return e.VM.ToValue(For(e).readable(c.Argument(0)).flags&resumeScheduled != 0)
	}))
	return exports
}

func newStreams(e *env.Env) *Streams {
	ev := events.For(e)
	s := &Streams{
		env:             e,
		ev:              ev,
		byteHWM:         defaultByteHWM,
		objectHWM:       16,
		listenerCountFn: ev.Class.Proto.Get("listenerCount"),
		nopFn:           e.Function("nop", 0, func(goja.FunctionCall) goja.Value { return goja.Undefined() }),
		parseInt:        env.CallbackOf(e.VM.Get("parseInt")),
		asyncIterator:   e.WellKnown("asyncIterator"),
		asyncDispose:    e.WellKnown("asyncDispose"),
		kPromisify:      e.SymbolFor("nodejs.util.promisify.custom"),
	}
	s.defineLegacy()
	s.defineReadable()
	s.defineWritable()
	s.defineDuplex()
	s.defineTransform()
	s.defineStatics()
	return s
}

// call calls fn, which a stream's method is now, or throws if it is no
// function.
func (s *Streams) call(fn goja.Value, name string, this goja.Value, args ...goja.Value) goja.Value {
	callback := env.CallbackOf(fn)
	if callback == nil {
		panic(errs.TypeError(s.env, "stream."+name+" is not a function"))
	}
	return s.env.Call(callback, this, args...)
}

// lazy makes a function that is a built-in module's, loaded at its first call.
func (s *Streams) lazy(module, export string) func(goja.FunctionCall) goja.Value {
	var fn env.Callback
	return func(c goja.FunctionCall) goja.Value {
		if fn == nil {
			v := goja.Value(s.env.Require(module))
			if export != "" {
				v = v.(*goja.Object).Get(export)
			}
			fn = env.CallbackOf(v)
		}
		return fn(c)
	}
}

// defineStatics defines what stands on Stream itself.
func (s *Streams) defineStatics() {
	e, c := s.env, s.Legacy
	static := func(name, shown string, length int, fn func(goja.FunctionCall) goja.Value) *goja.Object {
		f := e.Function(shown, length, fn)
		c.Static(name, f)
		return f
	}
	for _, name := range []string{"isDestroyed", "isDisturbed", "isErrored", "isReadable", "isWritable"} {
		static(name, name, 1, s.lazy("internal/streams/utils", name))
	}
	c.Static("Readable", s.Readable.Ctor)
	s.defineOperators()
	c.Static("Writable", s.Writable.Ctor)
	c.Static("Duplex", s.Duplex.Ctor)
	c.Static("Transform", s.Transform.Ctor)
	c.Static("PassThrough", s.PassThrough.Ctor)
	static("duplexPair", "duplexPair", 1, s.lazy("internal/streams/duplexpair", ""))
	pipeline := static("pipeline", "pipeline", 0, s.lazy("internal/streams/pipeline", "pipeline"))
	static("addAbortSignal", "addAbortSignal", 2, s.lazy("internal/streams/add-abort-signal", "addAbortSignal"))
	finished := static("finished", "eos", 3, s.lazy("internal/streams/end-of-stream", "eos"))
	static("destroy", "destroyer", 2, s.lazy("internal/streams/destroy", "destroyer"))
	static("compose", "compose", 0, s.lazy("internal/streams/compose", ""))
	static("setDefaultHighWaterMark", "setDefaultHighWaterMark", 2, s.setDefaultHWM)
	static("getDefaultHighWaterMark", "getDefaultHighWaterMark", 1, func(c goja.FunctionCall) goja.Value {
		return e.VM.ToValue(s.defaultHWM(c.Argument(0).ToBoolean()))
	})
	e.Accessor(c.Ctor, "promises", goja.FLAG_TRUE, func(goja.Value) goja.Value {
		return e.Require("stream/promises")
	}, nil)
	s.promisified(pipeline, "pipeline")
	s.promisified(finished, "finished")
	c.Static("Stream", c.Ctor)
	static("_isArrayBufferView", "isView", 1, func(c goja.FunctionCall) goja.Value {
		_, ok := raw.View(c.Argument(0))
		return e.VM.ToValue(ok)
	})
	static("_isUint8Array", "isUint8Array", 1, func(c goja.FunctionCall) goja.Value {
		return e.VM.ToValue(buffer.IsUint8Array(c.Argument(0)))
	})
	static("_uint8ArrayToBuffer", "_uint8ArrayToBuffer", 1, func(c goja.FunctionCall) goja.Value {
		o := c.Argument(0).ToObject(e.VM)
		return e.Invoke(buffer.Class(e), "from", o.Get("buffer"), o.Get("byteOffset"), o.Get("byteLength"))
	})
}

// promisified has util.promisify turn fn into the function of the same name of
// stream/promises.
func (s *Streams) promisified(fn *goja.Object, name string) {
	get := s.env.Function("get", 0, func(goja.FunctionCall) goja.Value {
		return s.env.Require("stream/promises").Get(name)
	})
	must(fn.DefineAccessorPropertySymbol(s.kPromisify, get, nil, goja.FLAG_FALSE, goja.FLAG_TRUE))
}

// must panics on an error that a property definition of ours cannot give.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

// symbolMethod defines a method under a well-known symbol, if the VM has it.
func (s *Streams) symbolMethod(c *env.Class, symbol *goja.Symbol, name string, length int, fn func(goja.FunctionCall) goja.Value) {
	if symbol == nil {
		return
	}
	f := s.env.Function(name, length, fn)
	must(c.Proto.DefineDataPropertySymbol(symbol, f, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE))
}
