package netimpl

import (
	"context"
	"net"
	"net/netip"
	"syscall"
	"time"
)

// keepAliveSet is what TCP.SetKeepAlive was asked for.
type keepAliveSet struct {
	on              bool
	delay, interval time.Duration
	count           int
}

// adoptNew is adopt of a connection that we made or accepted. Package net has
// its own ideas of a socket's options; they get those of a new socket, or what
// the stream was asked for before.
func (c *connEndpoint) adoptNew(conn net.Conn) {
	if tcp, ok := conn.(*net.TCPConn); ok {
		// A socket whose peer is gone already refuses options; reading says so.
		_ = tcp.SetNoDelay(c.s.flags&streamNoDelay != 0)
	}
	c.adopt(conn)
	switch {
	case c.keepAlive != nil:
		k := c.keepAlive
		_ = c.setKeepAlive(k.on, k.delay, k.interval, k.count)
	case c.s.flags&streamKeepAlive != 0:
		_ = c.setKeepAlive(true, keepAliveDelay, keepAliveInterval, keepAliveCount)
	}
}

// bindTCP listens at once, as package net knows no other way to hold an
// address; listenTCP begins to accept, and connectTCP gives the address up to
// connect from there.
func (c *connEndpoint) bindTCP(addr netip.AddrPort, flags BindFlags) error {
	if c.exists() {
		return Errno(syscall.EINVAL)
	}
	// Without a family in its name package net makes 0.0.0.0 mean both.
	network := "tcp6"
	if addr.Addr().Is4() {
		network = "tcp4"
	}
	config := net.ListenConfig{
		KeepAlive: -1,
		Control: func(_, _ string, raw syscall.RawConn) error {
			return controlRaw(raw, func(fd int) error { return setBindOptions(fd, network == "tcp6", flags) })
		},
	}
	config.SetMultipathTCP(false)
	ln, err := config.Listen(context.Background(), network, addr.String())
	if err != nil {
		return connErrno(err, AsErrno)
	}
	c.server = newBacklog(c, ln)
	return nil
}

// listenTCP cannot pass the backlog on: package net takes the system's maximum.
func (c *connEndpoint) listenTCP(int) error {
	if c.connection() != nil || c.dial != nil {
		return Errno(syscall.EINVAL)
	}
	if c.server == nil {
		if err := c.bindTCP(netip.AddrPortFrom(netip.IPv4Unspecified(), 0), 0); err != nil {
			return err
		}
	}
	c.server.start()
	return nil
}

func (c *connEndpoint) connectTCP(addr netip.AddrPort) error {
	var local netip.AddrPort
	dialer := net.Dialer{KeepAlive: -1}
	dialer.SetMultipathTCP(false)
	if c.server != nil && !c.server.started {
		var err error
		if local, err = c.releaseBound(addr.Addr()); err != nil {
			return err
		}
		dialer.Control = func(_, _ string, raw syscall.RawConn) error { return controlRaw(raw, setReuseAddr) }
	}
	return c.startDial(func(ctx context.Context) (net.Conn, error) {
		conn, err := dialer.DialTCP(ctx, "tcp", local, withScope(addr))
		if err != nil {
			return nil, err // and not a nil *net.TCPConn
		}
		return conn, nil
	})
}

// releaseBound gives up the address that bindTCP holds and returns it. A socket
// of one family does not connect to an address of the other.
func (c *connEndpoint) releaseBound(to netip.Addr) (netip.AddrPort, error) {
	local, err := addrPortOfNet(c.server.ln.Addr())
	switch {
	case err != nil:
		return local, err
	case local.Addr().Is4() && to.Is6():
		return local, Errno(syscall.EAFNOSUPPORT)
	case local.Addr().Is6() && to.Is4():
		return local, Errno(syscall.EINVAL)
	}
	c.server.close()
	c.server = nil
	return local, nil
}

func (c *connEndpoint) localAddr() (netip.AddrPort, error) {
	switch conn := c.connection(); {
	case conn != nil:
		return addrPortOfNet(conn.LocalAddr())
	case c.server != nil:
		return addrPortOfNet(c.server.ln.Addr())
	case c.dial != nil:
		return netip.AddrPortFrom(netip.IPv4Unspecified(), 0), nil
	}
	return netip.AddrPort{}, Errno(syscall.EBADF)
}

func (c *connEndpoint) remoteAddr() (netip.AddrPort, error) {
	switch conn := c.connection(); {
	case conn != nil:
		return addrPortOfNet(conn.RemoteAddr())
	case c.exists():
		return netip.AddrPort{}, Errno(syscall.ENOTCONN)
	}
	return netip.AddrPort{}, Errno(syscall.EBADF)
}

// addrPortOfNet reads an address of package net, or of another kind that looks
// like one. It fails with EAFNOSUPPORT for those that do not.
func addrPortOfNet(addr net.Addr) (netip.AddrPort, error) {
	var found netip.AddrPort
	if tcp, ok := addr.(*net.TCPAddr); ok {
		found = tcp.AddrPort()
	} else if addr != nil {
		found, _ = netip.ParseAddrPort(addr.String())
	}
	if !found.IsValid() {
		return netip.AddrPort{}, Errno(syscall.EAFNOSUPPORT)
	}
	if ip := found.Addr(); ip.Zone() != "" && !ip.IsLinkLocalUnicast() {
		found = netip.AddrPortFrom(ip.WithZone(""), found.Port())
	}
	return found, nil
}

// setNoDelay is for sockets; others have no such delay. What is asked for
// before there is a connection is left to adoptNew.
func (c *connEndpoint) setNoDelay(on bool) error {
	socket, ok := innermost(c.connection()).(interface{ SetNoDelay(bool) error })
	if !ok {
		return nil
	}
	return optionErrno(socket.SetNoDelay(on))
}

func (c *connEndpoint) setKeepAlive(on bool, delay, interval time.Duration, count int) error {
	if on && (delay < time.Second || interval < time.Second || count < 1) {
		return Errno(syscall.EINVAL)
	}
	conn := c.connection()
	if conn == nil {
		c.keepAlive = &keepAliveSet{on, delay, interval, count}
		return nil
	}
	socket, ok := innermost(conn).(interface {
		SetKeepAliveConfig(net.KeepAliveConfig) error
	})
	if !ok {
		return nil
	}
	return optionErrno(socket.SetKeepAliveConfig(net.KeepAliveConfig{
		Enable: on, Idle: delay, Interval: interval, Count: count,
	}))
}

func optionErrno(err error) error {
	if err == nil {
		return nil
	}
	return connErrno(err, AsErrno)
}

func (c *connEndpoint) setTypeOfService(tos int) error {
	return c.control(func(fd int) error { return setSocketTypeOfService(fd, tos) })
}

func (c *connEndpoint) typeOfService() (tos int, err error) {
	err = c.control(func(fd int) error {
		var err error
		tos, err = socketTypeOfService(fd)
		return err
	})
	return tos, err
}

// resetOnClose makes close drop what is not sent, also where there is no RST.
func (c *connEndpoint) resetOnClose() error {
	c.mu.Lock()
	c.out.reset = true
	c.mu.Unlock()
	socket, ok := innermost(c.connection()).(interface{ SetLinger(int) error })
	if !ok {
		return nil
	}
	return optionErrno(socket.SetLinger(0))
}
