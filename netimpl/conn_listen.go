package netimpl

import (
	"errors"
	"net"
	"os"
	"slices"
	"sync"
	"syscall"
	"time"
)

// backlog is a listener and the connections it has accepted that the loop has
// not. It shares its endpoint's lock.
type backlog struct {
	c    *connEndpoint
	ln   net.Listener
	kept net.Conn // by accept, for acceptInto; for the loop only

	room    sync.Cond // a connection was taken, or close
	waiting []net.Conn
	err     error // why there will be no more
	started bool
	quit    chan struct{}
}

// maxWaiting is how many accepted connections wait for the loop; the kernel
// keeps the others.
const maxWaiting = 16

func newBacklog(c *connEndpoint, ln net.Listener) *backlog {
	b := &backlog{c: c, ln: ln, quit: make(chan struct{})}
	b.room.L = &c.mu
	return b
}

// start has connections accepted from the loop's next poll on, which is when a
// descriptor is first watched: what gives its descriptor to another process and
// closes its own in the turn that it began to listen in takes nothing from that.
func (b *backlog) start() {
	if b.started {
		return
	}
	b.started = true
	b.c.loop.shared.reserve()
	b.c.loop.Post(func() {
		if !b.c.closed { // which only the loop changes
			go b.acceptLoop()
		}
	})
}

// acceptPause is how long the listener rests when it cannot accept, for lack of
// descriptors for example.
const acceptPause = 10 * time.Millisecond

func (b *backlog) acceptLoop() {
	for {
		conn, err := b.ln.Accept()
		if err != nil && passes(err) {
			if errno := AsErrno(err); errno == syscall.EMFILE || errno == syscall.ENFILE {
				b.c.loop.Post(func() { b.shedLoad(errno) })
			}
			select {
			case <-b.quit:
				return
			case <-time.After(acceptPause):
			}
			continue
		}
		if !b.accepted(conn, err) {
			return
		}
	}
}

// shedLoad is called on the loop when there were no descriptors to accept with.
func (b *backlog) shedLoad(errno Errno) {
	ln, ok := b.ln.(syscall.Conn)
	if !ok || b.c.closed {
		return
	}
	if raw, err := ln.SyscallConn(); err == nil {
		_ = controlRaw(raw, func(fd int) error { return b.c.loop.shared.shedLoadNow(fd, errno) })
	}
}

// passes reports whether a listener that failed with err goes on.
func passes(err error) bool {
	var timeout interface{ Timeout() bool }
	return slices.Contains(passingErrnos, AsErrno(err)) ||
		errors.Is(err, os.ErrDeadlineExceeded) ||
		errors.As(err, &timeout) && timeout.Timeout()
}

// passingErrnos are about a client that is gone or about us having too much.
var passingErrnos = []Errno{
	syscall.ECONNABORTED, syscall.ECONNRESET, syscall.EINTR, syscall.EAGAIN, syscall.EPROTO,
	syscall.EMFILE, syscall.ENFILE, syscall.ENOBUFS, syscall.ENOMEM, syscall.EPERM,
}

// accepted hands a connection, or the error that ends it all, to the loop and
// waits until there is room for the next. It reports whether to go on.
func (b *backlog) accepted(conn net.Conn, err error) bool {
	b.c.mu.Lock()
	defer b.c.mu.Unlock()
	switch {
	case b.c.closed:
		if conn != nil {
			dropConn(conn)
		}
		return false
	case err != nil:
		b.err = err
	default:
		b.waiting = append(b.waiting, conn)
	}
	b.c.allow(evRead)
	for len(b.waiting) >= maxWaiting && !b.c.closed {
		b.room.Wait()
	}
	return err == nil && !b.c.closed
}

// take returns the oldest connection that waits.
func (b *backlog) take() (net.Conn, error) {
	b.c.mu.Lock()
	defer b.c.mu.Unlock()
	if len(b.waiting) == 0 {
		if b.err != nil {
			return nil, &acceptError{b.err}
		}
		return nil, errAgain
	}
	conn := b.waiting[0]
	b.waiting = slices.Delete(b.waiting, 0, 1)
	if len(b.waiting) == 0 && b.err == nil {
		b.c.forbid(evRead)
	}
	b.room.Signal()
	return conn, nil
}

// acceptError is an error that ends a listener. It is no Errno even if it
// stands for one: those pass.
type acceptError struct{ err error }

func (e *acceptError) Error() string { return e.err.Error() }
func (e *acceptError) Unwrap() error { return connErrno(e.err, AsErrno) }

// close ends the listener and the connections that nobody has taken.
func (b *backlog) close() {
	close(b.quit)
	_ = b.ln.Close()
	if b.kept != nil {
		dropConn(b.kept)
		b.kept = nil
	}
	b.c.mu.Lock()
	defer b.c.mu.Unlock()
	for _, conn := range b.waiting {
		dropConn(conn)
	}
	b.waiting = nil
	b.room.Broadcast()
}

func (c *connEndpoint) accept() error {
	if c.server == nil {
		return errAgain
	}
	conn, err := c.server.take()
	if err == nil {
		c.server.kept = conn
	}
	return err
}

func (c *connEndpoint) acceptInto(s *Stream) error {
	conn := c.server.kept
	c.server.kept = nil
	client := connections{}.attachKeeping(s)
	switch {
	case s.IsClosing():
		dropConn(conn)
		return Errno(syscall.EINVAL)
	case client.exists():
		dropConn(conn)
		return Errno(syscall.EBUSY)
	}
	client.adoptNew(conn)
	return nil
}
