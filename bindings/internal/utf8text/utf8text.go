// Package utf8text decodes UTF-8 as the Encoding Standard says: what is invalid
// is one U+FFFD for each maximal part of a character
// (https://encoding.spec.whatwg.org/#utf-8-decoder), where package utf8 has one
// for each byte.
package utf8text

import (
	"strings"
	"unicode/utf8"
)

// DecodeRune returns the first character of b, which is not empty, and its
// size.
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

// Decode decodes b.
func Decode(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	var s strings.Builder
	s.Grow(len(b) + utf8.UTFMax)
	for len(b) > 0 {
		r, size := DecodeRune(b)
		s.WriteRune(r)
		b = b[size:]
	}
	return s.String()
}
