package cares

import (
	"math"
	"net/netip"

	"github.com/miekg/dns"
)

// Address is an address and how many seconds it may be kept.
type Address struct {
	Addr netip.Addr
	TTL  uint32
}

// Hosts is what an answer says about a host: as the struct hostent of
// ares_parse_a_reply.
type Hosts struct {
	Name      string   // the first name that an alias stands for, or the host's own
	Aliases   []string // the names that are aliases
	Addresses []Address
}

// Hosts returns the IPv4 or the IPv6 addresses, or NoData if there is neither
// one of them nor an alias. An address lives no longer than the aliases that
// lead to it, where c-ares takes times to live for signed numbers.
func (m *Message) Hosts(v6 bool) (Hosts, Status) {
	h := Hosts{Name: m.Question}
	shortest := int32(math.MaxInt32)
	for _, rr := range m.Answers {
		ttl := int32(rr.Header().Ttl)
		if rr.Header().Class != dns.ClassINET {
			continue
		}
		switch rr := rr.(type) {
		case *dns.CNAME:
			if len(h.Aliases) == 0 {
				h.Name = Name(rr.Target)
			}
			h.Aliases = append(h.Aliases, Name(rr.Hdr.Name))
			shortest = min(shortest, ttl)
		case *dns.A:
			if addr, ok := netip.AddrFromSlice(rr.A.To4()); ok && !v6 {
				h.Addresses = append(h.Addresses, Address{addr, uint32(ttl)})
			}
		case *dns.AAAA:
			if addr, ok := netip.AddrFromSlice(rr.AAAA.To16()); ok && v6 {
				h.Addresses = append(h.Addresses, Address{addr, uint32(ttl)})
			}
		}
	}
	for i := range h.Addresses {
		h.Addresses[i].TTL = uint32(min(int32(h.Addresses[i].TTL), shortest))
	}
	if len(h.Addresses) == 0 && len(h.Aliases) == 0 {
		return h, NoData
	}
	return h, Success
}

// Records returns the records of a type, a pointer to one of package dns'
// structs, in the order of the answer. Those of other classes than the
// Internet's are left out, but for TXT and CAA of Chaosnet.
func Records[T dns.RR](m *Message) []T {
	var list []T
	for _, rr := range m.Answers {
		if record, ok := rr.(T); ok && wantedClass(rr.Header()) {
			list = append(list, record)
		}
	}
	return list
}

func wantedClass(h *dns.RR_Header) bool {
	return h.Class == dns.ClassINET ||
		h.Class == dns.ClassCHAOS && (h.Rrtype == dns.TypeTXT || h.Rrtype == dns.TypeCAA)
}

// Pointers returns the names of PTR records.
func (m *Message) Pointers() ([]string, Status) {
	var names []string
	for _, rr := range Records[*dns.PTR](m) {
		names = append(names, Name(rr.Ptr))
	}
	if names == nil {
		return nil, NoData
	}
	return names, Success
}

// NameServers returns the names of NS records.
func (m *Message) NameServers() ([]string, Status) {
	var names []string
	for _, rr := range Records[*dns.NS](m) {
		names = append(names, Name(rr.Ns))
	}
	if names == nil {
		return nil, NoData
	}
	return names, Success
}
