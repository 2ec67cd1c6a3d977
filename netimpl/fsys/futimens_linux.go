package fsys

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

// futimens is utimensat(2) on the descriptor itself, which x/sys does not have.
func futimens(fd int, ts *unix.Timespec) error {
	_, _, errno := unix.Syscall6(unix.SYS_UTIMENSAT, uintptr(fd), 0, uintptr(unsafe.Pointer(ts)), 0, 0, 0)
	if errno != 0 {
		return errno
	}
	return nil
}
