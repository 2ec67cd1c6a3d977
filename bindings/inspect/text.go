package inspect

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// Text inside this package is a Go string in WTF-8: UTF-8 in which a lone
// surrogate, which JavaScript strings may hold, stands as its own three bytes
// (ED A0..BF xx). Lengths and positions that Node counts are counted in UTF-16
// units, as JavaScript does.

const (
	surrogateMin     = 0xd800
	lowSurrogateMin  = 0xdc00
	surrogateMax     = 0xdfff
	surrogateLead    = 0xed // first byte of a surrogate in WTF-8
	surrogateSecond  = 0xa0 // least second byte of a surrogate in WTF-8
	surrogateByteLen = 3
)

// textOf gives v's text, which must be a JavaScript string, in WTF-8.
func textOf(v goja.Value) string {
	s := v.String()
	if !strings.Contains(s, "\uFFFD") {
		return s
	}
	js, ok := v.(goja.String)
	if !ok {
		return s
	}
	units := make([]uint16, js.Length())
	for i := range units {
		units[i] = js.CharAt(i)
	}
	return textOfUnits(units)
}

// textOfUnits encodes UTF-16 units as WTF-8.
func textOfUnits(units []uint16) string {
	buf := make([]byte, 0, len(units)+len(units)/2)
	for i := 0; i < len(units); i++ {
		r := rune(units[i])
		if utf16.IsSurrogate(r) {
			if i+1 < len(units) {
				if pair := utf16.DecodeRune(r, rune(units[i+1])); pair != utf8.RuneError {
					buf = utf8.AppendRune(buf, pair)
					i++
					continue
				}
			}
			buf = appendSurrogate(buf, r)
			continue
		}
		buf = utf8.AppendRune(buf, r)
	}
	return string(buf)
}

func appendSurrogate(buf []byte, r rune) []byte {
	return append(buf, surrogateLead, 0x80|byte(r>>6)&0x3f, 0x80|byte(r)&0x3f)
}

// decodeText is utf8.DecodeRuneInString that knows lone surrogates.
func decodeText(s string) (rune, int) {
	r, size := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError && size == 1 && isSurrogateAt(s) {
		return surrogateMin | rune(s[1]&0x1f)<<6 | rune(s[2]&0x3f), surrogateByteLen
	}
	return r, size
}

func isSurrogateAt(s string) bool {
	return len(s) >= surrogateByteLen && s[0] == surrogateLead && s[1] >= surrogateSecond
}

func hasSurrogate(s string) bool {
	for i := strings.IndexByte(s, surrogateLead); i >= 0 && i < len(s); {
		if isSurrogateAt(s[i:]) {
			return true
		}
		next := strings.IndexByte(s[i+1:], surrogateLead)
		if next < 0 {
			return false
		}
		i += 1 + next
	}
	return false
}

// valueOfText makes the JavaScript string that WTF-8 text stands for.
func valueOfText(vm *goja.Runtime, s string) goja.Value {
	if !hasSurrogate(s) {
		return vm.ToValue(s)
	}
	units := make([]uint16, 0, len(s))
	for len(s) > 0 {
		r, size := decodeText(s)
		if r >= surrogateMin && r <= surrogateMax {
			units = append(units, uint16(r))
		} else {
			units = utf16.AppendRune(units, r)
		}
		s = s[size:]
	}
	return goja.StringFromUTF16(units)
}

// UTF8 replaces the lone surrogates of text made by this package with U+FFFD,
// as Node does when it encodes a string for output.
func UTF8(s string) string {
	if !hasSurrogate(s) {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		r, size := decodeText(s)
		if r >= surrogateMin && r <= surrogateMax {
			r = utf8.RuneError
		}
		b.WriteRune(r)
		s = s[size:]
	}
	return b.String()
}

// unitLen is the length of s in UTF-16 units.
func unitLen(s string) int {
	n := len(s)
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c < utf8.RuneSelf:
		case c < 0xc0: // continuation
			n--
		case c >= 0xf0: // outside the basic plane: two units
			n++
		}
	}
	return n
}

// firstUnits is s.slice(0, n).
func firstUnits(s string, n int) string {
	pos := 0
	for n > 0 && pos < len(s) {
		r, size := decodeText(s[pos:])
		if r > 0xffff {
			if n == 1 {
				high, _ := utf16.EncodeRune(r)
				return string(appendSurrogate([]byte(s[:pos]), high))
			}
			n--
		}
		n--
		pos += size
	}
	return s[:pos]
}

// compareUnits orders strings as JavaScript's default sort does.
func compareUnits(a, b string) int {
	for len(a) > 0 && len(b) > 0 {
		ra, na := decodeText(a)
		rb, nb := decodeText(b)
		if ra != rb {
			return int(firstUnit(ra)) - int(firstUnit(rb)) + tieBreak(ra, rb)
		}
		a, b = a[na:], b[nb:]
	}
	return len(a) - len(b)
}

func firstUnit(r rune) uint16 {
	if r > 0xffff {
		high, _ := utf16.EncodeRune(r)
		return uint16(high)
	}
	return uint16(r)
}

// tieBreak decides between two runes with the same first unit.
func tieBreak(a, b rune) int {
	if firstUnit(a) != firstUnit(b) {
		return 0
	}
	return int(a - b)
}

// Text makes a JavaScript string of text that Inspect or Format returned.
func (in *Inspector) Text(s string) goja.Value { return valueOfText(in.vm, s) }
