package netimpl

import "syscall"

const (
	enodata = syscall.ENODATA
	eftype  = syscall.EFTYPE

	enonet    Errno = 4056
	eremoteio Errno = 4030
	eunatch   Errno = 4023
)
