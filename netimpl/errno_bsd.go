//go:build dragonfly || freebsd || netbsd || openbsd

package netimpl

import "syscall"

const (
	eftype = syscall.EFTYPE

	// libuv's number on FreeBSD, whose C library keeps ENODATA to C++.
	enodata Errno = 9919

	enonet    Errno = 4056
	eremoteio Errno = 4030
	eunatch   Errno = 4023
)
