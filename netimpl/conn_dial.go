package netimpl

import (
	"context"
	"net"
	"syscall"
)

// dialing is a connection attempt.
type dialing struct {
	ctx    context.Context
	cancel context.CancelFunc

	done bool // under the endpoint's lock, with what follows
	conn net.Conn
	err  error
}

// startDial makes dial connect on a goroutine and the stream ask for the
// result.
func (c *connEndpoint) startDial(dial func(context.Context) (net.Conn, error)) error {
	switch {
	case c.connection() != nil:
		return Errno(syscall.EISCONN)
	case c.dial != nil:
		return Errno(syscall.EALREADY)
	case c.server != nil:
		return Errno(syscall.EINVAL)
	}
	d := new(dialing)
	d.ctx, d.cancel = context.WithCancel(context.Background())
	c.dial = d
	go func() {
		conn, err := dial(d.ctx)
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.closed && err == nil {
			dropConn(conn)
			return
		}
		d.done, d.conn, d.err = true, conn, err
		c.allow(evWrite)
	}()
	return errInProgress
}

func (c *connEndpoint) connectResult() error {
	d := c.dial
	if d == nil {
		return Errno(syscall.ENOTCONN)
	}
	c.mu.Lock()
	done := d.done
	c.mu.Unlock()
	if !done {
		return errInProgress
	}
	d.cancel()
	c.dial = nil
	if d.err != nil {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.forbid(evWrite)
		return connErrno(d.err, AsErrno)
	}
	c.adoptNew(d.conn)
	return nil
}
