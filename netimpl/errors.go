package netimpl

import (
	"context"
	"errors"
	"io"
	"net"
	"net/netip"
	"os"
	"syscall"
)

// Errno is the operating system's number for an error. Where the system has
// no number for what libuv reports (the resolver's errors, the end of a
// stream), it is libuv's own number made positive: see EOF and EAI_AGAIN.
type Errno = syscall.Errno

// SyscallError is a failed system call with what Node reports about it. Unwrap
// gives Errno, so that errors.Is works with the constants of package syscall
// on every platform.
type SyscallError struct {
	Syscall string         // as Node names it: "connect", "listen", "write"
	Errno   Errno          // never zero
	Addr    netip.AddrPort // invalid when the call has no endpoint
	Path    string         // of a Pipe; empty when the call has none
}

// Error gives Node's text for most calls: "connect ECONNREFUSED 127.0.0.1:1".
func (e *SyscallError) Error() string {
	text := e.Syscall + " " + ErrName(e.Errno)
	switch {
	case e.Path != "":
		text += " " + e.Path
	case e.Addr.IsValid():
		text += " " + e.Addr.String()
	}
	return text
}

// Unwrap returns e.Errno.
func (e *SyscallError) Unwrap() error { return e.Errno }

// AsErrno finds the errno in err, as package syscall names it on every
// platform, and looks through the wrappers of packages net and os. The end of
// a stream is EOF, a use after close ECANCELED, a passed deadline ETIMEDOUT,
// an in-memory pipe without a reader EPIPE, and what carries no number UNKNOWN.
// It returns 0 for nil.
func AsErrno(err error) Errno { return asErrno(err, translateErrno) }

// asWriteErrno is AsErrno for a failed write.
func asWriteErrno(err error) Errno { return asErrno(err, translateWriteErrno) }

func asErrno(err error, translate func(Errno) Errno) Errno {
	// The usual cases, without a search that allocates.
	switch err := err.(type) {
	case nil:
		return 0
	case Errno:
		return translate(err)
	case *SyscallError:
		return translate(err.Errno)
	}
	return searchErrno(err, translate)
}

func searchErrno(err error, translate func(Errno) Errno) Errno {
	var errno Errno
	switch {
	case errors.As(err, &errno):
		return translate(errno)
	case errors.Is(err, io.EOF):
		return EOF
	case errors.Is(err, io.ErrClosedPipe):
		return syscall.EPIPE
	case errors.Is(err, net.ErrClosed), errors.Is(err, os.ErrClosed), errors.Is(err, context.Canceled):
		return syscall.ECANCELED
	case errors.Is(err, os.ErrDeadlineExceeded), errors.Is(err, context.DeadlineExceeded):
		return syscall.ETIMEDOUT
	}
	return UNKNOWN
}
