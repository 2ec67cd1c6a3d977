package wasm

import (
	"github.com/dop251/goja"
	"github.com/tetratelabs/wazero/api"

	"gonet/bindings/internal/wasmbin"
)

// global is a WebAssembly.Global.
type global struct {
	store  *store
	home   home
	typ    wasmbin.GlobalType
	cell   api.Global
	object *goja.Object
}

// newGlobal makes a global that no module has.
func (s *store) newGlobal(typ wasmbin.GlobalType, bits uint64) *global {
	var b wasmbin.Builder
	name := wasmbin.NameOf(wasmbin.Global, 0)
	b.Export(name, wasmbin.Global, b.Global(typ, bits))
	m := s.instantiate(&b, s.ctx)
	g := &global{store: s, home: home{m, name, nil}, typ: typ, cell: m.ExportedGlobal(name)}
	if typ.Val.IsRef() {
		g.cell.(api.MutableGlobal).Set(bits)
	}
	s.refs.watchGlobal(g)
	return g
}

func (g *global) face() *goja.Object {
	if g.object == nil {
		g.object = g.store.object("Global", g)
	}
	return g.object
}

func (g *global) value() goja.Value { return g.store.toJS(g.cell.Get(), g.typ.Val) }

func (g *global) set(v goja.Value) {
	bits := g.store.toWasm(v, g.typ.Val)
	g.cell.(api.MutableGlobal).Set(bits)
}
