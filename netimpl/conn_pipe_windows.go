package netimpl

import (
	"context"
	"errors"
	"net"
	"strings"
	"syscall"

	"github.com/Microsoft/go-winio"
	"golang.org/x/sys/windows"
)

// pipeBuffer is the size of a named pipe's buffers. As uv_pipe_listen.
const pipeBuffer = 64 << 10

// bindPipe makes the first instance of the pipe. Follows uv_pipe_bind2, libuv
// win/pipe.c, for its errors.
func (c *connEndpoint) bindPipe(name string) (unlink bool, err error) {
	ln, err := winio.ListenPipe(name, &winio.PipeConfig{
		MessageMode:     true, // which can be half closed, and is read as bytes
		InputBufferSize: pipeBuffer, OutputBufferSize: pipeBuffer,
	})
	switch {
	case err == nil:
		c.server, c.name = newBacklog(c, ln), name
		return false, nil
	case errors.Is(err, windows.ERROR_ACCESS_DENIED):
		return false, Errno(syscall.EADDRINUSE)
	case errors.Is(err, windows.ERROR_PATH_NOT_FOUND), errors.Is(err, windows.ERROR_INVALID_NAME):
		return false, Errno(syscall.EACCES)
	}
	return false, connErrno(err, AsErrno)
}

func (c *connEndpoint) connectPipe(name string) error {
	return c.startDial(func(ctx context.Context) (net.Conn, error) { return winio.DialPipeContext(ctx, name) })
}

// connName gives the pipe's name to be the peer's, on both ends. As
// uv_pipe_getsockname and uv_pipe_getpeername, libuv win/pipe.c.
func (c *connEndpoint) connName(of side) (string, error) {
	conn := c.connection()
	if conn == nil || of == localSide {
		return "", nil
	}
	if name := conn.RemoteAddr(); name != nil && strings.HasPrefix(name.String(), `\\`) {
		return name.String(), nil
	}
	return "", nil
}

// chmod fails with ENOTSUP: a pipe's users are settled when it is made.
func (c *connEndpoint) chmod(string, uint32) error { return Errno(syscall.ENOTSUP) }
