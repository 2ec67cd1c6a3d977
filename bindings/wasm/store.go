// Package wasm is the part of WebAssembly that is Go: modules, instances,
// memories, tables and globals over wazero, an engine that compiles to machine
// code, or interprets where it knows no machine. The classes that scripts see
// are js/internal/wasm.
//
// wazero resolves imports from modules that it knows by name, and has no API to
// make a memory, a table or a global. So each module is compiled as
// wasmbin.Link writes it, with imports and exports called by number, and what
// JavaScript makes, passes or looks at stands in small modules written on the
// spot: see home and link.
//
// Everything belongs to the loop's goroutine, but for the compiling of modules.
package wasm

import (
	"context"
	"fmt"
	"weak"

	"github.com/dop251/goja"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/wasmbin"
)

// store is the WebAssembly of one Env.
type store struct {
	env     *env.Env
	runtime wazero.Runtime
	ctx     context.Context

	classes map[string]*goja.Object // what js/internal/wasm made
	watched []weak.Pointer[memory]  // those whose buffer a script may have
	refs    externs
	depth   int // how many calls of code are on the stack
	funcs   functions
	wasi    *wasi      // nil until a script makes one
	ticks   api.Module // see ticker; nil until code needs it
}

var slot = env.NewSlot(func(e *env.Env) *store {
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesThreads | experimental.CoreFeaturesTailCall |
			experimental.CoreFeaturesExtendedConst | experimental.CoreFeaturesExceptionHandling |
			experimental.CoreFeaturesTypedFunctionReferences).
		WithMemoryLimitPages(maxPages).
		WithDebugInfoEnabled(false)
	ctx := context.Background()
	s := &store{env: e, ctx: ctx, runtime: wazero.NewRuntimeWithConfig(ctx, config)}
	s.refs.handles = make(map[*goja.Object]uint64)
	s.funcs.byKey = make(map[funcKey]*function)
	return s
})

// home is where something lives: a module instance and its export's name there.
type home struct {
	instance api.Module
	name     string
	owner    *instance // whose it is, kept with it; nil if JavaScript made it
}

// own returns what this package keeps for v, which must be the object itself
// and not one that inherits from it.
func own[T any](s *store, v goja.Value) (T, bool) {
	if state := s.env.StateOf(v); state != nil && state.Object == v {
		t, ok := state.Parts[env.PartOwner].(T)
		return t, ok
	}
	var none T
	return none, false
}

// keep makes part what own returns for o.
func (s *store) keep(o *goja.Object, part any) {
	s.env.Attach(o).Parts[env.PartOwner] = part
}

// object makes an object of one of the classes for part.
func (s *store) object(class string, part any) *goja.Object {
	o := s.env.VM.CreateObject(s.classes[class].Get("prototype").(*goja.Object))
	s.keep(o, part)
	return o
}

// instantiate runs a module that this package has written.
func (s *store) instantiate(b *wasmbin.Builder, ctx context.Context) api.Module {
	return s.helper(ctx, func() (wazero.CompiledModule, error) { return s.runtime.CompileModule(s.ctx, b.Bytes()) })
}

// helper runs a module of our own, which lives as long as it is referred to.
func (s *store) helper(ctx context.Context, compile func() (wazero.CompiledModule, error)) api.Module {
	return s.configured(anonymous(), ctx, compile)
}

// configured is helper with settings for the instance.
func (s *store) configured(config wazero.ModuleConfig, ctx context.Context, compile func() (wazero.CompiledModule, error)) (m api.Module) {
	err := guard(func() error {
		code, err := compile()
		if err != nil {
			return err
		}
		defer code.Close(s.ctx)
		m, err = s.runtime.InstantiateModule(collectable(ctx), code, config)
		return err
	})
	if err != nil {
		panic(s.error("LinkError", err.Error()))
	}
	s.release(m)
	return m
}

// guard makes an error of a panic of the engine's: a bug there must not end
// the process. What functions of JavaScript throw, the engine returns as an
// error.
func guard(run func() error) (err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = fmt.Errorf("internal error of the engine: %v", reason)
		}
	}()
	return run()
}

// from has an instance import from what find returns for a name.
func (s *store) from(find func(module string) api.Module) context.Context {
	return experimental.WithImportResolver(s.ctx, find)
}

// only has all imports come from m.
func (s *store) only(m api.Module) context.Context {
	return s.from(func(string) api.Module { return m })
}

// anonymous is the configuration of an instance that no other finds by name,
// and whose exports are not called by themselves.
func anonymous() wazero.ModuleConfig {
	return wazero.NewModuleConfig().WithName("").WithStartFunctions()
}

// error makes one of WebAssembly's errors.
func (s *store) error(class, message string) *goja.Object {
	return s.env.Construct(s.classes[class], s.env.VM.ToValue(message))
}

func (s *store) typeError(format string, args ...any) *goja.Object {
	return errs.TypeError(s.env, fmt.Sprintf(format, args...))
}

func (s *store) rangeError(format string, args ...any) *goja.Object {
	return errs.RangeError(s.env, fmt.Sprintf(format, args...))
}
