package wasm

import (
	"errors"
	"fmt"
	"runtime"
	"slices"

	"github.com/dop251/goja"
	"github.com/tetratelabs/wazero"

	"gonet/bindings/internal/raw"
	"gonet/bindings/internal/wasmbin"
	"gonet/bindings/internal/work"
)

// module is a WebAssembly.Module.
type module struct {
	*wasmbin.Module
	code    wazero.CompiledModule
	binary  []byte // which *wasmbin.Module refers to as well
	options options
}

// options are those of compilation.
type options struct {
	jsStrings bool
	constants string // the module whose imports are strings called by their names
	named     bool   // whether there is such a module
}

// builtin reports whether i is provided by the engine.
func (o options) builtin(i wasmbin.Import) bool {
	return o.jsStrings && i.Module == jsStringModule || o.named && i.Module == o.constants
}

func (s *store) optionsOf(v goja.Value) (o options) {
	object, ok := v.(*goja.Object)
	if !ok {
		return o
	}
	if list, ok := object.Get("builtins").(*goja.Object); ok {
		s.env.VM.ForOf(list, func(v goja.Value) bool {
			o.jsStrings = o.jsStrings || v.String() == "js-string"
			return true
		})
	}
	if v := object.Get("importedStringConstants"); v != nil && !goja.IsUndefined(v) && !goja.IsNull(v) {
		o.constants, o.named = v.String(), true
	}
	return o
}

// sourceOf returns what a module can be made of again.
func (s *store) sourceOf(m *module) goja.Value {
	vm := s.env.VM
	options, source := vm.NewObject(), vm.NewObject()
	if m.options.jsStrings {
		options.Set("builtins", vm.NewArray("js-string"))
	}
	if m.options.named {
		options.Set("importedStringConstants", m.options.constants)
	}
	source.Set("bytes", vm.NewArrayBuffer(slices.Clone(m.binary)))
	source.Set("options", options)
	return source
}

// source returns a copy of the bytes of v, a buffer or, as in V8, any view of
// one but a DataView.
func (s *store) source(v goja.Value) ([]byte, bool) {
	b, _ := raw.ArrayBuffer(v)
	ok := raw.IsArrayBuffer(v)
	if _, _, _, _, isTyped := raw.TypedArray(v); isTyped {
		b, ok = raw.View(v)
	}
	return slices.Clone(b), ok
}

// compile makes a module of b. It may run on any goroutine.
func (s *store) compile(b []byte, o options) (m *module, err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = fmt.Errorf("internal error of the engine: %v", reason)
		}
	}()
	if len(b) == 0 {
		return nil, errors.New("BufferSource argument is empty")
	}
	bin, err := wasmbin.Decode(b)
	if err != nil {
		return nil, err
	}
	m = &module{Module: bin, binary: b, options: o}
	bin.Nullable()
	if err := checkBuiltins(m); err != nil {
		return nil, err
	}
	bin.Tick()
	if m.code, err = s.runtime.CompileModule(s.ctx, bin.Link()); err != nil {
		return nil, err
	}
	ctx := s.ctx
	runtime.AddCleanup(m, func(code wazero.CompiledModule) { code.Close(ctx) }, m.code)
	return m, nil
}

// compileLater compiles on a goroutine and then calls done on the loop.
func (s *store) compileLater(b []byte, o options, done func(*module, error)) {
	var m *module
	var err error
	work.Do(s.env, "WASMCOMPILE", func() { m, err = s.compile(b, o) }, func() { done(m, err) })
}

// describe lists imports or exports for scripts.
func (s *store) describe(fields ...[]any) goja.Value {
	list := make([]any, len(fields))
	for i, f := range fields {
		o := s.env.VM.NewObject()
		for j := 0; j < len(f); j += 2 {
			o.Set(f[j].(string), f[j+1])
		}
		list[i] = o
	}
	return s.env.VM.NewArray(list...)
}

func (s *store) exportsOf(m *module) goja.Value {
	var list [][]any
	for _, e := range m.Exports {
		list = append(list, []any{"name", e.Name, "kind", e.Kind.String()})
	}
	return s.describe(list...)
}

func (s *store) importsOf(m *module) goja.Value {
	var list [][]any
	for _, i := range m.Imports {
		if !m.options.builtin(i) {
			list = append(list, []any{"module", i.Module, "name", i.Name, "kind", i.Kind.String()})
		}
	}
	return s.describe(list...)
}

func (s *store) customSections(m *module, name string) goja.Value {
	var list []any
	for _, c := range m.Customs {
		if c.Name == name {
			list = append(list, s.env.VM.NewArrayBuffer(append([]byte{}, c.Data...)))
		}
	}
	return s.env.VM.NewArray(list...)
}
