package weburl

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// parseHost parses a host and returns it serialized.
func parseHost(s string, opaque bool) (string, bool) {
	if strings.HasPrefix(s, "[") {
		if !strings.HasSuffix(s, "]") {
			return "", false
		}
		address, ok := parseIPv6(s[1 : len(s)-1])
		if !ok {
			return "", false
		}
		return "[" + formatIPv6(address) + "]", true
	}
	if opaque {
		if strings.ContainsAny(s, forbiddenHost) {
			return "", false
		}
		return controlSet.encode(s), true
	}
	domain, ok := DomainToASCII(toUTF8(PercentDecode(s), true))
	if !ok || domain == "" || hasForbiddenDomain(domain) {
		return "", false
	}
	if endsInNumber(domain) {
		return parseIPv4(domain)
	}
	return domain, true
}

const forbiddenHost = "\x00\t\n\r #/:<>?@[\\]^|"

func hasForbiddenDomain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c == '%' || c == 0x7F || strings.IndexByte(forbiddenHost, c) >= 0 {
			return true
		}
	}
	return false
}

// The profiles are those that the standard gives for domain to ASCII and to
// Unicode with beStrict false.
var (
	toASCII = idna.New(idna.MapForLookup(), idna.Transitional(false), idna.StrictDomainName(false),
		idna.CheckHyphens(false), idna.CheckJoiners(true), idna.BidiRule(), idna.VerifyDNSLength(false))
	toUnicode = idna.New(idna.MapForLookup(), idna.Transitional(false), idna.StrictDomainName(false),
		idna.CheckHyphens(false), idna.CheckJoiners(true), idna.BidiRule(), idna.VerifyDNSLength(false))
)

// DomainToASCII is the standard's domain to ASCII.
func DomainToASCII(domain string) (string, bool) {
	if isPlainASCII(domain) {
		return strings.ToLower(domain), true
	}
	domain = mapDomain(domain)
	ascii, err := toASCII.ToASCII(domain)
	if err != nil || !isASCII(ascii) {
		return "", false
	}
	return ascii, true
}

// SpecialHost parses the host of a URL with a special scheme, as setting its
// host name does.
func SpecialHost(s string) (string, bool) {
	p := parser{url: &URL{scheme: "ws", port: NoPort}, in: dropTabs(s), override: stateHostname}
	ok := p.hostState()
	return p.url.host, ok
}

// DomainToUnicode is the standard's domain to Unicode, which does not fail.
func DomainToUnicode(domain string) string {
	unicode, _ := toUnicode.ToUnicode(domain)
	return unicode
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// isPlainASCII reports whether s is ASCII and has no label that stands for
// other characters.
func isPlainASCII(s string) bool {
	if !isASCII(s) {
		return false
	}
	for label := range strings.SplitSeq(s, ".") {
		if len(label) >= 4 && strings.EqualFold(label[:4], "xn--") {
			return false
		}
	}
	return true
}

// mapDomain does what Unicode has changed in the mapping since the tables of
// x/net: U+1E9E became U+00DF, and some characters are ignored.
func mapDomain(domain string) string {
	return strings.NewReplacer("\u1e9e", "\u00df", "\u180e", "", "\u2064", "", "\u206b", "").Replace(domain)
}
