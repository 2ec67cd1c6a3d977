package wasm

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/dop251/goja"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"gonet/bindings/env"
	"gonet/bindings/internal/wasmbin"
)

// linker finds what provides the imports of an instance. Functions of
// JavaScript come from a host module of the instance's own; everything else
// lives elsewhere and is passed on, under the number of the import, by a module
// that imports and exports it.
type linker struct {
	store    *store
	instance *instance
	caller   string

	hosts   []*hostFunc
	passing wasmbin.Builder
	homes   map[string]api.Module // of what is passed on, by the import's number
}

// gather reads the imports, in their order.
func (l *linker) gather(imports goja.Value) {
	l.homes = make(map[string]api.Module)
	m := l.instance.module
	object, given := imports.(*goja.Object)
	for n, i := range m.Imports {
		if m.options.builtin(i) {
			l.builtin(n, i)
			continue
		}
		if !given {
			panic(l.store.typeError("%s: Imports argument must be present and must be an object", l.caller))
		}
		from, ok := property(object, i.Module).(*goja.Object)
		if !ok {
			panic(l.store.typeError("%s: Import #%d %s: module is not an object or function", l.caller, n, quote(i.Module)))
		}
		l.bind(n, i, property(from, i.Name))
	}
}

// property is o[name], undefined if there is none.
func property(o *goja.Object, name string) goja.Value {
	if v := o.Get(name); v != nil {
		return v
	}
	return goja.Undefined()
}

func quote(name string) string { return `"` + name + `"` }

// fail throws a LinkError about import n.
func (l *linker) fail(n int, format string, args ...any) {
	i := l.instance.module.Imports[n]
	panic(l.store.error("LinkError", fmt.Sprintf("%s: Import #%d %s %s: %s",
		l.caller, n, quote(i.Module), quote(i.Name), fmt.Sprintf(format, args...))))
}

func (l *linker) bind(n int, i wasmbin.Import, v goja.Value) {
	switch i.Kind {
	case wasmbin.Func:
		l.function(n, i.Index, v)
	case wasmbin.Memory:
		l.memory(n, i.Index, v)
	case wasmbin.Table:
		l.table(n, i.Index, v)
	case wasmbin.Global:
		l.global(n, i.Index, v)
	case wasmbin.Tag:
		l.tag(n, i.Index, v)
	}
}

// pass has import n provided by h. again imports it into the module that
// passes it on and returns its index there.
func (l *linker) pass(n int, k wasmbin.Kind, h home, part any, again func(module, name string) int) {
	name := strconv.Itoa(n)
	l.homes[name] = h.instance
	l.passing.Export(name, k, again(name, h.name))
	l.keep(n, part)
}

func (l *linker) keep(n int, part any) {
	i := l.instance.module.Imports[n]
	l.instance.made[entity{i.Kind, i.Index}] = part
}

func (l *linker) function(n, index int, v goja.Value) {
	sig := l.instance.module.FuncType(index)
	if f, ok := own[*function](l.store, v); ok {
		if !slices.Equal(f.sig.Params, sig.Params) || !slices.Equal(f.sig.Results, sig.Results) {
			l.fail(n, "imported function does not match the expected type")
		}
		l.pass(n, wasmbin.Func, f.home, f, func(module, name string) int {
			return l.passing.ImportFunc(module, name, sig)
		})
		return
	}
	call := env.CallbackOf(v)
	if call == nil {
		l.fail(n, "function import requires a callable")
	}
	l.host(n, index, call)
}

// host has import n provided by a function of JavaScript's or of our own.
func (l *linker) host(n, index int, call env.Callback) {
	sig := l.instance.module.FuncType(index)
	l.hosts = append(l.hosts, &hostFunc{store: l.store, name: strconv.Itoa(n), sig: sig, call: call})
	l.keep(n, &function{store: l.store, home: home{nil, strconv.Itoa(n), l.instance}, index: index, sig: sig})
}

func (l *linker) memory(n, index int, v goja.Value) {
	m, ok := own[*memory](l.store, v)
	if !ok {
		l.fail(n, "memory import must be a WebAssembly.Memory object")
	}
	want, have := l.instance.module.Memories[index], m.limits
	switch {
	case uint64(m.pages()) < want.Min:
		l.fail(n, "memory import has %d pages which is smaller than the declared initial of %d", m.pages(), want.Min)
	case want.HasMax && !have.HasMax:
		l.fail(n, "memory import has no maximum limit, expected at most %d", uint32(math.MaxUint32))
	case want.HasMax && have.Max > want.Max:
		l.fail(n, "memory import has a larger maximum size %d than the module's declared maximum %d", have.Max, want.Max)
	case want.Shared != have.Shared:
		l.fail(n, "mismatch in shared state of memory, declared = %d, imported = %d", digit(want.Shared), digit(have.Shared))
	}
	l.pass(n, wasmbin.Memory, m.home, m, func(module, name string) int {
		return l.passing.ImportMemory(module, name, m.limits.Any())
	})
}

