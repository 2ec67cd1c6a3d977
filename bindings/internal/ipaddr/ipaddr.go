// Package ipaddr reads and writes IP addresses as Node does.
package ipaddr

import (
	"net/netip"
	"strings"
)

// Parse reads an IP address as net.isIP does: IPv4 in four decimal parts
// without leading zeros, IPv6 with a zone of letters, digits, '-', '.' and ':'.
func Parse(s string) (netip.Addr, bool) {
	addr, err := netip.ParseAddr(s)
	if err != nil || strings.ContainsFunc(addr.Zone(), notInZone) {
		return netip.Addr{}, false
	}
	return addr, true
}

func notInZone(r rune) bool {
	return !(r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' ||
		r == '-' || r == '.' || r == ':')
}

// IsIP returns 4 or 6 if s is an address of that family, else 0.
func IsIP(s string) int {
	addr, ok := Parse(s)
	if !ok {
		return 0
	}
	return Family(addr)
}

// Family returns 4 or 6.
func Family(addr netip.Addr) int {
	if addr.Is4() {
		return 4
	}
	return 6
}

// FamilyName returns the family as AddressInfo has it: "IPv4" or "IPv6".
func FamilyName(addr netip.Addr) string {
	if addr.Is4() {
		return "IPv4"
	}
	return "IPv6"
}

// Text writes addr as inet_ntop does: netip's form, but for the
// IPv4-compatible addresses that RFC 5952 writes in hexadecimal.
func Text(addr netip.Addr) string {
	if addr.Is6() {
		b := addr.As16()
		if [12]byte(b[:12]) == [12]byte{} && (b[12] != 0 || b[13] != 0) {
			return "::" + netip.AddrFrom4([4]byte(b[12:])).String()
		}
	}
	return addr.String()
}
