package netimpl

import (
	"errors"
	"io"
	"net"
	"sync"
	"syscall"
	"time"
)

func init() { mechanisms[EndpointsConn] = connections{} }

// connections is the mechanism of package net's connections and listeners.
type connections struct{}

func (connections) attach(s *Stream) {
	c := &connEndpoint{s: s, loop: s.loop}
	c.deliver = c.fire
	c.in.wake.L, c.out.wake.L = &c.mu, &c.mu
	s.end = c
}

// attachKeeping makes s a connection's stream whatever the loop's mechanism,
// and returns its endpoint.
func (m connections) attachKeeping(s *Stream) *connEndpoint {
	c, ok := s.end.(*connEndpoint)
	if !ok {
		s.end.close()
		m.attach(s)
		c = s.end.(*connEndpoint)
	}
	return c
}

// connEndpoint is the endpoint of a Stream over package net. It is nothing at
// first, and then a listener (server), or a connection (conn) which may have
// been dialed. One goroutine accepts, or one reads and one writes; they play
// the kernel's buffers to the loop, which never waits for them for long.
type connEndpoint struct {
	s       *Stream
	loop    *Loop
	deliver func() // fire, made once

	// For the loop only.
	server    *backlog
	dial      *dialing
	name      string        // that a Pipe was bound to
	keepAlive *keepAliveSet // asked for before there was a connection

	mu       sync.Mutex // for all below
	want     events     // what the stream waits for
	possible events     // what it could have
	posted   bool       // fire is on its way to the loop
	closed   bool
	conn     net.Conn // set once
	in       inbox
	out      outbox
}

// watch changes what fire tells the stream.
func (c *connEndpoint) watch(want events) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.want = want
	if want&evRead != 0 && c.conn != nil {
		c.wakeReader()
	}
	c.announce()
}

// allow says that ev is possible from now on. c.mu is held.
func (c *connEndpoint) allow(ev events) {
	c.possible |= ev
	c.announce()
}

// forbid takes back allow. c.mu is held.
func (c *connEndpoint) forbid(ev events) { c.possible &^= ev }

// announce makes the loop call fire if there is something to tell. c.mu is
// held.
func (c *connEndpoint) announce() {
	if !c.posted && !c.closed && c.possible&c.want != 0 {
		c.posted = true
		c.loop.Post(c.deliver)
	}
}

// fire tells the stream what has become possible, and does so again in the
// next iteration if it still is.
func (c *connEndpoint) fire() {
	c.mu.Lock()
	c.posted = false
	ev, closed := c.possible&c.want, c.closed
	c.mu.Unlock()
	if closed || ev == 0 {
		return
	}
	c.loop.metrics.Events++
	c.s.onReady(ev)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.announce()
}

// exists reports whether there is something that corresponds to a socket.
func (c *connEndpoint) exists() bool {
	return c.connection() != nil || c.server != nil || c.dial != nil
}

// connection returns the connection, nil if there is none yet or no longer.
func (c *connEndpoint) connection() net.Conn {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return nil
	}
	return c.conn
}

// adopt makes conn the stream's connection.
func (c *connEndpoint) adopt(conn net.Conn) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.conn = conn
	if c.want&evRead != 0 {
		c.wakeReader()
	}
	c.allow(evWrite)
}

// connErrno is the error to report for err of a connection: its errno, or err
// itself if it has none.
func connErrno(err error, asErrno func(error) Errno) error {
	if errors.Is(err, net.ErrClosed) {
		// Not by us: whoever gave us the connection closed it.
		return Errno(syscall.ECONNABORTED)
	}
	if errno := asErrno(err); errno == EOF {
		return io.EOF
	} else if errno != UNKNOWN {
		return errno
	}
	return err
}

// lingerTimeout bounds how long a connection that was closed may take to send
// what it has taken. The kernel is of the same order with a peer that does not
// read.
const lingerTimeout = time.Minute

// close releases the listener, or the connection once everything taken has
// been sent.
func (c *connEndpoint) close() {
	c.mu.Lock()
	if c.closed {
		c.mu.Unlock()
		return
	}
	c.closed = true
	conn := c.conn
	c.in.chunk = nil
	c.in.stopEOFTimer()
	c.in.wake.Broadcast()
	c.out.lingers = c.out.busy() && !c.out.reset
	c.out.wake.Broadcast()
	lingers, reset := c.out.lingers, c.out.reset
	if lingers {
		c.loop.conns.lingering.Add(1)
	}
	c.mu.Unlock()

	if c.dial != nil {
		c.dial.cancel()
		c.dial = nil
	}
	if c.server != nil {
		c.server.close()
		c.server = nil
	}
	switch {
	case conn == nil:
	case lingers: // the writer closes it
		_ = conn.SetReadDeadline(time.Unix(1, 0))
		_ = conn.SetWriteDeadline(time.Now().Add(lingerTimeout))
	default:
		if reset {
			_ = conn.SetDeadline(time.Unix(1, 0)) // ends a write under way
		}
		dropConn(conn)
	}
}

// dropConn closes conn without keeping the loop waiting: others than sockets
// may want to say goodbye. There is nobody to tell an error.
func dropConn(conn net.Conn) {
	if _, ok := conn.(syscall.Conn); ok {
		_ = conn.Close()
		return
	}
	go func() { _ = conn.Close() }()
}

// innermost returns the socket under wrappers such as *tls.Conn.
func innermost(conn net.Conn) net.Conn {
	for {
		wrapper, ok := conn.(interface{ NetConn() net.Conn })
		if !ok {
			return conn
		}
		conn = wrapper.NetConn()
	}
}

// file returns the descriptor under the listener or connection.
func (c *connEndpoint) file() (fd int, ok bool) {
	err := c.control(func(n int) error {
		fd = n
		return nil
	})
	return fd, err == nil && connsHaveDescriptors
}

// control calls f with the socket under the listener or connection, and fails
// with EBADF if there is none, with ENOTSUP if it is not made of a socket.
func (c *connEndpoint) control(f func(fd int) error) error {
	var holder any
	switch conn := c.connection(); {
	case conn != nil:
		holder = innermost(conn)
	case c.server != nil:
		holder = c.server.ln
	default:
		return Errno(syscall.EBADF)
	}
	socket, ok := holder.(syscall.Conn)
	if !ok {
		return Errno(syscall.ENOTSUP)
	}
	raw, err := socket.SyscallConn()
	if err != nil {
		return err
	}
	return controlRaw(raw, f)
}

func controlRaw(raw syscall.RawConn, f func(fd int) error) error {
	var ferr error
	if err := raw.Control(func(fd uintptr) { ferr = f(int(fd)) }); err != nil {
		return err
	}
	return ferr
}
