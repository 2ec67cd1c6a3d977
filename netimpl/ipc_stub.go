//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package netimpl

import "syscall"

// No descriptor travels here: these fail with ENOTSUP.

// OpenIPC fails.
func (p *Pipe) OpenIPC(int) error { return fail("open", syscall.ENOTSUP) }

// WriteDescriptor fails.
func (p *Pipe) WriteDescriptor(*WriteReq, [][]byte, int, func(error)) error {
	return fail("write", syscall.ENOTSUP)
}

// TakeDescriptor never has one.
func (p *Pipe) TakeDescriptor() (fd int, ok bool) { return -1, false }

// Share fails.
func (s *Stream) Share() (fd int, err error) { return -1, fail("dup", syscall.ENOTSUP) }

// Share fails.
func (u *UDP) Share() (fd int, err error) { return -1, fail("dup", syscall.ENOTSUP) }

// Lend does nothing: no descriptor is watched.
func (l *Loop) Lend(int) {}
