package buffer

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"

	"github.com/dop251/goja"

	"gonet/bindings/internal/raw"
)

func writeUTF16(dst []byte, t text) int {
	n := min(t.len(), len(dst)/2)
	if t.units == nil {
		for i := range n {
			binary.LittleEndian.PutUint16(dst[2*i:], uint16(t.ascii[i]))
		}
		return 2 * n
	}
	for i, u := range t.units[:n] {
		binary.LittleEndian.PutUint16(dst[2*i:], u)
	}
	return 2 * n
}

func decodeUTF16(b []byte) goja.Value {
	units := make([]uint16, 1+len(b)/2)
	units[0] = raw.BOM
	var all uint16
	for i := range units[1:] {
		u := binary.LittleEndian.Uint16(b[2*i:])
		units[1+i] = u
		all |= u
	}
	if all < 0x80 {
		return goja.StringFromUTF16(units[1:])
	}
	return raw.UTF16(units)
}

func writeLatin1(dst []byte, t text) int {
	if t.units == nil {
		return copy(dst, t.ascii)
	}
	n := min(len(t.units), len(dst))
	for i, u := range t.units[:n] {
		dst[i] = byte(u)
	}
	return n
}

func decodeLatin1(b []byte) goja.Value {
	if raw.IsASCII(b) {
		return raw.ASCII(string(b))
	}
	units := make([]uint16, 1+len(b))
	units[0] = raw.BOM
	for i, c := range b {
		units[1+i] = uint16(c)
	}
	return raw.UTF16(units)
}

// decodeASCII drops the highest bit, as Node does.
func decodeASCII(b []byte) goja.Value {
	if raw.IsASCII(b) {
		return raw.ASCII(string(b))
	}
	stripped := make([]byte, len(b))
	for i, c := range b {
		stripped[i] = c & 0x7F
	}
	return raw.ASCIIBytes(stripped)
}

// digits has the value of each hexadecimal and each base64 digit; skip for
// other bytes.
const skip = 0xFF

type digits [256]byte

var hexDigits, base64Digits = digitsOf("0123456789abcdef", "ABCDEF", 10),
	digitsOf("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", "-_", 62)

// digitsOf counts first from 0 and second, other forms of the same, from base.
func digitsOf(first, second string, base byte) *digits {
	var d digits
	for i := range d {
		d[i] = skip
	}
	for i := range len(first) {
		d[first[i]] = byte(i)
	}
	for i := range len(second) {
		d[second[i]] = base + byte(i)
	}
	return &d
}

// writeHex stops at the first pair that is not two digits. Of characters beyond
// Latin-1 it sees the low byte, as Node does.
func writeHex(dst []byte, t text) int {
	n := min(t.len()/2, len(dst))
	if t.units == nil {
		for i := range n {
			high, low := hexDigits[t.ascii[2*i]], hexDigits[t.ascii[2*i+1]]
			if high == skip || low == skip {
				return i
			}
			dst[i] = high<<4 | low
		}
		return n
	}
	for i := range n {
		high, low := hexDigits[byte(t.units[2*i])], hexDigits[byte(t.units[2*i+1])]
		if high == skip || low == skip {
			return i
		}
		dst[i] = high<<4 | low
	}
	return n
}

func decodeHex(b []byte) goja.Value {
	out := make([]byte, 2*len(b))
	hex.Encode(out, b)
	return raw.ASCIIBytes(out)
}

func base64Size(t text) int {
	at := func(i int) uint16 {
		if t.units != nil {
			return t.units[i]
		}
		return uint16(t.ascii[i])
	}
	n := t.len()
	if n > 0 && at(n-1) == '=' {
		n--
	}
	if n > 1 && at(n-1) == '=' {
		n--
	}
	return n * 3 / 4
}

// writeBase64 takes both alphabets, skips what belongs to neither, and stops
// at the padding, however much is missing. Of characters beyond Latin-1 it
// sees the low byte, as Base64Decode in nodejs/nbytes does.
func writeBase64(dst []byte, t text) int {
	d := base64Decoder{dst: dst}
	if t.units == nil {
		for i := 0; i < len(t.ascii) && d.take(t.ascii[i]); i++ {
		}
		return d.n
	}
	for i := 0; i < len(t.units) && d.take(byte(t.units[i])); i++ {
	}
	return d.n
}

// base64Decoder turns digits of 6 bits into bytes.
type base64Decoder struct {
	dst  []byte
	n    int
	bits uint32 // not yet written
	held uint   // how many they are
}

// take adds one digit and reports whether more are wanted.
func (d *base64Decoder) take(c byte) bool {
	v := base64Digits[c]
	if v == skip {
		return c != '='
	}
	d.bits = d.bits<<6 | uint32(v)
	d.held += 6
	if d.held < 8 {
		return true
	}
	if d.n == len(d.dst) {
		return false
	}
	d.held -= 8
	d.dst[d.n] = byte(d.bits >> d.held)
	d.n++
	return true
}

func decodeBase64(b []byte) goja.Value    { return base64Text(base64.StdEncoding, b) }
func decodeBase64URL(b []byte) goja.Value { return base64Text(base64.RawURLEncoding, b) }

func base64Text(enc *base64.Encoding, b []byte) goja.Value {
	out := make([]byte, enc.EncodedLen(len(b)))
	enc.Encode(out, b)
	return raw.ASCIIBytes(out)
}
