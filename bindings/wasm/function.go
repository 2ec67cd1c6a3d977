package wasm

import (
	"slices"
	"strconv"

	"github.com/dop251/goja"
	"github.com/tetratelabs/wazero/api"

	"gonet/bindings/internal/wasmbin"
)

// function is an Exported Function: one of an instance's that JavaScript can
// call.
type function struct {
	store  *store
	home   home
	index  int // in its instance, which is its name
	sig    wasmbin.FuncType
	object *goja.Object
	ref    uint64 // what the engine calls a reference to it; 0 until one is made

	engine api.Function
	stack  []uint64
	busy   bool
}

func (f *function) face() *goja.Object {
	if f.object == nil {
		f.object = f.store.env.Function(strconv.Itoa(f.index), len(f.sig.Params), f.call)
		f.store.keep(f.object, f)
	}
	return f.object
}

func (f *function) call(c goja.FunctionCall) goja.Value {
	if !convertible(f.sig) {
		panic(f.store.typeError(notConvertible))
	}
	f.store.depth++
	defer f.store.leave()
	engine, stack := f.enter()
	if !f.busy {
		f.busy = true
		defer func() { f.busy = false }()
	}
	for i, t := range f.sig.Params {
		stack[i] = f.store.toWasm(c.Argument(i), t)
	}
	err := ended(engine.CallWithStack(f.store.ctx, stack))
	f.store.refresh()
	if err != nil {
		f.store.throw(err)
	}
	return f.results(stack)
}

// leave is the end of a call.
func (s *store) leave() {
	if s.depth--; s.depth == 0 {
		s.refs.sweepIfMany()
	}
}

// enter returns what to call, and with which stack: the engine's functions
// cannot be called while they run.
func (f *function) enter() (api.Function, []uint64) {
	n := max(len(f.sig.Params), len(f.sig.Results))
	if f.busy {
		return f.home.instance.ExportedFunction(f.home.name), make([]uint64, n)
	}
	if f.engine == nil {
		f.engine, f.stack = f.home.instance.ExportedFunction(f.home.name), make([]uint64, n)
	}
	return f.engine, f.stack
}

func (f *function) results(stack []uint64) goja.Value {
	switch types := f.sig.Results; len(types) {
	case 0:
		return goja.Undefined()
	case 1:
		return f.store.toJS(stack[0], types[0])
	default:
		values := make([]any, len(types))
		for i, t := range types {
			values[i] = f.store.toJS(stack[i], t)
		}
		return f.store.env.VM.NewArray(values...)
	}
}

// convertible reports whether all values that a function takes and returns can
// be JavaScript's.
func convertible(t wasmbin.FuncType) bool {
	bad := func(v wasmbin.ValType) bool {
		return v.IsRef() && v != wasmbin.ExternRef && v != wasmbin.FuncRef || v == wasmbin.V128
	}
	return !slices.ContainsFunc(t.Params, bad) && !slices.ContainsFunc(t.Results, bad)
}
