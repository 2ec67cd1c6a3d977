package buffer

import (
	"math"
	"strconv"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/raw"
	"gonet/bindings/internal/validate"
)

// from is Buffer.from.
func (w *world) from(v, encodingOrOffset, length goja.Value) *goja.Object {
	if raw.IsString(v) {
		return w.fromString(v, encodingOrOffset)
	}
	if o, ok := v.(*goja.Object); ok && !env.IsFunction(o) {
		if b := w.fromObject(o, encodingOrOffset, length); b != nil {
			return b
		}
	}
	errs.Throw(w.env, "ERR_INVALID_ARG_TYPE", "first argument",
		[]string{"string", "Buffer", "ArrayBuffer", "Array", "Array-like Object"}, v)
	return nil
}

func (w *world) fromObject(o *goja.Object, encodingOrOffset, length goja.Value) *goja.Object {
	if _, ok := raw.ArrayBuffer(o); ok {
		return w.fromArrayBuffer(o, encodingOrOffset, length)
	}
	if b, ok := raw.Uint8(o); ok && w.isPlain(o, b) {
		return w.copyOf(b)
	}
	if v := w.valueOf(o); v != nil {
		return w.from(v, encodingOrOffset, length)
	}
	if b := w.fromArrayLike(o); b != nil {
		return b
	}
	if convert := env.CallbackOf(o.GetSymbol(goja.SymToPrimitive)); convert != nil {
		primitive := convert(goja.FunctionCall{This: o, Arguments: []goja.Value{w.env.VM.ToValue("string")}})
		if raw.IsString(primitive) {
			return w.fromString(primitive, encodingOrOffset)
		}
	}
	return nil
}

// isPlain reports whether o is a Buffer whose valueOf and length nobody has
// replaced, so that looking at them can be spared.
func (w *world) isPlain(o *goja.Object, b []byte) bool {
	return o.Prototype() == w.proto && o.Get("valueOf") == w.proto.Get("valueOf") &&
		o.Get("length").StrictEquals(w.env.VM.ToValue(len(b)))
}

// valueOf returns o.valueOf() if that is another object, or a string.
func (w *world) valueOf(o *goja.Object) goja.Value {
	method := o.Get("valueOf")
	if method == nil || !method.ToBoolean() {
		return nil
	}
	v := w.env.Invoke(o, "valueOf")
	if v == goja.Value(o) {
		return nil
	}
	if _, isObject := v.(*goja.Object); (isObject && !env.IsFunction(v)) || raw.IsString(v) {
		return v
	}
	return nil
}

func (w *world) fromString(v, encoding goja.Value) *goja.Object {
	enc := UTF8
	if name, ok := stringOf(encoding); ok && name != "" {
		if enc, ok = ParseEncoding(name); !ok {
			errs.Throw(w.env, "ERR_UNKNOWN_ENCODING", name)
		}
	}
	return w.fromText(textOf(v), enc)
}

func (w *world) fromText(t text, enc Encoding) *goja.Object {
	n := t.size(enc)
	if n > 0 && n < w.poolLimit() {
		return w.take(t.write(w.reserve(n), enc))
	}
	b := newBytes(w.env, n)
	return w.class.New(b[:t.write(b, enc)])
}

func (w *world) fromArrayBuffer(o *goja.Object, byteOffset, length goja.Value) *goja.Object {
	b, _ := raw.ArrayBuffer(o)
	offset := math.Trunc(toFloat(byteOffset))
	if math.IsNaN(offset) {
		offset = 0
	}
	room := float64(len(b)) - offset
	if room < 0 {
		errs.Throw(w.env, "ERR_BUFFER_OUT_OF_BOUNDS", "offset")
	}
	if raw.IsDetached(o) {
		panic(w.env.VM.NewTypeError("Cannot perform Construct on a detached ArrayBuffer"))
	}
	if offset < 0 {
		panic(errs.RangeError(w.env, "Start offset "+byteOffset.String()+" is outside the bounds of the buffer"))
	}
	n := room
	if !goja.IsUndefined(length) {
		n = math.Trunc(toFloat(length))
		if !(n > 0) {
			n = 0
		}
		if n > room {
			errs.Throw(w.env, "ERR_BUFFER_OUT_OF_BOUNDS", "length")
		}
	}
	array := w.class.Of(o, int(offset), int(n))
	if _, ok := raw.IsResizable(o); ok {
		raw.Follow(array, goja.IsUndefined(length))
	}
	return array
}

// fromArrayLike makes a Buffer of the elements of o, or of the array that a
// Buffer's JSON form has, or returns nil.
func (w *world) fromArrayLike(o *goja.Object) *goja.Object {
	length := o.Get("length")
	if validate.IsUndefined(length) {
		if _, ok := raw.ArrayBuffer(o.Get("buffer")); ok {
			return w.class.New(nil)
		}
		data, ok := o.Get("data").(*goja.Object)
		if !ok || !validate.IsArray(data) || !w.env.VM.ToValue("Buffer").StrictEquals(o.Get("type")) {
			return nil
		}
		o, length = data, data.Get("length")
	}
	if !goja.IsNumber(length) {
		return w.class.New(nil)
	}
	n := length.ToFloat()
	if !(n > 0) {
		return w.class.New(nil)
	}
	if n > MaxLength {
		panic(errs.RangeError(w.env, "Invalid typed array length: "+length.String()))
	}
	return w.fromElements(o, int(n))
}

func (w *world) fromElements(o *goja.Object, n int) *goja.Object {
	if b, ok := raw.Uint8(o); ok {
		return w.copyOf(b[:min(n, len(b))])
	}
	buffer, memory := w.allocate(n)
	for i := range memory {
		if v := o.Get(strconv.Itoa(i)); v != nil {
			memory[i] = toUint8(v)
		} else {
			memory[i] = 0
		}
	}
	return buffer
}
