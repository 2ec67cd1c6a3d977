//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package netimpl

import (
	"io"
	"net"
	"net/netip"
	"os"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// socketPair returns two connected UNIX sockets, which the test's end does not
// close.
func socketPair(t *testing.T) (a, b int) {
	t.Helper()
	pair, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM, 0)
	must(t, err)
	return pair[0], pair[1]
}

func TestPipeOpenSocket(t *testing.T) {
	l := newLoop(t)
	a, b := socketPair(t)
	one, two := NewPipe(l), NewPipe(l)
	must(t, one.Open(a))
	must(t, two.Open(b))
	wantErrno(t, one.Open(a+1000), syscall.EBADF)
	must(t, writeNow(one, []byte("x")))
	must(t, one.Shutdown(nil))
	readAll(t, two, func(data []byte, err error) {
		wantEqual(t, "data", string(data), "x")
		wantErrno(t, NewPipe(l).Open(b), syscall.EEXIST)
		wantErrno(t, NewTCP(l).Open(b), syscall.EEXIST)
		one.Close(nil)
	})
	run(t, l)
	closing := NewPipe(l)
	closing.Close(nil)
	r, w, err := os.Pipe()
	must(t, err)
	wantErrno(t, closing.Open(int(r.Fd())), syscall.EINVAL)
	must(t, r.Close())
	must(t, w.Close())
	run(t, l)
}

func TestPipeOpenPipe(t *testing.T) {
	l := newLoop(t)
	var ends [2]int
	must(t, unix.Pipe(ends[:]))
	r, w := NewPipe(l), NewPipe(l)
	must(t, r.Open(ends[0]))
	must(t, w.Open(ends[1]))
	wantEqual(t, "reader readable", r.IsReadable(), true)
	wantEqual(t, "reader writable", r.IsWritable(), false)
	wantEqual(t, "writer readable", w.IsReadable(), false)
	wantEqual(t, "writer writable", w.IsWritable(), true)
	wantErrno(t, w.ReadStart(readFunc(func([]byte, error) {})), syscall.ENOTCONN)
	wantErrno(t, r.Write(new(WriteReq), [][]byte{{1}}, nil), syscall.EPIPE)
	fd, ok := w.Fd()
	wantEqual(t, "fd", fd, ends[1])
	wantEqual(t, "has fd", ok, true)
	must(t, w.Write(new(WriteReq), [][]byte{make([]byte, 200_000)}, func(err error) {
		must(t, err)
		w.Close(nil) // the reader sees a hang-up
	}))
	readAll(t, r, func(data []byte, err error) {
		wantEqual(t, "end", err, io.EOF)
		wantEqual(t, "length", len(data), 200_000)
	})
	run(t, l)
}

func TestPipeReaderGone(t *testing.T) {
	l := newLoop(t)
	var ends [2]int
	must(t, unix.Pipe(ends[:]))
	w := NewPipe(l)
	must(t, w.Open(ends[1]))
	must(t, unix.Close(ends[0]))
	// SIGPIPE would end the process here.
	must(t, w.Write(new(WriteReq), [][]byte{{1}}, func(err error) {
		wantErrno(t, err, syscall.EPIPE)
		wantEqual(t, "text", err.Error(), "write EPIPE")
		w.Close(nil)
	}))
	run(t, l)
}

func TestTCPWriteToResetPeerIsAnError(t *testing.T) {
	l := newLoop(t)
	client, peer := tcpPair(t, l)
	must(t, client.CloseReset(nil))
	run(t, l)
	_, err := peer.TryWriteBytes([]byte{1})
	wantErrno(t, err, syscall.ECONNRESET)
	_, err = peer.TryWriteBytes([]byte{1})
	wantErrno(t, err, syscall.EPIPE)
	peer.Close(nil)
	run(t, l)
}

func TestSetBlocking(t *testing.T) {
	l := newLoop(t)
	var ends [2]int
	must(t, unix.Pipe(ends[:]))
	w := NewPipe(l)
	wantErrno(t, w.SetBlocking(true), syscall.EBADF)
	must(t, w.Open(ends[1]))
	must(t, w.SetBlocking(true))
	const size = 1 << 20
	got := make(chan int)
	go func() {
		file := os.NewFile(uintptr(ends[0]), "reader")
		n, _ := io.Copy(io.Discard, file)
		_ = file.Close()
		got <- int(n)
	}()
	must(t, w.Write(new(WriteReq), [][]byte{make([]byte, size), []byte("x")}, nil))
	wantEqual(t, "queue", w.WriteQueueSize(), 0)
	w.Close(nil)
	run(t, l)
	wantEqual(t, "read", <-got, size+1)
}

func TestTCPOpenListeningSocket(t *testing.T) {
	l := newLoop(t)
	fd, err := sysSocket(unix.AF_INET)
	must(t, err)
	must(t, unix.Bind(fd, &unix.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}}))
	server := NewTCP(l)
	must(t, server.Open(fd))
	must(t, server.Listen(1, listenFunc(func(err error) {
		must(t, err)
		server.Close(nil)
	})))
	addr, err := server.LocalAddr()
	must(t, err)
	client := NewTCP(l)
	must(t, client.Connect(addr, func(err error) { must(t, err); client.Close(nil) }))
	run(t, l)
}

