package netimpl

import (
	"syscall"
	"testing"

	"golang.org/x/sys/windows"
)

func TestErrnoOfWindowsErrors(t *testing.T) {
	tests := []struct {
		errno  Errno
		name   string
		number int
	}{
		{windows.WSAECONNREFUSED, "ECONNREFUSED", -4078},
		{windows.ERROR_NETNAME_DELETED, "ECONNRESET", -4077},
		{windows.ERROR_PATH_NOT_FOUND, "ENOENT", -4058},
		{windows.ERROR_ACCESS_DENIED, "EPERM", -4048},
		{windows.ERROR_BROKEN_PIPE, "EOF", -4095},
		{syscall.ECANCELED, "ECANCELED", -4081},
		{EAI_NONAME, "EAI_NONAME", -3008},
		{windows.WSAENOPROTOOPT, "UNKNOWN", -4094},
	}
	for _, test := range tests {
		if got := ErrName(test.errno); got != test.name {
			t.Errorf("ErrName(%d) = %q, want %q", test.errno, got, test.name)
		}
		if got := ErrNumber(test.errno); got != test.number {
			t.Errorf("ErrNumber(%d) = %d, want %d", test.errno, got, test.number)
		}
	}
	if got := asWriteErrno(windows.ERROR_BROKEN_PIPE); got != syscall.EPIPE {
		t.Errorf("asWriteErrno(ERROR_BROKEN_PIPE) = %s, want EPIPE", ErrName(got))
	}
}
