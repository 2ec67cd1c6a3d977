//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package netimpl

import (
	"os"
	"testing"

	"golang.org/x/sys/unix"
)

func TestGuessHandle(t *testing.T) {
	socket := func(family, kind int) int {
		fd, err := unix.Socket(family, kind, 0)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { unix.Close(fd) })
		return fd
	}
	file, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	defer w.Close()
	for name, c := range map[string]struct {
		fd   int
		want DescriptorKind
	}{
		"device":      {int(file.Fd()), DescriptorFile},
		"pipe":        {int(r.Fd()), DescriptorPipe},
		"unix socket": {socket(unix.AF_UNIX, unix.SOCK_STREAM), DescriptorPipe},
		"tcp":         {socket(unix.AF_INET, unix.SOCK_STREAM), DescriptorTCP},
		"udp":         {socket(unix.AF_INET, unix.SOCK_DGRAM), DescriptorUDP},
		"none":        {-1, DescriptorUnknown},
		"closed":      {9999, DescriptorUnknown},
	} {
		if got := GuessHandle(c.fd); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
