package stringdecoder

import (
	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/raw"
	"gonet/bindings/internal/validate"
)

var slot = env.NewSlot(newClass)

// Module is node:string_decoder.
func Module(e *env.Env) goja.Value {
	exports := e.VM.NewObject()
	exports.Set("StringDecoder", slot.Of(e).Ctor)
	return exports
}

// Object returns a StringDecoder for scripts to look at that is d.
func Object(e *env.Env, d *Decoder) *goja.Object {
	o := e.VM.CreateObject(slot.Of(e).Proto)
	attach(e, o, d)
	return o
}

// functions are the methods as they were before any script ran.
type functions struct{ write, end *goja.Object }

var functionsSlot = env.NewSlot(func(*env.Env) *functions { return new(functions) })

// Own returns the Decoder that o, a StringDecoder, is, if no script has put
// other methods in front of it: streams then decode without making Buffers.
func Own(e *env.Env, o *goja.Object) (*Decoder, bool) {
	fns := functionsSlot.Of(e)
	if o.Get("write") != goja.Value(fns.write) || o.Get("end") != goja.Value(fns.end) {
		return nil, false
	}
	return env.PartOf[*Decoder](e, o, env.PartOwner)
}

func attach(e *env.Env, o *goja.Object, d *Decoder) {
	o.Set("encoding", d.enc.String())
	e.Attach(o).Parts[env.PartOwner] = d
}

func newClass(e *env.Env) *env.Class {
	class := e.NewClass("StringDecoder", 1, nil, func(c goja.ConstructorCall) *goja.Object {
		attach(e, c.This, New(parse(e, c.Argument(0))))
		return nil
	}).Enumerable()
	fns := functionsSlot.Of(e)
	fns.write = class.Method("write", 1, func(c goja.FunctionCall) goja.Value { return write(e, c) })
	fns.end = class.Method("end", 1, func(c goja.FunctionCall) goja.Value {
		text := empty
		if !goja.IsUndefined(c.Argument(0)) {
			text = e.Invoke(c.This.ToObject(e.VM), "write", c.Argument(0))
		}
		d := decoderOf(e, c.This)
		if d.buffered == 0 {
			return text
		}
		return text.ToString().(goja.String).Concat(d.End(e).(goja.String))
	})
	class.Method("text", 2, func(c goja.FunctionCall) goja.Value {
		decoderOf(e, c.This).Reset()
		rest := e.Invoke(c.Argument(0).ToObject(e.VM), "slice", c.Argument(1))
		return e.Invoke(c.This.ToObject(e.VM), "write", rest)
	})
	class.Accessor("lastChar", func(this goja.Value) goja.Value {
		d := decoderOf(e, this)
		return buffer.New(e, d.incomplete[:])
	}, nil)
	class.Accessor("lastNeed", func(this goja.Value) goja.Value {
		return e.VM.ToValue(decoderOf(e, this).LastNeed())
	}, nil)
	class.Accessor("lastTotal", func(this goja.Value) goja.Value {
		return e.VM.ToValue(decoderOf(e, this).LastTotal())
	}, nil)
	return class
}

// parse returns the encoding that v names, UTF-8 for nothing at all.
func parse(e *env.Env, v goja.Value) buffer.Encoding {
	if validate.Nullish(v) {
		return buffer.UTF8
	}
	if name := v.String(); validate.IsString(v) {
		if enc, ok := buffer.ParseEncoding(name); ok || name == "" {
			return enc
		}
	}
	errs.Throw(e, "ERR_UNKNOWN_ENCODING", v)
	return 0
}

func decoderOf(e *env.Env, this goja.Value) *Decoder {
	d, ok := env.PartOf[*Decoder](e, this, env.PartOwner)
	if !ok {
		errs.Throw(e, "ERR_INVALID_THIS", "StringDecoder")
	}
	return d
}

func write(e *env.Env, c goja.FunctionCall) goja.Value {
	v := c.Argument(0)
	if raw.IsString(v) {
		return v
	}
	b, ok := buffer.Bytes(e, v)
	if !ok {
		errs.Throw(e, "ERR_INVALID_ARG_TYPE", "buf", []string{"Buffer", "TypedArray", "DataView"}, v)
	}
	return decoderOf(e, c.This).Write(e, b)
}
