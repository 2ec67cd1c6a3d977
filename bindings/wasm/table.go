package wasm

import (
	"github.com/dop251/goja"
	"github.com/tetratelabs/wazero/api"

	"gonet/bindings/internal/wasmbin"
)

// maxTable is how many elements a table of JavaScript's can have, as in V8.
const maxTable = 10_000_000

// table is a WebAssembly.Table.
type table struct {
	store  *store
	home   home
	typ    wasmbin.TableType
	object *goja.Object
	ops    *tableOps
}

// tableOps are the functions of a module that imports the table.
type tableOps struct{ get, set, size, grow api.Function }

// newTable makes a table that no module has.
func (s *store) newTable(typ wasmbin.TableType) *table {
	var b wasmbin.Builder
	name := wasmbin.NameOf(wasmbin.Table, 0)
	b.Export(name, wasmbin.Table, b.Table(typ))
	t := &table{store: s, home: home{s.instantiate(&b, s.ctx), name, nil}, typ: typ}
	s.refs.watchTable(t)
	return t
}

func (t *table) face() *goja.Object {
	if t.object == nil {
		t.object = t.store.object("Table", t)
	}
	return t.object
}

func (t *table) operations() *tableOps {
	if t.ops != nil {
		return t.ops
	}
	const localGet, tableGet, tableSet, extended, growTable, tableSize = 0x20, 0x25, 0x26, 0xfc, 15, 16
	i32, elem := wasmbin.I32, t.typ.Elem
	var b wasmbin.Builder
	b.ImportTable("table", t.home.name, elem)
	for _, f := range []struct {
		name string
		t    wasmbin.FuncType
		code []byte
	}{
		{"get", sig(i32)(elem), []byte{localGet, 0, tableGet, 0}},
		{"set", sig(i32, elem)(), []byte{localGet, 0, localGet, 1, tableSet, 0}},
		{"size", sig()(i32), []byte{extended, tableSize, 0}},
		{"grow", sig(elem, i32)(i32), []byte{localGet, 0, localGet, 1, extended, growTable, 0}},
	} {
		b.Export(f.name, wasmbin.Func, b.Func(f.t, f.code...))
	}
	m := t.store.instantiate(&b, t.store.only(t.home.instance))
	t.ops = &tableOps{
		m.ExportedFunction("get"), m.ExportedFunction("set"), m.ExportedFunction("size"), m.ExportedFunction("grow"),
	}
	return t.ops
}

// sig writes a type of functions as sig(params)(results).
func sig(params ...wasmbin.ValType) func(results ...wasmbin.ValType) wasmbin.FuncType {
	return func(results ...wasmbin.ValType) wasmbin.FuncType {
		return wasmbin.FuncType{Params: params, Results: results}
	}
}

// run calls one of the operations, which the caller has seen to be possible.
func (t *table) run(f api.Function, args ...uint64) uint64 {
	stack := make([]uint64, max(len(args), 1))
	copy(stack, args)
	must(ended(f.CallWithStack(t.store.ctx, stack)))
	return stack[0]
}

func (t *table) length() int { return int(t.run(t.operations().size)) }

func (t *table) get(i int) goja.Value {
	return t.store.toJS(t.run(t.operations().get, uint64(i)), t.typ.Elem)
}

func (t *table) set(i int, v goja.Value) {
	t.run(t.operations().set, uint64(i), t.store.toWasm(v, t.typ.Elem))
}

// grow adds n elements and returns how many there were, or false.
func (t *table) grow(n int, v goja.Value) (before int, ok bool) {
	if t.length()+n > maxTable {
		return 0, false
	}
	got := int32(t.run(t.operations().grow, t.store.toWasm(v, t.typ.Elem), uint64(n)))
	return int(got), got >= 0
}

// checkElements throws if a segment of the module goes past the end of its
// table: the engine would leave it out.
func (l *linker) checkElements() {
	m := l.instance.module
	for _, s := range m.Segments {
		if s.Table >= len(m.Tables) {
			return
		}
		n := int(m.Tables[s.Table].Min)
		if t, ok := l.instance.made[entity{wasmbin.Table, s.Table}].(*table); ok {
			n = t.length()
		}
		if s.Offset+s.Count > n {
			panic(l.store.error("RuntimeError", l.caller+": table index is out of bounds"))
		}
	}
}
