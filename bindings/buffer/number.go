package buffer

import (
	"math"
	"math/big"
	"strconv"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/validate"
)

// format is how a number lies in memory.
type format struct {
	size   int
	big    bool // big-endian
	signed bool
}

// load reads an integer; a signed one has its sign in all upper bits.
func (f format) load(b []byte) uint64 {
	var n uint64
	for i := range b {
		if f.big {
			n = n<<8 | uint64(b[i])
		} else {
			n |= uint64(b[i]) << (8 * i)
		}
	}
	if f.signed {
		shift := 64 - 8*len(b)
		n = uint64(int64(n<<shift) >> shift)
	}
	return n
}

func (f format) store(b []byte, n uint64) {
	for i := range b {
		if f.big {
			b[len(b)-1-i] = byte(n)
		} else {
			b[i] = byte(n)
		}
		n >>= 8
	}
}

// limits are the least and the greatest integer, as floats: exact up to 48 bits.
func (f format) limits() (low, high float64) {
	if f.signed {
		half := math.Ldexp(1, 8*f.size-1)
		return -half, half - 1
	}
	return 0, math.Ldexp(1, 8*f.size) - 1
}

// limitText shows the limits as Node's error does; n is "n" for BigInts.
func (f format) limitText(n string) string {
	bits := 8 * f.size
	if f.size > 4 && f.signed {
		power := "2" + n + " ** " + strconv.Itoa(bits-1) + n
		return ">= -(" + power + ") and < " + power
	}
	if f.size > 4 {
		return ">= 0" + n + " and < 2" + n + " ** " + strconv.Itoa(bits) + n
	}
	low, high := f.limits()
	return ">= " + strconv.FormatInt(int64(low), 10) + " and <= " + strconv.FormatInt(int64(high), 10)
}

// at returns the n bytes of b at offset v, which must be a number.
func (w *world) at(b []byte, v goja.Value, n int) []byte {
	offset := validate.Number(w.env, v, "offset")
	if offset >= 0 && offset <= float64(len(b)-n) && offset == math.Floor(offset) {
		return b[int(offset):][:n]
	}
	w.outOfBounds(v, "offset", 0, len(b)-n)
	return nil
}

// outOfBounds throws for v, which should be an integer from low to high.
func (w *world) outOfBounds(v goja.Value, name string, low, high int) {
	f := validate.Number(w.env, v, name)
	if f != math.Floor(f) {
		errs.Throw(w.env, "ERR_OUT_OF_RANGE", name, "an integer", v)
	}
	if high < 0 {
		errs.Throw(w.env, "ERR_BUFFER_OUT_OF_BOUNDS")
	}
	errs.Throw(w.env, "ERR_OUT_OF_RANGE", name, ">= "+strconv.Itoa(low)+" and <= "+strconv.Itoa(high), v)
}

// width returns v, the byteLength of readIntLE and its like.
func (w *world) width(v goja.Value) int {
	if goja.IsNumber(v) {
		if n := v.ToFloat(); n >= 1 && n <= 6 && n == math.Floor(n) {
			return int(n)
		}
	}
	w.outOfBounds(v, "byteLength", 1, 6)
	return 0
}

func orZero(v goja.Value) goja.Value {
	if goja.IsUndefined(v) {
		return zero
	}
	return v
}

var zero = goja.New().ToValue(0)

// reader makes a method that reads at an offset with decode.
func (w *world) reader(size int, decode func([]byte) goja.Value) func(goja.FunctionCall) goja.Value {
	return func(c goja.FunctionCall) goja.Value {
		return decode(w.at(w.self(c), orZero(c.Argument(0)), size))
	}
}

// writer makes a method that writes what encode makes of its first argument at
// the offset that is its second, and returns the offset behind it.
func (w *world) writer(size int, encode func(goja.Value) uint64, f format) func(goja.FunctionCall) goja.Value {
	return func(c goja.FunctionCall) goja.Value {
		n := encode(c.Argument(0))
		return w.store(w.self(c), orZero(c.Argument(1)), n, f)
	}
}

func (w *world) store(b []byte, offset goja.Value, n uint64, f format) goja.Value {
	f.store(w.at(b, offset, f.size), n)
	return w.env.VM.ToValue(offset.ToInteger() + int64(f.size))
}

// integer converts v to an integer of format f, or throws.
func (w *world) integer(v goja.Value, f format) uint64 {
	n := toFloat(v)
	if low, high := f.limits(); n < low || n > high {
		errs.Throw(w.env, "ERR_OUT_OF_RANGE", "value", f.limitText(""), w.env.VM.ToValue(n))
	}
	return uint64(toInt(n))
}

var (
	bigLow, bigHigh = big.NewInt(math.MinInt64), big.NewInt(math.MaxInt64)
	bigUintHigh     = new(big.Int).SetUint64(math.MaxUint64)
)

// bigInteger converts v, a BigInt, to 64 bits, or throws.
func (w *world) bigInteger(v goja.Value, offset goja.Value, b []byte, f format) uint64 {
	low, high := bigLow, bigHigh
	if !f.signed {
		low, high = new(big.Int), bigUintHigh
	}
	n, isBig := v.Export().(*big.Int)
	outside := isBig && (n.Cmp(low) < 0 || n.Cmp(high) > 0)
	if !isBig && goja.IsNumber(v) {
		lowest, highest := f.limits()
		outside = v.ToFloat() < lowest || v.ToFloat() > highest
	}
	if outside {
		errs.Throw(w.env, "ERR_OUT_OF_RANGE", "value", f.limitText("n"), v)
	}
	w.at(b, offset, f.size)
	if !isBig {
		panic(w.env.VM.NewTypeError("Cannot mix BigInt and other types, use explicit conversions"))
	}
	if n.IsInt64() {
		return uint64(n.Int64())
	}
	return n.Uint64()
}

