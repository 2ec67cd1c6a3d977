package encoding

import (
	"bytes"
	"errors"
	"unicode/utf8"

	"github.com/dop251/goja"
	"golang.org/x/text/encoding"
	"golang.org/x/text/transform"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/bindings/internal/utf8text"
)

var errInvalid = errors.New("invalid data")

// decoder is the state of a TextDecoder.
type decoder struct {
	name      string
	fatal     bool
	ignoreBOM bool

	decode  func(e *env.Env, b []byte, last bool) (goja.Value, error)
	rest    []byte // the start of a character, from the call before
	started bool   // a BOM can no longer come
}

func newDecoder(label string) (*decoder, string, bool) {
	name, enc, ok := lookUp(label)
	if !ok || name == "replacement" {
		return nil, name, false
	}
	d := &decoder{name: name}
	switch {
	case name == "utf-8":
		d.decode = d.utf8
	case enc == nil:
		d.decode = d.utf16
	case !multiByte[name]:
		table := singleByteTable(enc)
		d.decode = func(_ *env.Env, b []byte, _ bool) (goja.Value, error) { return d.singleByte(table, b) }
	default:
		t := enc.NewDecoder()
		d.decode = func(e *env.Env, b []byte, last bool) (goja.Value, error) { return d.legacy(e, t, b, last) }
	}
	return d, name, true
}

// joined puts what the call before has left in front of b.
func (d *decoder) joined(b []byte) []byte {
	if len(d.rest) == 0 {
		return b
	}
	b = append(d.rest, b...)
	d.rest = nil
	return b
}

// keep sets n bytes at the end of b aside for the next call and returns those
// in front of them.
func (d *decoder) keep(b []byte, n int) []byte {
	if n > 0 {
		d.rest = bytes.Clone(b[len(b)-n:])
	}
	return b[:len(b)-n]
}

var utf8BOM = []byte("\xef\xbb\xbf")

func (d *decoder) utf8(e *env.Env, b []byte, last bool) (goja.Value, error) {
	started := d.started
	b = d.joined(b)
	if last {
		d.started = false
	} else if b = d.keep(b, utf8text.PartialRune(b)); len(b) == 0 {
		return e.VM.ToValue(""), nil
	}
	if d.fatal && !utf8.Valid(b) {
		d.rest = nil
		return nil, errInvalid
	}
	d.started = !last
	if !started && !d.ignoreBOM {
		b = bytes.TrimPrefix(b, utf8BOM)
	}
	return buffer.Decode(e, b, buffer.UTF8), nil
}

const bom = 0xFEFF

func (d *decoder) utf16(e *env.Env, b []byte, last bool) (goja.Value, error) {
	b = d.joined(b)
	if !last {
		b = d.keep(b, d.utf16Tail(b))
	}
	units := make([]uint16, 0, len(b)/2+1)
	for i := 0; i+1 < len(b); i += 2 {
		units = append(units, d.unit(b[i:]))
	}
	valid := replaceLone(units)
	if len(b)%2 == 1 {
		units, valid = append(units, utf8.RuneError), false
	}
	if d.fatal && !valid {
		d.started = false
		return nil, errInvalid
	}
	if !d.started && !d.ignoreBOM && len(units) > 0 && units[0] == bom {
		units = units[1:]
		d.started = true
	}
	d.started = !last && (d.started || len(units) > 0)
	return goja.StringFromUTF16(units), nil
}

func (d *decoder) unit(b []byte) uint16 {
	if d.name == "utf-16be" {
		return uint16(b[0])<<8 | uint16(b[1])
	}
	return uint16(b[1])<<8 | uint16(b[0])
}

// utf16Tail is how many bytes at the end of b are half a unit or half a pair.
func (d *decoder) utf16Tail(b []byte) int {
	n := len(b) % 2
	if len(b)-n >= 2 && isLead(d.unit(b[len(b)-n-2:])) {
		n += 2
	}
	return n
}

func isLead(u uint16) bool  { return u&0xFC00 == 0xD800 }
func isTrail(u uint16) bool { return u&0xFC00 == 0xDC00 }

// replaceLone makes surrogates without their other half U+FFFD, and reports
// whether there were none.
func replaceLone(units []uint16) bool {
	valid := true
	for i := 0; i < len(units); i++ {
		switch {
		case isLead(units[i]) && i+1 < len(units) && isTrail(units[i+1]):
			i++
		case isLead(units[i]) || isTrail(units[i]):
			units[i], valid = utf8.RuneError, false
		}
	}
	return valid
}

// multiByte are the encodings of which a character may be several bytes, other
// than UTF-8 and UTF-16.
var multiByte = map[string]bool{
	"big5": true, "euc-jp": true, "euc-kr": true, "gb18030": true, "gbk": true, "iso-2022-jp": true, "shift_jis": true,
}

// singleByteTable asks enc for each byte. What x/text leaves undefined from
// 0x80 to 0x9F are control characters in the standard.
func singleByteTable(enc encoding.Encoding) *[256]uint16 {
	var table [256]uint16
	t := enc.NewDecoder()
	for i := range table {
		out, err := t.Bytes([]byte{byte(i)})
		r, _ := utf8.DecodeRune(out)
		if err != nil || r == utf8.RuneError && i >= 0x80 && i <= 0x9F {
			r = rune(i)
		}
		table[i] = uint16(r)
	}
	return &table
}

func (d *decoder) singleByte(table *[256]uint16, b []byte) (goja.Value, error) {
	units := make([]uint16, len(b))
	for i, c := range b {
		units[i] = table[c]
		if d.fatal && units[i] == utf8.RuneError {
			return nil, errInvalid
		}
	}
	return goja.StringFromUTF16(units), nil
}

// legacy decodes with x/text, which writes U+FFFD for what is invalid; no
// encoding but gb18030 has that character itself.
func (d *decoder) legacy(e *env.Env, t transform.Transformer, b []byte, last bool) (goja.Value, error) {
	b = d.joined(b)
	out := make([]byte, 0, 2*len(b)+16)
	for {
		n, read, err := t.Transform(out[len(out):cap(out)], b, last)
		out, b = out[:len(out)+n], b[read:]
		if err == transform.ErrShortDst {
			out = append(make([]byte, 0, 2*cap(out)+16), out...)
			continue
		}
		if err == transform.ErrShortSrc {
			d.keep(b, len(b))
		}
		break
	}
	if last {
		t.Reset()
	}
	if d.fatal && bytes.ContainsRune(out, utf8.RuneError) {
		return nil, errInvalid
	}
	return buffer.Decode(e, out, buffer.UTF8), nil
}
