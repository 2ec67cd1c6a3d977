package wasm

import (
	"github.com/dop251/goja"

	"gonet/bindings/internal/wasmbin"
)

// tag is a WebAssembly.Tag: a kind of exceptions.
type tag struct {
	home   home // none until a module imports the tag, if JavaScript made it
	params []wasmbin.ValType
	object *goja.Object
}

func (t *tag) face(s *store) *goja.Object {
	if t.object == nil {
		t.object = s.object("Tag", t)
	}
	return t.object
}

// live returns where the tag lives in the engine.
func (t *tag) live(s *store) home {
	if t.home.instance == nil {
		var b wasmbin.Builder
		name := wasmbin.NameOf(wasmbin.Tag, 0)
		b.Export(name, wasmbin.Tag, b.Tag(t.params))
		t.home = home{s.instantiate(&b, s.ctx), name, nil}
	}
	return t.home
}
