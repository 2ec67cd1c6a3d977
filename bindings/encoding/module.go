package encoding

import (
	"unicode/utf8"

	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/raw"
	"gonet/bindings/internal/validate"
)

// world is what the package keeps in one Env.
type world struct {
	env     *env.Env
	array   *raw.Class // plain Uint8Arrays
	encoder *env.Class
	decoder *env.Class
}

var slot = env.NewSlot(newWorld)

func newWorld(e *env.Env) *world {
	uint8Array := e.VM.Get("Uint8Array").(*goja.Object)
	w := &world{env: e, array: raw.NewClass(e.VM, uint8Array.Get("prototype").(*goja.Object))}
	w.defineEncoder()
	w.defineDecoder()
	return w
}

// Module is "internal/encoding": TextEncoder and TextDecoder.
func Module(e *env.Env) goja.Value {
	w := slot.Of(e)
	exports := e.VM.NewObject()
	exports.Set("TextEncoder", w.encoder.Ctor)
	exports.Set("TextDecoder", w.decoder.Ctor)
	exports.Set("getEncodingFromLabel", e.Function("getEncodingFromLabel", 1, func(c goja.FunctionCall) goja.Value {
		if name, _, ok := lookUp(c.Argument(0).String()); ok {
			return e.VM.ToValue(name)
		}
		return goja.Undefined()
	}))
	return exports
}

