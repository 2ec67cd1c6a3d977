package netimpl

import (
	"encoding/binary"
	"net/netip"
	"unsafe"

	"golang.org/x/sys/unix"
)

func newDatagramSocket(family int) (int, error) {
	return unix.Socket(family, unix.SOCK_DGRAM|unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC, 0)
}

// setReuse lets sockets share an address.
func setReuse(fd int) error { return unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_REUSEADDR, 1) }

// disconnectSocket connects to an address of no family.
func disconnectSocket(fd int) error {
	none := unix.RawSockaddr{Family: unix.AF_UNSPEC}
	for {
		_, _, errno := unix.Syscall(unix.SYS_CONNECT, uintptr(fd), uintptr(unsafe.Pointer(&none)), unsafe.Sizeof(none))
		switch errno {
		case 0:
			return nil
		case unix.EINTR:
		default:
			return errno
		}
	}
}

func setSourceMembership(fd int, group, source, iface netip.Addr, join bool) error {
	if group.Is4() {
		option := unix.IP_DROP_SOURCE_MEMBERSHIP
		if join {
			option = unix.IP_ADD_SOURCE_MEMBERSHIP
		}
		if !iface.IsValid() {
			iface = netip.IPv4Unspecified()
		}
		// struct ip_mreq_source, in Linux's order.
		request := append(append(group.AsSlice(), iface.AsSlice()...), source.AsSlice()...)
		return setOption(fd, unix.IPPROTO_IP, option, request)
	}
	option := unix.MCAST_LEAVE_SOURCE_GROUP
	if join {
		option = unix.MCAST_JOIN_SOURCE_GROUP
	}
	var family [2]byte
	binary.NativeEndian.PutUint16(family[:], unix.AF_INET6)
	return setOption(fd, unix.IPPROTO_IPV6, option, groupSourceRequest(family, group, source, scopeOf(iface.Zone())))
}
