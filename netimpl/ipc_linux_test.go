package netimpl

import (
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// A socket that somebody else goes on using must not wake the poller for ever
// after it was closed here.
func TestShareThenClose(t *testing.T) {
	lendThenClose(t, func(_ *Loop, conn *Pipe) int {
		fd, err := conn.Share()
		must(t, err)
		return fd
	})
}

func TestLendThenClose(t *testing.T) {
	lendThenClose(t, func(l *Loop, conn *Pipe) int {
		own, _ := conn.Fd()
		l.Lend(own)
		fd, err := unix.Dup(own) // as the process that is started does
		must(t, err)
		return fd
	})
}

// lendThenClose closes a connection whose descriptor lend has duplicated.
func lendThenClose(t *testing.T, lend func(l *Loop, conn *Pipe) int) {
	t.Helper()
	l := newLoop(t, WithEndpoints(EndpointsDescriptor))
	name := pipeName(t)
	client, timer := NewPipe(l), NewTimer(l)
	fd := -1
	pipeServer(t, l, name, func(server, conn *Pipe) {
		must(t, conn.ReadStart(readFunc(func([]byte, error) { t.Error("read after Close") })))
		server.Close(nil)
		// By then the poller watches it.
		must(t, timer.Start(time.Millisecond, 0, func() {
			fd = lend(l, conn)
			conn.Close(nil)
			timer.Close(nil)
			must(t, client.Write(new(WriteReq), [][]byte{[]byte("x")}, func(err error) {
				must(t, err)
				client.Close(nil)
			}))
		}))
	})
	must(t, client.Connect(name, nil))
	run(t, l)
	events := make([]unix.EpollEvent, 4)
	n, err := unix.EpollWait(l.poller.(*epoll).fd, events, 0)
	must(t, err)
	wantEqual(t, "events", n, 0)
	buf := make([]byte, 8)
	n, err = unix.Read(fd, buf)
	must(t, err)
	wantEqual(t, "left for the other", string(buf[:n]), "x")
	must(t, unix.Close(fd))
}
