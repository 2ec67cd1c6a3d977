package netimpl

import (
	"bytes"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Package unix writes abstract names with an @ and so has no way to name a
// file that begins with one; the names here go to the kernel as they are.

const (
	hasAbstractNames = true
	maxPipeName      = len(unix.RawSockaddrUnix{}.Path)
	pipeNameOffset   = unsafe.Offsetof(unix.RawSockaddrUnix{}.Path)
)

// unixSockaddr returns the address and its length, which counts for abstract
// names and for the empty one, to which the kernel gives a name.
func unixSockaddr(name string) (*unix.RawSockaddrUnix, uintptr) {
	sa := &unix.RawSockaddrUnix{Family: unix.AF_UNIX}
	for i := range len(name) {
		sa.Path[i] = int8(name[i])
	}
	if name == "" || name[0] == 0 {
		return sa, pipeNameOffset + uintptr(len(name))
	}
	return sa, unsafe.Sizeof(*sa)
}

func bindName(fd int, name string) error {
	sa, size := unixSockaddr(name)
	_, _, errno := unix.Syscall(unix.SYS_BIND, uintptr(fd), uintptr(unsafe.Pointer(sa)), size)
	return errorOf(errno)
}

func connectName(fd int, name string) error {
	sa, size := unixSockaddr(name)
	_, _, errno := unix.Syscall(unix.SYS_CONNECT, uintptr(fd), uintptr(unsafe.Pointer(sa)), size)
	return errorOf(errno)
}

func socketName(fd int) (string, error) { return nameOf(unix.SYS_GETSOCKNAME, fd) }
func peerName(fd int) (string, error)   { return nameOf(unix.SYS_GETPEERNAME, fd) }

func nameOf(call uintptr, fd int) (string, error) {
	var sa unix.RawSockaddrUnix
	size := uint32(unsafe.Sizeof(sa))
	_, _, errno := unix.Syscall(call, uintptr(fd), uintptr(unsafe.Pointer(&sa)), uintptr(unsafe.Pointer(&size)))
	if errno != 0 {
		return "", errno
	}
	if uintptr(size) <= pipeNameOffset {
		return "", nil
	}
	name := make([]byte, min(uintptr(size)-pipeNameOffset, uintptr(maxPipeName)))
	for i := range name {
		name[i] = byte(sa.Path[i])
	}
	if name[0] != 0 {
		name, _, _ = bytes.Cut(name, []byte{0})
	}
	return string(name), nil
}

func errorOf(errno Errno) error {
	if errno == 0 {
		return nil
	}
	return errno
}
