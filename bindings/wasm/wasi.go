package wasm

import (
	"crypto/rand"
	"io"
	"maps"
	"slices"

	"github.com/dop251/goja"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"

	"gonet/bindings/env"
	"gonet/bindings/internal/wasmbin"
)

// The engine's WASI works for the instance that calls it, by the settings of
// that instance and on its memory. node:wasi has objects with functions that
// JavaScript can call, which work on the memory of an instance that comes later.
// So each such object has a small instance of its own, with its settings, which
// imports that memory and calls WASI.

// wasi is what there is once in a store.
type wasi struct {
	compiled wazero.CompiledModule
	host     api.Module
}

func (s *store) systemInterface() *wasi {
	if s.wasi == nil {
		compiled, err := wasi_snapshot_preview1.NewBuilder(s.runtime).Compile(s.ctx)
		must(err)
		host := s.helper(s.ctx, func() (wazero.CompiledModule, error) { return compiled, nil })
		s.wasi = &wasi{compiled, host}
	}
	return s.wasi
}

func (w *wasi) sig(name string) wasmbin.FuncType {
	definition := w.compiled.ExportedFunctions()[name]
	return wasmbin.FuncType{Params: valTypes(definition.ParamTypes()), Results: valTypes(definition.ResultTypes())}
}

func valTypes(list []api.ValueType) []wasmbin.ValType {
	types := make([]wasmbin.ValType, len(list))
	for i, t := range list {
		types[i] = wasmbin.ValType([]byte{t})
	}
	return types
}

// newWASI makes the functions over m with the given settings.
func (s *store) newWASI(m *memory, config wazero.ModuleConfig) goja.Value {
	w := s.systemInterface()
	var b wasmbin.Builder
	b.ImportMemory("memory", m.home.name, m.limits.Any())
	names := sortedNames(w)
	for _, name := range names {
		b.ImportFunc("wasi", name, w.sig(name))
	}
	for i, name := range names {
		t := w.sig(name)
		const localGet, call = 0x20, 0x10
		var code []byte
		for p := range t.Params {
			code = append(code, wasmbin.Op(localGet, p)...)
		}
		b.Export(name, wasmbin.Func, b.Func(t, append(code, wasmbin.Op(call, i)...)...))
	}
	ctx := s.from(func(module string) api.Module {
		if module == "memory" {
			return m.home.instance
		}
		return w.host
	})
	own := s.configured(config, ctx, func() (wazero.CompiledModule, error) { return s.runtime.CompileModule(s.ctx, b.Bytes()) })
	functions := s.env.VM.CreateObject(nil)
	for i, name := range names {
		f := &function{store: s, home: home{own, name, nil}, index: i, sig: w.sig(name)}
		functions.Set(name, f.face())
	}
	return functions
}

// wasiConfig reads the settings: args and env as list of strings, preopens as
// list of pairs, and the functions that read and write descriptors.
func (s *store) wasiConfig(o *goja.Object) wazero.ModuleConfig {
	config := anonymous().WithSysWalltime().WithSysNanotime().WithSysNanosleep().WithRandSource(rand.Reader)
	config = config.WithArgs(s.strings(o.Get("args"))...)
	pairs := s.strings(o.Get("env"))
	for i := 0; i+1 < len(pairs); i += 2 {
		config = config.WithEnv(pairs[i], pairs[i+1])
	}
	folders, mounts := wazero.NewFSConfig(), s.strings(o.Get("preopens"))
	for i := 0; i+1 < len(mounts); i += 2 {
		folders = folders.WithDirMount(mounts[i+1], mounts[i])
	}
	read, write := env.CallbackOf(o.Get("read")), env.CallbackOf(o.Get("write"))
	return config.WithFSConfig(folders).
		WithStdin(&stream{s, read, o.Get("stdin")}).
		WithStdout(&stream{s, write, o.Get("stdout")}).
		WithStderr(&stream{s, write, o.Get("stderr")})
}

func (s *store) strings(list goja.Value) (all []string) {
	s.env.VM.ForOf(list, func(v goja.Value) bool {
		all = append(all, v.String())
		return true
	})
	return all
}

// stream reads or writes a descriptor with a function of JavaScript's.
type stream struct {
	store *store
	call  env.Callback
	fd    goja.Value
}

// transfer calls the function with the descriptor and a buffer over b.
func (t *stream) transfer(b []byte) (n int, err error) {
	vm := t.store.env.VM
	buffer := vm.ToValue(vm.NewArrayBuffer(b))
	ex := vm.Try(func() { n = int(t.store.env.Call(t.call, goja.Undefined(), t.fd, buffer).ToInteger()) })
	if ex != nil {
		return 0, ex
	}
	return n, nil
}

func (t *stream) Write(b []byte) (int, error) {
	return t.transfer(append([]byte{}, b...))
}

func (t *stream) Read(b []byte) (int, error) {
	if len(b) == 0 {
		return 0, nil
	}
	own := make([]byte, len(b))
	n, err := t.transfer(own)
	if n = copy(b, own[:max(0, min(n, len(own)))]); n == 0 && err == nil {
		err = io.EOF
	}
	return n, err
}

func (b *binding) systemInterfaces() {
	s := b.store
	// wasiFunctions(): the names of the functions and how many parameters each has
	b.set("wasiFunctions", func(goja.FunctionCall) goja.Value {
		w := s.systemInterface()
		list := s.env.VM.NewObject()
		for _, name := range sortedNames(w) {
			list.Set(name, len(w.sig(name).Params))
		}
		return list
	})
	b.set("isMemory", func(c goja.FunctionCall) goja.Value {
		_, ok := own[*memory](s, c.Argument(0))
		return s.env.VM.ToValue(ok)
	})
	// newWASI(memory, settings)
	b.set("newWASI", func(c goja.FunctionCall) goja.Value {
		m, _ := own[*memory](s, c.Argument(0))
		return s.newWASI(m, s.wasiConfig(c.Argument(1).(*goja.Object)))
	})
}

func sortedNames(w *wasi) []string {
	return slices.Sorted(maps.Keys(w.compiled.ExportedFunctions()))
}
