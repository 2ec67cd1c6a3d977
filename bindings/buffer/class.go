package buffer

import (
	"math"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/raw"
	"gonet/bindings/internal/validate"
)

// MaxLength is buffer.constants.MAX_LENGTH.
const MaxLength = 1<<53 - 1

// newWorld makes the Buffer class.
func newWorld(e *env.Env) *world {
	w := &world{env: e, inspectMaxBytes: 50}
	uint8Array := e.VM.Get("Uint8Array").(*goja.Object)
	w.fast = e.NewStrictClass("FastBuffer", 0, &env.Class{Ctor: uint8Array}, func(*goja.Object, []goja.Value) {})
	class := e.NewClass("Buffer", 3, nil, w.construct).Enumerable()
	class.Proto = w.fast.Proto
	w.ctor, w.proto = class.Ctor, class.Proto
	w.ctor.Set("prototype", w.proto)
	w.proto.Set("constructor", w.ctor)
	w.ctor.SetPrototype(uint8Array)
	w.class = raw.NewClass(e.VM, w.proto)
	w.defineStatics(class)
	w.defineNumbers(class)
	w.defineSlices(class)
	w.defineMethods(class)
	return w
}

func (w *world) construct(c goja.ConstructorCall) *goja.Object {
	w.warnDeprecated()
	first := c.Argument(0)
	if !goja.IsNumber(first) {
		return w.from(first, c.Argument(1), c.Argument(2))
	}
	if validate.IsString(c.Argument(1)) {
		errs.Throw(w.env, "ERR_INVALID_ARG_TYPE", "string", "string", first)
	}
	return w.class.New(newZeroed(w.env, w.size(first)))
}

func (w *world) defineStatics(class *env.Class) {
	e := w.env
	class.Static("poolSize", e.VM.ToValue(defaultPoolSize))
	static := func(name string, length int, fn func(goja.FunctionCall) goja.Value) {
		class.Static(name, e.Function(name, length, fn))
	}
	static("from", 3, func(c goja.FunctionCall) goja.Value {
		return w.from(c.Argument(0), c.Argument(1), c.Argument(2))
	})
	static("copyBytesFrom", 3, w.copyBytesFrom)
	static("of", 0, func(c goja.FunctionCall) goja.Value {
		b := newBytes(e, len(c.Arguments))
		for i, v := range c.Arguments {
			b[i] = toUint8(v)
		}
		return w.class.New(b)
	})
	static("alloc", 3, w.alloc)
	static("allocUnsafe", 2, w.allocUnsafe)
	static("allocUnsafeSlow", 2, w.allocUnsafeSlow)
	static("isBuffer", 1, func(c goja.FunctionCall) goja.Value { return e.VM.ToValue(w.is(c.Argument(0))) })
	static("compare", 2, w.compareStatic)
	static("isEncoding", 1, func(c goja.FunctionCall) goja.Value {
		name, ok := stringOf(c.Argument(0))
		if ok {
			_, ok = ParseEncoding(name)
		}
		return e.VM.ToValue(ok)
	})
	static("concat", 2, w.concat)
	static("byteLength", 2, w.byteLength)
	species := e.Function("get [Symbol.species]", 0, func(goja.FunctionCall) goja.Value { return w.fast.Ctor })
	w.ctor.DefineAccessorPropertySymbol(goja.SymSpecies, species, nil, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// stringOf returns what the string v holds, for names that are ASCII.
func stringOf(v goja.Value) (string, bool) {
	ascii, units, ok := raw.Text(v)
	if units != nil {
		return v.String(), true
	}
	return ascii, ok
}

// size returns v, which must be a number that a Buffer may have for its size.
func (w *world) size(v goja.Value) int {
	n := validate.Number(w.env, v, "size")
	if !(n >= 0 && n <= MaxLength) {
		errs.Throw(w.env, "ERR_OUT_OF_RANGE", "size", ">= 0 && <= 9007199254740991", v)
	}
	return int(n)
}

// offset returns v, which must be an integer from 0 to max.
func (w *world) offset(v goja.Value, name string, max int) int {
	return int(validate.Integer(w.env, v, name, 0, int64(max)))
}

func toUint8(v goja.Value) byte {
	return uint8(toInt(toFloat(v)))
}

// toFloat is ToNumber, which refuses symbols and BigInts.
func toFloat(v goja.Value) float64 {
	return v.ToNumber().ToFloat()
}

// toInt drops the fraction, and wraps modulo 2^64 what int64 does not hold.
func toInt(f float64) int64 {
	if math.Abs(f) < 1<<63 {
		return int64(f)
	}
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return 0
	}
	return int64(uint64(math.Mod(math.Trunc(f), 1<<64)))
}
