package certs

import (
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/hex"
	"fmt"
	"net/netip"
	"strings"
)

// NameText is a name as X509Certificate has it: a part a line.
func NameText(raw []byte) string {
	var sequence pkix.RDNSequence
	if _, err := asn1.Unmarshal(raw, &sequence); err != nil {
		return ""
	}
	var lines []string
	for _, set := range sequence {
		var parts []string
		for _, part := range set {
			name, ok := attributeNames[part.Type.String()]
			if !ok {
				name = part.Type.String()
			}
			parts = append(parts, name+"="+escaped(fmt.Sprint(part.Value)))
		}
		lines = append(lines, strings.Join(parts, " + "))
	}
	return strings.Join(lines, "\n")
}

// escaped writes a value as RFC 2253 does.
func escaped(value string) string {
	var b strings.Builder
	for i, r := range value {
		switch {
		case strings.ContainsRune(`,+"\<>;`, r), r == '#' && i == 0, r == ' ' && (i == 0 || i == len(value)-1):
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, `\%02X`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Access is the authorityInfoAccess extension, a place a line.
func Access(cert *x509.Certificate) string {
	var lines []string
	for _, url := range cert.OCSPServer {
		lines = append(lines, "OCSP - URI:"+quoted(url))
	}
	for _, url := range cert.IssuingCertificateURL {
		lines = append(lines, "CA Issuers - URI:"+quoted(url))
	}
	return strings.Join(lines, "\n")
}

// Serial is the number of a certificate in hexadecimal.
func Serial(cert *x509.Certificate) string {
	return strings.ToUpper(hex.EncodeToString(cert.SerialNumber.Bytes()))
}

// HostOptions are those of checkHost.
type HostOptions struct {
	Subject                                                           string // default, always or never
	Wildcards, PartialWildcards, MultiLabelWildcards, SingleSubdomain bool
}

// CheckHost returns which of its names makes a certificate one for a host.
func CheckHost(cert *x509.Certificate, host string, options HostOptions) (name string, ok bool) {
	for _, name := range cert.DNSNames {
		if options.matches(name, host) {
			return name, true
		}
	}
	if options.Subject == "never" || options.Subject != "always" && len(cert.DNSNames) > 0 {
		return "", false
	}
	for _, part := range cert.Subject.Names {
		if text, isText := part.Value.(string); isText && part.Type.String() == "2.5.4.3" && options.matches(text, host) {
			return text, true
		}
	}
	return "", false
}

// matches compares a host with a name, which may have a wildcard in its first
// label: OpenSSL's rules.
func (o HostOptions) matches(name, host string) bool {
	name, host = strings.ToLower(name), strings.ToLower(host)
	if strings.HasPrefix(host, ".") && len(host) > 1 {
		label, found := strings.CutSuffix(name, host)
		return found && label != "" && (!o.SingleSubdomain || !strings.Contains(label, "."))
	}
	first, rest, _ := strings.Cut(name, ".")
	before, after, wild := strings.Cut(first, "*")
	if !wild || !o.Wildcards {
		return name == host
	}
	partial := before != "" || after != ""
	if strings.Count(rest, ".") < 1 || strings.Contains(after+rest, "*") || partial && !o.PartialWildcards ||
		strings.HasPrefix(first, "xn--") {
		return name == host
	}
	label, found := strings.CutSuffix(host, "."+rest)
	if !found || len(label) <= len(before)+len(after)-1 || !strings.HasPrefix(label, before) || !strings.HasSuffix(label, after) {
		return false
	}
	if partial && strings.HasPrefix(label, "xn--") {
		return false
	}
	star := label[len(before) : len(label)-len(after)]
	return star != "" && (!strings.Contains(star, ".") || o.MultiLabelWildcards && !partial)
}

// CheckEmail reports whether a certificate is for an address.
func CheckEmail(cert *x509.Certificate, address, subject string) bool {
	for _, known := range cert.EmailAddresses {
		if sameAddress(known, address) {
			return true
		}
	}
	if subject == "never" || subject != "always" && len(cert.EmailAddresses) > 0 {
		return false
	}
	for _, part := range cert.Subject.Names {
		if text, ok := part.Value.(string); ok && part.Type.String() == "1.2.840.113549.1.9.1" && sameAddress(text, address) {
			return true
		}
	}
	return false
}

// sameAddress compares the name in exact letters and the host in any.
func sameAddress(a, b string) bool {
	i, j := strings.LastIndexByte(a, '@'), strings.LastIndexByte(b, '@')
	return i >= 0 && j >= 0 && a[:i] == b[:j] && strings.EqualFold(a[i:], b[j:])
}

// CheckIP reports whether a certificate is for an address.
func CheckIP(cert *x509.Certificate, address netip.Addr) bool {
	for _, ip := range cert.IPAddresses {
		if known, ok := netip.AddrFromSlice(ip); ok && known.Unmap() == address.Unmap() {
			return true
		}
	}
	return false
}
