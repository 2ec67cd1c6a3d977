package wasm

import (
	"math"
	"math/big"

	"github.com/dop251/goja"
	"github.com/tetratelabs/wazero/api"

	"gonet/bindings/internal/wasmbin"
)

const (
	notConvertible = "type incompatibility when transforming from/to JS"
	notFunction    = "function-typed object must be null (if nullable) or a Wasm function object"
)

// toWasm converts v as ToWebAssemblyValue does.
func (s *store) toWasm(v goja.Value, t wasmbin.ValType) uint64 {
	switch t {
	case wasmbin.I32:
		return uint64(uint32(toInt32(v)))
	case wasmbin.I64:
		return s.toInt64(v)
	case wasmbin.F32:
		return api.EncodeF32(float32(v.ToNumber().ToFloat()))
	case wasmbin.F64:
		return api.EncodeF64(v.ToNumber().ToFloat())
	case wasmbin.ExternRef:
		return s.refs.handle(v)
	case wasmbin.FuncRef:
		if goja.IsNull(v) {
			return 0
		}
		if f, ok := own[*function](s, v); ok {
			return s.refOf(f)
		}
	}
	panic(s.typeError(notConvertible))
}

// toJS is ToJSValue.
func (s *store) toJS(bits uint64, t wasmbin.ValType) goja.Value {
	vm := s.env.VM
	switch t {
	case wasmbin.I32:
		return vm.ToValue(int32(bits))
	case wasmbin.I64:
		return vm.ToValue(big.NewInt(int64(bits)))
	case wasmbin.F32:
		return vm.ToValue(float64(api.DecodeF32(bits)))
	case wasmbin.F64:
		return vm.ToValue(api.DecodeF64(bits))
	case wasmbin.ExternRef:
		return s.refs.value(bits)
	case wasmbin.FuncRef:
		return s.functionOf(bits)
	}
	panic(s.typeError(notConvertible))
}

func toInt32(v goja.Value) int32 {
	switch n := v.ToNumber().Export().(type) {
	case int64:
		return int32(n)
	case float64:
		if math.IsNaN(n) || math.IsInf(n, 0) {
			return 0
		}
		return int32(int64(math.Mod(math.Trunc(n), 1<<32)))
	}
	return 0
}

func isBigInt(v goja.Value) bool {
	_, ok := v.Export().(*big.Int)
	return ok
}

func (s *store) toInt64(v goja.Value) uint64 {
	n, ok := v.Export().(*big.Int)
	if !ok {
		class := s.env.VM.Get("BigInt").(*goja.Object)
		n = s.env.Invoke(class, "asIntN", s.env.VM.ToValue(64), v).Export().(*big.Int)
	}
	if n.IsInt64() {
		return uint64(n.Int64())
	}
	low := new(big.Int).SetUint64(math.MaxUint64)
	return low.And(low, n).Uint64()
}
