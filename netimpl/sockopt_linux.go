package netimpl

import "golang.org/x/sys/unix"

const tcpKeepIdle = unix.TCP_KEEPIDLE

func setReusePort(fd int) error {
	return unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_REUSEPORT, 1)
}
