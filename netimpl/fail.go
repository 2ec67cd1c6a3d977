package netimpl

import "syscall"

// What endpoints answer when an operation has to wait.
var (
	errAgain      error = Errno(syscall.EAGAIN)
	errInProgress error = Errno(syscall.EINPROGRESS)
)

// fail makes the error of a failed call.
func fail(call string, errno Errno) error {
	return &SyscallError{Syscall: call, Errno: errno}
}

// wrap makes the error of a call that an endpoint failed; nil for nil.
func wrap(call string, err error) error {
	if err == nil {
		return nil
	}
	return fail(call, AsErrno(err))
}
