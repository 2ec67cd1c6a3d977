package netimpl

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

// Resolver looks names and addresses up. *net.Resolver is one, and
// net.DefaultResolver, which asks the hosts file and then the system's name
// servers, serves loops without another.
type Resolver interface {
	LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error)
	LookupAddr(ctx context.Context, addr string) ([]string, error)
}

// WithResolver makes r answer the loop's look-ups. r is called on goroutines
// of its own, several at a time.
func WithResolver(r Resolver) Option {
	return func(l *Loop) { l.resolver = r }
}

// AddrInfoHints narrows what GetAddrInfo returns, as getaddrinfo's hints.
type AddrInfoHints struct {
	Family     int  // 4 or 6; 0 means both
	AddrConfig bool // only families that the system has an address of
	V4Mapped   bool // with Family 6: IPv4 addresses as ::ffff:a.b.c.d if there are no others
	All        bool // with V4Mapped: both
}

// ResolveReq is a GetAddrInfo or GetNameInfo under way. It keeps the loop
// alive.
type ResolveReq struct {
	ctx    context.Context
	cancel context.CancelFunc
}

func newResolveReq() *ResolveReq {
	req := new(ResolveReq)
	req.ctx, req.cancel = context.WithCancel(context.Background())
	return req
}

// Cancel makes the request complete with EAI_CANCELED. It does nothing once
// the request has its result. It may be called from any goroutine.
func (r *ResolveReq) Cancel() { r.cancel() }

// maxHostLen is the longest name uv_getaddrinfo takes.
const maxHostLen = 255

// GetAddrInfo resolves host and calls cb with its addresses in the resolver's
// order. Numeric hosts, in the forms of inet_aton too, are not looked up.
//
// It fails with EINVAL for a name over 255 bytes. cb gets a *SyscallError with
// one of the EAI_ errnos: EAI_NONAME and EAI_NODATA are what Node calls
// ENOTFOUND. Follows uv_getaddrinfo, and glibc where that leaves it open.
func (l *Loop) GetAddrInfo(host string, hints AddrInfoHints, cb func([]netip.Addr, error)) (*ResolveReq, error) {
	if len(host) > maxHostLen {
		return nil, &SyscallError{Syscall: "getaddrinfo", Errno: syscall.EINVAL}
	}
	req := newResolveReq()
	post := l.Hold()
	go func() {
		defer req.cancel()
		addrs, errno := getAddrInfo(req.ctx, l.resolver, host, hints)
		post(func() { cb(addrs, resolveError("getaddrinfo", errno)) })
	}()
	return req, nil
}

func resolveError(call string, errno Errno) error {
	if errno == 0 {
		return nil
	}
	return &SyscallError{Syscall: call, Errno: errno}
}

func getAddrInfo(ctx context.Context, r Resolver, host string, hints AddrInfoHints) ([]netip.Addr, Errno) {
	family := hints.Family
	if hints.AddrConfig {
		var errno Errno
		if family, errno = configuredFamily(family); errno != 0 {
			return nil, errno
		}
	}
	mapV4 := hints.V4Mapped && family == 6
	if addr, ok := parseNumericHost(host); ok {
		return numericAddrs(addr, family, mapV4)
	}
	network := "ip"
	if family != 0 && !mapV4 {
		network += strconv.Itoa(family)
	}
	addrs, err := r.LookupNetIP(ctx, network, host)
	if err != nil {
		return nil, resolveErrno(ctx, err)
	}
	for i, addr := range addrs {
		addrs[i] = addr.Unmap()
	}
	if mapV4 {
		addrs = mapAddrs(addrs, hints.All)
	}
	return uniqueAddrs(addrs), 0
}

// configuredFamily narrows family to what the system has other than loopback
// addresses for; a machine with neither has its loopback. As glibc does for
// AI_ADDRCONFIG.
func configuredFamily(family int) (int, Errno) {
	v4, v6, err := configuredFamilies()
	switch {
	case err != nil:
		return 0, EAI_FAIL
	case family == 0 && v4 && !v6:
		return 4, 0
	case family == 0 && v6 && !v4:
		return 6, 0
	case family == 4 && !v4, family == 6 && !v6:
		return 0, EAI_NONAME
	}
	return family, 0
}

func configuredFamilies() (v4, v6 bool, err error) {
	addrs, err := net.InterfaceAddrs()
	for _, addr := range addrs {
		prefix, perr := netip.ParsePrefix(addr.String())
		if perr != nil || prefix.Addr().IsLoopback() {
			continue
		}
		if prefix.Addr().Is4() {
			v4 = true
		} else {
			v6 = true
		}
	}
	return v4, v6, err
}

// numericAddrs is the answer for a host that is itself an address.
func numericAddrs(addr netip.Addr, family int, mapV4 bool) ([]netip.Addr, Errno) {
	switch {
	case family == 4 && addr.Is4In6():
		addr = addr.Unmap()
	case family == 6 && addr.Is4() && mapV4:
		addr = netip.AddrFrom16(addr.As16())
	case family == 4 && !addr.Is4(), family == 6 && !addr.Is6():
		return nil, EAI_ADDRFAMILY
	}
	return []netip.Addr{addr}, 0
}

