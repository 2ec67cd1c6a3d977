package netimpl

import (
	"net/netip"
	"syscall"
)

// UDP is a UDP socket.
type UDP struct {
	handle
	end      udpEndpoint
	receiver ReceiveHandler // nil unless receiving
	sends    sendQueue
	want     events

	ipv6      bool // bound to an IPv6 address
	connected bool
}

// UDPFlags changes what UDP.Bind does.
type UDPFlags uint8

const (
	// UDPIPv6Only keeps an IPv6 socket from receiving from IPv4 too.
	UDPIPv6Only UDPFlags = 1 << iota
	// UDPReuseAddr lets a socket have the address of another one that has set
	// it too. Which of them receives is the system's choice.
	UDPReuseAddr
	// UDPReusePort lets sockets share an address and the datagrams that come
	// there; ENOTSUP where the system does not balance the load.
	UDPReusePort
)

// ReceiveHandler gets what UDP.ReceiveStart asks for.
type ReceiveHandler interface {
	// OnReceive is called for each datagram, which is valid until it returns
	// and may be empty, and for each error, after which receiving goes on.
	OnReceive(data []byte, from netip.AddrPort, err error)
}

// udpEndpoint is the mechanism under a UDP: a non-blocking socket in its
// manners. Its errors are Errnos. All methods are for the loop.
type udpEndpoint interface {
	// watch replaces the set of events that u waits for. As long as one of them
	// is possible, the loop calls u.onReady with it.
	watch(want events)

	// bind makes the socket if there is none and binds it.
	bind(addr netip.AddrPort, flags UDPFlags) error

	// receive takes the next datagram, or errAgain.
	receive(slab []byte) (n int, from netip.AddrPort, err error)

	// send sends one datagram made of bufs, to the peer if to is not valid, or
	// fails with errAgain.
	send(bufs [][]byte, to netip.AddrPort) error

	// control calls f with the socket's descriptor, or fails with EBADF.
	control(f func(fd int) error) error

	// exists reports whether there is a socket.
	exists() bool

	// file returns the descriptor, if there is one.
	file() (fd int, ok bool)

	close()
}

// NewUDP makes a UDP without a socket.
func NewUDP(l *Loop) *UDP {
	u := new(UDP)
	u.init(l, u)
	l.mechanism.attachUDP(u)
	return u
}

// Fd returns the descriptor under u, if there is one.
func (u *UDP) Fd() (fd int, ok bool) { return u.end.file() }

// Bind gives u a local address; port 0 lets the system choose. It fails with
// EINVAL for UDPIPv6Only on an IPv4 address, if u is closing, or if the address
// is of another family than u's socket. Follows uv_udp_bind.
func (u *UDP) Bind(addr netip.AddrPort, flags UDPFlags) error {
	if u.IsClosing() || !addr.IsValid() || flags&UDPIPv6Only != 0 && addr.Addr().Is4() {
		return &SyscallError{Syscall: "bind", Errno: syscall.EINVAL, Addr: addr}
	}
	if err := u.end.bind(addr, flags); err != nil {
		return &SyscallError{Syscall: "bind", Errno: AsErrno(err), Addr: addr}
	}
	u.ipv6 = addr.Addr().Is6()
	return nil
}

// ensureBound binds u, if it has no socket, to all addresses of a family.
func (u *UDP) ensureBound(ipv6 bool, flags UDPFlags) error {
	if u.end.exists() {
		return nil
	}
	all := netip.IPv4Unspecified()
	if ipv6 {
		all = netip.IPv6Unspecified()
	}
	return u.Bind(netip.AddrPortFrom(all, 0), flags)
}

// Connect makes addr the peer: u sends to it and receives from it only. It
// fails with EISCONN if u has a peer. Follows uv_udp_connect.
func (u *UDP) Connect(addr netip.AddrPort) error {
	switch {
	case u.IsClosing() || !addr.IsValid():
		return fail("connect", syscall.EINVAL)
	case u.connected:
		return fail("connect", syscall.EISCONN)
	}
	if err := u.ensureBound(addr.Addr().Is6(), 0); err != nil {
		return err
	}
	if err := u.end.control(func(fd int) error { return connectSocket(fd, addr) }); err != nil {
		return wrap("connect", err)
	}
	u.connected = true
	return nil
}

// Disconnect undoes Connect. It fails with ENOTCONN without one.
func (u *UDP) Disconnect() error {
	if !u.connected {
		return fail("connect", syscall.ENOTCONN)
	}
	if err := u.end.control(disconnectSocket); err != nil {
		return wrap("connect", err)
	}
	u.connected = false
	return nil
}

// LocalAddr returns the address that u is bound to.
func (u *UDP) LocalAddr() (netip.AddrPort, error) { return u.name("getsockname", localAddrOf) }

// RemoteAddr returns u's peer.
func (u *UDP) RemoteAddr() (netip.AddrPort, error) { return u.name("getpeername", remoteAddrOf) }

func (u *UDP) name(call string, of func(fd int) (netip.AddrPort, error)) (addr netip.AddrPort, err error) {
	err = u.end.control(func(fd int) error {
		addr, err = of(fd)
		return err
	})
	return addr, wrap(call, err)
}

// ReceiveStart makes h get what arrives. A u that was not bound gets a port of
// the system's choice on all IPv4 addresses. It fails with EALREADY if u is
// receiving, and with EINVAL if it is closing. Follows uv_udp_recv_start.
func (u *UDP) ReceiveStart(h ReceiveHandler) error {
	switch {
	case u.IsClosing():
		return fail("recv", syscall.EINVAL)
	case u.receiver != nil:
		return fail("recv", syscall.EALREADY)
	}
	if err := u.ensureBound(false, 0); err != nil {
		return err
	}
	u.receiver = h
	u.watch(evRead, 0)
	u.start()
	return nil
}

// ReceiveStop ends ReceiveStart.
func (u *UDP) ReceiveStop() {
	u.receiver = nil
	u.watch(0, evRead)
	u.stopIfIdle()
}

func (u *UDP) watch(add, remove events) {
	if want := (u.want | add) &^ remove; want != u.want {
		u.want = want
		u.end.watch(want)
	}
}

// stopIfIdle ends u's activity if nothing can call back any more.
func (u *UDP) stopIfIdle() {
	if u.receiver == nil && u.sends.empty() {
		u.stop()
	}
}

// maxReceives bounds the datagrams of one event, so that a sender that is
// faster than we are does not starve the loop. As uv__udp_recvmsg.
const maxReceives = 32

// onReady is called by the loop when something that u waits for is possible.
// Any callback may have closed u. Follows uv__udp_io.
func (u *UDP) onReady(ev events) {
	if ev&(evError|evHup) != 0 {
		ev |= evRead | evWrite
	}
	if ev&evRead != 0 {
		u.receive()
	}
	if ev&evWrite != 0 && !u.IsClosing() {
		u.sendReady()
	}
}

func (u *UDP) receive() {
	for range maxReceives {
		if u.receiver == nil || u.IsClosing() {
			return
		}
		slab := u.loop.readSlab()
		n, from, err := u.end.receive(slab)
		switch {
		case err == errAgain:
			return
		case err != nil:
			u.receiver.OnReceive(nil, netip.AddrPort{}, wrap("recvmsg", err))
			return
		}
		u.receiver.OnReceive(slab[:n], from, nil)
	}
}

// release closes the socket. As uv__udp_close.
func (u *UDP) release() {
	u.receiver = nil
	u.want = 0
	u.stop()
	u.end.close()
}

// finish cancels what is still to be sent. As uv__udp_finish_close.
func (u *UDP) finish() { u.cancelSends() }
