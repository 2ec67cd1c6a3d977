package wasm

import (
	"context"
	"slices"
	"weak"

	"github.com/dop251/goja"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	free "gonet/bindings/internal/memory"
	"gonet/bindings/internal/raw"
	"gonet/bindings/internal/wasmbin"
)

const (
	pageSize = 1 << 16
	// maxPages is how large a memory can become: as an ArrayBuffer, 2 GiB.
	maxPages = 1 << 15
)

// memory is a WebAssembly.Memory.
type memory struct {
	store  *store
	home   home
	limits wasmbin.Limits
	mem    api.Memory
	object *goja.Object

	buffer *goja.Object // the ArrayBuffer that scripts have; nil if none
	shown  int          // its length in bytes
}

// newMemory makes a memory that no module has.
func (s *store) newMemory(l wasmbin.Limits) *memory {
	var b wasmbin.Builder
	name := wasmbin.NameOf(wasmbin.Memory, 0)
	b.Export(name, wasmbin.Memory, b.Memory(l))
	in := s.instantiate(&b, s.memoryContext(l.Shared))
	return &memory{store: s, home: home{in, name, nil}, limits: l, mem: in.ExportedMemory(name)}
}

func (m *memory) face() *goja.Object {
	if m.object == nil {
		m.object = m.store.object("Memory", m)
	}
	return m.object
}

func (m *memory) bytes() []byte {
	b, _ := m.mem.Read(0, m.mem.Size())
	if b == nil {
		b = []byte{} // which goja would take for detached
	}
	return b
}

func (m *memory) pages() int { return int(m.mem.Size() / pageSize) }

// grow adds pages and returns how many there were, or false.
func (m *memory) grow(delta uint64) (before int, ok bool) {
	if delta > maxPages {
		return 0, false
	}
	n, ok := m.mem.Grow(uint32(delta))
	if ok {
		m.detach() // even if delta is 0
		m.store.refresh()
	}
	return int(n), ok
}

// arrayBuffer returns the buffer over the memory as it is now.
func (m *memory) arrayBuffer() *goja.Object {
	if m.buffer == nil {
		vm := m.store.env.VM
		b := m.bytes()
		m.buffer, m.shown = vm.ToValue(vm.NewArrayBuffer(b)).(*goja.Object), len(b)
		if m.limits.Shared {
			must(m.buffer.SetPrototype(vm.Get("SharedArrayBuffer").(*goja.Object).Get("prototype").(*goja.Object)))
			raw.Share(m.buffer)
			m.store.freeze(m.buffer)
		} else {
			raw.Pin(m.buffer)
		}
		m.store.refresh()
		m.store.watched = append(m.store.watched, weak.Make(m))
	}
	return m.buffer
}

// detach ends the buffer that scripts have. That of a shared memory goes on
// showing what it did.
func (m *memory) detach() {
	if m.buffer != nil && !m.limits.Shared {
		m.buffer.Export().(goja.ArrayBuffer).Detach()
	}
	m.buffer = nil
}

// refresh detaches the buffers of memories that have grown, and forgets those
// that are no more. It runs whenever code gives way to JavaScript.
func (s *store) refresh() {
	s.watched = slices.DeleteFunc(s.watched, func(p weak.Pointer[memory]) bool {
		m := p.Value()
		if m != nil && m.buffer != nil && int(m.mem.Size()) != m.shown {
			m.detach()
		}
		return m == nil || m.buffer == nil
	})
}

func (m *module) sharesMemory() bool {
	return len(m.Memories) > 0 && m.Memories[0].Shared
}

// linear is the memory of an instance. It grows only as far as the system has
// room, so that no module can end the process.
type linear struct {
	bytes []byte
	max   uint64
}

func allocate(_, max uint64) experimental.LinearMemory { return &linear{max: max} }

// memoryContext has an instance with a memory made as linear. One that is
// shared must not move: the engine allocates it at its greatest size at once.
func (s *store) memoryContext(shared bool) context.Context {
	if shared {
		return s.ctx
	}
	return experimental.WithMemoryAllocator(s.ctx, experimental.MemoryAllocatorFunc(allocate))
}

func (l *linear) Reallocate(size uint64) []byte {
	if size > uint64(cap(l.bytes)) {
		room := size
		if len(l.bytes) > 0 {
			room = min(l.max, size+size/4)
		}
		if !free.Has(int(room)) {
			return nil
		}
		grown := make([]byte, size, room)
		copy(grown, l.bytes)
		l.bytes = grown
	}
	l.bytes = l.bytes[:size]
	return l.bytes
}

func (l *linear) Free() {}
