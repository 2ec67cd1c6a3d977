package buffer

import (
	"math"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/raw"
)

// methodNames are the names of encodings in utf8Slice, utf8Write and so on.
var methodNames = []struct {
	name string
	enc  Encoding
}{
	{"ascii", ASCII}, {"base64", Base64}, {"base64url", Base64URL}, {"latin1", Latin1},
	{"hex", Hex}, {"ucs2", UTF16LE}, {"utf8", UTF8},
}

func (w *world) defineSlices(class *env.Class) {
	for _, m := range methodNames {
		class.Method(m.name+"Slice", 2, func(c goja.FunctionCall) goja.Value {
			b := w.self(c)
			start := w.index(c.Argument(0), 0)
			end := max(start, w.index(c.Argument(1), len(b)))
			if end > len(b) {
				w.throwIndexOutOfRange()
			}
			return Decode(w.env, b[start:end], m.enc)
		})
	}
	for _, m := range methodNames {
		room := w.nativeRoom
		if m.enc == UTF8 || m.enc == Latin1 || m.enc == ASCII {
			room = w.checkedRoom
		}
		class.Method(m.name+"Write", 3, func(c goja.FunctionCall) goja.Value {
			b := w.self(c)
			if !raw.IsString(c.Argument(0)) {
				w.throwArgument("argument must be a string")
			}
			return w.env.VM.ToValue(textOf(c.Argument(0)).write(room(b, c.Argument(1), c.Argument(2)), m.enc))
		})
	}
}

// index converts v to an index as Node's native code does.
func (w *world) index(v goja.Value, otherwise int) int {
	if goja.IsUndefined(v) {
		return otherwise
	}
	i := v.ToNumber().ToInteger()
	if i < 0 {
		w.throwIndexOutOfRange()
	}
	return int(i)
}

// nativeRoom is the part of b from offset, length bytes at most, for the
// writes that Node checks in native code.
func (w *world) nativeRoom(b []byte, offset, length goja.Value) []byte {
	start := w.index(offset, 0)
	if start > len(b) {
		errs.Throw(w.env, "ERR_BUFFER_OUT_OF_BOUNDS", "offset")
	}
	b = b[start:]
	return b[:min(w.index(length, len(b)), len(b))]
}

// checkedRoom is nativeRoom for the writes that Node checks in JavaScript.
func (w *world) checkedRoom(b []byte, offset, length goja.Value) []byte {
	within := func(v goja.Value, otherwise int, name string) int {
		if goja.IsUndefined(v) {
			return otherwise
		}
		n := toFloat(v)
		if n < 0 || n > float64(len(b)) {
			errs.Throw(w.env, "ERR_BUFFER_OUT_OF_BOUNDS", name)
		}
		return int(toInt(n))
	}
	b = b[within(offset, 0, "offset"):]
	return b[:within(length, len(b), "length")]
}

// toString is buf.toString(encoding, start, end).
func (w *world) toString(c goja.FunctionCall) goja.Value {
	if len(c.Arguments) == 0 {
		return Decode(w.env, w.self(c), UTF8)
	}
	b := w.typedArray(c.This, "length")
	start, end := toFloat(c.Argument(1)), float64(len(b))
	if v := c.Argument(2); !goja.IsUndefined(v) {
		end = min(notNaN(toFloat(v)), end)
	}
	start = max(notNaN(start), 0)
	if start >= float64(len(b)) || end <= start {
		return emptyString
	}
	return Decode(w.env, b[int(start):int(end)], w.encoding(c.Argument(0)))
}

var emptyString = raw.ASCII("")

func notNaN(f float64) float64 {
	if math.IsNaN(f) {
		return 0
	}
	return math.Trunc(f)
}

