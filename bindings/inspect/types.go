package inspect

import (
	"github.com/dop251/goja"

	"gonet/bindings/internal/raw"
)

// typeCheck is one function of util.types.
type typeCheck struct {
	name string
	is   func(in *Inspector, o *goja.Object) bool
}

func ofKind(kinds ...kind) func(*Inspector, *goja.Object) bool {
	return func(in *Inspector, o *goja.Object) bool {
		is := in.kindOf(o)
		for _, k := range kinds {
			if is == k {
				return true
			}
		}
		return false
	}
}

func ofTypedArray(name string) func(*Inspector, *goja.Object) bool {
	return func(in *Inspector, o *goja.Object) bool {
		return in.kindOf(o) == kindTypedArray && in.typedArrayName(o) == name
	}
}

func never(*Inspector, *goja.Object) bool { return false }

// ofValue makes a check that looks at the value alone.
func ofValue(is func(goja.Value) bool) func(*Inspector, *goja.Object) bool {
	return func(_ *Inspector, o *goja.Object) bool { return is(o) }
}

// typeChecks is util.types in Node's order. There are no external values.
var typeChecks = []typeCheck{
	{"isArgumentsObject", ofKind(kindArguments)},
	{"isArrayBuffer", ofValue(raw.IsArrayBuffer)},
	{"isAsyncFunction", ofKind(kindAsyncFunction)},
	{"isBigIntObject", ofKind(kindBigInt)},
	{"isBooleanObject", ofKind(kindBoolean)},
	{"isDate", ofKind(kindDate)},
	{"isExternal", never},
	{"isGeneratorFunction", ofKind(kindGeneratorFunction)},
	{"isGeneratorObject", ofKind(kindGenerator)},
	{"isMap", ofKind(kindMap)},
	{"isMapIterator", ofKind(kindMapIterator)},
	{"isModuleNamespaceObject", ofKind(kindNamespace)},
	{"isNativeError", ofKind(kindError)},
	{"isNumberObject", ofKind(kindNumber)},
	{"isPromise", ofKind(kindPromise)},
	{"isProxy", ofKind(kindProxy)},
	{"isRegExp", ofKind(kindRegExp)},
	{"isSet", ofKind(kindSet)},
	{"isSetIterator", ofKind(kindSetIterator)},
	{"isSharedArrayBuffer", ofValue(raw.IsShared)},
	{"isStringObject", ofKind(kindString)},
	{"isSymbolObject", ofKind(kindSymbol)},
	{"isWeakMap", ofKind(kindWeakMap)},
	{"isWeakSet", ofKind(kindWeakSet)},
	{"isAnyArrayBuffer", ofKind(kindArrayBuffer)},
	{"isBoxedPrimitive", ofKind(kindNumber, kindString, kindBoolean, kindSymbol, kindBigInt)},
	{"isArrayBufferView", ofKind(kindTypedArray, kindDataView)},
	{"isDataView", ofKind(kindDataView)},
	{"isTypedArray", ofKind(kindTypedArray)},
	{"isUint8Array", ofTypedArray("Uint8Array")},
	{"isUint8ClampedArray", ofTypedArray("Uint8ClampedArray")},
	{"isUint16Array", ofTypedArray("Uint16Array")},
	{"isUint32Array", ofTypedArray("Uint32Array")},
	{"isInt8Array", ofTypedArray("Int8Array")},
	{"isInt16Array", ofTypedArray("Int16Array")},
	{"isInt32Array", ofTypedArray("Int32Array")},
	{"isFloat16Array", ofValue(raw.IsFloat16Array)},
	{"isFloat32Array", ofTypedArray("Float32Array")},
	{"isFloat64Array", ofTypedArray("Float64Array")},
	{"isBigInt64Array", ofTypedArray("BigInt64Array")},
	{"isBigUint64Array", ofTypedArray("BigUint64Array")},
	{"isKeyObject", func(in *Inspector, o *goja.Object) bool { k := in.keyIn(o); return k != nil && k.Traits() == nil }},
	{"isCryptoKey", func(in *Inspector, o *goja.Object) bool { k := in.keyIn(o); return k != nil && k.Traits() != nil }},
}

// Types is util.types.
func (in *Inspector) Types() *goja.Object {
	if in.types != nil {
		return in.types
	}
	in.types = in.vm.NewObject()
	// What V8 makes has neither name nor length, what Node makes in JavaScript has;
	// the one between them is ArrayBuffer.isView.
	native := true
	for _, check := range typeChecks {
		name, length := "", 0
		if check.name == "isArrayBufferView" {
			native = false
		}
		if !native {
			name, length = check.name, 1
		}
		if check.name == "isArrayBufferView" {
			name = "isView"
		}
		in.define(in.types, check.name, in.newFunction(name, func(call goja.FunctionCall) goja.Value {
			o, ok := call.Argument(0).(*goja.Object)
			return in.vm.ToValue(ok && check.is(in, o))
		}, length))
	}
	return in.types
}
