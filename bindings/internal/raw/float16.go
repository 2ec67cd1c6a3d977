package raw

import (
	"fmt"
	"math"
	"reflect"
	"unsafe"

	"github.com/dop251/goja"
)

// methodTable has the layout of the table that an interface value points to:
// runtime/iface.go. goja reads and writes the elements of a typed array through
// an interface of its own; a Float16Array is a Uint16Array with another table.
type methodTable struct {
	inter, typ unsafe.Pointer
	hash       uint32
	_          [4]byte
	fun        [elementMethods]uintptr
}

// elementMethods is how many methods goja's interface typedArray has.
const elementMethods = 10

var float16Table = new(methodTable)

func init() {
	array := sample(goja.New(), "Uint16Array")
	implementation := reflect.ValueOf(array).Elem().Field(0).Elem().Type().Elem()
	field, _ := implementation.FieldByName("typedArray")
	if field.Type.NumMethod() != elementMethods {
		panic("raw: this version of goja has other methods of typed arrays: mend float16.go")
	}
	*float16Table = *(*methodTable)((*typedArrayObject)(objectOf(array).self.data).typedArray.table)
	for i := range elementMethods {
		method := field.Type.Method(i)
		replacement, ok := float16Methods[method.Name]
		if !ok {
			continue
		}
		if !takesSame(reflect.TypeOf(replacement), method.Type) {
			panic(fmt.Sprintf("raw: this version of goja has %s as %v: mend float16.go", method.Name, method.Type))
		}
		float16Table.fun[i] = reflect.ValueOf(replacement).Pointer()
	}
}

// takesSame reports whether fn is method with its receiver in front.
func takesSame(fn, method reflect.Type) bool {
	if fn.NumIn() != method.NumIn()+1 || fn.NumOut() != method.NumOut() {
		return false
	}
	for i := range method.NumIn() {
		if fn.In(i+1) != method.In(i) {
			return false
		}
	}
	for i := range method.NumOut() {
		if fn.Out(i) != method.Out(i) {
			return false
		}
	}
	return true
}

// float16Methods replace those of Uint16Array that convert or compare.
var float16Methods = map[string]any{
	"get": float16Get, "set": float16Set, "toRaw": float16ToRaw, "less": float16Less, "typeMatch": float16TypeMatch,
	"export": float16Export, "exportType": float16ExportType,
}

func float16At(a *[]byte, i int) *uint16 {
	return (*uint16)(unsafe.Add(unsafe.Pointer(unsafe.SliceData(*a)), 2*i))
}

func float16Get(a *[]byte, i int) goja.Value { return number(Float16(*float16At(a, i))) }

func float16Set(a *[]byte, i int, v goja.Value) { *float16At(a, i) = uint16(float16ToRaw(a, v)) }

func float16ToRaw(_ *[]byte, v goja.Value) uint64 {
	return uint64(Float16Bits(v.ToNumber().ToFloat()))
}

func float16TypeMatch(_ *[]byte, v goja.Value) bool { return goja.IsNumber(v) }

// float16Less orders as TypedArray.prototype.sort does: -0 before 0, NaN last.
func float16Less(a *[]byte, i, j int) bool {
	x, y := Float16(*float16At(a, i)), Float16(*float16At(a, j))
	switch {
	case math.IsNaN(x) || math.IsNaN(y):
		return !math.IsNaN(x)
	case x == 0 && y == 0:
		return math.Signbit(x) && !math.Signbit(y)
	}
	return x < y
}

func float16Export(a *[]byte, offset, length int) any {
	list := make([]float64, length)
	for i := range list {
		list[i] = Float16(*float16At(a, offset+i))
	}
	return list
}

func float16ExportType(*[]byte) reflect.Type { return reflect.TypeFor[[]float64]() }

// IsFloat16Array reports whether v is a Float16Array.
func IsFloat16Array(v goja.Value) bool {
	t := typedArrayOf(v)
	return t != nil && t.typedArray.table == unsafe.Pointer(float16Table)
}

var numbers = goja.New()

// number makes a number value; no value of it belongs to a VM.
func number(f float64) goja.Value { return numbers.ToValue(f) }

// Float16 converts from IEEE 754's binary16.
func Float16(bits uint16) float64 {
	sign := 1.0
	if bits&0x8000 != 0 {
		sign = -1
	}
	exponent, fraction := int(bits>>10&0x1F), float64(bits&0x3FF)
	switch {
	case exponent == 0x1F && fraction != 0:
		return math.NaN()
	case exponent == 0x1F:
		return math.Inf(int(sign))
	case exponent == 0:
		return math.Copysign(math.Ldexp(fraction, -24), sign)
	}
	return sign * math.Ldexp(1024+fraction, exponent-25)
}

// Float16Bits converts to IEEE 754's binary16, to the nearest, ties to even.
func Float16Bits(f float64) uint16 {
	if math.IsNaN(f) {
		return 0x7E00
	}
	sign := uint16(0)
	if math.Signbit(f) {
		sign, f = 0x8000, -f
	}
	switch {
	case f == 0:
		return sign
	case f >= 65520: // rounds to 65536
		return sign | 0x7C00
	}
	_, exponent := math.Frexp(f) // f < 2^exponent
	exponent = max(exponent, -13)
	// In units of the last place there are 1024 to 2048 for normal numbers; one
	// that is rounded up to 2048 carries into the exponent by itself.
	units := uint16(math.RoundToEven(math.Ldexp(f, 11-exponent)))
	return sign | (uint16(exponent+13)<<10 + units)
}

// NewFloat16Array makes a typed array over length elements of buffer, an
// ArrayBuffer, from offset bytes, which the caller has checked. ctor is what
// it is taken to be constructed by.
func NewFloat16Array(vm *goja.Runtime, prototype, ctor, buffer *goja.Object, offset, length int) *goja.Object {
	c := Class{vm: vm, prototype: prototype, uint8ArrayCtor: ctor}
	o := c.Of(buffer, 0, 0)
	a := (*typedArrayObject)(objectOf(o).self.data)
	a.offset, a.length, a.elemSize = offset/2, length, 2
	a.typedArray.table = unsafe.Pointer(float16Table)
	return o
}
