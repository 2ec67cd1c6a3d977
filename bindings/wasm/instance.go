package wasm

import (
	"github.com/dop251/goja"
	"github.com/tetratelabs/wazero/api"

	free "gonet/bindings/internal/memory"
	"gonet/bindings/internal/wasmbin"
)

// instance is a WebAssembly.Instance.
type instance struct {
	store   *store
	module  *module
	engine  api.Module
	made    map[entity]any // *function, *memory, *table, *global, *tag
	exports *goja.Object
}

// entity is one thing of an instance.
type entity struct {
	kind  wasmbin.Kind
	index int
}

// newInstance links m with imports and runs its start function. caller is what
// V8 calls the function that was called, for messages.
func (s *store) newInstance(m *module, imports goja.Value, caller string) *instance {
	in := &instance{store: s, module: m, made: make(map[entity]any)}
	for i, l := range m.Memories {
		if i >= m.Imported(wasmbin.Memory) && !free.Has(int(min(l.Min, maxPages)*pageSize)) {
			panic(s.rangeError("%s: Out of memory: Cannot allocate Wasm memory for new instance", caller))
		}
	}
	l := &linker{store: s, instance: in, caller: caller}
	l.gather(imports)
	l.checkElements()
	in.engine = l.run()
	if m.confined() {
		s.release(in.engine)
	} else {
		s.funcs.unseen = append(s.funcs.unseen, in)
	}
	in.watchExterns()
	in.exports = s.env.VM.CreateObject(nil)
	for _, e := range m.Exports {
		v := in.get(e.Kind, e.Index)
		must(in.exports.DefineDataProperty(e.Name, v, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_TRUE))
	}
	s.freeze(in.exports)
	return in
}

func (s *store) freeze(o *goja.Object) {
	s.env.Invoke(s.env.VM.Get("Object").(*goja.Object), "freeze", o)
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

// home is where other modules find entity i of kind k.
func (in *instance) home(k wasmbin.Kind, i int) home {
	return home{in.engine, wasmbin.NameOf(k, i), in}
}

// get returns the object that stands for an entity.
func (in *instance) get(k wasmbin.Kind, i int) goja.Value {
	switch part := in.entity(k, i).(type) {
	case *function:
		return part.face()
	case *memory:
		return part.face()
	case *table:
		return part.face()
	case *global:
		return part.face()
	case *tag:
		return part.face(in.store)
	}
	return goja.Undefined()
}

// entity returns what stands for an entity, which must be exported to the
// engine if it is not imported.
func (in *instance) entity(k wasmbin.Kind, i int) any {
	key := entity{k, i}
	part, ok := in.made[key]
	if !ok {
		part = in.make(k, i)
		in.made[key] = part
	}
	return part
}

func (in *instance) make(k wasmbin.Kind, i int) any {
	h := in.home(k, i)
	switch k {
	case wasmbin.Func:
		return &function{store: in.store, home: h, index: i, sig: in.module.FuncType(i)}
	case wasmbin.Memory:
		return &memory{store: in.store, home: h, limits: in.module.Memories[i], mem: h.instance.ExportedMemory(h.name)}
	case wasmbin.Table:
		return &table{store: in.store, home: h, typ: in.module.Tables[i]}
	case wasmbin.Global:
		return &global{store: in.store, home: h, typ: in.module.Globals[i], cell: h.instance.ExportedGlobal(h.name)}
	default:
		return &tag{home: h, params: in.module.Types[in.module.Tags[i]].Params}
	}
}
