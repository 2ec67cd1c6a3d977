// Package buffer is node:buffer: Buffer, its encodings, atob and btoa, and for
// the other bindings the way from bytes to Buffers and from strings to bytes.
//
// A Buffer is a Uint8Array of goja's whose prototype is Buffer.prototype.
// Source: nodejs/node:lib/buffer.js, lib/internal/buffer.js, src/node_buffer.cc.
package buffer

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/internal/raw"
)

// world is what the package keeps in one Env.
type world struct {
	env   *env.Env
	class *raw.Class
	ctor  *goja.Object // Buffer
	proto *goja.Object // Buffer.prototype
	fast  *env.Class   // FastBuffer, what Buffer[Symbol.species] is
	pool  pool

	subarrayMethod    goja.Value // to see whether a script has replaced it
	inspectMaxBytes   float64
	deprecationChecks int
}

var slot = env.NewSlot(newWorld)

// New makes a Buffer of b, which belongs to it from now on.
func New(e *env.Env, b []byte) *goja.Object {
	return slot.Of(e).class.New(b)
}

// Bytes returns the bytes that v shows, shared with it, if v is a Buffer,
// another typed array, or a DataView.
func Bytes(_ *env.Env, v goja.Value) ([]byte, bool) { return raw.View(v) }

// AnyBytes is Bytes that takes an ArrayBuffer too.
func AnyBytes(_ *env.Env, v goja.Value) ([]byte, bool) {
	if b, ok := raw.View(v); ok {
		return b, true
	}
	return raw.ArrayBuffer(v)
}

// BytesOf returns the bytes of a string, in an encoding unless that is nil or no
// name of one, or of a view or an ArrayBuffer; of other values those of nothing.
func BytesOf(e *env.Env, v, encoding goja.Value) []byte {
	if !raw.IsString(v) {
		b, _ := AnyBytes(e, v)
		return b
	}
	if encoding != nil && raw.IsString(encoding) {
		if enc, ok := ParseEncoding(encoding.String()); ok {
			return Encode(e, v, enc)
		}
	}
	return Encode(e, v, UTF8)
}

// IsUint8Array reports whether v is a Uint8Array, as every Buffer is.
func IsUint8Array(v goja.Value) bool {
	_, ok := raw.Uint8(v)
	return ok
}

// Is reports whether v is a Buffer, as Buffer.isBuffer does.
func Is(e *env.Env, v goja.Value) bool {
	return slot.Of(e).is(v)
}

func (w *world) is(v goja.Value) bool {
	o, ok := v.(*goja.Object)
	for ok && o != nil {
		if o = o.Prototype(); o == w.proto {
			return true
		}
	}
	return false
}

// Class returns the Buffer constructor.
func Class(e *env.Env) *goja.Object { return slot.Of(e).ctor }
