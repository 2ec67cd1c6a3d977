package netimpl

import (
	"os"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Abort ends the process by SIGABRT, as abort(3): Go's own handler would print
// its goroutines instead.
func Abort() { endBy(syscall.SIGABRT) }

// endBy ends the process by a signal's default effect.
func endBy(sig syscall.Signal) {
	var defaultAction [4]uint64 // struct sigaction of the kernel: SIG_DFL, no flags, no mask
	_, _, _ = unix.RawSyscall6(unix.SYS_RT_SIGACTION, uintptr(sig),
		uintptr(unsafe.Pointer(&defaultAction)), 0, 8, 0, 0)
	_ = unix.Tgkill(unix.Getpid(), unix.Gettid(), sig)
	os.Exit(signalStatus + int(sig))
}
