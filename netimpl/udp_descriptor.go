//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package netimpl

import (
	"net/netip"
	"syscall"

	"golang.org/x/sys/unix"
)

func (descriptors) attachUDP(u *UDP) { u.end = &udpDescriptor{watcher{owner: u, fd: -1}} }

// udpDescriptor is a non-blocking socket under the poller.
type udpDescriptor struct{ watcher }

func (d *udpDescriptor) udp() *UDP { return d.owner.(*UDP) }

func (d *udpDescriptor) watch(want events) { d.udp().loop.poller.arm(&d.watcher, want) }

func (d *udpDescriptor) bind(addr netip.AddrPort, flags UDPFlags) error {
	sa, family := sockaddrOf(addr)
	if d.fd == -1 {
		fd, err := newDatagramSocket(family)
		if err != nil {
			return err
		}
		d.fd = int32(fd)
	}
	if err := setDatagramBindOptions(int(d.fd), flags); err != nil {
		return err
	}
	err := unix.Bind(int(d.fd), sa)
	if err == unix.EAFNOSUPPORT {
		// The BSDs' word for a socket of the other family.
		return Errno(syscall.EINVAL)
	}
	return err
}

func (d *udpDescriptor) receive(slab []byte) (int, netip.AddrPort, error) {
	for {
		n, sa, err := unix.Recvfrom(int(d.fd), slab, 0)
		switch err {
		case nil:
			return n, addrPortOf(sa), nil
		case unix.EINTR:
		case unix.EAGAIN:
			return 0, netip.AddrPort{}, errAgain
		default:
			return 0, netip.AddrPort{}, err
		}
	}
}

// send treats ENOBUFS as EAGAIN, as uv__udp_sendmsg1 does.
func (d *udpDescriptor) send(bufs [][]byte, to netip.AddrPort) error {
	var sa unix.Sockaddr
	if to.IsValid() {
		sa, _ = sockaddrOf(to)
	}
	for {
		_, err := unix.SendmsgBuffers(int(d.fd), bufs, nil, sa, 0)
		switch err {
		case unix.EINTR:
		case unix.EAGAIN, unix.ENOBUFS:
			return errAgain
		default:
			return err
		}
	}
}

func (d *udpDescriptor) control(f func(fd int) error) error {
	if d.fd == -1 {
		return Errno(syscall.EBADF)
	}
	return f(int(d.fd))
}

func (d *udpDescriptor) exists() bool            { return d.fd >= 0 }
func (d *udpDescriptor) file() (fd int, ok bool) { return int(d.fd), d.fd >= 0 }

func (d *udpDescriptor) close() {
	if d.fd >= 0 {
		d.udp().loop.poller.forget(&d.watcher)
		sysClose(int(d.fd))
		d.fd = -1
	}
}

// Open makes u the socket fd, which gets non-blocking. It is u's from now on.
// It fails with EEXIST if the loop is watching fd, EBUSY if u has a socket,
// and EINVAL if u is closing. As uv_udp_open.
func (u *UDP) Open(fd int) error {
	switch {
	case u.IsClosing():
		return fail("open", syscall.EINVAL)
	case u.end.exists():
		return fail("open", syscall.EBUSY)
	case u.loop.poller.watches(fd):
		return fail("open", syscall.EEXIST)
	}
	if err := unix.SetNonblock(fd, true); err != nil {
		return wrap("open", err)
	}
	if err := setReuse(fd); err != nil {
		return wrap("open", err)
	}
	local, err := localAddrOf(fd)
	if err != nil {
		return wrap("open", err)
	}
	_, err = remoteAddrOf(fd)
	u.ipv6, u.connected = local.Addr().Is6(), err == nil
	u.end = &udpDescriptor{watcher{owner: u, fd: int32(fd)}}
	return nil
}