func digit(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (l *linker) table(n, index int, v goja.Value) {
	t, ok := own[*table](l.store, v)
	if !ok {
		l.fail(n, "table import requires a WebAssembly.Table")
	}
	want := l.instance.module.Tables[index]
	failPlain := func(format string, args ...any) {
		panic(l.store.error("LinkError", fmt.Sprintf("%s: table import %d ", l.caller, index)+fmt.Sprintf(format, args...)))
	}
	switch {
	case uint64(t.length()) < want.Min:
		failPlain("is smaller than initial %d, got %d", want.Min, t.length())
	case want.HasMax && !t.typ.HasMax:
		failPlain("has no maximum length; required: %d", want.Max)
	case want.HasMax && t.typ.Max > want.Max:
		failPlain("has a larger maximum size %d than the module's declared maximum %d", t.typ.Max, want.Max)
	case want.Elem != t.typ.Elem:
		l.fail(n, "imported table does not match the expected type")
	}
	l.pass(n, wasmbin.Table, t.home, t, func(module, name string) int {
		return l.passing.ImportTable(module, name, t.typ.Elem)
	})
}

func (l *linker) global(n, index int, v goja.Value) {
	want := l.instance.module.Globals[index]
	g, ok := own[*global](l.store, v)
	if !ok {
		g = l.constant(n, want, v)
	}
	switch {
	case g.typ.Mutable != want.Mutable:
		l.fail(n, "imported global does not match the expected mutability")
	case g.typ.Val != want.Val:
		l.fail(n, "imported global does not match the expected type")
	}
	l.passGlobal(n, g)
}

func (l *linker) passGlobal(n int, g *global) {
	l.pass(n, wasmbin.Global, g.home, g, func(module, name string) int {
		return l.passing.ImportGlobal(module, name, g.typ)
	})
}

// constant makes the global that a value of JavaScript's stands for.
func (l *linker) constant(n int, want wasmbin.GlobalType, v goja.Value) *global {
	switch {
	case want.Mutable:
		l.fail(n, "imported mutable global must be a WebAssembly.Global object")
	case want.Val == wasmbin.V128:
		l.fail(n, "global import of type v128 must be a WebAssembly.Global")
	case want.Val == wasmbin.FuncRef:
		if _, ok := own[*function](l.store, v); !ok && !goja.IsNull(v) {
			l.fail(n, notFunction)
		}
	case want.Val == wasmbin.I64 && !isBigInt(v), !want.Val.IsRef() && want.Val != wasmbin.I64 && !goja.IsNumber(v):
		l.fail(n, "global import must be a number, valid Wasm reference, or WebAssembly.Global object")
	}
	return l.store.newGlobal(want, l.store.toWasm(v, want.Val))
}

func (l *linker) tag(n, index int, v goja.Value) {
	t, ok := own[*tag](l.store, v)
	if !ok {
		l.fail(n, "tag import requires a WebAssembly.Tag")
	}
	sig := l.instance.module.Types[l.instance.module.Tags[index]]
	if !slices.Equal(sig.Params, t.params) {
		l.fail(n, "imported tag does not match the expected type")
	}
	l.pass(n, wasmbin.Tag, t.live(l.store), t, func(module, name string) int {
		return l.passing.ImportTag(module, name, sig)
	})
}

// run instantiates the module with what gather has found.
func (l *linker) run() api.Module {
	s := l.store
	var host, passing api.Module
	if len(l.hosts) > 0 {
		host = s.hostModule(l.hosts)
	}
	for _, part := range l.instance.made {
		if f, ok := part.(*function); ok && f.home.instance == nil {
			f.home.instance = host
		}
	}
	if len(l.homes) > 0 {
		passing = s.instantiate(&l.passing, s.from(func(module string) api.Module { return l.homes[module] }))
	}
	m := l.instance.module
	ctx := experimental.WithImportResolver(s.memoryContext(m.sharesMemory()), func(module string) api.Module {
		if module == wasmbin.TickModule {
			return s.ticker()
		}
		if _, ok := l.homes[module]; ok {
			return passing
		}
		return host
	})
	var engine api.Module
	s.depth++
	err := guard(func() (err error) {
		engine, err = s.runtime.InstantiateModule(collectable(ctx), m.code, anonymous())
		return err
	})
	s.depth--
	s.refresh()
	if err != nil {
		s.throwStart(err, l)
	}
	return engine
}
