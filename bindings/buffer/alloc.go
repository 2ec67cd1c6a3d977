package buffer

import (
	"strconv"
	"unsafe"

	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/bindings/internal/raw"
	"gonet/bindings/internal/validate"
)

func (w *world) alloc(c goja.FunctionCall) goja.Value {
	n := w.size(c.Argument(0))
	fill := c.Argument(1)
	if n == 0 || goja.IsUndefined(fill) || goja.IsNumber(fill) && fill.ToFloat() == 0 {
		return w.class.New(newZeroed(w.env, n))
	}
	b := newBytes(w.env, n)
	w.fillBytes(b, fill, zero, w.env.VM.ToValue(n), c.Argument(2))
	return w.class.New(b)
}

func (w *world) allocUnsafe(c goja.FunctionCall) goja.Value {
	n := w.size(c.Argument(0))
	if goja.IsUndefined(c.Argument(1)) {
		o, _ := w.allocate(n)
		return o
	}
	alignment := w.alignment(c.Argument(0), n, c.Argument(1))
	if n == 0 || alignment > poolPadding || n >= w.poolLimit() {
		return w.allocateAligned(n, alignment)
	}
	w.pool.used = (w.pool.used + alignment - 1) &^ (alignment - 1)
	w.reserve(n)
	return w.take(n)
}

func (w *world) allocUnsafeSlow(c goja.FunctionCall) goja.Value {
	n := w.size(c.Argument(0))
	if goja.IsUndefined(c.Argument(1)) {
		return w.class.New(newBytes(w.env, n))
	}
	return w.allocateAligned(n, w.alignment(c.Argument(0), n, c.Argument(1)))
}

// alignment returns v, which must be a power of two that leaves room for n
// bytes.
func (w *world) alignment(size goja.Value, n int, v goja.Value) int {
	alignment := int(validate.Integer(w.env, v, "alignment", 1, 1<<30))
	if alignment&(alignment-1) != 0 {
		errs.Throw(w.env, "ERR_INVALID_ARG_VALUE", "alignment", v, "must be a power of two")
	}
	if most := MaxLength - max(alignment, 8); n > most {
		errs.Throw(w.env, "ERR_OUT_OF_RANGE", "size", "<= "+strconv.Itoa(most), size)
	}
	return alignment
}

// allocateAligned makes a Buffer of n bytes whose address is a multiple of
// alignment.
func (w *world) allocateAligned(n, alignment int) *goja.Object {
	if n == 0 {
		return w.class.New(nil)
	}
	memory := newBytes(w.env, n+max(alignment, 8))
	return w.class.Of(bufferOf(w.class.New(memory)), alignedOffset(memory, alignment), n)
}

// alignedOffset is where the first multiple of alignment, a power of two, is in
// memory. Go does not move what has escaped to the heap.
func alignedOffset(memory []byte, alignment int) int {
	address := uintptr(unsafe.Pointer(unsafe.SliceData(memory)))
	return int(-address & uintptr(alignment-1))
}

func (w *world) copyBytesFrom(c goja.FunctionCall) goja.Value {
	view := c.Argument(0)
	_, _, length, size, ok := raw.TypedArray(view)
	if !ok {
		errs.Throw(w.env, "ERR_INVALID_ARG_TYPE", "view", []string{"TypedArray"}, view)
	}
	start, end := 0, length
	if v := c.Argument(1); length > 0 && !goja.IsUndefined(v) {
		start = min(w.offset(v, "offset", MaxLength), length)
	}
	if v := c.Argument(2); start < end && !goja.IsUndefined(v) {
		end = min(start+w.offset(v, "length", MaxLength), length)
	}
	all, _ := raw.View(view)
	return w.copyOf(all[start*size : end*size])
}

// copyOf makes a Buffer with the same bytes, from the pool if they are few.
func (w *world) copyOf(b []byte) *goja.Object {
	o, memory := w.allocate(len(b))
	copy(memory, b)
	return o
}
