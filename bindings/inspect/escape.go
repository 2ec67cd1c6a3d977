package inspect

import (
	"strconv"
	"strings"
)

// quote picks quotes for s and escapes control characters, the quote if it is
// a single one, backslashes and lone surrogates: util.inspect's strings.
func quote(s string) string {
	q := byte('\'')
	if strings.Contains(s, "'") {
		switch {
		case !strings.Contains(s, `"`):
			q = '"'
		case !strings.Contains(s, "`") && !strings.Contains(s, "${"):
			q = '`'
		}
	}
	if !needsEscape(s, q) {
		return string(q) + s + string(q)
	}
	buf := make([]byte, 0, len(s)+8)
	buf = append(buf, q)
	buf = appendEscaped(buf, s, q)
	return string(append(buf, q))
}

// escapeControls escapes s as inside single quotes, without quoting it.
func escapeControls(s string) string {
	if !needsEscape(s, '\'') {
		return s
	}
	return string(appendEscaped(nil, s, '\''))
}

// needsEscape is conservative: 0xc2 begins U+0080 to U+00BF, of which only half
// are escaped, and 0xed also begins characters that are no surrogates.
func needsEscape(s string, q byte) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c < 0x20 || c == 0x7f || c == '\\' || c == q && q == '\'' || c == 0xc2 || c == surrogateLead {
			return true
		}
	}
	return false
}

func appendEscaped(buf []byte, s string, q byte) []byte {
	for len(s) > 0 {
		r, size := decodeText(s)
		switch {
		case r == '\'' && q == '\'':
			buf = append(buf, `\'`...)
		case r == '\\':
			buf = append(buf, `\\`...)
		case r < 0x20 || r >= 0x7f && r <= 0x9f:
			buf = appendControl(buf, r)
		case r >= surrogateMin && r <= surrogateMax:
			buf = append(buf, `\u`...)
			buf = strconv.AppendInt(buf, int64(r), 16)
		default:
			buf = append(buf, s[:size]...)
		}
		s = s[size:]
	}
	return buf
}

func appendControl(buf []byte, r rune) []byte {
	switch r {
	case '\b':
		return append(buf, `\b`...)
	case '\t':
		return append(buf, `\t`...)
	case '\n':
		return append(buf, `\n`...)
	case '\f':
		return append(buf, `\f`...)
	case '\r':
		return append(buf, `\r`...)
	}
	const hex = "0123456789ABCDEF"
	return append(buf, '\\', 'x', hex[r>>4], hex[r&15])
}

// isIdentifier reports whether a key is printed without quotes.
func isIdentifier(key string) bool {
	for i := 0; i < len(key); i++ {
		c := key[i]
		letter := c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if !letter && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return key != ""
}
