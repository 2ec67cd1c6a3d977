package net

import (
	"net/netip"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/env"
)

// parseIP reads an IP address as net.isIP does: IPv4 in four decimal parts
// without leading zeros, IPv6 with a zone of letters, digits, '-', '.' and ':'.
func parseIP(s string) (netip.Addr, bool) {
	if len(s) < 2 {
		return netip.Addr{}, false
	}
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
	addr, ok := parseIP(s)
	if !ok {
		return 0
	}
	return familyOf(addr)
}

func familyOf(addr netip.Addr) int {
	if addr.Is4() {
		return 4
	}
	return 6
}

// familyName is the family as AddressInfo has it.
func familyName(addr netip.Addr) string {
	if addr.Is4() {
		return "IPv4"
	}
	return "IPv6"
}

// addrText writes addr as inet_ntop does: netip's form, but for the
// IPv4-compatible addresses that RFC 5952 writes in hexadecimal.
func addrText(addr netip.Addr) string {
	if addr.Is6() {
		b := addr.As16()
		if [12]byte(b[:12]) == [12]byte{} && (b[12] != 0 || b[13] != 0) {
			return "::" + netip.AddrFrom4([4]byte(b[12:])).String()
		}
	}
	return addr.String()
}

func defineIsIP(e *env.Env, exports *goja.Object) {
	define := func(name string, fn func(family int) any) {
		exports.Set(name, e.Function(name, 1, func(c goja.FunctionCall) goja.Value {
			return e.VM.ToValue(fn(IsIP(c.Argument(0).String())))
		}))
	}
	define("isIP", func(family int) any { return family })
	define("isIPv4", func(family int) any { return family == 4 })
	define("isIPv6", func(family int) any { return family == 6 })
}
