package netimpl

import (
	"syscall"

	"golang.org/x/sys/unix"
)

const tcpKeepIdle = unix.TCP_KEEPIDLE

// setReusePort fails: the system does not spread connections over sockets.
func setReusePort(int) error { return Errno(syscall.ENOTSUP) }
