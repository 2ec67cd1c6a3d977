package netimpl

import "syscall"

const (
	enodata   = syscall.ENODATA
	enonet    = syscall.ENONET
	eremoteio = syscall.EREMOTEIO
	eunatch   = syscall.EUNATCH

	eftype Errno = 4028
)
