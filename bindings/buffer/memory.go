package buffer

import (
	"strings"
	"unsafe"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/memory"
)

// smallSize is the size up to which clearing memory costs nothing to speak of.
const smallSize = 512

// newBytes returns n bytes with whatever they held before, unless the option
// zero-fill-buffers is on. It throws when the system does not have them.
func newBytes(e *env.Env, n int) []byte {
	if n <= smallSize {
		return make([]byte, n)
	}
	if _, zero := e.Option("zero-fill-buffers"); zero {
		return newZeroed(e, n)
	}
	if !memory.Has(n) {
		err := errs.RangeError(e, "Failed to allocate memory")
		err.Set("code", "ERR_MEMORY_ALLOCATION_FAILED")
		panic(err)
	}
	return Uncleared(n)
}

// Uncleared returns n bytes, at least one, with whatever they held before: they
// must be filled before a script sees them.
func Uncleared(n int) []byte {
	// A string builder is what gives memory that is not cleared.
	var b strings.Builder
	b.Grow(n)
	b.WriteByte(0)
	return unsafe.Slice(unsafe.StringData(b.String()), n)
}

// newZeroed returns n bytes that are zero. It throws when the system does not
// have them.
func newZeroed(e *env.Env, n int) []byte {
	if !memory.Has(n) {
		panic(errs.RangeError(e, "Array buffer allocation failed"))
	}
	return make([]byte, n)
}
