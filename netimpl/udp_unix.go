//go:build unix

package netimpl

import (
	"net/netip"

	"golang.org/x/sys/unix"
)

// setDatagramBindOptions sets what has to be set before a bind.
func setDatagramBindOptions(fd int, flags UDPFlags) error {
	if flags&UDPReuseAddr != 0 {
		if err := setReuse(fd); err != nil {
			return err
		}
	}
	if flags&UDPReusePort != 0 {
		if err := setReusePort(fd); err != nil {
			return err
		}
	}
	if flags&UDPIPv6Only != 0 {
		return unix.SetsockoptInt(fd, unix.IPPROTO_IPV6, unix.IPV6_V6ONLY, 1)
	}
	return nil
}

// resetDatagramOptions takes back what package net sets.
func resetDatagramOptions(fd int, ipv6 bool) error {
	if err := setBroadcast(fd, false); err != nil || !ipv6 {
		return err
	}
	return unix.SetsockoptInt(fd, unix.IPPROTO_IPV6, unix.IPV6_V6ONLY, 0)
}

func connectSocket(fd int, addr netip.AddrPort) error {
	sa, _ := sockaddrOf(addr)
	for {
		if err := unix.Connect(fd, sa); err != unix.EINTR {
			return err
		}
	}
}

func localAddrOf(fd int) (netip.AddrPort, error) {
	sa, err := unix.Getsockname(fd)
	return addrPortOf(sa), err
}

func remoteAddrOf(fd int) (netip.AddrPort, error) {
	sa, err := unix.Getpeername(fd)
	return addrPortOf(sa), err
}

func setBroadcast(fd int, on bool) error {
	return unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_BROADCAST, boolInt(on))
}

func setHops(fd int, ipv6 bool, hops int) error {
	if ipv6 {
		return unix.SetsockoptInt(fd, unix.IPPROTO_IPV6, unix.IPV6_UNICAST_HOPS, hops)
	}
	return unix.SetsockoptInt(fd, unix.IPPROTO_IP, unix.IP_TTL, hops)
}

func setMulticastHops(fd int, ipv6 bool, hops int) error {
	if ipv6 {
		return unix.SetsockoptInt(fd, unix.IPPROTO_IPV6, unix.IPV6_MULTICAST_HOPS, hops)
	}
	return unix.SetsockoptByte(fd, unix.IPPROTO_IP, unix.IP_MULTICAST_TTL, byte(hops))
}

func setMulticastLoop(fd int, ipv6, on bool) error {
	if ipv6 {
		return unix.SetsockoptInt(fd, unix.IPPROTO_IPV6, unix.IPV6_MULTICAST_LOOP, boolInt(on))
	}
	return unix.SetsockoptByte(fd, unix.IPPROTO_IP, unix.IP_MULTICAST_LOOP, byte(boolInt(on)))
}

func setMulticastInterface(fd int, addr netip.Addr) error {
	if addr.Is4() {
		return unix.SetsockoptInet4Addr(fd, unix.IPPROTO_IP, unix.IP_MULTICAST_IF, addr.As4())
	}
	return unix.SetsockoptInt(fd, unix.IPPROTO_IPV6, unix.IPV6_MULTICAST_IF, int(scopeOf(addr.Zone())))
}

func setMembership(fd int, group, iface netip.Addr, join bool) error {
	if group.Is4() {
		option := unix.IP_DROP_MEMBERSHIP
		if join {
			option = unix.IP_ADD_MEMBERSHIP
		}
		request := unix.IPMreq{Multiaddr: group.As4()}
		if iface.IsValid() {
			request.Interface = iface.As4()
		}
		return unix.SetsockoptIPMreq(fd, unix.IPPROTO_IP, option, &request)
	}
	option := unix.IPV6_LEAVE_GROUP
	if join {
		option = unix.IPV6_JOIN_GROUP
	}
	request := unix.IPv6Mreq{Multiaddr: group.As16(), Interface: scopeOf(iface.Zone())}
	return unix.SetsockoptIPv6Mreq(fd, unix.IPPROTO_IPV6, option, &request)
}

func bufferSize(fd, option int) (int, error) { return unix.GetsockoptInt(fd, unix.SOL_SOCKET, option) }

func setBufferSize(fd, option, size int) error {
	return unix.SetsockoptInt(fd, unix.SOL_SOCKET, option, size)
}

// setOption sets an option whose value package unix has no type for.
func setOption(fd, level, option int, value []byte) error {
	return unix.SetsockoptString(fd, level, option, string(value))
}
