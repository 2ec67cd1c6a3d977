package wasm

import (
	"context"
	"errors"

	"github.com/dop251/goja"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"

	"gonet/bindings/env"
	"gonet/bindings/internal/wasmbin"
)

// hostFunc is a function of JavaScript's that code calls.
type hostFunc struct {
	store *store
	name  string
	sig   wasmbin.FuncType
	call  env.Callback
}

// hostModule makes a module of functions.
func (s *store) hostModule(list []*hostFunc) api.Module {
	b := s.runtime.NewHostModuleBuilder("javascript")
	for _, h := range list {
		b.NewFunctionBuilder().WithGoModuleFunction(h, apiTypes(h.sig.Params), apiTypes(h.sig.Results)).Export(h.name)
	}
	return s.helper(s.ctx, func() (wazero.CompiledModule, error) { return b.Compile(s.ctx) })
}

func apiTypes(list []wasmbin.ValType) []api.ValueType {
	types := make([]api.ValueType, len(list))
	for i, t := range list {
		types[i] = t[0]
	}
	return types
}

// thrown carries what a panic of the VM's carried through the engine, which
// makes an error of a panic.
type thrown struct{ reason any }

func (*thrown) Error() string { return "thrown by a function of JavaScript" }

// carry is deferred by what code calls, to have panics carried.
func carry() {
	if reason := recover(); reason != nil {
		panic(&thrown{reason})
	}
}

// Call makes a hostFunc an api.GoModuleFunction.
func (h *hostFunc) Call(_ context.Context, _ api.Module, stack []uint64) {
	defer carry()
	if !convertible(h.sig) {
		panic(h.store.typeError(notConvertible))
	}
	h.store.refresh()
	args := make([]goja.Value, len(h.sig.Params))
	for i, t := range h.sig.Params {
		args[i] = h.store.toJS(stack[i], t)
	}
	v := h.call(goja.FunctionCall{This: goja.Undefined(), Arguments: args})
	h.results(v, stack)
}

func (h *hostFunc) results(v goja.Value, stack []uint64) {
	switch types := h.sig.Results; len(types) {
	case 0:
	case 1:
		stack[0] = h.store.toWasm(v, types[0])
	default:
		var values []goja.Value
		h.store.env.VM.ForOf(v, func(v goja.Value) bool {
			values = append(values, v)
			return true
		})
		if len(values) != len(types) {
			panic(h.store.typeError("multi-return length mismatch"))
		}
		for i, t := range types {
			stack[i] = h.store.toWasm(values[i], t)
		}
	}
}

// throw throws what has ended a call.
func (s *store) throw(err error) {
	if t := (*thrown)(nil); errors.As(err, &t) {
		panic(t.reason)
	}
	panic(s.trap(err))
}