func TestTCPReusePort(t *testing.T) {
	l := newLoop(t)
	first := NewTCP(l)
	if err := first.Bind(loopback, ReusePort); err != nil {
		wantErrno(t, err, syscall.ENOTSUP)
		return
	}
	addr, err := first.LocalAddr()
	must(t, err)
	second := NewTCP(l)
	must(t, second.Bind(addr, ReusePort))
	accepted := 0
	for _, server := range []*TCP{first, second} {
		must(t, server.Listen(128, listenFunc(func(err error) {
			must(t, err)
			conn := NewTCP(l)
			must(t, server.Accept(conn))
			conn.Close(nil)
			if accepted++; accepted == 10 {
				first.Close(nil)
				second.Close(nil)
			}
		})))
	}
	for range 10 {
		client := NewTCP(l)
		must(t, client.Connect(addr, func(err error) { must(t, err); client.Close(nil) }))
	}
	run(t, l)
}

func TestSocketOptionsReachTheKernel(t *testing.T) {
	l := newLoop(t)
	s := NewTCP(l)
	must(t, s.SetNoDelay(true))
	must(t, s.SetKeepAlive(true, 7e9, 8e9, 9))
	must(t, s.Bind(loopback, 0))
	fd, _ := s.Fd()
	for _, opt := range []struct{ level, name, want int }{
		{unix.IPPROTO_TCP, unix.TCP_NODELAY, 1},
		{unix.SOL_SOCKET, unix.SO_KEEPALIVE, 1},
	} {
		got, err := unix.GetsockoptInt(fd, opt.level, opt.name)
		must(t, err)
		wantEqual(t, "option", got != 0, opt.want != 0)
	}
}

// A descriptor that has its number from one closed in the same batch of events
// does not get the old one's event.
func TestStaleEventAfterReuse(t *testing.T) {
	l := newLoop(t)
	pipes := make([]*Pipe, 2)
	for i := range pipes {
		a, b := socketPair(t)
		pipes[i] = NewPipe(l)
		must(t, pipes[i].Open(a))
		_, err := unix.Write(b, []byte("x"))
		must(t, err)
		must(t, unix.Close(b))
	}
	reads := 0
	for i, p := range pipes {
		other := pipes[1-i]
		must(t, p.ReadStart(readFunc(func(buf []byte, err error) {
			if err != nil {
				return // the end, in the last run
			}
			reads++
			wantEqual(t, "data", string(buf), "x")
			fd, _ := other.Fd()
			other.Close(nil)
			a, b := socketPair(t)
			for _, made := range []int{a, b} {
				fresh := NewPipe(l)
				must(t, fresh.Open(made))
				if made == fd {
					must(t, fresh.ReadStart(readFunc(func([]byte, error) { t.Error("stale event") })))
				}
			}
			l.Stop()
		})))
	}
	l.Run(RunDefault)
	wantEqual(t, "reads", reads, 1)
	l.Run(RunNoWait)
}

// The same for a descriptor that another one still refers to, so that closing
// it does not end the kernel's record.
func TestStaleEventOfDuplicate(t *testing.T) {
	l := newLoop(t)
	a, b := socketPair(t)
	dup, err := unix.Dup(a)
	must(t, err)
	p := NewPipe(l)
	must(t, p.Open(a))
	must(t, p.ReadStart(readFunc(func([]byte, error) { t.Error("read after close") })))
	l.Run(RunNoWait)
	p.Close(nil)
	_, err = unix.Write(b, []byte("x"))
	must(t, err)
	timer := NewTimer(l)
	must(t, timer.Start(20*ms, 0, func() {}))
	before := l.Metrics().Iterations
	run(t, l)
	if n := l.Metrics().Iterations - before; n > 5 {
		t.Errorf("the loop spun: %d iterations", n)
	}
	must(t, unix.Close(dup))
	must(t, unix.Close(b))
}

// A descriptor can be opened on a loop whose other streams are connections.
func TestPipeOpenOnEachKind(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		a, b := socketPair(t)
		one, two := NewPipe(l), NewTCP(l)
		wantEqual(t, "loop", one.Loop(), l)
		must(t, one.Open(a))
		must(t, two.Open(b))
		must(t, writeNow(one, []byte("x")))
		must(t, one.Shutdown(func(error) { one.Close(nil) }))
		readAll(t, two, func(data []byte, err error) { wantEqual(t, "data", string(data), "x") })
		run(t, l)
	})
}

func TestOpenTwice(t *testing.T) {
	l := newLoop(t)
	a, b := socketPair(t)
	p := NewPipe(l)
	must(t, p.Open(a))
	wantErrno(t, p.Open(b), syscall.EBUSY)
	must(t, unix.Close(b))
}

func TestZones(t *testing.T) {
	interfaces, err := net.Interfaces()
	must(t, err)
	for _, i := range interfaces {
		addr := netip.AddrPortFrom(netip.MustParseAddr("fe80::1").WithZone(i.Name), 80)
		sa, family := sockaddrOf(addr)
		wantEqual(t, "family", family, unix.AF_INET6)
		wantEqual(t, "scope", sa.(*unix.SockaddrInet6).ZoneId, uint32(i.Index))
		wantEqual(t, "back again", addrPortOf(sa), addr)
	}
	for zone, want := range map[string]uint32{"": 0, "4242": 4242, "no-such-interface": 0} {
		wantEqual(t, "scope of "+zone, scopeOf(zone), want)
	}
	wantEqual(t, "zone of no interface", zoneOf(4242), "4242")
	global := &unix.SockaddrInet6{Addr: netip.MustParseAddr("2001:db8::1").As16(), ZoneId: 1}
	wantEqual(t, "global address", addrPortOf(global).String(), "[2001:db8::1]:0")
}
