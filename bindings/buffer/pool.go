package buffer

import (
	"github.com/dop251/goja"

	"gonet/bindings/internal/raw"
)

const (
	defaultPoolSize = 64 << 10
	// poolPadding is what Node adds to align the pool.
	poolPadding = 64
)

// pool is an ArrayBuffer that small Buffers share. The parts it hands out start
// at multiples of 8 bytes.
type pool struct {
	buffer *goja.Object
	bytes  []byte
	size   int // Buffer.poolSize when the pool was made
	used   int
}

// limit is the size from which Buffers have memory of their own. Scripts may
// change Buffer.poolSize at any time.
func (w *world) poolLimit() int {
	return int(uint32(w.ctor.Get("poolSize").ToInteger()) >> 1)
}

func (w *world) newPool() {
	size := int(uint32(w.ctor.Get("poolSize").ToInteger()))
	memory := newBytes(w.env, size+poolPadding)
	buffer := bufferOf(w.class.New(memory))
	raw.Pin(buffer)
	w.pool = pool{buffer: buffer, bytes: memory[:size], size: size}
}

// reserve returns the next n bytes of the pool, without taking them yet.
func (w *world) reserve(n int) []byte {
	if n > w.pool.size-w.pool.used {
		w.newPool()
	}
	return w.pool.bytes[w.pool.used : w.pool.used+n]
}

// take makes a Buffer of the pool's next n bytes, which reserve has returned.
func (w *world) take(n int) *goja.Object {
	o := w.class.Of(w.pool.buffer, w.pool.used, n)
	w.pool.used = (w.pool.used + n + 7) &^ 7
	return o
}

// allocate makes a Buffer of n bytes that are not cleared, from the pool if it
// is small.
func (w *world) allocate(n int) (*goja.Object, []byte) {
	if n > 0 && n < w.poolLimit() {
		b := w.reserve(n)
		return w.take(n), b
	}
	b := newBytes(w.env, n)
	return w.class.New(b), b
}

func bufferOf(array *goja.Object) *goja.Object {
	buffer, _, _, _, _ := raw.TypedArray(array)
	return buffer
}
