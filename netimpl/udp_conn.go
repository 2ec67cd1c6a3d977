package netimpl

import (
	"bytes"
	"context"
	"errors"
	"net"
	"net/netip"
	"sync"
	"syscall"
)

func (connections) attachUDP(u *UDP) {
	c := &udpConn{u: u}
	c.wake.L = &c.mu
	u.end = c
}

// udpConn is a socket of package net. A goroutine receives, and plays the
// kernel's buffer to the loop.
type udpConn struct {
	u    *UDP
	conn *net.UDPConn // nil without a socket

	mu      sync.Mutex // for all below
	wake    sync.Cond  // receiving was asked for, room was made, or close
	want    events
	running bool
	posted  bool // fire is on its way to the loop
	closed  bool
	inbox   []received
}

type received struct {
	data []byte
	from netip.AddrPort
	err  error
}

// maxInbox is how many datagrams wait for the loop before the kernel has to
// keep them.
const maxInbox = 64

func (c *udpConn) bind(addr netip.AddrPort, flags UDPFlags) error {
	if c.conn != nil {
		return Errno(syscall.EINVAL)
	}
	// Without a family in its name package net makes 0.0.0.0 mean both.
	network := "udp6"
	if addr.Addr().Is4() {
		network = "udp4"
	}
	config := net.ListenConfig{Control: func(_, _ string, raw syscall.RawConn) error {
		return controlRaw(raw, func(fd int) error {
			return errors.Join(resetDatagramOptions(fd, network == "udp6"), setDatagramBindOptions(fd, flags))
		})
	}}
	conn, err := config.ListenPacket(context.Background(), network, addr.String())
	if err != nil {
		return AsErrno(err)
	}
	c.conn = conn.(*net.UDPConn)
	return nil
}

func (c *udpConn) watch(want events) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.want = want
	if want&evRead != 0 && !c.running {
		c.running = true
		go c.receiveLoop()
	}
	c.wake.Signal()
	c.announce()
}

// announce makes the loop call fire if there is something to tell. c.mu is
// held.
func (c *udpConn) announce() {
	if !c.posted && !c.closed && c.possible() != 0 {
		c.posted = true
		c.u.loop.Post(c.fire)
	}
}

// possible is what u waits for and could have: a socket takes what is sent.
func (c *udpConn) possible() events {
	ev := evWrite
	if len(c.inbox) > 0 {
		ev |= evRead
	}
	return ev & c.want
}

func (c *udpConn) fire() {
	c.mu.Lock()
	c.posted = false
	ev, closed := c.possible(), c.closed
	c.mu.Unlock()
	if closed || ev == 0 {
		return
	}
	c.u.onReady(ev)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.announce()
}

func (c *udpConn) receiveLoop() {
	buf := make([]byte, slabSize)
	c.mu.Lock()
	defer c.mu.Unlock()
	for {
		for !c.closed && (len(c.inbox) >= maxInbox || c.want&evRead == 0) {
			c.wake.Wait()
		}
		if c.closed {
			return
		}
		c.mu.Unlock()
		n, from, err := c.conn.ReadFromUDPAddrPort(buf)
		c.mu.Lock()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		c.inbox = append(c.inbox, received{bytes.Clone(buf[:n]), from, err})
		c.announce()
	}
}

func (c *udpConn) receive(slab []byte) (int, netip.AddrPort, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.inbox) == 0 {
		return 0, netip.AddrPort{}, errAgain
	}
	r := c.inbox[0]
	c.inbox = c.inbox[1:]
	c.wake.Signal()
	if r.err != nil {
		return 0, netip.AddrPort{}, AsErrno(r.err)
	}
	return copy(slab, r.data), r.from, nil
}

// send may wait a moment where the kernel's buffer is full: package net has no
// other way.
func (c *udpConn) send(bufs [][]byte, to netip.AddrPort) error {
	data := bytes.Join(bufs, nil)
	var err error
	if to.IsValid() {
		_, err = c.conn.WriteToUDPAddrPort(data, to)
	} else {
		_, err = c.conn.Write(data)
	}
	if err != nil {
		return AsErrno(err)
	}
	return nil
}

func (c *udpConn) control(f func(fd int) error) error {
	if c.conn == nil {
		return Errno(syscall.EBADF)
	}
	raw, err := c.conn.SyscallConn()
	if err != nil {
		return Errno(syscall.EBADF)
	}
	return controlRaw(raw, f)
}

func (c *udpConn) exists() bool { return c.conn != nil }

func (c *udpConn) file() (fd int, ok bool) {
	err := c.control(func(n int) error {
		fd = n
		return nil
	})
	return fd, err == nil && connsHaveDescriptors
}

func (c *udpConn) close() {
	c.mu.Lock()
	c.closed = true
	c.wake.Signal()
	c.mu.Unlock()
	if c.conn != nil {
		c.conn.Close() // nobody could do anything about an error
	}
}
