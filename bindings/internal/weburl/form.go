package weburl

import (
	"strings"
	"unicode/utf16"
)

// Pair is a name with its value in a query.
type Pair struct{ Name, Value string }

// ParseForm parses application/x-www-form-urlencoded.
func ParseForm(s string) []Pair {
	var pairs []Pair
	for s != "" {
		var field string
		field, s, _ = strings.Cut(s, "&")
		if field == "" {
			continue
		}
		name, value, _ := strings.Cut(field, "=")
		pairs = append(pairs, Pair{decodeForm(name), decodeForm(value)})
	}
	return pairs
}

func decodeForm(s string) string {
	if strings.IndexByte(s, '+') < 0 && strings.IndexByte(s, '%') < 0 {
		return s
	}
	return toUTF8(PercentDecode(strings.ReplaceAll(s, "+", " ")), false)
}

// FormatForm writes pairs as application/x-www-form-urlencoded.
func FormatForm(pairs []Pair) string {
	var s strings.Builder
	for i, pair := range pairs {
		if i > 0 {
			s.WriteByte('&')
		}
		s.WriteString(encodeForm(pair.Name))
		s.WriteByte('=')
		s.WriteString(encodeForm(pair.Value))
	}
	return s.String()
}

func encodeForm(s string) string {
	return strings.ReplaceAll(formSet.encode(s), "%20", "+")
}

// CompareUTF16 orders strings by their UTF-16 units, as JavaScript does.
func CompareUTF16(a, b string) int {
	if isASCII(a) && isASCII(b) {
		return strings.Compare(a, b)
	}
	x, y := utf16.Encode([]rune(a)), utf16.Encode([]rune(b))
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return int(x[i]) - int(y[i])
		}
	}
	return len(x) - len(y)
}
