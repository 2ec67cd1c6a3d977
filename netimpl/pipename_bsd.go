//go:build darwin || freebsd || netbsd || openbsd || dragonfly

package netimpl

import "golang.org/x/sys/unix"

const (
	hasAbstractNames = false
	maxPipeName      = len(unix.RawSockaddrUnix{}.Path) - 1
)

func bindName(fd int, name string) error {
	return unix.Bind(fd, &unix.SockaddrUnix{Name: name})
}

func connectName(fd int, name string) error {
	return unix.Connect(fd, &unix.SockaddrUnix{Name: name})
}

func socketName(fd int) (string, error) {
	sa, err := unix.Getsockname(fd)
	return nameOf(sa), err
}

func peerName(fd int) (string, error) {
	sa, err := unix.Getpeername(fd)
	return nameOf(sa), err
}

func nameOf(sa unix.Sockaddr) string {
	if sa, ok := sa.(*unix.SockaddrUnix); ok {
		return sa.Name
	}
	return ""
}
