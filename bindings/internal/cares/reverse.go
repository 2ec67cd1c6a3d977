package cares

import (
	"context"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/miekg/dns"
)

// Reverse looks for the names of addr, in the hosts file and among the name
// servers in the system's order. As ares_gethostbyaddr.
func (c *Channel) Reverse(ctx context.Context, addr netip.Addr) ([]string, Status) {
	c.mu.Lock()
	lookups := c.lookups
	c.mu.Unlock()
	for _, source := range lookups {
		if source == 'f' {
			if names, ok := findHost(readFile(hostsPath()), addr); ok {
				return names, Success
			}
			continue
		}
		message, status := c.Resolve(ctx, reverseName(addr), dns.TypePTR)
		if status == Cancelled {
			return nil, status
		}
		if status == Success {
			return message.Pointers()
		}
	}
	return nil, NotFound
}

// reverseName is the name that an address has in in-addr.arpa or ip6.arpa.
func reverseName(addr netip.Addr) string {
	var b strings.Builder
	for _, part := range slices.Backward(addr.AsSlice()) {
		if addr.Is4() {
			fmt.Fprintf(&b, "%d.", part)
		} else {
			fmt.Fprintf(&b, "%x.%x.", part&0xf, part>>4)
		}
	}
	if addr.Is4() {
		return b.String() + "in-addr.arpa"
	}
	return b.String() + "ip6.arpa"
}

// findHost returns the names that a hosts file gives to addr, but for the
// first, which is the host's own and no alias: names here are aliases, as for
// c-ares.
func findHost(file string, addr netip.Addr) (aliases []string, ok bool) {
	names := []string{}
	for line := range strings.Lines(file) {
		line, _, _ = strings.Cut(line, "#")
		fields := strings.Fields(line)
		if len(fields) < 2 {
			continue
		}
		if entry, err := netip.ParseAddr(fields[0]); err != nil || entry != addr {
			continue
		}
		for _, name := range fields[1:] {
			if !slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, name) }) {
				names = append(names, name)
			}
		}
	}
	if len(names) == 0 {
		return nil, false
	}
	return names[1:], true
}
