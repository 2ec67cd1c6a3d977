package netimpl

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

// For sockets recv and send are the shorter way through the kernel: 3 % of an
// echo.

func rawRead(fd int, p []byte, how transfer) (int, Errno) {
	buf, size := uintptr(unsafe.Pointer(unsafe.SliceData(p))), uintptr(len(p))
	if how&transferSocket != 0 {
		n, _, errno := unix.RawSyscall6(unix.SYS_RECVFROM, uintptr(fd), buf, size, 0, 0, 0)
		return int(n), errno
	}
	n, _, errno := unix.RawSyscall(unix.SYS_READ, uintptr(fd), buf, size)
	return int(n), errno
}

func rawWrite(fd int, p []byte, how transfer) (int, Errno) {
	buf, size := uintptr(unsafe.Pointer(unsafe.SliceData(p))), uintptr(len(p))
	if how&transferSocket != 0 {
		flags := uintptr(unix.MSG_NOSIGNAL)
		if how&transferHeld != 0 {
			flags |= unix.MSG_MORE
		}
		n, _, errno := unix.RawSyscall6(unix.SYS_SENDTO, uintptr(fd), buf, size, flags, 0, 0)
		return int(n), errno
	}
	n, _, errno := unix.RawSyscall(unix.SYS_WRITE, uintptr(fd), buf, size)
	return int(n), errno
}

// canHold says that transferHeld does something.
const canHold = true

// push sends what transferHeld keeps back, as Nagle's algorithm lets it.
func push(fd int) { _ = unix.SetsockoptInt(fd, unix.IPPROTO_TCP, unix.TCP_CORK, 0) }

// iovecs is scratch memory for writev.
type iovecs struct {
	vec []unix.Iovec
}

func rawWritev(fd int, bufs [][]byte, shared *descriptorShared) (int, Errno) {
	vec := shared.vec[:0]
	for _, b := range bufs {
		v := unix.Iovec{Base: unsafe.SliceData(b)}
		v.SetLen(len(b))
		vec = append(vec, v)
	}
	n, _, errno := unix.RawSyscall(unix.SYS_WRITEV, uintptr(fd), uintptr(unsafe.Pointer(unsafe.SliceData(vec))), uintptr(len(vec)))
	clear(vec)
	shared.vec = vec[:0]
	return int(n), errno
}

func rawAccept(fd int) (int, Errno) {
	n, _, errno := unix.RawSyscall6(unix.SYS_ACCEPT4, uintptr(fd), 0, 0, unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC, 0, 0)
	return int(n), errno
}

func newSocket(family int) (int, error) {
	return unix.Socket(family, unix.SOCK_STREAM|unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC, 0)
}

func writeErrno(errno Errno) Errno { return errno }

// epollCtl does not block either.
var epollCtl = func(epfd, op, fd int, ev *unix.EpollEvent) Errno {
	_, _, errno := unix.RawSyscall6(unix.SYS_EPOLL_CTL, uintptr(epfd), uintptr(op), uintptr(fd), uintptr(unsafe.Pointer(ev)), 0, 0)
	return errno
}
