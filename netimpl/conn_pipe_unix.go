//go:build unix

package netimpl

import (
	"context"
	"net"
	"strings"

	"golang.org/x/sys/unix"
)

// bindPipe listens at once, as bindTCP does.
func (c *connEndpoint) bindPipe(name string) (unlink bool, err error) {
	ln, err := new(net.ListenConfig).Listen(context.Background(), "unix", goPipeName(name))
	if err != nil {
		return false, connErrno(err, AsErrno)
	}
	ln.(*net.UnixListener).SetUnlinkOnClose(false) // the Pipe does that
	c.server = newBacklog(c, ln)
	if name == "" { // the system has chosen one
		err = c.control(func(fd int) error {
			name, err = socketName(fd)
			return err
		})
	}
	c.name = name
	return name != "" && name[0] != 0, err
}

// goPipeName keeps package net from taking a file that begins with an @ for an
// abstract name.
func goPipeName(name string) string {
	if strings.HasPrefix(name, "@") {
		return "./" + name
	}
	return name
}

func (c *connEndpoint) connectPipe(name string) error {
	if c.server != nil && !c.server.started {
		c.server.close()
		c.server = nil
	}
	return c.startDial(func(ctx context.Context) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "unix", goPipeName(name))
	})
}

// connName asks the kernel: package net cuts abstract names at a NUL. What is
// no socket has no name.
func (c *connEndpoint) connName(of side) (name string, err error) {
	if c.connection() == nil { // still being made
		return "", nil
	}
	ask := socketName
	if of == remoteSide {
		ask = peerName
	}
	err = c.control(func(fd int) error {
		var err error
		name, err = ask(fd)
		return err
	})
	if err == Errno(unix.ENOTSUP) {
		return "", nil
	}
	return name, err
}

func (c *connEndpoint) chmod(_ string, mode uint32) error { return unix.Chmod(c.name, mode) }
