package ecma

import (
	"encoding/binary"
	"strconv"

	"github.com/dop251/goja"

	"gonet/bindings/internal/raw"
)

// installFloat16 adds Float16Array, its two methods of DataView, and
// Math.f16round.
func (r *Realm) installFloat16() {
	parent := r.typedArrayClass()
	var class *goja.Object
	class, proto := r.class("Float16Array", 3, func(proto *goja.Object, args []goja.Value) *goja.Object {
		return r.newFloat16Array(class, proto, args)
	})
	must(class.SetPrototype(parent))
	must(proto.SetPrototype(parent.Get("prototype").(*goja.Object)))
	must(proto.DeleteSymbol(goja.SymToStringTag)) // the parent's knows the name
	for _, o := range []*goja.Object{class, proto} {
		must(o.DefineDataProperty("BYTES_PER_ELEMENT", r.vm.ToValue(2), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE))
	}
	r.method(r.global("Math"), "f16round", 1, func(c goja.FunctionCall) goja.Value {
		return r.vm.ToValue(raw.Float16(raw.Float16Bits(c.Argument(0).ToNumber().ToFloat())))
	})
	r.installFloat16View()
}

func (r *Realm) newFloat16Array(class, proto *goja.Object, args []goja.Value) *goja.Object {
	first := argument(args, 0)
	if _, ok := raw.ArrayBuffer(first); ok {
		return r.viewFloat16(class, proto, args)
	}
	var values []goja.Value
	n := 0
	if source, ok := first.(*goja.Object); ok {
		values = r.valuesOf(source)
		n = len(values)
	} else {
		n = r.index(first, maxSafeInteger, "Invalid typed array length: "+first.String())
	}
	r.requireMemory(2 * float64(n))
	buffer := r.vm.ToValue(r.vm.NewArrayBuffer(make([]byte, 2*n))).(*goja.Object)
	array := raw.NewFloat16Array(r.vm, proto, class, buffer, 0, n)
	for i, v := range values {
		if kindOf(v) == kindBigInt {
			panic(r.bigIntMixed(first))
		}
		must(array.Set(strconv.Itoa(i), v))
	}
	return array
}

// bigIntMixed is what a BigInt among the values of source is answered with.
func (r *Realm) bigIntMixed(source goja.Value) *goja.Object {
	if _, ok := raw.View(source); ok {
		return r.typeError("Cannot mix BigInt and other types, use explicit conversions")
	}
	return r.typeError("Cannot convert a BigInt value to a number")
}

// valuesOf returns the elements of an iterable or array-like object.
func (r *Realm) valuesOf(source *goja.Object) []goja.Value {
	array := r.global("Array")
	list := invoke(r.callable(array.Get("from")), array, source).(*goja.Object)
	values, _ := elements(list)
	return values
}

// viewFloat16 makes an array over (buffer, byteOffset, length).
func (r *Realm) viewFloat16(class, proto *goja.Object, args []goja.Value) *goja.Object {
	buffer := args[0].(*goja.Object)
	data, _ := raw.ArrayBuffer(buffer)
	offsetArg, lengthArg := argument(args, 1), argument(args, 2)
	outside := "Start offset " + offsetArg.String() + " is outside the bounds of the buffer"
	offset := r.index(offsetArg, maxSafeInteger, outside)
	if offset%2 != 0 {
		panic(r.rangeError("start offset of Float16Array should be a multiple of 2"))
	}
	tracks := kindOf(lengthArg) == kindUndefined
	_, resizable := raw.IsResizable(buffer)
	invalid := "Invalid typed array length: " + lengthArg.String()
	n := r.index(lengthArg, maxSafeInteger, invalid)
	switch {
	case raw.IsDetached(buffer):
		panic(r.detached("Construct"))
	case tracks && len(data)%2 != 0 && !resizable:
		panic(r.rangeError("byte length of Float16Array should be a multiple of 2"))
	case offset > len(data):
		panic(r.rangeError(outside))
	case tracks:
		n = (len(data) - offset) / 2
	case n > (len(data)-offset)/2:
		panic(r.rangeError(invalid))
	}
	array := raw.NewFloat16Array(r.vm, proto, class, buffer, offset, n)
	if resizable {
		raw.Follow(array, tracks)
	}
	return array
}

func (r *Realm) installFloat16View() {
	proto := r.prototypeOf("DataView")
	at := func(c goja.FunctionCall, method string, littleEndian int) ([]byte, binary.ByteOrder) {
		const outside = "Offset is outside the bounds of the DataView"
		data, ok := raw.View(c.This)
		if _, _, _, _, isArray := raw.TypedArray(c.This); !ok || isArray {
			panic(r.typeError("Method DataView.prototype." + method + " called on incompatible receiver " + r.display(c.This)))
		}
		offset := r.index(c.Argument(0), maxSafeInteger, outside)
		if offset > len(data)-2 {
			panic(r.rangeError(outside))
		}
		if c.Argument(littleEndian).ToBoolean() {
			return data[offset:], binary.LittleEndian
		}
		return data[offset:], binary.BigEndian
	}
	r.method(proto, "getFloat16", 1, func(c goja.FunctionCall) goja.Value {
		data, order := at(c, "getFloat16", 1)
		return r.vm.ToValue(raw.Float16(order.Uint16(data)))
	})
	r.method(proto, "setFloat16", 2, func(c goja.FunctionCall) goja.Value {
		bits := raw.Float16Bits(c.Argument(1).ToNumber().ToFloat())
		data, order := at(c, "setFloat16", 2)
		order.PutUint16(data, bits)
		return goja.Undefined()
	})
}
