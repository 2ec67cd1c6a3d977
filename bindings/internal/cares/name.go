package cares

import "strings"

const (
	maxLabel = 63
	maxName  = 255 // as c-ares counts it: the labels and the dots between them
)

// packName turns a host name, in which "\." and "\065" stand for themselves,
// into its form in messages. ok is false for what is no host name.
func packName(name string) (wire []byte, ok bool) {
	labels, ok := splitName(name)
	if !ok {
		return nil, false
	}
	length := max(len(labels)-1, 0)
	for _, label := range labels {
		if len(label) == 0 || len(label) > maxLabel {
			return nil, false
		}
		length += len(label)
		wire = append(wire, byte(len(label)))
		wire = append(wire, label...)
	}
	return append(wire, 0), length <= maxName
}

// splitName returns the labels of name. One dot at its end, or alone, does not
// count. As ares_split_dns_name.
func splitName(name string) (labels [][]byte, ok bool) {
	label := []byte{}
	for i := 0; i < len(name); i++ {
		c := name[i]
		switch c {
		case '.':
			labels = append(labels, label)
			label = []byte{}
			continue
		case '\\':
			var width int
			if c, width, ok = unescape(name[i+1:]); !ok {
				return nil, false
			}
			i += width
		}
		if !hostnameByte(c) {
			return nil, false
		}
		label = append(label, c)
	}
	if len(label) > 0 {
		labels = append(labels, label)
	}
	if len(labels) == 1 && len(labels[0]) == 0 {
		labels = nil
	}
	return labels, true
}

// unescape reads what follows a backslash: three decimal digits, or a byte.
func unescape(s string) (c byte, width int, ok bool) {
	if s == "" {
		return 0, 0, false
	}
	if s[0] < '0' || s[0] > '9' {
		return s[0], 1, true
	}
	value := 0
	for i := range 3 {
		if i >= len(s) || s[i] < '0' || s[i] > '9' {
			return 0, 0, false
		}
		value = value*10 + int(s[i]-'0')
	}
	return byte(value), 3, value <= 255
}

func hostnameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._/*", c) >= 0
}

// isOnion reports whether name belongs to Tor, whose names never leave for a
// name server (RFC 7686).
func isOnion(name string) bool {
	name = strings.ToLower(strings.TrimSuffix(name, "."))
	return name == "onion" || strings.HasSuffix(name, ".onion")
}

// Text returns the bytes that a string of package dns stands for, which
// escapes what a zone file would.
func Text(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '\\' {
			if escaped, width, ok := unescape(s[i+1:]); ok {
				c = escaped
				i += width
			}
		}
		b.WriteByte(c)
	}
	return b.String()
}

// Name returns a name of package dns in c-ares' form: without the last dot,
// and with its own choice of what is escaped.
func Name(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '.' {
			if i < len(s)-1 {
				b.WriteByte('.')
			}
			continue
		}
		if c == '\\' {
			if escaped, width, ok := unescape(s[i+1:]); ok {
				c = escaped
				i += width
			}
		}
		writeNameByte(&b, c)
	}
	return b.String()
}

func writeNameByte(b *strings.Builder, c byte) {
	switch {
	case c < 0x20 || c > 0x7e:
		b.Write([]byte{'\\', '0' + c/100, '0' + c/10%10, '0' + c%10})
		return
	case strings.IndexByte(`".;\()@$`, c) >= 0:
		b.WriteByte('\\')
	}
	b.WriteByte(c)
}
