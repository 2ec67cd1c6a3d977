//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package netimpl

import (
	"io"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// replace sets *hook to fake until the test ends.
func replace[T any](t testing.TB, hook *T, fake T) {
	old := *hook
	*hook = fake
	t.Cleanup(func() { *hook = old })
}

func TestReadInterrupted(t *testing.T) {
	l := newLoop(t)
	client, peer := tcpPair(t, l)
	calls := 0
	replace(t, &sysRead, func(fd int, p []byte, how transfer) (int, Errno) {
		if calls++; calls%2 == 1 {
			return -1, syscall.EINTR
		}
		return rawRead(fd, p, how)
	})
	readAll(t, peer, func(data []byte, err error) {
		wantEqual(t, "end", err, io.EOF)
		wantEqual(t, "data", string(data), "x")
	})
	must(t, writeNow(client, []byte("x")))
	must(t, client.Shutdown(func(error) { client.Close(nil) }))
	run(t, l)
}

func TestReadSpuriousReadiness(t *testing.T) {
	l := newLoop(t)
	client, peer := tcpPair(t, l)
	again := 3
	replace(t, &sysRead, func(fd int, p []byte, how transfer) (int, Errno) {
		if again--; again >= 0 {
			return -1, syscall.EAGAIN
		}
		return rawRead(fd, p, how)
	})
	readAll(t, peer, func(data []byte, err error) { wantEqual(t, "data", string(data), "x") })
	must(t, writeNow(client, []byte("x")))
	must(t, client.Shutdown(func(error) { client.Close(nil) }))
	run(t, l)
}

func TestReadError(t *testing.T) {
	for _, errno := range []Errno{syscall.ETIMEDOUT, syscall.EHOSTUNREACH, syscall.ENOMEM} {
		l := newLoop(t)
		client, peer := tcpPair(t, l)
		replace(t, &sysRead, func(int, []byte, transfer) (int, Errno) { return -1, errno })
		readAll(t, peer, func(data []byte, err error) {
			wantErrno(t, err, errno)
			wantEqual(t, "text", err.Error(), "read "+ErrName(errno))
			wantEqual(t, "readable", peer.IsReadable(), false)
		})
		must(t, writeNow(client, []byte("x")))
		run(t, l)
		client.Close(nil)
		run(t, l)
	}
}

// A peer that never stops sending does not keep the others waiting.
func TestReadsPerEventAreBounded(t *testing.T) {
	l := newLoop(t)
	client, peer := tcpPair(t, l)
	replace(t, &sysRead, func(_ int, p []byte, _ transfer) (int, Errno) { return len(p), 0 })
	reads := 0
	must(t, peer.ReadStart(readFunc(func(buf []byte, err error) {
		must(t, err)
		reads++
		l.Stop()
	})))
	must(t, writeNow(client, []byte("x")))
	l.Run(RunDefault)
	wantEqual(t, "reads", reads, maxReads)
}

func TestShortReadEndsTheEvent(t *testing.T) {
	l := newLoop(t)
	client, peer := tcpPair(t, l)
	calls := 0
	replace(t, &sysRead, func(fd int, p []byte, how transfer) (int, Errno) { calls++; return rawRead(fd, p, how) })
	must(t, peer.ReadStart(readFunc(func([]byte, error) { l.Stop() })))
	must(t, writeNow(client, []byte("x")))
	l.Run(RunDefault)
	wantEqual(t, "reads", calls, 1)
}

func TestWriteShort(t *testing.T) {
	l := newLoop(t)
	client, peer := tcpPair(t, l)
	replace(t, &sysWrite, func(fd int, p []byte, how transfer) (int, Errno) { return rawWrite(fd, p[:min(3, len(p))], how) })
	replace(t, &sysWritev, func(fd int, bufs [][]byte, _ *descriptorShared) (int, Errno) {
		total := 0
		for _, b := range bufs[:min(2, len(bufs))] { // ends inside the second one
			n, errno := rawWrite(fd, b[:min(5-total, len(b))], 0)
			if errno != 0 {
				return -1, errno
			}
			total += n
		}
		return total, 0
	})
	var tr trace
	n, err := client.TryWriteBytes([]byte("01234"))
	must(t, err)
	wantEqual(t, "TryWrite", n, 3)
	must(t, client.Write(new(WriteReq), [][]byte{[]byte("34"), []byte("5678"), []byte("9")}, func(err error) { must(t, err); tr.add("a")() }))
	must(t, client.Write(new(WriteReq), [][]byte{[]byte("abcd"), nil}, func(err error) { must(t, err); tr.add("b")() }))
	must(t, client.Write(new(WriteReq), [][]byte{[]byte("efghijkl"), []byte("m")}, func(err error) { must(t, err); tr.add("c")() }))
	must(t, client.Shutdown(func(err error) { must(t, err); client.Close(nil) }))
	readAll(t, peer, func(data []byte, err error) { wantEqual(t, "data", string(data), "0123456789abcdefghijklm") })
	run(t, l)
	tr.want(t, "a b c")
	wantEqual(t, "written", client.BytesWritten(), 23)
}

func TestWriteInterruptedAndFull(t *testing.T) {
	for _, errno := range []Errno{syscall.EINTR, syscall.EAGAIN, syscall.ENOBUFS} {
		t.Run(ErrName(errno), func(t *testing.T) {
			l := newLoop(t)
			client, peer := tcpPair(t, l)
			failures := 2
			replace(t, &sysWrite, func(fd int, p []byte, how transfer) (int, Errno) {
				if failures--; failures >= 0 {
					return -1, errno
				}
				return rawWrite(fd, p, how)
			})
			_, err := client.TryWriteBytes([]byte("x"))
			if errno == syscall.EINTR {
				must(t, err)
			} else {
				wantErrno(t, err, syscall.EAGAIN)
			}
			must(t, client.Write(new(WriteReq), [][]byte{[]byte("y")}, func(err error) {
				must(t, err)
				client.Close(nil)
			}))
			readAll(t, peer, func([]byte, error) {})
			run(t, l)
		})
	}
}

func TestWriteErrorFailsEveryQueuedWrite(t *testing.T) {
	l := newLoop(t)
	client, peer := tcpPair(t, l)
	fill(t, client)
	var tr trace
	for _, name := range []string{"a", "b"} {
		must(t, client.Write(new(WriteReq), [][]byte{[]byte(name)}, func(err error) {
			wantErrno(t, err, syscall.EHOSTUNREACH)
			tr.add(name)()
		}))
	}
	must(t, client.Shutdown(func(err error) {
		tr.add("shutdown")()
		wantEqual(t, "queue", client.WriteQueueSize(), 0)
		client.Close(nil)
	}))
	broken := func(int, []byte, transfer) (int, Errno) { return -1, syscall.EHOSTUNREACH }
	replace(t, &sysWrite, broken)
	replace(t, &sysWritev, func(int, [][]byte, *descriptorShared) (int, Errno) { return -1, syscall.EHOSTUNREACH })
	readAll(t, peer, func([]byte, error) {})
	run(t, l)
	tr.want(t, "a b shutdown")
}

func TestTryWriteError(t *testing.T) {
	l := newLoop(t)
	client, _ := tcpPair(t, l)
	replace(t, &sysWrite, func(int, []byte, transfer) (int, Errno) { return -1, syscall.EPIPE })
	_, err := client.TryWriteBytes([]byte("x"))
	wantErrno(t, err, syscall.EPIPE)
	wantEqual(t, "text", err.Error(), "write EPIPE")
}

// Writes gathered before Flush leave in one system call.
func TestFlushGathers(t *testing.T) {
	l := newLoop(t)
	client, peer := tcpPair(t, l)
	calls := 0
	replace(t, &sysWritev, func(fd int, bufs [][]byte, s *descriptorShared) (int, Errno) {
		calls++
		wantEqual(t, "buffers", len(bufs), 16)
		return rawWritev(fd, bufs, s)
	})
	replace(t, &sysWrite, func(int, []byte, transfer) (int, Errno) { t.Error("write"); return -1, syscall.EIO })
	done := 0
	for range 16 {
		must(t, client.Queue(new(WriteReq), [][]byte{[]byte("line\n")}, func(err error) {
			must(t, err)
			if done++; done == 16 {
				client.Close(nil)
			}
		}))
	}
	client.Flush()
	wantEqual(t, "queue", client.WriteQueueSize(), 0)
	readAll(t, peer, func(data []byte, err error) { wantEqual(t, "length", len(data), 16*5) })
	run(t, l)
	wantEqual(t, "calls", calls, 1)
}

func TestAcceptErrors(t *testing.T) {
	for _, errno := range []Errno{syscall.EINTR, syscall.EAGAIN, syscall.ECONNABORTED, syscall.ENOMEM} {
		t.Run(ErrName(errno), func(t *testing.T) {
			l := newLoop(t)
			failures := 2
			replace(t, &sysAccept, func(fd int) (int, Errno) {
				if failures--; failures >= 0 {
					return -1, errno
				}
				return rawAccept(fd)
			})
			_, addr := tcpServer(t, l, func(server *TCP) { server.Close(nil) })
			client := NewTCP(l)
			must(t, client.Connect(addr, func(err error) { must(t, err); client.Close(nil) }))
			run(t, l)
		})
	}
}

// Out of descriptors, the server gives up its spare one to turn clients away
// and goes on.
func TestAcceptWithoutDescriptors(t *testing.T) {
	l := newLoop(t)
	limited, closed, accepted := true, 0, 0
	replace(t, &sysAccept, func(fd int) (int, Errno) {
		if limited && l.shared.spare != -1 {
			return -1, syscall.EMFILE
		}
		return rawAccept(fd)
	})
	server, addr := tcpServer(t, l, func(server *TCP) {
		accepted++
		server.Close(nil)
	})
	const clients = 3
	for range clients {
		client := NewTCP(l)
		must(t, client.Connect(addr, func(err error) { must(t, err) }))
		readAll(t, client, func([]byte, error) {
			if closed++; closed == clients {
				limited = false
				last := NewTCP(l)
				must(t, last.Connect(addr, func(err error) { must(t, err); last.Close(nil) }))
			}
		})
	}
	run(t, l)
	wantEqual(t, "turned away", closed, clients)
	wantEqual(t, "accepted", accepted, 1)
	wantEqual(t, "server closing", server.IsClosing(), true)
	if l.shared.spare == -1 {
		t.Error("the spare descriptor was not opened again")
	}
}

func TestAcceptWithoutSpare(t *testing.T) {
	l := newLoop(t)
	calls := 0
	replace(t, &sysAccept, func(fd int) (int, Errno) {
		if calls++; calls < 3 {
			return -1, syscall.ENFILE
		}
		return rawAccept(fd)
	})
	_, addr := tcpServer(t, l, func(server *TCP) { server.Close(nil) })
	l.shared.close()
	client := NewTCP(l)
	must(t, client.Connect(addr, func(err error) { must(t, err); client.Close(nil) }))
	run(t, l)
	wantEqual(t, "calls", calls, 3)
}

func TestConnectRefusedAtOnceIsReportedLater(t *testing.T) {
	l := newLoop(t)
	replace(t, &sysConnect, func(int, unix.Sockaddr) error { return unix.ECONNREFUSED })
	called := false
	client := NewTCP(l)
	must(t, client.Connect(loopback, func(err error) {
		called = true
		wantErrno(t, err, syscall.ECONNREFUSED)
		client.Close(nil)
	}))
	wantEqual(t, "called inside Connect", called, false)
	run(t, l)
	wantEqual(t, "called", called, true)
}

func TestConnectFailsAtOnce(t *testing.T) {
	l := newLoop(t)
	interrupted := false
	replace(t, &sysConnect, func(int, unix.Sockaddr) error {
		if !interrupted {
			interrupted = true
			return unix.EINTR
		}
		return unix.ENETUNREACH
	})
	client := NewTCP(l)
	wantErrno(t, client.Connect(loopback, func(error) { t.Error("callback") }), syscall.ENETUNREACH)
	wantEqual(t, "alive", l.Alive(), false)
	client.Close(nil)
	run(t, l)
}

func TestNoSocket(t *testing.T) {
	l := newLoop(t)
	replace(t, &sysSocket, func(int) (int, error) { return -1, unix.EMFILE })
	wantErrno(t, NewTCP(l).Bind(loopback, 0), syscall.EMFILE)
	wantErrno(t, NewTCP(l).Connect(loopback, nil), syscall.EMFILE)
	wantErrno(t, NewTCP(l).Listen(1, listenFunc(func(error) {})), syscall.EMFILE)
	wantErrno(t, NewPipe(l).Bind("/tmp/gonet-none"), syscall.EMFILE)
	failed := false
	pipe := NewPipe(l)
	must(t, pipe.Connect("/tmp/gonet-none", func(err error) {
		wantErrno(t, err, syscall.EMFILE)
		failed = true
		pipe.Close(nil)
	}))
	run(t, l)
	wantEqual(t, "failed", failed, true)
}
