//go:build unix

package netimpl

import "testing"

func TestErrnoUnknown(t *testing.T) {
	const errno = Errno(99999)
	const want = "Unknown system error -99999"
	if got := ErrName(errno); got != want {
		t.Errorf("ErrName = %q, want %q", got, want)
	}
	if got := ErrMessage(errno); got != want {
		t.Errorf("ErrMessage = %q, want %q", got, want)
	}
	if got := ErrNumber(errno); got != -99999 {
		t.Errorf("ErrNumber = %d", got)
	}
}
