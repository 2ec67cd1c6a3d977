package buffer

import (
	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/bindings/internal/raw"
	"gonet/bindings/internal/validate"
)

// fillBytes is buf.fill(value, offset, end, encoding).
func (w *world) fillBytes(b []byte, value, offset, end, encoding goja.Value) {
	isText := raw.IsString(value)
	enc := UTF8
	if isText {
		switch {
		case goja.IsUndefined(offset) || raw.IsString(offset):
			encoding, offset, end = offset, goja.Undefined(), goja.Undefined()
		case raw.IsString(end):
			encoding, end = end, goja.Undefined()
		}
		enc = w.fillEncoding(encoding)
	}
	if !goja.IsUndefined(offset) {
		start := w.offset(offset, "offset", MaxLength)
		stop := len(b)
		if !goja.IsUndefined(end) {
			stop = w.offset(end, "end", len(b))
		}
		if start >= stop {
			return
		}
		b = b[start:stop]
	}
	if goja.IsNumber(value) || isText && textOf(value).len() == 0 {
		fillByte(b, toUint8(value))
		return
	}
	pattern, ok := raw.View(value)
	switch {
	case isText:
		pattern = Peek(w.env, value, enc)
	case !ok:
		fillByte(b, toUint8(value))
		return
	}
	if len(b) == 0 {
		return
	}
	if len(pattern) == 0 {
		errs.Throw(w.env, "ERR_INVALID_ARG_VALUE", "value", value)
	}
	repeat(b, pattern)
}

// fillEncoding returns the encoding that v names for fill, which takes the
// empty string and null for UTF-8.
func (w *world) fillEncoding(v goja.Value) Encoding {
	if validate.Nullish(v) {
		return UTF8
	}
	name := validate.String(w.env, v, "encoding")
	if name == "" {
		return UTF8
	}
	return w.encoding(v)
}

func fillByte(b []byte, c byte) {
	if len(b) > 0 {
		repeat(b, []byte{c})
	}
}

// repeat fills b with pattern, over and over.
func repeat(b, pattern []byte) {
	for n := copy(b, pattern); n < len(b); {
		n += copy(b[n:], b[:n])
	}
}
