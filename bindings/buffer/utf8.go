package buffer

import (
	"unicode/utf8"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/internal/raw"
	"gonet/bindings/internal/utf8text"
)

func isLead(u uint16) bool  { return u&0xFC00 == 0xD800 }
func isTrail(u uint16) bool { return u&0xFC00 == 0xDC00 }

// utf8Size is the length of units in UTF-8, where a surrogate without its
// other half counts as U+FFFD.
func utf8Size(units []uint16) int {
	n := 0
	for i := 0; i < len(units); i++ {
		switch u := units[i]; {
		case u < 0x80:
			n++
		case u < 0x800:
			n += 2
		case isLead(u) && i+1 < len(units) && isTrail(units[i+1]):
			n += 4
			i++
		default:
			n += 3
		}
	}
	return n
}

// writeUTF8 writes the characters that fit wholly into dst.
func writeUTF8(dst []byte, units []uint16) int {
	n := 0
	for i := 0; i < len(units); i++ {
		u := units[i]
		if u < 0x80 {
			if n == len(dst) {
				break
			}
			dst[n] = byte(u)
			n++
			continue
		}
		r := rune(u)
		switch {
		case isLead(u) && i+1 < len(units) && isTrail(units[i+1]):
			r = (r-0xD800)<<10 + rune(units[i+1]) - 0xDC00 + 0x10000
			i++
		case isLead(u) || isTrail(u):
			r = utf8.RuneError
		}
		if n+utf8.RuneLen(r) > len(dst) {
			break
		}
		n += utf8.EncodeRune(dst[n:], r)
	}
	return n
}

// decodeUTF8 decodes b, of which the first ascii bytes are ASCII and the next
// one is not.
func decodeUTF8(e *env.Env, b []byte, ascii int) goja.Value {
	n := ascii + utf16Size(b[ascii:])
	if n > MaxStringLength {
		throwStringTooLong(e)
	}
	units := make([]uint16, 1+n)
	units[0] = raw.BOM
	for i, c := range b[:ascii] {
		units[1+i] = uint16(c)
	}
	fillUTF16(units[1+ascii:], b[ascii:])
	return raw.UTF16(units)
}

// utf16Size is how many units b becomes in UTF-16.
func utf16Size(b []byte) int {
	n := 0
	if utf8.Valid(b) {
		for _, c := range b {
			if c&0xC0 != 0x80 {
				n++
			}
			if c >= 0xF0 {
				n++
			}
		}
		return n
	}
	for len(b) > 0 {
		r, size := utf8text.DecodeRune(b)
		b = b[size:]
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

// fillUTF16 decodes b into units, which has the right length.
func fillUTF16(units []uint16, b []byte) {
	n := 0
	for i := 0; i < len(b); {
		if c := b[i]; c < 0x80 {
			units[n] = uint16(c)
			n++
			i++
			continue
		}
		r, size := utf8text.DecodeRune(b[i:])
		i += size
		if r > 0xFFFF {
			r -= 0x10000
			units[n], units[n+1] = uint16(0xD800+r>>10), uint16(0xDC00+r&0x3FF)
			n += 2
			continue
		}
		units[n] = uint16(r)
		n++
	}
}
