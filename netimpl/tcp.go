package netimpl

import (
	"net/netip"
	"syscall"
	"time"
)

// TCP is a TCP socket: a server that listens, or a connection.
type TCP struct{ Stream }

// BindFlags changes what TCP.Bind does.
type BindFlags uint8

const (
	// IPv6Only keeps an IPv6 socket from serving IPv4 too.
	IPv6Only BindFlags = 1 << iota
	// ReusePort lets several sockets listen on one port and share its
	// connections; ENOTSUP where the system does not balance the load.
	ReusePort
)

// NewTCP makes a TCP without a socket.
func NewTCP(l *Loop) *TCP {
	t := new(TCP)
	t.initStream(l, t)
	return t
}

func (t *TCP) tcp() tcpEndpoint { return t.end.(tcpEndpoint) }

// Bind gives t a local address; port 0 lets the system choose. An address in
// use is reported later, by Listen or Connect. It fails with EINVAL for
// IPv6Only on an IPv4 address, if t is closing, or if the address is of
// another family than t's socket. Follows uv_tcp_bind.
func (t *TCP) Bind(addr netip.AddrPort, flags BindFlags) error {
	if t.IsClosing() || !addr.IsValid() || flags&IPv6Only != 0 && addr.Addr().Is4() {
		return &SyscallError{Syscall: "bind", Errno: syscall.EINVAL, Addr: addr}
	}
	err := t.tcp().bindTCP(addr, flags)
	if err != nil && err != Errno(syscall.EADDRINUSE) {
		return &SyscallError{Syscall: "bind", Errno: AsErrno(err), Addr: addr}
	}
	t.delayed = AsErrno(err)
	t.flags |= streamBound
	return nil
}

// Listen makes h get connections. A t that was not bound gets a port of the
// system's choice on all IPv4 addresses. Follows uv_listen.
func (t *TCP) Listen(backlog int, h ListenHandler) error {
	if t.IsClosing() {
		return fail("listen", syscall.EINVAL)
	}
	if t.delayed != 0 {
		return fail("listen", t.delayed)
	}
	if err := t.tcp().listenTCP(backlog); err != nil {
		return wrap("listen", err)
	}
	t.flags |= streamBound
	t.listen(h)
	return nil
}

// Connect begins a connection to addr and calls cb, which may be nil, from the
// loop when it is made or has failed, with ECANCELED if t is closed first. What
// is written before that is queued.
//
// It fails with EALREADY if t is connecting, EINVAL if t is closing, and with
// the system's error if the attempt cannot begin. A refusal is never among
// those: cb gets it. Follows uv_tcp_connect.
func (t *TCP) Connect(addr netip.AddrPort, cb func(err error)) error {
	if t.IsClosing() || !addr.IsValid() {
		return &SyscallError{Syscall: "connect", Errno: syscall.EINVAL, Addr: addr}
	}
	if t.connecting != nil {
		return &SyscallError{Syscall: "connect", Errno: syscall.EALREADY, Addr: addr}
	}
	if t.delayed == 0 {
		err := t.tcp().connectTCP(addr)
		switch err {
		case nil, errInProgress:
		case Errno(syscall.ECONNREFUSED):
			// Some systems say so at once, others later: always later.
			t.delayed = syscall.ECONNREFUSED
		default:
			return &SyscallError{Syscall: "connect", Errno: AsErrno(err), Addr: addr}
		}
		t.flags |= streamReadable | streamWritable
	}
	t.beginConnect(&connecting{cb: cb, addr: addr})
	return nil
}

// LocalAddr returns the address that t is bound to.
func (t *TCP) LocalAddr() (netip.AddrPort, error) {
	if t.delayed != 0 {
		return netip.AddrPort{}, fail("getsockname", t.delayed)
	}
	addr, err := t.tcp().localAddr()
	return addr, wrap("getsockname", err)
}

// RemoteAddr returns the address that t is connected to.
func (t *TCP) RemoteAddr() (netip.AddrPort, error) {
	if t.delayed != 0 {
		return netip.AddrPort{}, fail("getpeername", t.delayed)
	}
	addr, err := t.tcp().remoteAddr()
	return addr, wrap("getpeername", err)
}

// SetNoDelay sends small packets at once (TCP_NODELAY). Before there is a
// socket it is remembered.
func (t *TCP) SetNoDelay(on bool) error {
	if t.end.exists() {
		if err := t.tcp().setNoDelay(on); err != nil {
			return wrap("setsockopt", err)
		}
	}
	t.setFlag(streamNoDelay, on)
	return nil
}

// What SetKeepAlive takes for granted when it was called before there was a
// socket. As uv__stream_open.
const (
	keepAliveDelay    = 60 * time.Second
	keepAliveInterval = time.Second
	keepAliveCount    = 10
)

// SetKeepAlive switches probes of an idle connection: the first after delay,
// count of them every interval before the connection counts as lost. The
// system wants whole seconds; anything below one is EINVAL. Before there is a
// socket only on is remembered. As uv_tcp_keepalive_ex.
func (t *TCP) SetKeepAlive(on bool, delay, interval time.Duration, count int) error {
	if t.end.exists() {
		if err := t.tcp().setKeepAlive(on, delay, interval, count); err != nil {
			return wrap("setsockopt", err)
		}
	}
	t.setFlag(streamKeepAlive, on)
	return nil
}

// SetTypeOfService sets the type of service (IPv4) or traffic class (IPv6),
// 0 to 255, of what t sends. It fails with EBADF if there is no socket.
func (t *TCP) SetTypeOfService(tos int) error {
	switch {
	case !t.end.exists():
		return fail("setsockopt", syscall.EBADF)
	case tos < 0 || tos > 255:
		return fail("setsockopt", syscall.EINVAL)
	}
	return wrap("setsockopt", t.tcp().setTypeOfService(tos))
}

// TypeOfService returns what SetTypeOfService set.
func (t *TCP) TypeOfService() (int, error) {
	if !t.end.exists() {
		return 0, fail("getsockopt", syscall.EBADF)
	}
	tos, err := t.tcp().typeOfService()
	return tos, wrap("getsockopt", err)
}

// Ending runs fn, which writes the last bytes and calls Shutdown: where the
// system can, both leave in one packet. What fn does not shut down is sent when
// it returns.
func (t *TCP) Ending(fn func()) {
	t.flags |= streamEnding
	defer func() {
		t.flags &^= streamEnding
		if t.flags&streamHeld != 0 {
			t.flags &^= streamHeld
			t.end.push()
		}
	}()
	fn()
}

// CloseReset is Close that sends RST to the peer and drops what has not been
// sent. It fails, and t stays open, with EINVAL while a shutdown is under way.
// As uv_tcp_close_reset.
func (t *TCP) CloseReset(cb func()) error {
	if t.flags&streamShutting != 0 || t.IsClosing() {
		return fail("setsockopt", syscall.EINVAL)
	}
	if err := t.tcp().resetOnClose(); err != nil && err != Errno(syscall.EINVAL) {
		return wrap("setsockopt", err)
	}
	t.Close(cb)
	return nil
}
