//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package netimpl

import (
	"os"

	"golang.org/x/sys/unix"
)

// DescriptorOf returns the descriptor of a file that is open.
func DescriptorOf(f *os.File) (fd int, ok bool) {
	raw, err := f.SyscallConn()
	if err != nil {
		return -1, false
	}
	// Fd would make it blocking.
	err = raw.Control(func(number uintptr) { fd = int(number) })
	return fd, err == nil
}

func readFD(fd int, p []byte) (int, error) {
	for {
		n, err := unix.Read(fd, p)
		switch err {
		case nil:
			return n, nil
		case unix.EINTR:
		case unix.EAGAIN: // somebody has made it non-blocking
			if err := waitFD(fd, unix.POLLIN); err != nil {
				return 0, err
			}
		default:
			return 0, err
		}
	}
}

func writeFD(fd int, p []byte) (int, error) {
	for {
		n, err := unix.Write(fd, p)
		switch err {
		case nil:
			return n, nil
		case unix.EINTR:
		case unix.EAGAIN:
			if err := waitFD(fd, unix.POLLOUT); err != nil {
				return 0, err
			}
		default:
			return 0, err
		}
	}
}

// waitFD waits until fd is ready, or broken, which the next call then tells.
func waitFD(fd int, ev int16) error {
	for {
		_, err := unix.Poll([]unix.PollFd{{Fd: int32(fd), Events: ev}}, -1)
		if err != unix.EINTR {
			return err
		}
	}
}
