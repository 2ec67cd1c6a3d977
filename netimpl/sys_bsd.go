//go:build darwin || freebsd || netbsd || openbsd || dragonfly

package netimpl

import (
	"syscall"

	"golang.org/x/sys/unix"
)

// These systems want calls to go through their C library or offer no raw ones,
// so the scheduler is told of each.

func rawRead(fd int, p []byte, _ transfer) (int, Errno) { return result(unix.Read(fd, p)) }

func rawWrite(fd int, p []byte, _ transfer) (int, Errno) { return result(unix.Write(fd, p)) }

// canHold says that transferHeld does something.
const canHold = false

func push(int) {}

func result(n int, err error) (int, Errno) {
	if err != nil {
		return 0, err.(Errno)
	}
	return n, 0
}

// iovecs needs no scratch memory here.
type iovecs struct{}

// rawAccept makes the connection non-blocking and closed by exec. Between the
// two calls a fork could let it through; package syscall's lock prevents it.
func rawAccept(fd int) (int, Errno) {
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	conn, _, err := unix.Accept(fd)
	if err != nil {
		return 0, err.(Errno)
	}
	if err := prepareSocket(conn); err != nil {
		unix.Close(conn)
		return 0, err.(Errno)
	}
	return conn, 0
}

func newSocket(family int) (int, error) {
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	fd, err := unix.Socket(family, unix.SOCK_STREAM, 0)
	if err != nil {
		return -1, err
	}
	if err := prepareSocket(fd); err != nil {
		unix.Close(fd)
		return -1, err
	}
	return fd, nil
}

func prepareSocket(fd int) error {
	unix.CloseOnExec(fd)
	if err := unix.SetNonblock(fd, true); err != nil {
		return err
	}
	return muteSocket(fd)
}
