package wasm

import (
	"weak"

	"github.com/dop251/goja"

	"gonet/bindings/internal/wasmbin"
)

// externs are the values of JavaScript that the engine knows by number: 0 is
// null, n is values[n-1].
//
// The engine does not tell when it drops a number. While no code runs, numbers
// can only be in tables and globals: once there are many, those that are in
// none are given up.
type externs struct {
	values    []goja.Value // nil: free
	handles   map[*goja.Object]uint64
	undefined uint64
	free      []uint64
	many      int // sweep at so many

	tables  []weak.Pointer[table]
	globals []weak.Pointer[global]
	// hidden is whether there may be numbers elsewhere: exceptions of code's
	// can carry them.
	hidden bool
}

// fewExterns are not worth a look.
const fewExterns = 4096

func (x *externs) handle(v goja.Value) uint64 {
	if goja.IsNull(v) {
		return 0
	}
	if goja.IsUndefined(v) {
		if x.undefined == 0 {
			x.undefined = x.add(v)
		}
		return x.undefined
	}
	o, ok := v.(*goja.Object)
	if !ok {
		return x.add(v)
	}
	if h, ok := x.handles[o]; ok {
		return h
	}
	h := x.add(v)
	x.handles[o] = h
	return h
}

func (x *externs) add(v goja.Value) uint64 {
	if last := len(x.free) - 1; last >= 0 {
		h := x.free[last]
		x.free = x.free[:last]
		x.values[h-1] = v
		return h
	}
	x.values = append(x.values, v)
	return uint64(len(x.values))
}

func (x *externs) value(handle uint64) goja.Value {
	if handle == 0 {
		return goja.Null()
	}
	return x.values[handle-1]
}

func (x *externs) watchTable(t *table) {
	if t.typ.Elem == wasmbin.ExternRef {
		x.tables = append(x.tables, weak.Make(t))
	}
}

func (x *externs) watchGlobal(g *global) {
	if g.typ.Val == wasmbin.ExternRef {
		x.globals = append(x.globals, weak.Make(g))
	}
}

// watchExterns has the instance's own tables and globals be looked into. They
// live as long as the instance: whatever is its refers to it.
func (in *instance) watchExterns() {
	m, x := in.module, &in.store.refs
	x.hidden = x.hidden || len(m.Tags) > 0
	for i := m.Imported(wasmbin.Table); i < len(m.Tables); i++ {
		if m.Tables[i].Elem == wasmbin.ExternRef {
			x.watchTable(in.entity(wasmbin.Table, i).(*table))
		}
	}
	for i := m.Imported(wasmbin.Global); i < len(m.Globals); i++ {
		if m.Globals[i].Val == wasmbin.ExternRef {
			x.watchGlobal(in.entity(wasmbin.Global, i).(*global))
		}
	}
}

func (x *externs) sweepIfMany() {
	if len(x.values)-len(x.free) < max(x.many, fewExterns) || x.hidden {
		return
	}
	x.sweep(x.mark())
	x.many = 2 * (len(x.values) - len(x.free))
}

// mark finds the numbers that are in use.
func (x *externs) mark() []bool {
	used := make([]bool, len(x.values)+1)
	used[x.undefined] = true
	tables, globals := x.tables[:0], x.globals[:0]
	for _, p := range x.tables {
		if t := p.Value(); t != nil {
			tables = append(tables, p)
			for i := range t.length() {
				used[t.run(t.operations().get, uint64(i))] = true
			}
		}
	}
	for _, p := range x.globals {
		if g := p.Value(); g != nil {
			globals = append(globals, p)
			used[g.cell.Get()] = true
		}
	}
	x.tables, x.globals = tables, globals
	return used
}

// sweep frees the numbers that are not.
func (x *externs) sweep(used []bool) {
	for i, v := range x.values {
		if v == nil || used[i+1] {
			continue
		}
		if o, ok := v.(*goja.Object); ok {
			delete(x.handles, o)
		}
		x.values[i] = nil
		x.free = append(x.free, uint64(i+1))
	}
}
