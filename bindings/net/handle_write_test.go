//go:build linux || darwin || freebsd

package net

import (
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"gonet/bindings/internal/envtest"
	"gonet/netimpl"
)

// pair returns a handle over one end of a connection, and what reads the bytes
// that have arrived at the other.
func pair(t *testing.T) (w *envtest.World, h *Handle, arrived func() string) {
	t.Helper()
	w = envtest.New(t, nil)
	fds, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { unix.Close(fds[1]) })
	if err := unix.SetNonblock(fds[1], true); err != nil {
		t.Fatal(err)
	}
	h = newPipe(w.Env, kindPipeSocket)
	if status := h.open(fds[0]); status != 0 {
		t.Fatalf("open: %d", status)
	}
	return w, h, func() string {
		b := make([]byte, 1<<20)
		n, err := unix.Read(fds[1], b)
		if err != nil && err != unix.EAGAIN {
			t.Fatal(err)
		}
		return string(b[:max(n, 0)])
	}
}

func (h *Handle) mustWrite(t *testing.T, text string) {
	t.Helper()
	if n, status := h.tryWrite([]byte(text)); n != len(text) || status != 0 {
		t.Fatalf("tryWrite(%q) = %d, %d", text, n, status)
	}
}

func TestWritesOfATurnLeaveTogether(t *testing.T) {
	w, h, arrived := pair(t)
	w.Enter(func() {
		h.mustWrite(t, "a")
		if got := arrived(); got != "a" {
			t.Errorf("after the first write %q has arrived", got)
		}
		h.mustWrite(t, "b")
		h.mustWrite(t, "c")
		if got := arrived(); got != "" {
			t.Errorf("within the turn %q has arrived", got)
		}
		if h.written != 3 {
			t.Errorf("%d bytes count as written", h.written)
		}
	})
	if got := arrived(); got != "bc" {
		t.Errorf("after the turn %q has arrived", got)
	}
}

func TestWritesBeyondTheLimitDoNotWait(t *testing.T) {
	w, h, arrived := pair(t)
	w.Enter(func() {
		h.mustWrite(t, "a")
		h.mustWrite(t, "b")
		h.mustWrite(t, strings.Repeat("c", maxGathered))
		if got := arrived(); len(got) != maxGathered+2 || got[:3] != "abc" {
			t.Errorf("%d bytes have arrived", len(got))
		}
	})
}

func TestCloseSendsWhatWasGathered(t *testing.T) {
	w, h, arrived := pair(t)
	w.Enter(func() {
		h.mustWrite(t, "a")
		h.mustWrite(t, "b")
		h.close(nil)
		if got := arrived(); got != "ab" {
			t.Errorf("%q has arrived", got)
		}
	})
}

func TestWritesOutsideOfJavaScriptAreNotGathered(t *testing.T) {
	_, h, arrived := pair(t)
	h.mustWrite(t, "a")
	h.mustWrite(t, "b")
	if got := arrived(); got != "ab" {
		t.Errorf("%q has arrived", got)
	}
}

func TestWritesToAFullPipeAreQueuedInOrder(t *testing.T) {
	w, h, arrived := pair(t)
	var sent, got strings.Builder
	w.Enter(func() {
		for i := 0; ; i++ {
			text := strings.Repeat(string(rune('a'+i%26)), 1000)
			n, status := h.tryWrite([]byte(text))
			if status != 0 {
				t.Fatalf("status %d", status)
			}
			sent.WriteString(text)
			if n < len(text) {
				if status := h.queue([][]byte{[]byte(text)[n:]}, func(int) {}); status != 0 {
					t.Fatalf("queue: %d", status)
				}
				break
			}
		}
	})
	for got.Len() < sent.Len() {
		got.WriteString(arrived())
		w.Loop.Run(netimpl.RunNoWait)
	}
	if got.String() != sent.String() {
		t.Error("the bytes are not those that were written")
	}
}
