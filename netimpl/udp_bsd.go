//go:build darwin || freebsd || netbsd || openbsd || dragonfly

package netimpl

import (
	"syscall"

	"golang.org/x/sys/unix"
)

func newDatagramSocket(family int) (int, error) {
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	fd, err := unix.Socket(family, unix.SOCK_DGRAM, 0)
	if err != nil {
		return -1, err
	}
	if err := prepareSocket(fd); err != nil {
		unix.Close(fd)
		return -1, err
	}
	return fd, nil
}

// setReuse lets sockets share an address: here it takes SO_REUSEPORT, which
// does not spread what arrives over them. As uv__sock_reuseaddr.
func setReuse(fd int) error { return unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_REUSEPORT, 1) }

// disconnectSocket connects to an address of the wrong family: the kernel drops
// the old peer before it looks at the new one. As uv__udp_disconnect.
func disconnectSocket(fd int) error {
	var wrong unix.Sockaddr = &unix.SockaddrInet6{}
	if local, err := unix.Getsockname(fd); err == nil {
		if _, ok := local.(*unix.SockaddrInet6); ok {
			wrong = &unix.SockaddrInet4{}
		}
	}
	for {
		switch err := unix.Connect(fd, wrong); err {
		case unix.EINTR:
		case unix.EAFNOSUPPORT, unix.EINVAL:
			return nil
		default:
			return err
		}
	}
}