// encoding returns the encoding that v names, UTF-8 if it is undefined.
func (w *world) encoding(v goja.Value) Encoding {
	if goja.IsUndefined(v) {
		return UTF8
	}
	name := ToString(w.env, v).String()
	enc, ok := ParseEncoding(name)
	if !ok {
		errs.Throw(w.env, "ERR_UNKNOWN_ENCODING", name)
	}
	return enc
}

// write is buf.write(string, offset, length, encoding).
func (w *world) write(c goja.FunctionCall) goja.Value {
	b := w.typedArray(c.This, "length")
	offset, length, encoding := c.Argument(1), c.Argument(2), c.Argument(3)
	room := b
	switch {
	case goja.IsUndefined(offset):
		encoding = goja.Undefined()
	case goja.IsUndefined(length) && raw.IsString(offset):
		encoding = offset
	default:
		room = b[w.offset(offset, "offset", len(b)):]
		if raw.IsString(length) {
			encoding = length
		} else if !goja.IsUndefined(length) {
			room = room[:min(w.offset(length, "length", len(b)), len(room))]
		}
	}
	enc := UTF8
	if encoding.ToBoolean() {
		enc = w.encoding(encoding)
	}
	if !raw.IsString(c.Argument(0)) {
		w.throwArgument("argument must be a string")
	}
	return w.env.VM.ToValue(textOf(c.Argument(0)).write(room, enc))
}

// subarray is buf.subarray(start, end): always a Buffer, over the same memory.
func (w *world) subarray(c goja.FunctionCall) goja.Value {
	w.typedArray(c.This, "length")
	if raw.IsDetached(c.This) {
		panic(w.env.VM.NewTypeError("Cannot perform Construct on a detached ArrayBuffer"))
	}
	buffer, offset, length, _, _ := raw.TypedArray(c.This)
	start := relative(c.Argument(0), length)
	end := length
	if v := c.Argument(1); !goja.IsUndefined(v) {
		end = relative(v, length)
	}
	array := w.class.Of(buffer, offset+start, max(end-start, 0))
	if _, ok := raw.IsResizable(buffer); ok {
		raw.Follow(array, false)
	}
	return array
}

// relative converts v to an index from 0 to length; a negative one counts from
// the end.
func relative(v goja.Value, length int) int {
	f := notNaN(toFloat(v))
	if f < 0 {
		f += float64(length)
	}
	return int(max(0, min(f, float64(length))))
}

// slice is buf.slice(start, end), which goes through this.subarray.
func (w *world) slice(c goja.FunctionCall) goja.Value {
	this := c.This.ToObject(w.env.VM)
	method := this.Get("subarray")
	if method == w.subarrayMethod {
		return w.subarray(c)
	}
	fn := env.CallbackOf(method)
	if fn == nil {
		panic(w.env.VM.NewTypeError("this.subarray is not a function"))
	}
	return fn(goja.FunctionCall{This: this, Arguments: []goja.Value{c.Argument(0), c.Argument(1)}})
}

// copyTo is buf.copy(target, targetStart, sourceStart, sourceEnd).
func (w *world) copyTo(c goja.FunctionCall) goja.Value {
	source, ok := raw.View(c.This)
	if !ok {
		errs.Throw(w.env, "ERR_INVALID_ARG_TYPE", "source", bufferTypes, c.This)
	}
	target, ok := raw.View(c.Argument(0))
	if !ok {
		errs.Throw(w.env, "ERR_INVALID_ARG_TYPE", "target", bufferTypes, c.Argument(0))
	}
	targetStart := w.copyIndex(c.Argument(1), "targetStart", 0, math.MaxInt)
	sourceStart := w.copyIndex(c.Argument(2), "sourceStart", 0, len(source))
	sourceEnd := min(w.copyIndex(c.Argument(3), "sourceEnd", len(source), math.MaxInt), len(source))
	if targetStart >= len(target) || sourceStart >= sourceEnd {
		return zero
	}
	return w.env.VM.ToValue(copy(target[targetStart:], source[sourceStart:sourceEnd]))
}

