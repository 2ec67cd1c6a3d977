package wasm

import (
	"context"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"

	"gonet/bindings/internal/wasmbin"
)

// ticker is the module with the function that code calls from time to time:
// see wasmbin.Module.Tick.
func (s *store) ticker() api.Module {
	if s.ticks == nil {
		b := s.runtime.NewHostModuleBuilder(wasmbin.TickModule)
		b.NewFunctionBuilder().WithGoModuleFunction(api.GoModuleFunc(s.tick), nil, nil).Export(wasmbin.TickName)
		s.ticks = s.helper(s.ctx, func() (wazero.CompiledModule, error) { return b.Compile(s.ctx) })
	}
	return s.ticks
}

// tick ends the code that runs if the VM has been interrupted. That it is Go
// lets the scheduler in as well.
func (s *store) tick(context.Context, api.Module, []uint64) {
	if s.env.Interrupted() {
		defer carry()
		s.env.Unwind()
	}
}
