//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package netimpl

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

func TestReadFile(t *testing.T) {
	l := newLoop(t)
	path := filepath.Join(t.TempDir(), "file")
	must(t, os.WriteFile(path, []byte("hello"), 0o600))
	f, err := os.Open(path)
	must(t, err)
	defer f.Close()
	buf := make([]byte, 16)
	l.ReadFile(int(f.Fd()), buf, func(n int, err error) {
		must(t, err)
		wantEqual(t, "data", string(buf[:n]), "hello")
		l.ReadFile(int(f.Fd()), buf, func(n int, err error) {
			wantEqual(t, "bytes", n, 0)
			wantEqual(t, "error", err, io.EOF)
		})
	})
	l.ReadFile(-1, buf, func(_ int, err error) { wantErrno(t, err, syscall.EBADF) })
	run(t, l)
}

// A reader that is slow and a descriptor that is non-blocking lose nothing.
func TestWriteFileWaits(t *testing.T) {
	var fds [2]int
	must(t, unix.Pipe(fds[:]))
	must(t, unix.SetNonblock(fds[1], true))
	r := os.NewFile(uintptr(fds[0]), "pipe")
	defer r.Close()
	data := strings.Repeat("0123456789", 1<<17)
	var wg sync.WaitGroup
	wg.Go(func() {
		if err := WriteFile(fds[1], []byte(data)); err != nil {
			t.Error(err)
		}
		unix.Close(fds[1])
	})
	got, err := io.ReadAll(r)
	must(t, err)
	wg.Wait()
	wantEqual(t, "complete", string(got) == data, true)
}

func TestWriteFileErrors(t *testing.T) {
	wantErrno(t, WriteFile(-1, []byte("x")), syscall.EBADF)
	must(t, WriteFile(-1, nil))
}
