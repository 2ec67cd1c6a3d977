package netimpl

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"
	"syscall"
	"testing"
)

func TestErrnoTableNamesEachErrorOnce(t *testing.T) {
	names := map[string]bool{}
	numbers := map[int]string{}
	for _, e := range SystemErrors() {
		if names[e.Name] {
			t.Errorf("%s is twice in the table", e.Name)
		}
		names[e.Name] = true
		if other, ok := numbers[e.Number]; ok {
			t.Errorf("%s and %s are both %d", e.Name, other, e.Number)
		}
		numbers[e.Number] = e.Name
		if e.Number >= 0 {
			t.Errorf("%s has number %d", e.Name, e.Number)
		}
		if got := ErrName(e.Errno); got != e.Name {
			t.Errorf("ErrName(%s) = %q", e.Name, got)
		}
		if got := ErrMessage(e.Errno); got != e.Message {
			t.Errorf("ErrMessage(%s) = %q, want %q", e.Name, got, e.Message)
		}
		if got, ok := SystemErrorByNumber(ErrNumber(e.Errno)); !ok || got != e {
			t.Errorf("SystemErrorByNumber(ErrNumber(%s)) = %v, %v", e.Name, got, ok)
		}
		if got, ok := SystemErrorByName(e.Name); !ok || got != e {
			t.Errorf("SystemErrorByName(%s) = %v, %v", e.Name, got, ok)
		}
	}
}

func TestSystemErrorUnknown(t *testing.T) {
	if _, ok := SystemErrorByNumber(-99999); ok {
		t.Error("SystemErrorByNumber knows -99999")
	}
	if _, ok := SystemErrorByName("ENOSUCH"); ok {
		t.Error("SystemErrorByName knows ENOSUCH")
	}
}

func TestSyscallErrorTextAndUnwrap(t *testing.T) {
	tests := []struct {
		err  SyscallError
		want string
	}{
		{
			SyscallError{Syscall: "connect", Errno: syscall.ECONNREFUSED, Addr: netip.MustParseAddrPort("127.0.0.1:1")},
			"connect ECONNREFUSED 127.0.0.1:1",
		},
		{SyscallError{Syscall: "connect", Errno: syscall.ENOENT, Path: "/no"}, "connect ENOENT /no"},
		{SyscallError{Syscall: "write", Errno: syscall.EPIPE}, "write EPIPE"},
	}
	for _, test := range tests {
		if got := test.err.Error(); got != test.want {
			t.Errorf("Error() = %q, want %q", got, test.want)
		}
		if err := fmt.Errorf("wrapped: %w", &test.err); !errors.Is(err, test.err.Errno) {
			t.Errorf("errors.Is(%q, %s) is false", err, ErrName(test.err.Errno))
		}
	}
}

func TestAsErrno(t *testing.T) {
	tests := []struct {
		err  error
		want Errno
	}{
		{nil, 0},
		{io.EOF, EOF},
		{io.ErrClosedPipe, syscall.EPIPE},
		{net.ErrClosed, syscall.ECANCELED},
		{os.ErrClosed, syscall.ECANCELED},
		{context.Canceled, syscall.ECANCELED},
		{os.ErrDeadlineExceeded, syscall.ETIMEDOUT},
		{errors.New("something else"), UNKNOWN},
		{&net.OpError{Op: "read", Err: os.NewSyscallError("read", syscall.ECONNRESET)}, syscall.ECONNRESET},
		{&SyscallError{Syscall: "bind", Errno: syscall.EADDRINUSE}, syscall.EADDRINUSE},
	}
	for _, test := range tests {
		if got := AsErrno(test.err); got != test.want {
			t.Errorf("AsErrno(%v) = %s, want %s", test.err, ErrName(got), ErrName(test.want))
		}
	}
}
