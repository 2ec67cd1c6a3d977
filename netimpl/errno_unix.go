//go:build unix

package netimpl

import "syscall"

const enotdir = syscall.ENOTDIR

// translateErrno returns errno: the numbers of Unix systems are used as they
// are.
func translateErrno(errno Errno) Errno { return errno }

// translateWriteErrno is translateErrno for a failed write.
func translateWriteErrno(errno Errno) Errno { return errno }

func (e *errnoLine) number() int { return -int(e.errno) }
