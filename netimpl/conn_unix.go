//go:build unix

package netimpl

import (
	"net/netip"

	"golang.org/x/sys/unix"
)

// connsHaveDescriptors says whether a socket's number is a descriptor.
const connsHaveDescriptors = true

// setBindOptions does what the descriptors' bindTCP does before it binds.
func setBindOptions(fd int, ipv6 bool, flags BindFlags) error {
	if flags&ReusePort != 0 {
		if err := setReusePort(fd); err != nil {
			return err
		}
	}
	if !ipv6 {
		return nil
	}
	return unix.SetsockoptInt(fd, unix.IPPROTO_IPV6, unix.IPV6_V6ONLY, boolInt(flags&IPv6Only != 0))
}

func setReuseAddr(fd int) error {
	return unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_REUSEADDR, 1)
}

func setSocketTypeOfService(fd, tos int) error {
	return (&descriptor{watcher: watcher{fd: int32(fd)}}).setTypeOfService(tos)
}

func socketTypeOfService(fd int) (int, error) {
	return (&descriptor{watcher: watcher{fd: int32(fd)}}).typeOfService()
}

// withScope gives a link-local address without a zone that of the first
// interface that has one, as the descriptors' connectTCP does.
func withScope(addr netip.AddrPort) netip.AddrPort {
	ip := addr.Addr()
	if !ip.Is6() || !ip.IsLinkLocalUnicast() || ip.Zone() != "" {
		return addr
	}
	if scope := linkLocalScope(); scope != 0 {
		ip = ip.WithZone(zoneOf(scope))
	}
	return netip.AddrPortFrom(ip, addr.Port())
}
