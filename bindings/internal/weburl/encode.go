package weburl

import (
	"strings"

	"gonet/bindings/internal/utf8text"
)

// encodeSet says which ASCII characters are percent-encoded; all others are.
type encodeSet [128]bool

// newSet makes the set that has base and the characters of more.
func newSet(base *encodeSet, more string) *encodeSet {
	var set encodeSet
	if base != nil {
		set = *base
	}
	for i := range len(more) {
		set[more[i]] = true
	}
	return &set
}

// The standard's percent-encode sets.
var (
	controlSet      = newControlSet()
	fragmentSet     = newSet(controlSet, " \"<>`")
	querySet        = newSet(controlSet, " \"#<>")
	specialQuerySet = newSet(querySet, "'")
	pathSet         = newSet(querySet, "?^`{}")
	userinfoSet     = newSet(pathSet, "/:;=@[\\]|")
	componentSet    = newSet(userinfoSet, "$%&+,")
	formSet         = newSet(componentSet, "!'()~")
)

// EncodeFilePath percent-encodes a path of the file system for the path of a
// file: URL. Backslashes must have become slashes if they are separators.
func EncodeFilePath(path string) string { return filePathSet.encode(path) }

var filePathSet = newSet(pathSet, "%[\\]|~")

func newControlSet() *encodeSet {
	set := encodeSet{0x7F: true}
	for c := range byte(0x20) {
		set[c] = true
	}
	return &set
}

const upperHex = "0123456789ABCDEF"

// encode percent-encodes the bytes of s that set has, and those beyond ASCII.
func (set *encodeSet) encode(s string) string {
	first := 0
	for first < len(s) && s[first] < 0x80 && !set[s[first]] {
		first++
	}
	if first == len(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 16)
	b.WriteString(s[:first])
	for i := first; i < len(s); i++ {
		if c := s[i]; c < 0x80 && !set[c] {
			b.WriteByte(c)
		} else {
			b.WriteByte('%')
			b.WriteByte(upperHex[c>>4])
			b.WriteByte(upperHex[c&15])
		}
	}
	return b.String()
}

// PercentDecode replaces each %XX of s by its byte.
func PercentDecode(s string) []byte {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			high, ok1 := hexValue(s[i+1])
			low, ok2 := hexValue(s[i+2])
			if ok1 && ok2 {
				out = append(out, high<<4|low)
				i += 2
				continue
			}
		}
		out = append(out, s[i])
	}
	return out
}

func hexValue(c byte) (byte, bool) {
	switch {
	case isDigit(c):
		return c - '0', true
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return c | 0x20 - 'a' + 10, true
	}
	return 0, false
}

// toUTF8 decodes b as UTF-8 does in the Encoding Standard, with U+FFFD for
// what is invalid, and without a leading byte order mark if dropBOM is set.
func toUTF8(b []byte, dropBOM bool) string {
	s := utf8text.Decode(b)
	if dropBOM {
		s = strings.TrimPrefix(s, "\uFEFF")
	}
	return s
}
