package wasm

import (
	"github.com/dop251/goja"

	free "gonet/bindings/internal/memory"
	"gonet/bindings/internal/wasmbin"
)

func (b *binding) memories() {
	s, vm := b.store, b.store.env.VM
	// newMemory(this, initial, maximum, shared): false if there is no room
	b.set("newMemory", func(c goja.FunctionCall) goja.Value {
		l := limitsOf(c.Argument(1), c.Argument(2))
		l.Shared = c.Argument(3).ToBoolean()
		size := l.Min
		if l.Shared {
			size = min(l.Max, maxPages)
		}
		if l.Min > maxPages || !free.Has(int(size*pageSize)) {
			return vm.ToValue(false)
		}
		m := s.newMemory(l)
		m.object = c.Argument(0).(*goja.Object)
		s.keep(m.object, m)
		return vm.ToValue(true)
	})
	memoryOf := func(c goja.FunctionCall, caller int) *memory {
		return receiver[*memory](s, c.Argument(0), "Memory", c.Argument(caller))
	}
	b.set("memoryBuffer", func(c goja.FunctionCall) goja.Value { return memoryOf(c, 1).arrayBuffer() })
	b.set("checkMemory", func(c goja.FunctionCall) goja.Value {
		memoryOf(c, 1)
		return goja.Undefined()
	})
	// memoryGrow(memory, delta, caller)
	b.set("memoryGrow", func(c goja.FunctionCall) goja.Value {
		m, delta := memoryOf(c, 2), uint64(c.Argument(1).ToInteger())
		if m.limits.HasMax && uint64(m.pages())+delta > m.limits.Max || uint64(m.pages())+delta > 1<<16 {
			panic(s.rangeError("%s: Maximum memory size exceeded", c.Argument(2)))
		}
		before, ok := m.grow(delta)
		if !ok {
			panic(s.rangeError("%s: Unable to grow instance memory", c.Argument(2)))
		}
		return vm.ToValue(before)
	})
}

func (b *binding) tables() {
	s, vm := b.store, b.store.env.VM
	// newTable(this, element, initial, maximum)
	b.set("newTable", func(c goja.FunctionCall) goja.Value {
		typ := wasmbin.TableType{Elem: typeNames[c.Argument(1).String()], Limits: limitsOf(c.Argument(2), c.Argument(3))}
		t := s.newTable(typ)
		t.object = c.Argument(0).(*goja.Object)
		s.keep(t.object, t)
		return goja.Undefined()
	})
	tableOf := func(c goja.FunctionCall) *table {
		return receiver[*table](s, c.Argument(0), "Table", c.Argument(3))
	}
	b.set("tableLength", func(c goja.FunctionCall) goja.Value { return vm.ToValue(tableOf(c).length()) })
	b.set("tableElement", func(c goja.FunctionCall) goja.Value { return vm.ToValue(tableOf(c).typ.Elem.String()) })
	b.set("tableGet", func(c goja.FunctionCall) goja.Value { return tableOf(c).get(int(c.Argument(1).ToInteger())) })
	b.set("tableSet", func(c goja.FunctionCall) goja.Value {
		tableOf(c).set(int(c.Argument(1).ToInteger()), c.Argument(2))
		return goja.Undefined()
	})
	b.set("tableGrow", func(c goja.FunctionCall) goja.Value {
		before, ok := tableOf(c).grow(int(c.Argument(1).ToInteger()), c.Argument(2))
		if !ok {
			return vm.ToValue(-1)
		}
		return vm.ToValue(before)
	})
	b.set("isFunction", func(c goja.FunctionCall) goja.Value {
		_, ok := own[*function](s, c.Argument(0))
		return vm.ToValue(ok)
	})
}

func (b *binding) globals() {
	s := b.store
	// newGlobal(this, type, mutable, value)
	b.set("newGlobal", func(c goja.FunctionCall) goja.Value {
		typ := wasmbin.GlobalType{Val: typeNames[c.Argument(1).String()], Mutable: c.Argument(2).ToBoolean()}
		g := s.newGlobal(typ, s.toWasm(c.Argument(3), typ.Val))
		g.object = c.Argument(0).(*goja.Object)
		s.keep(g.object, g)
		return goja.Undefined()
	})
	globalOf := func(c goja.FunctionCall, caller int) *global {
		return receiver[*global](s, c.Argument(0), "Global", c.Argument(caller))
	}
	b.set("globalGet", func(c goja.FunctionCall) goja.Value {
		g := globalOf(c, 1)
		if g.typ.Val == wasmbin.V128 {
			panic(s.typeError("%s: Can't get the value of s128 WebAssembly.Global", c.Argument(1)))
		}
		return g.value()
	})
	b.set("globalSet", func(c goja.FunctionCall) goja.Value {
		g := globalOf(c, 2)
		if !g.typ.Mutable {
			panic(s.typeError("%s: Can't set the value of an immutable global.", c.Argument(2)))
		}
		if g.typ.Val == wasmbin.V128 {
			panic(s.typeError("%s: Can't set the value of s128 WebAssembly.Global", c.Argument(2)))
		}
		g.set(c.Argument(1))
		return goja.Undefined()
	})
}
