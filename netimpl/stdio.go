package netimpl

import (
	"io"
	"syscall"
)

// ReadFile reads once from a descriptor that cannot be watched, such as a file
// on standard input, on a goroutine that holds the loop. cb gets the number of
// bytes in p, or io.EOF, or a *SyscallError; p is in use until then. A read
// from a device or terminal may take for ever, and cannot be cancelled.
func (l *Loop) ReadFile(fd int, p []byte, cb func(n int, err error)) {
	post := l.Hold()
	go func() {
		n, err := readFD(fd, p)
		switch {
		case err != nil:
			n, err = 0, wrap("read", err)
		case n == 0 && len(p) > 0:
			err = io.EOF
		}
		post(func() { cb(n, err) })
	}()
}

// WriteFile writes all of p to a descriptor and waits until that is done, also
// if the descriptor is non-blocking. It may be called from any goroutine.
func WriteFile(fd int, p []byte) error {
	for len(p) > 0 {
		n, err := writeFD(fd, p)
		if err != nil {
			return fail("write", asWriteErrno(err))
		}
		if n == 0 {
			return fail("write", syscall.EIO)
		}
		p = p[n:]
	}
	return nil
}
