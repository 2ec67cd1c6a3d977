package net

import (
	"encoding/binary"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"gonet/bindings/env"
	"gonet/bindings/internal/ipaddr"

	"github.com/dop251/goja"
)

// blockList holds the rules of a net.BlockList, the newest of each kind first.
// An IPv4 address and its IPv4-mapped IPv6 form are the same to it. Source:
// nodejs/node:src/node_sockaddr.cc (SocketAddressBlockList).
type blockList struct {
	addresses []netip.Addr
	subnets   []netip.Prefix
	ranges    []addrRange
}

// addrRange has both its ends in it.
type addrRange struct{ start, end netip.Addr }

func blockListOf(e *env.Env, v goja.Value) (*blockList, bool) {
	return env.PartOf[*blockList](e, v, env.PartOwner)
}

func (b *blockList) addAddress(addr netip.Addr) {
	if i := b.find(addr); i >= 0 {
		b.addresses[i] = addr
		return
	}
	b.addresses = slices.Insert(b.addresses, 0, addr)
}

func (b *blockList) removeAddress(addr netip.Addr) {
	if i := b.find(addr); i >= 0 {
		b.addresses = slices.Delete(b.addresses, i, i+1)
	}
}

func (b *blockList) find(addr netip.Addr) int {
	return slices.IndexFunc(b.addresses, func(a netip.Addr) bool { return a.Unmap() == addr.Unmap() })
}

func (b *blockList) addSubnet(p netip.Prefix) { b.subnets = slices.Insert(b.subnets, 0, p) }

func (b *blockList) removeSubnet(p netip.Prefix) {
	if i := slices.Index(b.subnets, p); i >= 0 {
		b.subnets = slices.Delete(b.subnets, i, i+1)
	}
}

// addRange reports false if start comes after end.
func (b *blockList) addRange(start, end netip.Addr) bool {
	if order, ok := compareAddrs(start, end); ok && order > 0 {
		return false
	}
	b.ranges = slices.Insert(b.ranges, 0, addrRange{start, end})
	return true
}

func (b *blockList) removeRange(start, end netip.Addr) {
	if i := slices.Index(b.ranges, addrRange{start, end}); i >= 0 {
		b.ranges = slices.Delete(b.ranges, i, i+1)
	}
}

func (b *blockList) clear() { *b = blockList{} }

func (b *blockList) size() int { return len(b.addresses) + len(b.subnets) + len(b.ranges) }

func (b *blockList) check(addr netip.Addr) bool {
	return b.find(addr) >= 0 ||
		slices.ContainsFunc(b.subnets, func(p netip.Prefix) bool { return inSubnet(addr, p) }) ||
		slices.ContainsFunc(b.ranges, func(r addrRange) bool { return inRange(addr, r) })
}

// compareAddrs orders two addresses; an IPv6 address that is not a mapped IPv4
// address cannot be compared with an IPv4 address.
func compareAddrs(a, b netip.Addr) (order int, ok bool) {
	if a.Is4() != b.Is4() {
		a, b = a.Unmap(), b.Unmap()
	}
	return a.Compare(b), a.Is4() == b.Is4()
}

func inRange(addr netip.Addr, r addrRange) bool {
	low, ok1 := compareAddrs(r.start, addr)
	high, ok2 := compareAddrs(addr, r.end)
	return ok1 && ok2 && low <= 0 && high <= 0
}

func inSubnet(addr netip.Addr, p netip.Prefix) bool {
	bits := p.Bits()
	if p.Addr().Is4() {
		bits += 96
	}
	return samePrefix(addr.As16(), p.Addr().As16(), bits)
}

func samePrefix(a, b [16]byte, bits int) bool {
	for i := 0; i < 16 && bits > 0; i, bits = i+8, bits-64 {
		x := binary.BigEndian.Uint64(a[i:]) ^ binary.BigEndian.Uint64(b[i:])
		if bits < 64 {
			x >>= 64 - bits
		}
		if x != 0 {
			return false
		}
	}
	return true
}

// rules describes every rule in a line: addresses, subnets, ranges.
func (b *blockList) rules() []string {
	lines := make([]string, 0, b.size())
	for _, addr := range b.addresses {
		lines = append(lines, "Address: "+ipaddr.FamilyName(addr)+" "+ipaddr.Text(addr))
	}
	for _, p := range b.subnets {
		lines = append(lines, "Subnet: "+ipaddr.FamilyName(p.Addr())+" "+ipaddr.Text(p.Addr())+"/"+strconv.Itoa(p.Bits()))
	}
	for _, r := range b.ranges {
		lines = append(lines, "Range: "+ipaddr.FamilyName(r.start)+" "+ipaddr.Text(r.start)+"-"+ipaddr.Text(r.end))
	}
	return lines
}

// parsedRule is a rule as its line has it.
type parsedRule struct {
	kind       string // "Subnet", "Address" or "Range"
	start, end string // end is the prefix length of a subnet
	family     string
}

var ruleForms = []struct{ kind, separator string }{{"Subnet", "/"}, {"Address", ""}, {"Range", "-"}}

// parseRule reads a line of rules; ok is false for a line that is none.
func parseRule(line string) (r parsedRule, ok bool) {
	for _, family := range []string{"ipv4", "ipv6"} {
		for _, form := range ruleForms {
			_, rest, found := strings.Cut(line, form.kind+": IPv"+family[3:]+" ")
			if !found {
				continue
			}
			start, end, _ := strings.Cut(rest, form.separator)
			if form.separator == "" {
				start, end = rest, ""
			}
			return parsedRule{form.kind, start, end, family}, true
		}
	}
	return r, false
}