// endianness is a suffix of method names.
var endianness = []struct {
	suffix string
	big    bool
}{{"LE", false}, {"BE", true}}

func (w *world) defineNumbers(class *env.Class) {
	for _, order := range endianness {
		for _, kind := range []struct {
			name   string
			signed bool
		}{{"UInt", false}, {"Int", true}} {
			w.defineBigInt(class, "Big"+kind.name+"64"+order.suffix, format{8, order.big, kind.signed})
			w.defineVariable(class, kind.name+order.suffix, format{0, order.big, kind.signed})
			w.defineInteger(class, kind.name+"32"+order.suffix, format{4, order.big, kind.signed})
			w.defineInteger(class, kind.name+"16"+order.suffix, format{2, order.big, kind.signed})
			if !order.big {
				w.defineInteger(class, kind.name+"8", format{1, false, kind.signed})
			}
		}
		w.defineFloats(class, order.suffix, order.big)
	}
}

// aliased defines the method read<name> or write<name>, which has a second
// name with Uint for UInt.
func aliased(class *env.Class, verb, name string, length int, fn func(goja.FunctionCall) goja.Value) {
	class.Method(verb+name, length, fn)
	for _, prefix := range []string{"UInt", "BigUInt"} {
		if len(name) > len(prefix) && name[:len(prefix)] == prefix {
			class.Alias(verb+prefix[:len(prefix)-3]+"int"+name[len(prefix):], verb+name)
		}
	}
}

func (w *world) defineInteger(class *env.Class, name string, f format) {
	vm := w.env.VM
	aliased(class, "read", name, 1, w.reader(f.size, func(b []byte) goja.Value {
		return vm.ToValue(int64(f.load(b)))
	}))
	write := w.writer(f.size, func(v goja.Value) uint64 { return w.integer(v, f) }, f)
	if f.size == 1 {
		// Node looks at the offset of a single byte before the value.
		rest := write
		write = func(c goja.FunctionCall) goja.Value {
			validate.Number(w.env, orZero(c.Argument(1)), "offset")
			return rest(c)
		}
	}
	aliased(class, "write", name, 1, write)
}

// defineVariable defines readIntLE(offset, byteLength) and its like.
func (w *world) defineVariable(class *env.Class, name string, f format) {
	aliased(class, "read", name, 2, func(c goja.FunctionCall) goja.Value {
		if goja.IsUndefined(c.Argument(0)) {
			errs.Throw(w.env, "ERR_INVALID_ARG_TYPE", "offset", "number", c.Argument(0))
		}
		b := w.at(w.self(c), c.Argument(0), w.width(c.Argument(1)))
		return w.env.VM.ToValue(int64(f.load(b)))
	})
	aliased(class, "write", name, 3, func(c goja.FunctionCall) goja.Value {
		f := f
		f.size = w.width(c.Argument(2))
		if f.size == 1 {
			validate.Number(w.env, c.Argument(1), "offset")
		}
		n := w.integer(c.Argument(0), f)
		return w.store(w.self(c), c.Argument(1), n, f)
	})
}

func (w *world) defineBigInt(class *env.Class, name string, f format) {
	vm := w.env.VM
	aliased(class, "read", name, 0, w.reader(8, func(b []byte) goja.Value {
		n := f.load(b)
		if f.signed {
			return vm.ToValue(big.NewInt(int64(n)))
		}
		return vm.ToValue(new(big.Int).SetUint64(n))
	}))
	aliased(class, "write", name, 1, func(c goja.FunctionCall) goja.Value {
		b, offset := w.self(c), orZero(c.Argument(1))
		return w.store(b, offset, w.bigInteger(c.Argument(0), offset, b, f), f)
	})
}

func (w *world) defineFloats(class *env.Class, suffix string, bigEndian bool) {
	vm := w.env.VM
	single, double := format{4, bigEndian, false}, format{8, bigEndian, false}
	class.Method("readFloat"+suffix, 0, w.reader(4, func(b []byte) goja.Value {
		return vm.ToValue(float64(math.Float32frombits(uint32(single.load(b)))))
	}))
	class.Method("readDouble"+suffix, 0, w.reader(8, func(b []byte) goja.Value {
		return vm.ToValue(math.Float64frombits(double.load(b)))
	}))
	class.Method("writeFloat"+suffix, 1, w.writer(4, func(v goja.Value) uint64 {
		return float32Bits(toFloat(v))
	}, single))
	class.Method("writeDouble"+suffix, 1, w.writer(8, func(v goja.Value) uint64 {
		return float64Bits(toFloat(v))
	}, double))
}

// The bits of NaN that V8 writes; Go's own NaN has others.
const (
	nan32 = 0x7FC00000
	nan64 = 0x7FF8000000000000
)

func float32Bits(f float64) uint64 {
	if math.IsNaN(f) {
		return nan32
	}
	return uint64(math.Float32bits(float32(f)))
}

func float64Bits(f float64) uint64 {
	if math.IsNaN(f) {
		return nan64
	}
	return math.Float64bits(f)
}
