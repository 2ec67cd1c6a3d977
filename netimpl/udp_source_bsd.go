//go:build darwin || freebsd

package netimpl

import (
	"net/netip"

	"golang.org/x/sys/unix"
)

// Options of RFC 3678 that package unix does not name for these systems.
const (
	ipAddSourceMembership  = 70
	ipDropSourceMembership = 71
	mcastJoinSourceGroup   = 82
	mcastLeaveSourceGroup  = 83
)

func setSourceMembership(fd int, group, source, iface netip.Addr, join bool) error {
	if group.Is4() {
		option := ipDropSourceMembership
		if join {
			option = ipAddSourceMembership
		}
		if !iface.IsValid() {
			iface = netip.IPv4Unspecified()
		}
		// struct ip_mreq_source, in the BSDs' order.
		request := append(append(group.AsSlice(), source.AsSlice()...), iface.AsSlice()...)
		return setOption(fd, unix.IPPROTO_IP, option, request)
	}
	option := mcastLeaveSourceGroup
	if join {
		option = mcastJoinSourceGroup
	}
	family := [2]byte{unix.SizeofSockaddrInet6, unix.AF_INET6}
	return setOption(fd, unix.IPPROTO_IPV6, option, groupSourceRequest(family, group, source, scopeOf(iface.Zone())))
}