// class makes a class with a toStringTag.
func (w *world) class(name string, construct func(this *goja.Object, args []goja.Value)) *env.Class {
	class := w.env.NewStrictClass(name, 0, nil, construct)
	tag := w.env.VM.ToValue(name)
	class.Proto.DefineDataPropertySymbol(goja.SymToStringTag, tag, goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	return class.Enumerable()
}

// textEncoder marks the objects that are TextEncoders.
type textEncoder struct{}

func (w *world) defineEncoder() {
	vm := w.env.VM
	w.encoder = w.class("TextEncoder", func(this *goja.Object, _ []goja.Value) {
		w.env.Attach(this).Parts[env.PartOwner] = textEncoder{}
	})
	check := func(this goja.Value) {
		if _, ok := env.PartOf[textEncoder](w.env, this, env.PartOwner); !ok {
			panic(vm.NewTypeError("Receiver must be an instance of class TextEncoder"))
		}
	}
	w.encoder.Accessor("encoding", func(this goja.Value) goja.Value {
		check(this)
		return vm.ToValue("utf-8")
	}, nil)
	w.encoder.Method("encode", 0, func(c goja.FunctionCall) goja.Value {
		check(c.This)
		input := c.Argument(0)
		if goja.IsUndefined(input) {
			return w.array.New(nil)
		}
		return w.array.New(buffer.Encode(w.env, buffer.ToString(w.env, input), buffer.UTF8))
	})
	w.encoder.Method("encodeInto", 2, func(c goja.FunctionCall) goja.Value {
		check(c.This)
		if !raw.IsString(c.Argument(0)) {
			validate.String(w.env, c.Argument(0), "src")
		}
		dest, ok := raw.Uint8(c.Argument(1))
		if !ok {
			errs.Throw(w.env, "ERR_INVALID_ARG_TYPE", "dest", "Uint8Array", c.Argument(1))
		}
		read, written := encodeInto(dest, buffer.Peek(w.env, c.Argument(0), buffer.UTF8))
		result := vm.NewObject()
		result.Set("read", read)
		result.Set("written", written)
		return result
	})
	w.defineInspect(w.encoder, func(o, shown *goja.Object, show env.Callback, options goja.Value) goja.Value {
		shown.Set("encoding", "utf-8")
		return show(goja.FunctionCall{This: goja.Undefined(), Arguments: []goja.Value{shown, options}})
	})
}

// encodeInto copies the whole characters of src, which is UTF-8, that dest has
// room for; read counts units of UTF-16.
func encodeInto(dest, src []byte) (read, written int) {
	written = min(len(dest), len(src))
	if written < len(src) {
		for written > 0 && !utf8.RuneStart(src[written]) {
			written--
		}
	}
	copy(dest, src[:written])
	for _, c := range src[:written] {
		if utf8.RuneStart(c) {
			read++
		}
		if c >= 0xF0 {
			read++
		}
	}
	return read, written
}

func (w *world) defineDecoder() {
	w.decoder = w.class("TextDecoder", w.construct)
	w.decoder.Method("decode", 0, w.decode)
	get := func(name string, value func(*decoder) any) {
		w.decoder.Accessor(name, func(this goja.Value) goja.Value {
			return w.env.VM.ToValue(value(w.decoderOf(this)))
		}, nil)
	}
	get("encoding", func(d *decoder) any { return d.name })
	get("fatal", func(d *decoder) any { return d.fatal })
	get("ignoreBOM", func(d *decoder) any { return d.ignoreBOM })
	w.defineInspect(w.decoder, func(o, shown *goja.Object, show env.Callback, _ goja.Value) goja.Value {
		d := w.decoderOf(o)
		shown.Set("encoding", d.name)
		shown.Set("fatal", d.fatal)
		shown.Set("ignoreBOM", d.ignoreBOM)
		text := show(goja.FunctionCall{This: goja.Undefined(), Arguments: []goja.Value{shown}})
		name := o.Get("constructor").ToObject(w.env.VM).Get("name").String()
		return w.env.VM.ToValue(name + " " + text.String())
	})
}

func (w *world) construct(this *goja.Object, args []goja.Value) {
	c := goja.FunctionCall{Arguments: args}
	label := "utf-8"
	if v := c.Argument(0); !goja.IsUndefined(v) {
		label = buffer.ToString(w.env, v).String()
	}
	options := w.options(c.Argument(1))
	d, name, ok := newDecoder(label)
	if !ok {
		if name == "" {
			name = label
		}
		errs.Throw(w.env, "ERR_ENCODING_NOT_SUPPORTED", name)
	}
	d.fatal = truthy(options, "fatal")
	d.ignoreBOM = truthy(options, "ignoreBOM")
	w.env.Attach(this).Parts[env.PartOwner] = d
}

// options returns v, which must be an object, a function, null or undefined;
// nil for the last two.
func (w *world) options(v goja.Value) *goja.Object {
	if validate.Nullish(v) {
		return nil
	}
	o, ok := v.(*goja.Object)
	if !ok {
		errs.Throw(w.env, "ERR_INVALID_ARG_TYPE", "options", "object", v)
	}
	return o
}

func truthy(o *goja.Object, name string) bool {
	if o == nil {
		return false
	}
	v := o.Get(name)
	return v != nil && v.ToBoolean()
}

func (w *world) decoderOf(this goja.Value) *decoder {
	d, ok := env.PartOf[*decoder](w.env, this, env.PartOwner)
	if !ok {
		errs.Throw(w.env, "ERR_INVALID_THIS", "TextDecoder")
	}
	return d
}

func (w *world) decode(c goja.FunctionCall) goja.Value {
	d := w.decoderOf(c.This)
	stream := truthy(w.options(c.Argument(1)), "stream")
	var b []byte
	if v := c.Argument(0); !goja.IsUndefined(v) {
		var ok bool
		if b, ok = buffer.AnyBytes(w.env, v); !ok {
			errs.Throw(w.env, "ERR_INVALID_ARG_TYPE", "input", []string{"ArrayBuffer", "ArrayBufferView"}, v)
		}
	}
	text, err := d.decode(w.env, b, !stream)
	if err != nil {
		errs.Throw(w.env, "ERR_ENCODING_INVALID_ENCODED_DATA", d.name)
	}
	return text
}

// defineInspect defines how util.inspect shows the instances of class: show is
// given an empty object of the same class to fill, and util.inspect.
func (w *world) defineInspect(class *env.Class, show func(o, shown *goja.Object, inspect env.Callback, options goja.Value) goja.Value) {
	class.SymbolMethod(w.env.InspectCustom(), "[nodejs.util.inspect.custom]", 2, func(c goja.FunctionCall) goja.Value {
		o, ok := c.This.(*goja.Object)
		if depth := c.Argument(0); !ok || goja.IsNumber(depth) && depth.ToFloat() < 0 {
			return c.This
		}
		proto := w.env.VM.NewObject()
		proto.Set("constructor", o.Get("constructor"))
		inspect := env.CallbackOf(c.Argument(2))
		if inspect == nil {
			inspect = env.CallbackOf(w.env.Require("util").Get("inspect"))
		}
		return show(o, w.env.VM.CreateObject(proto), inspect, c.Argument(1))
	})
}
