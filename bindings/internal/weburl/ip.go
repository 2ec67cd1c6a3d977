package weburl

import (
	"strconv"
	"strings"
)

// endsInNumber reports whether the last label of a domain is a number: then it
// is an IPv4 address, or an error.
func endsInNumber(domain string) bool {
	domain = strings.TrimSuffix(domain, ".")
	last := domain[strings.LastIndexByte(domain, '.')+1:]
	if last == "" {
		return false
	}
	if strings.Trim(last, "0123456789") == "" {
		return true
	}
	_, ok := parseIPv4Number(last)
	return ok
}

// parseIPv4Number parses a number in decimal, octal (0...) or hexadecimal
// (0x...). Too large ones come out as the largest.
func parseIPv4Number(s string) (uint64, bool) {
	if s == "" {
		return 0, false
	}
	base := 10
	switch {
	case len(s) >= 2 && s[0] == '0' && s[1]|0x20 == 'x':
		s, base = s[2:], 16
	case len(s) >= 2 && s[0] == '0':
		s, base = s[1:], 8
	}
	if s == "" {
		return 0, true
	}
	n, err := strconv.ParseUint(s, base, 64)
	if err != nil && err.(*strconv.NumError).Err == strconv.ErrSyntax || strings.ContainsAny(s, "_+-") {
		return 0, false
	}
	return n, true
}

// parseIPv4 parses an address of up to four parts and returns it in its usual
// form.
func parseIPv4(domain string) (string, bool) {
	parts := strings.Split(strings.TrimSuffix(domain, "."), ".")
	if len(parts) > 4 {
		return "", false
	}
	var address uint64
	for i, part := range parts {
		n, ok := parseIPv4Number(part)
		last := i == len(parts)-1
		if !ok || !last && n > 255 || last && n >= 1<<(8*(5-len(parts))) {
			return "", false
		}
		if last {
			address += n
		} else {
			address += n << (8 * (3 - i))
		}
	}
	bytes := make([]string, 4)
	for i := range bytes {
		bytes[i] = strconv.Itoa(int(byte(address >> (8 * (3 - i)))))
	}
	return strings.Join(bytes, "."), true
}

// parseIPv6 is the standard's IPv6 parser.
func parseIPv6(s string) (address [8]uint16, ok bool) {
	piece, compress, i := 0, -1, 0
	if strings.HasPrefix(s, ":") {
		if !strings.HasPrefix(s, "::") {
			return address, false
		}
		i, piece, compress = 2, 1, 1
	}
	for i < len(s) {
		if piece == 8 {
			return address, false
		}
		if s[i] == ':' {
			if compress >= 0 {
				return address, false
			}
			i++
			piece++
			compress = piece
			continue
		}
		value, n := leadingHex(s[i:])
		switch {
		case i+n < len(s) && s[i+n] == '.':
			if n == 0 || piece > 6 || !embedIPv4(s[i:], address[piece:]) {
				return address, false
			}
			piece += 2
			return expand(address, piece, compress)
		case i+n < len(s) && s[i+n] == ':':
			if i+n+1 == len(s) {
				return address, false
			}
			n++
		case i+n < len(s):
			return address, false
		}
		address[piece] = value
		piece++
		i += n
	}
	return expand(address, piece, compress)
}

// leadingHex reads up to four hexadecimal digits.
func leadingHex(s string) (value uint16, n int) {
	for n < 4 && n < len(s) {
		digit, ok := hexValue(s[n])
		if !ok {
			break
		}
		value = value<<4 | uint16(digit)
		n++
	}
	return value, n
}

// embedIPv4 parses the dotted address that ends an IPv6 one into two pieces.
func embedIPv4(s string, pieces []uint16) bool {
	parts := strings.Split(s, ".")
	if len(parts) != 4 {
		return false
	}
	for i, part := range parts {
		n, err := strconv.ParseUint(part, 10, 8)
		if err != nil || len(part) > 1 && part[0] == '0' || strings.Trim(part, "0123456789") != "" {
			return false
		}
		pieces[i/2] = pieces[i/2]<<8 | uint16(n)
	}
	return true
}

// expand puts the zeros of "::" where they belong.
func expand(address [8]uint16, piece, compress int) ([8]uint16, bool) {
	if compress < 0 {
		return address, piece == 8
	}
	n := piece - compress
	copy(address[8-n:], address[compress:piece])
	clear(address[compress : 8-n])
	return address, true
}

// formatIPv6 writes an address with its longest run of zeros as "::".
func formatIPv6(address [8]uint16) string {
	start, length := longestZeros(address)
	var s strings.Builder
	for i := 0; i < 8; i++ {
		if i == start {
			if i == 0 {
				s.WriteString("::")
			} else {
				s.WriteByte(':')
			}
			i += length - 1
			continue
		}
		s.WriteString(strconv.FormatUint(uint64(address[i]), 16))
		if i < 7 {
			s.WriteByte(':')
		}
	}
	return s.String()
}

// longestZeros finds the first longest run of at least two zeros.
func longestZeros(address [8]uint16) (start, length int) {
	start, length = -1, 1
	for i := 0; i < 8; i++ {
		n := 0
		for i+n < 8 && address[i+n] == 0 {
			n++
		}
		if n > length {
			start, length = i, n
		}
		i += n
	}
	return start, length
}
