package netimpl

import (
	"net/netip"
	"syscall"

	"golang.org/x/sys/windows"
)

// connsHaveDescriptors says whether a socket's number is a descriptor.
const connsHaveDescriptors = false

func setBindOptions(fd int, ipv6 bool, flags BindFlags) error {
	switch {
	case flags&ReusePort != 0: // nothing here balances the load
		return Errno(syscall.ENOTSUP)
	case !ipv6:
		return nil
	}
	only := 0
	if flags&IPv6Only != 0 {
		only = 1
	}
	return windows.SetsockoptInt(windows.Handle(fd), windows.IPPROTO_IPV6, windows.IPV6_V6ONLY, only)
}

// setReuseAddr does nothing: on Windows the option takes ports from others.
func setReuseAddr(int) error { return nil }

// ipv6TrafficClass is IPV6_TCLASS of ws2ipdef.h.
const ipv6TrafficClass = 39

// setSocketTypeOfService sets what the socket's family has.
func setSocketTypeOfService(fd, tos int) error {
	if socketIsIPv6(fd) {
		return windows.SetsockoptInt(windows.Handle(fd), windows.IPPROTO_IPV6, ipv6TrafficClass, tos)
	}
	return windows.SetsockoptInt(windows.Handle(fd), windows.IPPROTO_IP, windows.IP_TOS, tos)
}

func socketTypeOfService(fd int) (int, error) {
	if socketIsIPv6(fd) {
		return windows.GetsockoptInt(windows.Handle(fd), windows.IPPROTO_IPV6, ipv6TrafficClass)
	}
	return windows.GetsockoptInt(windows.Handle(fd), windows.IPPROTO_IP, windows.IP_TOS)
}

func socketIsIPv6(fd int) bool {
	sa, err := windows.Getsockname(windows.Handle(fd))
	_, ok := sa.(*windows.SockaddrInet6)
	return err == nil && ok
}

// withScope leaves addr alone: Windows finds the interface itself.
func withScope(addr netip.AddrPort) netip.AddrPort { return addr }