// mapAddrs returns the IPv6 addresses; without any, or with all set, the IPv4
// ones as well, mapped.
func mapAddrs(addrs []netip.Addr, all bool) []netip.Addr {
	v6 := slices.DeleteFunc(slices.Clone(addrs), netip.Addr.Is4)
	if len(v6) > 0 && !all {
		return v6
	}
	for _, addr := range addrs {
		if addr.Is4() {
			v6 = append(v6, netip.AddrFrom16(addr.As16()))
		}
	}
	return v6
}

// uniqueAddrs drops repetitions: several lines of the hosts file may give one
// address to a name.
func uniqueAddrs(addrs []netip.Addr) []netip.Addr {
	unique := addrs[:0]
	for _, addr := range addrs {
		if !slices.Contains(unique, addr) {
			unique = append(unique, addr)
		}
	}
	return unique
}

// resolveErrno is what getaddrinfo says where package net says err.
func resolveErrno(ctx context.Context, err error) Errno {
	var dnsErr *net.DNSError
	var addrErr *net.AddrError
	switch {
	case ctx.Err() != nil:
		return EAI_CANCELED
	case errors.As(err, &addrErr): // a name without an address of that family
		return EAI_NODATA
	case !errors.As(err, &dnsErr):
		return EAI_FAIL
	case dnsErr.IsNotFound:
		return EAI_NONAME
	case dnsErr.IsTimeout, dnsErr.IsTemporary, dnsErr.Err == serverMisbehaving:
		return EAI_AGAIN
	}
	return EAI_FAIL
}

// serverMisbehaving is what package net says of servers that refuse a question
// or do not know such ones. glibc takes that for something that may pass.
const serverMisbehaving = "server misbehaving"

// parseNumericHost reads an IPv6 address, with a zone or without, or an IPv4
// address in any of inet_aton's forms.
func parseNumericHost(host string) (netip.Addr, bool) {
	if strings.Contains(host, ":") {
		addr, err := netip.ParseAddr(host)
		return addr, err == nil
	}
	return parseAton(host)
}

// parseAton reads the forms of inet_aton: one to four parts, each decimal,
// octal (0...) or hexadecimal (0x...), of which the last fills the bytes that
// are left.
func parseAton(host string) (netip.Addr, bool) {
	parts := strings.Split(host, ".")
	if len(parts) > 4 {
		return netip.Addr{}, false
	}
	var bits uint64
	for i, part := range parts {
		last := i == len(parts)-1
		width := 8
		if last {
			width = 8 * (5 - len(parts))
		}
		n, ok := parseAtonPart(part, width)
		if !ok {
			return netip.Addr{}, false
		}
		bits = bits<<width | n
	}
	return netip.AddrFrom4([4]byte{byte(bits >> 24), byte(bits >> 16), byte(bits >> 8), byte(bits)}), true
}

func parseAtonPart(part string, width int) (uint64, bool) {
	base := 10
	switch {
	case strings.HasPrefix(part, "0x"), strings.HasPrefix(part, "0X"):
		part, base = part[2:], 16
	case strings.HasPrefix(part, "0"):
		base = 8
	}
	// ParseUint takes no signs and, in a given base, no underscores.
	n, err := strconv.ParseUint(part, base, width)
	return n, err == nil
}

// GetNameInfo finds the host name of addr and the name of the TCP service at
// its port, which is the number in decimal if there is none. Without a host
// name cb gets the numeric address, or with nameRequired EAI_NONAME. Follows
// uv_getnameinfo.
func (l *Loop) GetNameInfo(addr netip.AddrPort, nameRequired bool, cb func(host, service string, err error)) (*ResolveReq, error) {
	if !addr.Addr().IsValid() {
		return nil, &SyscallError{Syscall: "getnameinfo", Errno: syscall.EINVAL}
	}
	req := newResolveReq()
	post := l.Hold()
	go func() {
		defer req.cancel()
		service := serviceName(addr.Port())
		host, errno := lookupName(req.ctx, l.resolver, addr.Addr(), nameRequired)
		if errno != 0 {
			service = ""
		}
		post(func() { cb(host, service, resolveError("getnameinfo", errno)) })
	}()
	return req, nil
}

func lookupName(ctx context.Context, r Resolver, addr netip.Addr, required bool) (string, Errno) {
	names, err := r.LookupAddr(ctx, addr.WithZone("").String())
	switch {
	case err == nil && len(names) > 0:
		return strings.TrimSuffix(names[0], "."), 0
	case ctx.Err() != nil:
		return "", EAI_CANCELED
	case !required:
		return addr.String(), 0
	case err == nil:
		return "", EAI_NONAME
	}
	return "", resolveErrno(ctx, err)
}

// serviceName returns the name of a TCP port in the system's list of services.
// Without the list every port goes by its number, as with getnameinfo.
func serviceName(port uint16) string {
	list, err := os.ReadFile(servicesPath())
	if err != nil {
		list = nil
	}
	return findService(string(list), port)
}

// findService returns the first name of a TCP port in a list in the format of
// /etc/services, or the port's number.
func findService(list string, port uint16) string {
	number := strconv.Itoa(int(port))
	entry := number + "/tcp"
	for line := range strings.Lines(list) {
		line, _, _ = strings.Cut(line, "#")
		if fields := strings.Fields(line); len(fields) >= 2 && fields[1] == entry {
			return fields[0]
		}
	}
	return number
}