// copyIndex converts an argument of buf.copy: what is no number or too large
// for one counts as 0.
func (w *world) copyIndex(v goja.Value, name string, otherwise, most int) int {
	if goja.IsUndefined(v) {
		return otherwise
	}
	f := toFloat(v)
	if math.IsNaN(f) || math.Abs(f) > MaxLength && !goja.IsNumber(v) || math.IsInf(f, 0) {
		f = 0
	}
	f = math.Floor(f)
	if f < 0 || f > float64(most) {
		limits := ">= 0"
		if most != math.MaxInt {
			limits += " && <= " + w.env.VM.ToValue(most).String()
		}
		errs.Throw(w.env, "ERR_OUT_OF_RANGE", name, limits, w.env.VM.ToValue(f))
	}
	return int(min(f, MaxLength))
}

func (w *world) swap(size int) func(goja.FunctionCall) goja.Value {
	return func(c goja.FunctionCall) goja.Value {
		b := w.typedArray(c.This, "length")
		if len(b)%size != 0 {
			errs.Throw(w.env, "ERR_INVALID_BUFFER_SIZE", w.env.VM.ToValue(8*size).String()+"-bits")
		}
		for ; len(b) > 0; b = b[size:] {
			for i, j := 0, size-1; i < j; i, j = i+1, j-1 {
				b[i], b[j] = b[j], b[i]
			}
		}
		return c.This
	}
}

func (w *world) toJSON(c goja.FunctionCall) goja.Value {
	b := w.typedArray(c.This, "length")
	values := make([]any, len(b))
	for i, n := range b {
		values[i] = w.env.VM.ToValue(int(n))
	}
	o := w.env.VM.NewObject()
	o.Set("type", "Buffer")
	o.Set("data", w.env.VM.NewArray(values...))
	return o
}

func (w *world) defineMethods(class *env.Class) {
	w.defineLegacy("parent", func(this goja.Value) goja.Value { return bufferOf(this.(*goja.Object)) })
	w.defineLegacy("offset", func(this goja.Value) goja.Value {
		_, offset, _, _, _ := raw.TypedArray(this)
		return w.env.VM.ToValue(offset)
	})
	class.Method("copy", 4, w.copyTo)
	class.Method("toString", 3, w.toString)
	class.Method("equals", 1, w.equals)
	w.defineInspect(class)
	class.Method("compare", 5, w.compare)
	class.Method("indexOf", 4, w.indexOf(true))
	class.Method("lastIndexOf", 4, w.indexOf(false))
	indexOf := w.indexOf(true)
	class.Method("includes", 4, func(c goja.FunctionCall) goja.Value {
		return w.env.VM.ToValue(indexOf(c).ToInteger() >= 0)
	})
	class.Method("fill", 4, func(c goja.FunctionCall) goja.Value {
		w.fillBytes(w.typedArray(c.This, "byteLength"), c.Argument(0), c.Argument(1), c.Argument(2), c.Argument(3))
		return c.This
	})
	class.Method("write", 4, w.write)
	class.Method("toJSON", 0, w.toJSON)
	w.subarrayMethod = class.Method("subarray", 2, w.subarray)
	class.Method("slice", 2, w.slice)
	class.Method("swap16", 0, w.swap(2))
	class.Method("swap32", 0, w.swap(4))
	class.Method("swap64", 0, w.swap(8))
	class.Alias("toLocaleString", "toString")
}

// defineLegacy defines buf.parent or buf.offset, which only Buffers have.
func (w *world) defineLegacy(name string, get func(this goja.Value) goja.Value) {
	getter := w.env.Function("get", 0, func(c goja.FunctionCall) goja.Value {
		if _, ok := raw.Uint8(c.This); !ok || !w.is(c.This) {
			return goja.Undefined()
		}
		return get(c.This)
	})
	w.proto.DefineAccessorProperty(name, getter, nil, goja.FLAG_FALSE, goja.FLAG_TRUE)
}
