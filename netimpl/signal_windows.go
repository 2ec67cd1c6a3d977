package netimpl

import "syscall"

// canCatch reports whether package os/signal knows sig.
func canCatch(sig syscall.Signal) bool {
	return sig == syscall.SIGINT || sig == syscall.SIGTERM
}
