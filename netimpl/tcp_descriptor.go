//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package netimpl

import (
	"net"
	"net/netip"
	"strconv"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// Open makes t the socket fd, which gets non-blocking. It is t's from now on.
// It fails with EEXIST if the loop is watching fd, EBUSY if t has a
// socket, and EINVAL if t is closing. As uv_tcp_open.
func (t *TCP) Open(fd int) error { return t.open(fd, streamReadable|streamWritable) }

// ensureSocket makes the socket if there is none. As maybe_new_socket.
func (d *descriptor) ensureSocket(family int) error {
	if d.fd != -1 {
		return nil
	}
	return d.newSocket(family)
}

func (d *descriptor) bindTCP(addr netip.AddrPort, flags BindFlags) error {
	sa, family := sockaddrOf(addr)
	if err := d.ensureSocket(family); err != nil {
		return err
	}
	fd := int(d.fd)
	if err := unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_REUSEADDR, 1); err != nil {
		return err
	}
	if flags&ReusePort != 0 {
		if err := setReusePort(fd); err != nil {
			return err
		}
	}
	if family == unix.AF_INET6 {
		if err := unix.SetsockoptInt(fd, unix.IPPROTO_IPV6, unix.IPV6_V6ONLY, boolInt(flags&IPv6Only != 0)); err != nil {
			return err
		}
	}
	err := unix.Bind(fd, sa)
	if err == unix.EAFNOSUPPORT {
		// The BSDs' word for a socket of the other family.
		return Errno(syscall.EINVAL)
	}
	return err
}

func (d *descriptor) listenTCP(backlog int) error {
	if err := d.ensureSocket(unix.AF_INET); err != nil {
		return err
	}
	return d.listen(backlog)
}

func (d *descriptor) connectTCP(addr netip.AddrPort) error {
	sa, family := sockaddrOf(addr)
	if err := d.ensureSocket(family); err != nil {
		return err
	}
	if sa6, ok := sa.(*unix.SockaddrInet6); ok && sa6.ZoneId == 0 && addr.Addr().IsLinkLocalUnicast() {
		sa6.ZoneId = linkLocalScope()
	}
	return d.connect(sa)
}

// linkLocalScope is the scope of the first link-local address of this host, 0
// if there is none. As uv__ipv6_link_local_scope_id.
func linkLocalScope() uint32 {
	interfaces, err := net.Interfaces()
	if err != nil {
		return 0
	}
	for _, i := range interfaces {
		addrs, err := i.Addrs()
		if err != nil {
			continue
		}
		for _, a := range addrs {
			if ipnet, ok := a.(*net.IPNet); ok && ipnet.IP.To4() == nil && ipnet.IP.IsLinkLocalUnicast() {
				return uint32(i.Index)
			}
		}
	}
	return 0
}

func (d *descriptor) localAddr() (netip.AddrPort, error) {
	sa, err := unix.Getsockname(int(d.fd))
	return addrPortOf(sa), err
}

func (d *descriptor) remoteAddr() (netip.AddrPort, error) {
	sa, err := unix.Getpeername(int(d.fd))
	return addrPortOf(sa), err
}

func (d *descriptor) setNoDelay(on bool) error { return setNoDelay(int(d.fd), on) }

func (d *descriptor) setKeepAlive(on bool, delay, interval time.Duration, count int) error {
	return setKeepAlive(int(d.fd), on, delay, interval, count)
}

func setNoDelay(fd int, on bool) error {
	return unix.SetsockoptInt(fd, unix.IPPROTO_TCP, unix.TCP_NODELAY, boolInt(on))
}

// setKeepAlive follows uv__tcp_keepalive.
func setKeepAlive(fd int, on bool, delay, interval time.Duration, count int) error {
	err := unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_KEEPALIVE, boolInt(on))
	if err != nil || !on {
		return err
	}
	if delay < time.Second || interval < time.Second || count < 1 {
		return Errno(syscall.EINVAL)
	}
	return setKeepAliveTimes(fd, int(delay/time.Second), int(interval/time.Second), count)
}

// setTypeOfService sets both options of an IPv6 socket, which may be connected
// to an IPv4 address; not every system lets it have the second.
func (d *descriptor) setTypeOfService(tos int) error {
	if !d.isIPv6() {
		return unix.SetsockoptInt(int(d.fd), unix.IPPROTO_IP, unix.IP_TOS, tos)
	}
	_ = unix.SetsockoptInt(int(d.fd), unix.IPPROTO_IP, unix.IP_TOS, tos)
	return unix.SetsockoptInt(int(d.fd), unix.IPPROTO_IPV6, unix.IPV6_TCLASS, tos)
}

func (d *descriptor) typeOfService() (int, error) {
	if !d.isIPv6() {
		return unix.GetsockoptInt(int(d.fd), unix.IPPROTO_IP, unix.IP_TOS)
	}
	return unix.GetsockoptInt(int(d.fd), unix.IPPROTO_IPV6, unix.IPV6_TCLASS)
}

func (d *descriptor) isIPv6() bool {
	sa, err := unix.Getsockname(int(d.fd))
	_, ok := sa.(*unix.SockaddrInet6)
	return err == nil && ok
}

func (d *descriptor) resetOnClose() error {
	return unix.SetsockoptLinger(int(d.fd), unix.SOL_SOCKET, unix.SO_LINGER, &unix.Linger{Onoff: 1, Linger: 0})
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

func sockaddrOf(addr netip.AddrPort) (sa unix.Sockaddr, family int) {
	if ip := addr.Addr(); ip.Is4() {
		return &unix.SockaddrInet4{Port: int(addr.Port()), Addr: ip.As4()}, unix.AF_INET
	}
	return &unix.SockaddrInet6{
		Port:   int(addr.Port()),
		Addr:   addr.Addr().As16(),
		ZoneId: scopeOf(addr.Addr().Zone()),
	}, unix.AF_INET6
}

// scopeOf is the scope id of a zone, an interface's name or number; 0 if there
// is no such interface.
func scopeOf(zone string) uint32 {
	if zone == "" {
		return 0
	}
	if i, err := net.InterfaceByName(zone); err == nil {
		return uint32(i.Index)
	}
	id, err := strconv.ParseUint(zone, 10, 32)
	if err != nil {
		return 0
	}
	return uint32(id)
}

// addrPortOf names the interface only for link-local addresses, as Node does.
func addrPortOf(sa unix.Sockaddr) netip.AddrPort {
	switch sa := sa.(type) {
	case *unix.SockaddrInet4:
		return netip.AddrPortFrom(netip.AddrFrom4(sa.Addr), uint16(sa.Port))
	case *unix.SockaddrInet6:
		ip := netip.AddrFrom16(sa.Addr)
		if sa.ZoneId != 0 && ip.IsLinkLocalUnicast() {
			ip = ip.WithZone(zoneOf(sa.ZoneId))
		}
		return netip.AddrPortFrom(ip, uint16(sa.Port))
	}
	return netip.AddrPort{}
}

func zoneOf(scope uint32) string {
	if i, err := net.InterfaceByIndex(int(scope)); err == nil {
		return i.Name
	}
	return strconv.FormatUint(uint64(scope), 10)
}
