//go:build unix

package netimpl

import "syscall"

// canCatch reports whether a handler for sig is possible.
func canCatch(sig syscall.Signal) bool {
	return sig > 0 && sig != syscall.SIGKILL && sig != syscall.SIGSTOP
}
