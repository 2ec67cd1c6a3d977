package ecma

import (
	"math"
	"math/big"
	"strconv"

	"github.com/dop251/goja"

	"gonet/bindings/internal/memory"
)

// elementSizes are the classes of typed arrays with the bytes of an element.
var elementSizes = map[string]float64{
	"Int8Array": 1, "Uint8Array": 1, "Uint8ClampedArray": 1, "Int16Array": 2, "Uint16Array": 2, "Int32Array": 4,
	"Uint32Array": 4, "Float32Array": 4, "Float64Array": 8, "BigInt64Array": 8, "BigUint64Array": 8,
}

func (r *Realm) installSafeBuffers() {
	r.beforeConstruct(r.global("ArrayBuffer"), func(args []goja.Value) {
		if len(args) == 0 || kindOf(args[0]) != kindNumber {
			return
		}
		switch n := args[0].ToFloat(); {
		case n < 0 || n > maxSafeInteger:
			panic(r.rangeError("Invalid array buffer length"))
		default:
			r.requireMemory(n)
		}
	})
	for name, size := range elementSizes {
		r.beforeConstruct(r.global(name), func(args []goja.Value) { r.checkTypedArray(args, size) })
	}
}

func (r *Realm) checkTypedArray(args []goja.Value, size float64) {
	if len(args) == 0 {
		return
	}
	n := 0.0
	switch o, isObject := args[0].(*goja.Object); {
	case isObject && o.ClassName() == "ArrayBuffer":
		return
	case isObject:
		n = lengthOf(o)
	case kindOf(args[0]) == kindNumber:
		n = args[0].ToFloat()
	}
	if n < 0 || n > maxSafeInteger {
		panic(r.rangeError("Invalid typed array length: " + strconv.FormatFloat(math.Trunc(n), 'f', -1, 64)))
	}
	r.requireMemory(n * size)
}

// requireMemory throws if the system does not have n bytes.
func (r *Realm) requireMemory(n float64) {
	if n > maxSafeInteger || !memory.Has(int(n)) {
		panic(r.rangeError("Array buffer allocation failed"))
	}
}

func (r *Realm) installSafeBigInts() {
	class := r.global("BigInt")
	r.before(class, "asUintN", func(c *goja.FunctionCall) {
		if n, ok := bigIntOf(c.Argument(1)); ok && r.number(c, 0) > maxBigIntBits && n.Sign() < 0 {
			panic(r.rangeError(bigIntTooLarge))
		}
		r.clampBits(c)
	})
	r.before(class, "asIntN", r.clampBits)
}

// clampBits lowers a number of bits that no value has to one that none has
// either, because goja computes a power of two of it.
func (r *Realm) clampBits(c *goja.FunctionCall) {
	if n := r.number(c, 0); n > maxBigIntBits && n <= maxSafeInteger {
		args := append([]goja.Value(nil), c.Arguments...)
		bits := int64(64)
		if v, ok := bigIntOf(c.Argument(1)); ok {
			bits += int64(v.BitLen())
		}
		args[0] = r.vm.ToValue(bits)
		c.Arguments = args
	}
}

func bigIntOf(v goja.Value) (*big.Int, bool) {
	if kindOf(v) != kindBigInt {
		return nil, false
	}
	n, ok := v.Export().(*big.Int)
	return n, ok
}
