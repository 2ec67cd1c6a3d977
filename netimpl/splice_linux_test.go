package netimpl

import (
	"bytes"
	"syscall"
	"testing"
)

// Where the system refuses to splice, an ordinary read and write serve.
func TestForwardWithoutSplice(t *testing.T) {
	asked := 0
	replace(t, &sysSplice, func(int, int, int) (int, Errno) {
		asked++
		return 0, syscall.EINVAL
	})
	data := pattern(4 << 20)
	l := newLoop(t, WithEndpoints(EndpointsDescriptor))
	if _, got := forwarded(t, l, data); !bytes.Equal(got, data) {
		t.Errorf("got %d of %d bytes, or not the same", len(got), len(data))
	}
	wantEqual(t, "asked", asked, 1)
}

// What the other stream does not take of a splice comes to OnRead.
func TestSpliceShort(t *testing.T) {
	splice, calls := sysSplice, 0
	replace(t, &sysSplice, func(from, to, n int) (int, Errno) {
		if calls++; calls%3 == 2 {
			return splice(from, to, min(n, 1000))
		}
		if calls%3 == 0 {
			return 0, syscall.EAGAIN
		}
		return splice(from, to, n)
	})
	data := pattern(4 << 20)
	l := newLoop(t, WithEndpoints(EndpointsDescriptor))
	r, got := forwarded(t, l, data)
	if !bytes.Equal(got, data) || calls == 0 || r.kept == 0 {
		t.Errorf("got %d of %d bytes in %d calls, %d kept", len(got), len(data), calls, r.kept)
	}
}
