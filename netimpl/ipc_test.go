//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package netimpl

import (
	"io"
	"os"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// ipcPair returns the two ends of a connection opened for IPC.
func ipcPair(t *testing.T, l *Loop) (a, b *Pipe) {
	t.Helper()
	fds, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM, 0)
	must(t, err)
	a, b = NewPipe(l), NewPipe(l)
	must(t, a.OpenIPC(fds[0]))
	must(t, b.OpenIPC(fds[1]))
	return a, b
}

// pipeEnds returns descriptors of a pipe, as something to send.
func pipeEnds(t *testing.T) (r, w int) {
	t.Helper()
	var fds [2]int
	must(t, unix.Pipe(fds[:]))
	return fds[0], fds[1]
}

// ipcReader notes what comes: bytes, and an @ before those that a descriptor
// came with.
type ipcReader struct {
	p    *Pipe
	text strings.Builder
	fds  []int
	end  func(r *ipcReader)
}

func (r *ipcReader) OnRead(buf []byte, err error) {
	if err == nil {
		for fd, ok := r.p.TakeDescriptor(); ok; fd, ok = r.p.TakeDescriptor() {
			r.text.WriteByte('@')
			r.fds = append(r.fds, fd)
		}
		r.text.Write(buf)
		return
	}
	if err != io.EOF {
		r.text.WriteString(err.Error())
	}
	r.end(r)
}

func TestIPCDescriptorComesWithItsBytes(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		a, b := ipcPair(t, l)
		in, out := pipeEnds(t)
		reader := &ipcReader{p: b, end: func(r *ipcReader) { b.Close(nil) }}
		must(t, b.ReadStart(reader))
		done := 0
		count := func(err error) { must(t, err); done++ }
		must(t, a.WriteDescriptor(new(WriteReq), [][]byte{[]byte("first ")}, in, count))
		must(t, a.Write(new(WriteReq), [][]byte{[]byte("second ")}, count))
		must(t, a.WriteDescriptor(new(WriteReq), [][]byte{[]byte("third")}, out, func(err error) {
			count(err)
			a.Close(nil)
		}))
		run(t, l)
		wantEqual(t, "writes", done, 3)
		// The kernel may join what comes without a descriptor with what is
		// next to it.
		text := reader.text.String()
		wantEqual(t, "text", strings.ReplaceAll(text, "@", ""), "first second third")
		wantEqual(t, "descriptors", strings.Count(text, "@"), 2)
		wantEqual(t, "begins with a descriptor", strings.HasPrefix(text, "@"), true)
		sent := os.NewFile(uintptr(reader.fds[1]), "w")
		_, err := sent.WriteString("x")
		must(t, err)
		must(t, sent.Close())
		received := os.NewFile(uintptr(reader.fds[0]), "r")
		got, err := io.ReadAll(received)
		must(t, err)
		wantEqual(t, "through the pipe", string(got), "x")
		must(t, received.Close())
	})
}

func TestIPCDescriptorWaitsForItsBytes(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		a, b := ipcPair(t, l)
		in, out := pipeEnds(t)
		defer unix.Close(out)
		big := make([]byte, 1<<20) // more than a socket takes
		must(t, a.Write(new(WriteReq), [][]byte{big}, nil))
		must(t, a.WriteDescriptor(new(WriteReq), [][]byte{[]byte("tail")}, in, func(err error) {
			must(t, err)
			a.Close(nil)
		}))
		reader := &ipcReader{p: b, end: func(r *ipcReader) { b.Close(nil) }}
		must(t, b.ReadStart(reader))
		run(t, l)
		text := reader.text.String()
		wantEqual(t, "size", len(text), len(big)+len("@tail"))
		wantEqual(t, "near the end", strings.Index(text, "@") >= len(big)-slabSize, true)
		must(t, unix.Close(reader.fds[0]))
	})
}

// The descriptors that are on their way are closed with the pipe: TestMain
// would see them.
func TestIPCCloseWithDescriptorsUnderWay(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		a, b := ipcPair(t, l)
		in, out := pipeEnds(t)
		var got error
		must(t, a.WriteDescriptor(new(WriteReq), [][]byte{make([]byte, 1<<20)}, in, nil))
		must(t, a.WriteDescriptor(new(WriteReq), [][]byte{[]byte("x")}, out, func(err error) { got = err }))
		taken := false
		must(t, b.ReadStart(readFunc(func([]byte, error) {
			taken = true
			a.Close(nil)
			b.Close(nil) // with a descriptor that nobody has taken
		})))
		run(t, l)
		wantEqual(t, "read", taken, true)
		wantErrno(t, got, syscall.ECANCELED)
	})
}

func TestIPCErrors(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		a, b := ipcPair(t, l)
		wantErrno(t, a.OpenIPC(0), syscall.EBUSY)
		in, out := pipeEnds(t)
		must(t, unix.Close(out))
		plain := NewPipe(l)
		wantErrno(t, plain.WriteDescriptor(new(WriteReq), [][]byte{[]byte("x")}, in, nil), syscall.EBADF)
		_, err := plain.Share()
		wantErrno(t, err, syscall.EBADF)
		_, err = NewUDP(l).Share()
		wantErrno(t, err, syscall.EBADF)
		_, ok := plain.TakeDescriptor()
		wantEqual(t, "taken", ok, false)
		for _, p := range []*Pipe{a, b, plain} {
			p.Close(nil)
		}
		run(t, l)
	})
}
