//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package netimpl

import "golang.org/x/sys/unix"

// The system calls of descriptors, as variables so that tests can cause what
// the kernel rarely does. Those that are called for every message do not tell
// Go's scheduler: they never block, and it costs a tenth of an echo's time.
var (
	sysRead    = rawRead
	sysWrite   = rawWrite
	sysWritev  = rawWritev
	sysAccept  = rawAccept
	sysConnect = unix.Connect
	sysSocket  = newSocket
	sysClose   = closeFD
)

// transfer is how a read or a write is done.
type transfer uint8

const (
	transferSocket transfer = 1 << iota // the descriptor is a socket's
	transferHeld                        // a write may wait for push or shutdown
)

func closeFD(fd int) { _ = unix.Close(fd) }

// sysWriteBlocking is for descriptors in blocking mode, so the scheduler has
// to know.
func sysWriteBlocking(fd int, p []byte, _ transfer) (int, Errno) {
	n, err := unix.Write(fd, p)
	if err != nil {
		return 0, err.(Errno)
	}
	return n, 0
}
