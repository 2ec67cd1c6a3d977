package buffer

import (
	"strings"
	"unsafe"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/raw"
)

// Encoding is one of Node's ways to write text as bytes.
type Encoding uint8

const (
	UTF8 Encoding = iota
	UTF16LE
	Latin1
	ASCII
	Hex
	Base64
	Base64URL
)

var encodingNames = [...]string{"utf8", "utf16le", "latin1", "ascii", "hex", "base64", "base64url"}

// String returns Node's name for the encoding.
func (enc Encoding) String() string { return encodingNames[enc] }

// ParseEncoding finds an encoding by any of the names that Node knows, in any
// case. The empty string is none.
func ParseEncoding(name string) (Encoding, bool) {
	if enc, ok := encodingNamed(name); ok || len(name) > len("base64url") {
		return enc, ok
	}
	return encodingNamed(strings.ToLower(name))
}

func encodingNamed(name string) (Encoding, bool) {
	switch name {
	case "utf8", "utf-8":
		return UTF8, true
	case "latin1", "binary":
		return Latin1, true
	case "ascii":
		return ASCII, true
	case "hex":
		return Hex, true
	case "base64":
		return Base64, true
	case "base64url":
		return Base64URL, true
	case "ucs2", "ucs-2", "utf16le", "utf-16le":
		return UTF16LE, true
	}
	return 0, false
}

// text is what a string value holds: ASCII, or UTF-16 units.
type text struct {
	ascii string
	units []uint16
}

// textOf returns what v holds, after ToString if it is not a string.
func textOf(v goja.Value) text {
	ascii, units, ok := raw.Text(v)
	if !ok {
		ascii, units, _ = raw.Text(raw.ToString(v))
	}
	return text{ascii, units}
}

// ToString is `${v}`: it throws for symbols.
func ToString(e *env.Env, v goja.Value) goja.Value {
	if _, ok := v.(*goja.Symbol); ok {
		panic(e.VM.NewTypeError("Cannot convert a Symbol value to a string"))
	}
	return raw.ToString(v)
}

func (t text) len() int {
	if t.units != nil {
		return len(t.units)
	}
	return len(t.ascii)
}

// shared returns the text's bytes if they are the same in UTF-8, Latin-1 and
// ASCII. They must not be changed.
func (t text) shared() ([]byte, bool) {
	return unsafe.Slice(unsafe.StringData(t.ascii), len(t.ascii)), t.units == nil
}

// size is how many bytes the text takes in enc; for hex and base64 it may be
// more than there will be.
func (t text) size(enc Encoding) int {
	switch enc {
	case UTF16LE:
		return t.len() * 2
	case Latin1, ASCII:
		return t.len()
	case Hex:
		return t.len() / 2
	case Base64, Base64URL:
		return base64Size(t)
	}
	if t.units == nil {
		return len(t.ascii)
	}
	return utf8Size(t.units)
}

// write puts as much of the text into dst as there is room for, whole
// characters only, and returns the number of bytes.
func (t text) write(dst []byte, enc Encoding) int {
	switch enc {
	case UTF16LE:
		return writeUTF16(dst, t)
	case Latin1, ASCII:
		return writeLatin1(dst, t)
	case Hex:
		return writeHex(dst, t)
	case Base64, Base64URL:
		return writeBase64(dst, t)
	}
	if t.units == nil {
		return copy(dst, t.ascii)
	}
	return writeUTF8(dst, t.units)
}

// Encode returns the bytes of v, a string, in enc. They belong to the caller.
func Encode(e *env.Env, v goja.Value, enc Encoding) []byte {
	t := textOf(v)
	b := newBytes(e, t.size(enc))
	return b[:t.write(b, enc)]
}

// Peek is Encode for a caller that only reads the bytes: they may be the
// string's own.
func Peek(e *env.Env, v goja.Value, enc Encoding) []byte {
	if enc <= ASCII && enc != UTF16LE {
		if b, ok := textOf(v).shared(); ok {
			return b
		}
	}
	return Encode(e, v, enc)
}

// ByteLength returns how many bytes v, a string, takes in enc.
func ByteLength(v goja.Value, enc Encoding) int {
	return textOf(v).size(enc)
}

// MaxStringLength is how many units a string may have.
const MaxStringLength = 1<<29 - 24

// Decode makes a string of b, which it copies. It throws ERR_STRING_TOO_LONG.
func Decode(e *env.Env, b []byte, enc Encoding) goja.Value {
	if n := decodedLength(len(b), enc); n > MaxStringLength {
		throwStringTooLong(e)
	}
	switch enc {
	case UTF16LE:
		return decodeUTF16(b)
	case Latin1:
		return decodeLatin1(b)
	case ASCII:
		return decodeASCII(b)
	case Hex:
		return decodeHex(b)
	case Base64:
		return decodeBase64(b)
	case Base64URL:
		return decodeBase64URL(b)
	}
	if n := raw.ASCIIPrefix(b); n < len(b) {
		return decodeUTF8(e, b, n)
	}
	if len(b) > MaxStringLength {
		throwStringTooLong(e)
	}
	return raw.ASCII(string(b))
}

// decodedLength is the number of units that n bytes become; for UTF-8 the
// least that they may become.
func decodedLength(n int, enc Encoding) int {
	switch enc {
	case UTF16LE:
		return n / 2
	case Hex:
		return n * 2
	case Base64, Base64URL:
		return (n + 2) / 3 * 4
	case UTF8:
		return n / 3
	}
	return n
}

func throwStringTooLong(e *env.Env) {
	err := errs.Error(e, "Cannot create a string longer than 0x1fffffe8 characters")
	err.Set("code", "ERR_STRING_TOO_LONG")
	panic(err)
}
