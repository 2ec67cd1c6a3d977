package buffer

import (
	"unicode/utf8"

	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/bindings/internal/raw"
	"gonet/bindings/internal/validate"
)

// transcode is buffer.transcode(source, fromEncoding, toEncoding), between the
// four encodings that Node lets ICU convert. Source: nodejs/node:src/node_i18n.cc.
func (w *world) transcode(c goja.FunctionCall) goja.Value {
	source := w.uint8Array(c.Argument(0), "source")
	if len(source) == 0 {
		return w.class.New(nil)
	}
	from, ok1 := transcodable(c.Argument(1))
	to, ok2 := transcodable(c.Argument(2))
	if !ok1 || !ok2 {
		w.throwICU("U_ILLEGAL_ARGUMENT_ERROR", 1)
	}
	if strict := to == UTF16LE && from == UTF8 && !utf8.Valid(source); strict {
		w.throwICU("U_INVALID_CHAR_FOUND", 10)
	}
	if from == ASCII && to != UTF16LE {
		source = asciiOrUnknown(source)
		from = UTF8
	}
	units := unitsOf(source, from)
	if from == UTF16LE && to == UTF8 && !isWellFormed(units) {
		w.throwICU("U_INVALID_CHAR_FOUND", 10)
	}
	if to == ASCII || to == Latin1 {
		return w.class.New(narrow(units, to))
	}
	return w.class.New(Encode(w.env, goja.StringFromUTF16(units), to))
}

func transcodable(v goja.Value) (Encoding, bool) {
	if validate.Nullish(v) {
		return UTF8, true
	}
	enc, ok := ParseEncoding(v.String())
	return enc, ok && enc <= ASCII
}

func (w *world) throwICU(name string, number int) {
	err := errs.Error(w.env, "Unable to transcode Buffer ["+name+"]")
	err.Set("code", name)
	err.Set("errno", number)
	panic(err)
}

// asciiOrUnknown makes UTF-8 of ASCII, with U+FFFD for what is not ASCII.
func asciiOrUnknown(b []byte) []byte {
	out := make([]byte, 0, len(b))
	for _, c := range b {
		if c < 0x80 {
			out = append(out, c)
		} else {
			out = utf8.AppendRune(out, utf8.RuneError)
		}
	}
	return out
}

// unitsOf decodes b, ASCII as Latin-1.
func unitsOf(b []byte, enc Encoding) []uint16 {
	switch enc {
	case UTF8:
		units := make([]uint16, utf16Size(b))
		fillUTF16(units, b)
		return units
	case UTF16LE:
		units := make([]uint16, len(b)/2)
		for i := range units {
			units[i] = uint16(b[2*i]) | uint16(b[2*i+1])<<8
		}
		return units
	}
	units := make([]uint16, len(b))
	for i, c := range b {
		units[i] = uint16(c)
	}
	return units
}

func isWellFormed(units []uint16) bool {
	for i := 0; i < len(units); i++ {
		if isLead(units[i]) && i+1 < len(units) && isTrail(units[i+1]) {
			i++
		} else if isLead(units[i]) || isTrail(units[i]) {
			return false
		}
	}
	return true
}

// narrow writes one byte for each character, '?' for one that to does not have.
func narrow(units []uint16, to Encoding) []byte {
	most := uint16(0xFF)
	if to == ASCII {
		most = 0x7F
	}
	out := make([]byte, 0, len(units))
	for i := 0; i < len(units); i++ {
		switch u := units[i]; {
		case u <= most:
			out = append(out, byte(u))
		case isLead(u) && i+1 < len(units) && isTrail(units[i+1]):
			i++
			out = append(out, '?')
		default:
			out = append(out, '?')
		}
	}
	return out
}

// bytesToCheck returns the bytes of the argument of isUtf8 and isAscii.
func (w *world) bytesToCheck(v goja.Value) []byte {
	if _, _, _, _, ok := raw.TypedArray(v); !ok {
		if _, ok := raw.ArrayBuffer(v); !ok {
			errs.Throw(w.env, "ERR_INVALID_ARG_TYPE", "input", []string{"ArrayBuffer", "Buffer", "TypedArray"}, v)
		}
	}
	if raw.IsDetached(v) {
		errs.Throw(w.env, "ERR_INVALID_STATE", "Cannot validate on a detached buffer")
	}
	b, _ := AnyBytes(w.env, v)
	return b
}
