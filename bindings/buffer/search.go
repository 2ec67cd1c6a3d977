package buffer

import (
	"bytes"
	"math"

	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/bindings/internal/raw"
)

// indexOf makes buf.indexOf(value, byteOffset, end, encoding), or lastIndexOf.
// Source: nodejs/node:lib/buffer.js (bidirectionalIndexOf), src/node_buffer.cc.
func (w *world) indexOf(forward bool) func(goja.FunctionCall) goja.Value {
	return func(c goja.FunctionCall) goja.Value {
		b, ok := raw.View(c.This)
		if !ok {
			errs.Throw(w.env, "ERR_INVALID_ARG_TYPE", "buffer", []string{"Buffer", "TypedArray", "DataView"}, c.This)
		}
		offset, end, encoding := c.Argument(1), c.Argument(2), c.Argument(3)
		if raw.IsString(end) {
			encoding, end = end, goja.Undefined()
		}
		if raw.IsString(offset) {
			encoding, offset = offset, goja.Undefined()
		}
		if !goja.IsUndefined(end) {
			b = b[:clamp(toFloat(end), len(b))]
		}
		start := toFloat(offset)
		if math.IsNaN(start) {
			start = 0
			if !forward {
				start = float64(len(b))
			}
		}
		needle, enc := w.needle(c.Argument(0), encoding)
		s := search{b, needle, forward}
		return w.env.VM.ToValue(s.from(int(max(math.MinInt32, min(start, math.MaxInt32))), enc))
	}
}

// clamp makes f an index from 0 to most.
func clamp(f float64, most int) int {
	return int(max(0, min(notNaN(f), float64(most))))
}

// needle returns the bytes to look for, and the encoding that says how far
// apart places to look at are.
func (w *world) needle(v, encoding goja.Value) ([]byte, Encoding) {
	if goja.IsNumber(v) {
		return []byte{toUint8(v)}, UTF8
	}
	enc, known := UTF8, true
	if !goja.IsUndefined(encoding) {
		enc, known = ParseEncoding(encoding.String())
	}
	if raw.IsString(v) {
		if !known {
			errs.Throw(w.env, "ERR_UNKNOWN_ENCODING", encoding.String())
		}
		return Peek(w.env, v, enc), enc
	}
	b, ok := raw.Uint8(v)
	if !ok {
		errs.Throw(w.env, "ERR_INVALID_ARG_TYPE", "value", []string{"number", "string", "Buffer", "Uint8Array"}, v)
	}
	return b, enc
}

// search looks for needle in b, from the front or the back.
type search struct {
	b, needle []byte
	forward   bool
}

// from returns the index of the first match at or behind offset, or of the
// last at or before it, -1 if there is none. A negative offset counts from the
// end.
func (s search) from(offset int, enc Encoding) int {
	at := s.start(offset)
	if len(s.needle) == 0 || at < 0 {
		return at
	}
	if len(s.needle) > len(s.b) || s.forward && at+len(s.needle) > len(s.b) {
		return -1
	}
	if enc == UTF16LE {
		return s.aligned(at)
	}
	return s.find(at)
}

// start is IndexOfOffset in nodejs/node:src/node_buffer.cc.
func (s search) start(offset int) int {
	switch {
	case offset < 0 && offset+len(s.b) >= 0:
		return len(s.b) + offset
	case offset < 0 && (s.forward || len(s.needle) == 0):
		return 0
	case offset < 0:
		return -1
	case offset+len(s.needle) <= len(s.b):
		return offset
	case len(s.needle) == 0:
		return len(s.b)
	case s.forward:
		return -1
	}
	return len(s.b) - 1
}

func (s search) find(at int) int {
	if !s.forward {
		return bytes.LastIndex(s.b[:min(at+len(s.needle), len(s.b))], s.needle)
	}
	i := bytes.Index(s.b[at:], s.needle)
	if i < 0 {
		return -1
	}
	return at + i
}

// aligned finds a match at an even index.
func (s search) aligned(at int) int {
	if len(s.b) < 2 || len(s.needle) < 2 {
		return -1
	}
	s.b, s.needle = s.b[:len(s.b)&^1], s.needle[:len(s.needle)&^1]
	for at &^= 1; ; {
		i := s.find(at)
		if i < 0 || i%2 == 0 {
			return i
		}
		if at = i - 1; s.forward {
			at = i + 1
		}
	}
}
