package netimpl

import (
	"encoding/binary"
	"net/netip"
	"strconv"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

// Options that package windows does not name.
const (
	ipTTL                  = 4
	ipAddSourceMembership  = 15
	ipDropSourceMembership = 16
	ipv6MulticastHops      = 10
	ipv6MulticastLoop      = 11
	ipv6MulticastIf        = 9
	mcastJoinSourceGroup   = 45
	mcastLeaveSourceGroup  = 46
)

// Open fails: descriptors are numbers of the C runtime, which Go does not use.
func (u *UDP) Open(int) error { return fail("open", syscall.ENOTSUP) }

func setDatagramBindOptions(fd int, flags UDPFlags) error {
	if flags&UDPReusePort != 0 { // nothing here balances the load
		return Errno(syscall.ENOTSUP)
	}
	if flags&UDPReuseAddr != 0 {
		if err := windows.SetsockoptInt(windows.Handle(fd), windows.SOL_SOCKET, windows.SO_REUSEADDR, 1); err != nil {
			return err
		}
	}
	if flags&UDPIPv6Only != 0 {
		return windows.SetsockoptInt(windows.Handle(fd), windows.IPPROTO_IPV6, windows.IPV6_V6ONLY, 1)
	}
	return nil
}

// resetDatagramOptions takes back what package net sets.
func resetDatagramOptions(fd int, ipv6 bool) error {
	if err := setBroadcast(fd, false); err != nil || !ipv6 {
		return err
	}
	return windows.SetsockoptInt(windows.Handle(fd), windows.IPPROTO_IPV6, windows.IPV6_V6ONLY, 0)
}

func connectSocket(fd int, addr netip.AddrPort) error {
	if ip := addr.Addr(); ip.Is4() {
		return windows.Connect(windows.Handle(fd), &windows.SockaddrInet4{Port: int(addr.Port()), Addr: ip.As4()})
	}
	return windows.Connect(windows.Handle(fd), &windows.SockaddrInet6{
		Port: int(addr.Port()), Addr: addr.Addr().As16(), ZoneId: scopeOf(addr.Addr().Zone()),
	})
}

// scopeOf reads a zone, which is a number on Windows.
func scopeOf(zone string) uint32 {
	id, err := strconv.ParseUint(zone, 10, 32)
	if err != nil {
		return 0
	}
	return uint32(id)
}

var procConnect = windows.NewLazySystemDLL("ws2_32.dll").NewProc("connect")

// disconnectSocket connects to an address of no family.
func disconnectSocket(fd int) error {
	var none windows.RawSockaddrAny
	if failed, _, err := procConnect.Call(uintptr(fd), uintptr(unsafe.Pointer(&none)), unsafe.Sizeof(none.Addr)); failed != 0 {
		return err
	}
	return nil
}

func localAddrOf(fd int) (netip.AddrPort, error) {
	sa, err := windows.Getsockname(windows.Handle(fd))
	return addrPortOfWindows(sa), err
}

func remoteAddrOf(fd int) (netip.AddrPort, error) {
	sa, err := windows.Getpeername(windows.Handle(fd))
	return addrPortOfWindows(sa), err
}

func addrPortOfWindows(sa windows.Sockaddr) netip.AddrPort {
	switch sa := sa.(type) {
	case *windows.SockaddrInet4:
		return netip.AddrPortFrom(netip.AddrFrom4(sa.Addr), uint16(sa.Port))
	case *windows.SockaddrInet6:
		ip := netip.AddrFrom16(sa.Addr)
		if sa.ZoneId != 0 && ip.IsLinkLocalUnicast() {
			ip = ip.WithZone(strconv.FormatUint(uint64(sa.ZoneId), 10))
		}
		return netip.AddrPortFrom(ip, uint16(sa.Port))
	}
	return netip.AddrPort{}
}

func windowsInt(on bool) int {
	if on {
		return 1
	}
	return 0
}

func setBroadcast(fd int, on bool) error {
	return windows.SetsockoptInt(windows.Handle(fd), windows.SOL_SOCKET, windows.SO_BROADCAST, windowsInt(on))
}

// setByFamily sets the option that the socket's family has.
func setByFamily(fd int, ipv6 bool, option4, option6, value int) error {
	if ipv6 {
		return windows.SetsockoptInt(windows.Handle(fd), windows.IPPROTO_IPV6, option6, value)
	}
	return windows.SetsockoptInt(windows.Handle(fd), windows.IPPROTO_IP, option4, value)
}

func setHops(fd int, ipv6 bool, hops int) error {
	return setByFamily(fd, ipv6, ipTTL, windows.IPV6_UNICAST_HOPS, hops)
}

func setMulticastHops(fd int, ipv6 bool, hops int) error {
	return setByFamily(fd, ipv6, windows.IP_MULTICAST_TTL, ipv6MulticastHops, hops)
}

func setMulticastLoop(fd int, ipv6, on bool) error {
	return setByFamily(fd, ipv6, windows.IP_MULTICAST_LOOP, ipv6MulticastLoop, windowsInt(on))
}

func setMulticastInterface(fd int, addr netip.Addr) error {
	if addr.Is4() {
		return windows.SetsockoptInet4Addr(windows.Handle(fd), windows.IPPROTO_IP, windows.IP_MULTICAST_IF, addr.As4())
	}
	return windows.SetsockoptInt(windows.Handle(fd), windows.IPPROTO_IPV6, ipv6MulticastIf, int(scopeOf(addr.Zone())))
}

func setMembership(fd int, group, iface netip.Addr, join bool) error {
	if group.Is4() {
		option := windows.IP_DROP_MEMBERSHIP
		if join {
			option = windows.IP_ADD_MEMBERSHIP
		}
		request := windows.IPMreq{Multiaddr: group.As4()}
		if iface.IsValid() {
			request.Interface = iface.As4()
		}
		return windows.SetsockoptIPMreq(windows.Handle(fd), windows.IPPROTO_IP, option, &request)
	}
	option := windows.IPV6_LEAVE_GROUP
	if join {
		option = windows.IPV6_JOIN_GROUP
	}
	request := windows.IPv6Mreq{Multiaddr: group.As16(), Interface: scopeOf(iface.Zone())}
	return windows.SetsockoptIPv6Mreq(windows.Handle(fd), windows.IPPROTO_IPV6, option, &request)
}

func bufferSize(fd, option int) (int, error) {
	return windows.GetsockoptInt(windows.Handle(fd), windows.SOL_SOCKET, option)
}

func setBufferSize(fd, option, size int) error {
	return windows.SetsockoptInt(windows.Handle(fd), windows.SOL_SOCKET, option, size)
}

func setSourceMembership(fd int, group, source, iface netip.Addr, join bool) error {
	level, option, request := windows.IPPROTO_IPV6, mcastLeaveSourceGroup, []byte(nil)
	if join {
		option = mcastJoinSourceGroup
	}
	if group.Is6() {
		var family [2]byte
		binary.NativeEndian.PutUint16(family[:], windows.AF_INET6)
		request = groupSourceRequest(family, group, source, scopeOf(iface.Zone()))
	} else {
		level, option = windows.IPPROTO_IP, ipDropSourceMembership
		if join {
			option = ipAddSourceMembership
		}
		if !iface.IsValid() {
			iface = netip.IPv4Unspecified()
		}
		// struct ip_mreq_source, in Windows' order.
		request = append(append(group.AsSlice(), source.AsSlice()...), iface.AsSlice()...)
	}
	return windows.Setsockopt(windows.Handle(fd), int32(level), int32(option), &request[0], int32(len(request)))
}
