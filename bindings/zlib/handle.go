package zlib

import (
	"errors"
	"runtime"
	"strconv"

	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/raw"
	"gonet/bindings/internal/validate"
)

// The modes of a handle, as in zlib.constants.
const (
	modeDeflate = iota + 1
	modeInflate
	modeGzip
	modeGunzip
	modeDeflateRaw
	modeInflateRaw
	modeUnzip
	modeBrotliDecode
	modeBrotliEncode
	modeZstdCompress
	modeZstdDecompress
)

// handle is what a stream of node:zlib works on. One write is under way at a
// time; asynchronous ones run on a goroutine.
type handle struct {
	env.Async
	env     *env.Env
	object  *goja.Object
	codec   codec
	cleanup runtime.Cleanup
	busy    bool
	closing bool
	closed  bool
}

var handleSlot = env.NewSlot(newHandleClass)

func newHandleClass(e *env.Env) *env.Class {
	class := e.NewClass("Zlib", 2, nil, func(c goja.ConstructorCall) *goja.Object {
		codec := newCodec(int(c.Argument(0).ToInteger()), c.Argument(1).ToObject(e.VM))
		if codec == nil {
			errs.Throw(e, "ERR_ZLIB_INITIALIZATION_FAILED")
		}
		h := &handle{env: e, object: c.This, codec: codec}
		// A stream that is dropped without being closed leaves its coroutine.
		h.cleanup = runtime.AddCleanup(h, closeCodec, codec)
		e.InitAsync(&h.Async, "ZLIB", c.This)
		e.Attach(c.This).Parts[env.PartOwner] = h
		return nil
	})
	method := func(name string, fn func(h *handle, c goja.FunctionCall) goja.Value) {
		class.Method(name, 0, func(c goja.FunctionCall) goja.Value {
			h, ok := env.PartOf[*handle](e, c.This, env.PartOwner)
			if !ok {
				panic(errs.TypeError(e, "Illegal invocation"))
			}
			if v := fn(h, c); v != nil {
				return v
			}
			return goja.Undefined()
		})
	}
	method("feed", func(h *handle, c goja.FunctionCall) goja.Value {
		input, _ := raw.View(c.Argument(0))
		h.codec.feed(input, int(c.Argument(1).ToInteger()))
		return nil
	})
	method("stepSync", func(h *handle, c goja.FunctionCall) goja.Value {
		return h.result(h.step(int(c.Argument(0).ToInteger())))
	})
	method("step", func(h *handle, c goja.FunctionCall) goja.Value {
		h.stepAsync(int(c.Argument(0).ToInteger()), env.CallbackOf(c.Argument(1)))
		return nil
	})
	method("params", func(h *handle, c goja.FunctionCall) goja.Value {
		if d, ok := h.codec.(*deflater); ok {
			if err := d.setLevel(int(c.Argument(0).ToInteger())); err != nil {
				return h.failure(err)
			}
		}
		return nil
	})
	method("reset", func(h *handle, _ goja.FunctionCall) goja.Value { h.codec.reset(); return nil })
	method("close", func(h *handle, _ goja.FunctionCall) goja.Value { h.close(); return nil })
	return class
}

func closeCodec(c codec) { c.close() }

func newCodec(mode int, options *goja.Object) codec {
	number := func(name string) int { return int(options.Get(name).ToInteger()) }
	var dictionary []byte
	if v := options.Get("dictionary"); !validate.Nullish(v) {
		dictionary, _ = buffer.AnyBytes(nil, v)
	}
	rejectRest := options.Get("rejectGarbageAfterEnd")
	reject := rejectRest != nil && rejectRest.ToBoolean()
	deflate := func(w wrapper) codec {
		return newDeflater(w, number("level"), number("windowBits"), number("strategy"), dictionary)
	}
	switch mode {
	case modeDeflate:
		return deflate(zlibFormat)
	case modeGzip:
		return deflate(gzipFormat)
	case modeDeflateRaw:
		return deflate(rawDeflate)
	case modeInflate:
		return newInflater(zlibFormat, dictionary, reject)
	case modeGunzip:
		return newInflater(gzipFormat, dictionary, reject)
	case modeInflateRaw:
		return newInflater(rawDeflate, dictionary, reject)
	case modeUnzip:
		return newInflater(anyFormat, dictionary, reject)
	case modeBrotliEncode:
		return newBrotliEncoder(params(options, brotliQuality, brotliWindow))
	case modeBrotliDecode:
		return newBrotliDecoder(reject)
	case modeZstdCompress:
		pledged := int64(-1)
		if v := options.Get("pledgedSrcSize"); !validate.Nullish(v) {
			pledged = v.ToInteger()
		}
		return newZstdEncoder(params(options, zstdLevel, zstdWindowLog, zstdChecksum), dictionary, pledged)
	case modeZstdDecompress:
		return newZstdDecoder(params(options, zstdMaxWindowLog), dictionary, reject)
	}
	panic("zlib: there is no such mode")
}

// params reads those with the given numbers of the option params.
func params(options *goja.Object, ids ...int) map[int]int {
	params := make(map[int]int)
	given, ok := options.Get("params").(*goja.Object)
	if !ok {
		return params
	}
	for _, id := range ids {
		if v := given.Get(strconv.Itoa(id)); !validate.Nullish(v) {
			params[id] = int(v.ToInteger())
		}
	}
	return params
}

// stepped is what one step has given.
type stepped struct {
	output []byte
	more   bool
	err    error
}

func (h *handle) step(limit int) stepped {
	output, more, err := h.codec.step(limit)
	return stepped{append([]byte(nil), output...), more, err}
}

func (h *handle) stepAsync(limit int, callback env.Callback) {
	h.busy = true
	post := h.env.Loop.Hold()
	go func() {
		s := h.step(limit)
		post(func() {
			h.busy = false
			if h.closing {
				h.close()
				return
			}
			h.env.Enter(func() {
				h.env.RunAsync(&h.Async, h.object, func() {
					callback(goja.FunctionCall{This: h.object, Arguments: []goja.Value{h.result(s)}})
				})
			})
		})
	}()
}

// result makes { output, more, rest } or { error } of a step.
func (h *handle) result(s stepped) goja.Value {
	o := h.env.VM.NewObject()
	if s.err != nil {
		o.Set("error", h.failure(s.err))
		return o
	}
	if len(s.output) > 0 {
		o.Set("output", buffer.New(h.env, s.output))
	}
	o.Set("more", s.more)
	o.Set("rest", h.codec.rest())
	return o
}

// failure makes { message, errno, code }.
func (h *handle) failure(err error) goja.Value {
	f := &failure{err.Error(), -2, "Z_STREAM_ERROR"}
	errors.As(err, &f)
	o := h.env.VM.NewObject()
	o.Set("message", f.message)
	o.Set("errno", f.errno)
	o.Set("code", f.code)
	return o
}

// close releases the codec, when the write that is under way has ended.
func (h *handle) close() {
	if h.closed {
		return
	}
	h.closing = true
	if h.busy {
		return
	}
	h.closed = true
	h.cleanup.Stop()
	h.codec.close()
	h.env.DestroyAsync(&h.Async)
}
