package netimpl

import (
	"syscall"

	"golang.org/x/sys/unix"
)

func rawWritev(fd int, bufs [][]byte, _ *descriptorShared) (int, Errno) {
	return result(unix.Writev(fd, bufs))
}

// muteSocket keeps a write to a lost peer from raising SIGPIPE.
func muteSocket(fd int) error {
	return unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_NOSIGPIPE, 1)
}

// writeErrno translates what macOS says of a socket that the peer closes while
// it is being made. As uv__try_write.
func writeErrno(errno Errno) Errno {
	if errno == syscall.EPROTOTYPE {
		return syscall.ECONNRESET
	}
	return errno
}

const tcpKeepIdle = unix.TCP_KEEPALIVE

// setReusePort fails: the system does not spread connections over sockets.
func setReusePort(int) error { return Errno(syscall.ENOTSUP) }
