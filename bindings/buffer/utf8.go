package buffer

import (
	"unicode/utf8"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/internal/raw"
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
		r, size := DecodeRune(b)
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
		r, size := DecodeRune(b[i:])
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

// DecodeRune returns the first character of b, which is not empty, and its
// size. What is not UTF-8 is U+FFFD, one for each maximal part of a character
// (https://encoding.spec.whatwg.org/#utf-8-decoder), where package utf8 has
// one for each byte.
func DecodeRune(b []byte) (rune, int) {
	if r, size := utf8.DecodeRune(b); r != utf8.RuneError || size == 3 {
		return r, size
	}
	need, low, high := utf8Lead(b[0])
	size := 1
	for ; size < need && size < len(b) && b[size] >= low && b[size] <= high; size++ {
		low, high = 0x80, 0xBF
	}
	return utf8.RuneError, size
}

// utf8Lead returns how many bytes the character that starts with c has, and
// what the second may be; c itself is not part of any character if need is 1.
func utf8Lead(c byte) (need int, low, high byte) {
	switch {
	case c >= 0xC2 && c <= 0xDF:
		return 2, 0x80, 0xBF
	case c == 0xE0:
		return 3, 0xA0, 0xBF
	case c == 0xED:
		return 3, 0x80, 0x9F
	case c >= 0xE1 && c <= 0xEF:
		return 3, 0x80, 0xBF
	case c == 0xF0:
		return 4, 0x90, 0xBF
	case c >= 0xF1 && c <= 0xF3:
		return 4, 0x80, 0xBF
	case c == 0xF4:
		return 4, 0x80, 0x8F
	}
	return 1, 0, 0
}

// PartialRune returns how many bytes at the end of b are the start of a
// character whose rest may follow.
func PartialRune(b []byte) int {
	for n := 1; n <= 3 && n <= len(b); n++ {
		tail := b[len(b)-n:]
		if tail[0]&0xC0 == 0x80 {
			continue
		}
		need, _, _ := utf8Lead(tail[0])
		if _, size := DecodeRune(tail); need > n && size == n {
			return n
		}
		return 0
	}
	return 0
}
