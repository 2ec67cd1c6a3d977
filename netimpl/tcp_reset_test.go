package netimpl

import (
	"syscall"
	"testing"
)

// A peer that resets the connection, in each state.

func TestTCPResetWhileReading(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		client, peer := tcpPair(t, l)
		var tr trace
		must(t, peer.ReadStart(readFunc(func(_ []byte, err error) {
			wantErrno(t, err, syscall.ECONNRESET)
			tr.add("reset")()
			wantEqual(t, "readable", peer.IsReadable(), false)
			wantEqual(t, "writable", peer.IsWritable(), false)
			wantErrno(t, peer.Write(new(WriteReq), [][]byte{{1}}, nil), syscall.EPIPE)
			wantErrno(t, peer.Shutdown(nil), syscall.ENOTCONN)
		})))
		must(t, client.CloseReset(nil))
		run(t, l) // nothing reads any more
		peer.Close(nil)
		run(t, l)
		tr.want(t, "reset")
	})
}

func TestTCPResetWhileWriting(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		client, peer := tcpPair(t, l)
		fill(t, peer)
		var tr trace
		for _, name := range []string{"first", "second"} {
			must(t, peer.Write(new(WriteReq), [][]byte{make([]byte, 1<<20)}, func(err error) {
				if errno := AsErrno(err); errno != syscall.ECONNRESET && errno != syscall.EPIPE {
					t.Error("write:", err)
				}
				tr.add(name)()
				if name == "second" {
					wantEqual(t, "queue", peer.WriteQueueSize(), 0)
					peer.Close(nil)
				}
			}))
		}
		must(t, client.CloseReset(nil))
		run(t, l)
		tr.want(t, "first second")
	})
}

// fill writes until nothing fits any more.
func fill(t *testing.T, s *TCP) {
	t.Helper()
	chunk := make([]byte, 1<<20)
	for {
		if _, err := s.TryWriteBytes(chunk); err != nil {
			wantErrno(t, err, syscall.EAGAIN)
			return
		}
	}
}

func TestTCPResetWhileShuttingDown(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		client, peer := tcpPair(t, l)
		fill(t, peer)
		var tr trace
		must(t, peer.Write(new(WriteReq), [][]byte{make([]byte, 1<<20)}, func(err error) {
			if err == nil {
				t.Error("written")
			}
			tr.add("write")()
		}))
		must(t, peer.Shutdown(func(err error) {
			tr.add("shutdown")()
			peer.Close(tr.add("close"))
		}))
		must(t, client.CloseReset(nil))
		run(t, l)
		tr.want(t, "write shutdown close")
	})
}

func TestTCPResetAfterShutdown(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		client, peer := tcpPair(t, l)
		must(t, peer.Shutdown(func(err error) {
			must(t, err)
			must(t, client.CloseReset(nil))
		}))
		must(t, peer.ReadStart(readFunc(func(_ []byte, err error) {
			wantErrno(t, err, syscall.ECONNRESET)
			peer.Close(nil)
		})))
		run(t, l)
	})
}

func TestTCPResetBeforeAccept(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		server, addr := tcpServer(t, l, func(server *TCP) {
			conn := NewTCP(l)
			must(t, server.Accept(conn))
			conn.Close(nil)
			server.Close(nil)
		})
		client := NewTCP(l)
		must(t, client.Connect(addr, func(err error) {
			must(t, err)
			must(t, client.CloseReset(nil))
		}))
		run(t, l)
		wantEqual(t, "server closing", server.IsClosing(), true)
	})
}

func TestTCPResetWhileNotReading(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		client, peer := tcpPair(t, l)
		must(t, client.CloseReset(nil))
		run(t, l)
		readAll(t, peer, func(_ []byte, err error) { wantErrno(t, err, syscall.ECONNRESET) })
		run(t, l)
	})
}

func TestTCPCloseResetWhileShuttingDown(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		client, peer := tcpPair(t, l)
		must(t, client.Shutdown(func(err error) {
			must(t, err)
			must(t, client.CloseReset(nil)) // completed: allowed again
			wantErrno(t, client.CloseReset(nil), syscall.EINVAL)
		}))
		wantErrno(t, client.CloseReset(nil), syscall.EINVAL)
		wantEqual(t, "closing", client.IsClosing(), false)
		readAll(t, peer, func([]byte, error) {})
		run(t, l)
	})
}
