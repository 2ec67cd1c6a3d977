package netimpl

import (
	"bytes"
	"io"
	"net/netip"
	"syscall"
	"testing"
	"time"
)

func TestTCPPingPong(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		const rounds = 1000
		client, peer := tcpPair(t, l)
		must(t, peer.ReadStart(readFunc(func(buf []byte, err error) {
			if err != nil {
				wantEqual(t, "end", err, io.EOF)
				peer.Close(nil)
				return
			}
			must(t, writeNow(peer, buf))
		})))
		got := 0
		must(t, client.ReadStart(readFunc(func(buf []byte, err error) {
			must(t, err)
			wantEqual(t, "message", string(buf), "PING\n")
			if got++; got == rounds {
				client.Close(nil)
				return
			}
			must(t, writeNow(client, buf))
		})))
		must(t, writeNow(client, []byte("PING\n")))
		run(t, l)
		wantEqual(t, "rounds", got, rounds)
		wantEqual(t, "read", client.BytesRead(), 5*rounds)
		wantEqual(t, "written", client.BytesWritten(), 5*rounds)
	})
}

// writeNow writes a copy of p.
func writeNow(s interface {
	Write(*WriteReq, [][]byte, func(error)) error
}, p []byte) error {
	return s.Write(new(WriteReq), [][]byte{bytes.Clone(p)}, nil)
}

func TestTCPListenWithoutBind(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		server := NewTCP(l)
		must(t, server.Listen(1, listenFunc(func(error) {})))
		addr, err := server.LocalAddr()
		must(t, err)
		if addr.Port() == 0 {
			t.Error(addr)
		}
	})
}

func TestTCPBindAddressInUseIsReportedByListen(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		_, addr := tcpServer(t, l, func(*TCP) {})
		second := NewTCP(l)
		must(t, second.Bind(addr, 0))
		wantErrno(t, second.Listen(1, listenFunc(func(error) {})), syscall.EADDRINUSE)
	})
}

func TestTCPBindArguments(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		wantErrno(t, NewTCP(l).Bind(netip.MustParseAddrPort("192.0.2.1:0"), 0), syscall.EADDRNOTAVAIL)
		wantErrno(t, NewTCP(l).Bind(loopback, IPv6Only), syscall.EINVAL)
		wantErrno(t, NewTCP(l).Bind(netip.AddrPort{}, 0), syscall.EINVAL)
		closing := NewTCP(l)
		closing.Close(nil)
		wantErrno(t, closing.Bind(loopback, 0), syscall.EINVAL)
		wantErrno(t, closing.Listen(1, listenFunc(func(error) {})), syscall.EINVAL)
		wantErrno(t, closing.Connect(loopback, nil), syscall.EINVAL)
		wantErrno(t, closing.ReadStart(readFunc(func([]byte, error) {})), syscall.EINVAL)
		run(t, l)
	})
}

func TestTCPBind6(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		server := NewTCP(l)
		if err := server.Bind(loopback6, IPv6Only); err != nil {
			t.Skip("no IPv6 here:", err)
		}
		must(t, server.Listen(1, listenFunc(func(err error) {
			must(t, err)
			conn := NewTCP(l)
			must(t, server.Accept(conn))
			remote, err := conn.RemoteAddr()
			must(t, err)
			wantEqual(t, "remote", remote.Addr(), loopback6.Addr())
			conn.Close(nil)
			server.Close(nil)
		})))
		addr, err := server.LocalAddr()
		must(t, err)
		client := NewTCP(l)
		must(t, client.Connect(addr, func(err error) { must(t, err); client.Close(nil) }))
		run(t, l)
	})
}

func TestTCPDualStack(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		server := NewTCP(l)
		if err := server.Bind(netip.MustParseAddrPort("[::]:0"), 0); err != nil {
			t.Skip("no IPv6 here:", err)
		}
		remote := netip.AddrPort{}
		must(t, server.Listen(1, listenFunc(func(err error) {
			must(t, err)
			conn := NewTCP(l)
			must(t, server.Accept(conn))
			remote, err = conn.RemoteAddr()
			must(t, err)
			conn.Close(nil)
			server.Close(nil)
		})))
		addr, err := server.LocalAddr()
		must(t, err)
		client := NewTCP(l)
		must(t, client.Connect(netip.AddrPortFrom(loopback.Addr(), addr.Port()), func(err error) {
			must(t, err)
			client.Close(nil)
		}))
		run(t, l)
		wantEqual(t, "remote", remote.Addr().String(), "::ffff:127.0.0.1")
	})
}

// refused returns an address that nobody listens on.
func refused(t *testing.T, l *Loop) netip.AddrPort {
	server, addr := tcpServer(t, l, func(*TCP) {})
	server.Close(nil)
	run(t, l)
	return addr
}

func TestTCPConnectRefused(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		addr := refused(t, l)
		called := false
		client := NewTCP(l)
		must(t, client.Connect(addr, func(err error) {
			called = true
			wantErrno(t, err, syscall.ECONNREFUSED)
			wantEqual(t, "text", err.Error(), "connect ECONNREFUSED "+addr.String())
			client.Close(nil)
		}))
		wantEqual(t, "called inside Connect", called, false)
		run(t, l)
		wantEqual(t, "called", called, true)
	})
}

func TestTCPConnectRefusedCancelsWrites(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		var tr trace
		client := NewTCP(l)
		must(t, client.Connect(refused(t, l), func(err error) {
			wantErrno(t, err, syscall.ECONNREFUSED)
			tr.add("connect")()
		}))
		must(t, client.Write(new(WriteReq), [][]byte{[]byte("never")}, func(err error) {
			wantErrno(t, err, syscall.ECANCELED)
			tr.add("write")()
			wantEqual(t, "queue", client.WriteQueueSize(), 0)
			client.Close(tr.add("close"))
		}))
		run(t, l)
		tr.want(t, "connect write close")
	})
}

func TestTCPConnectTwice(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		server, addr := tcpServer(t, l, func(server *TCP) { server.Close(nil) })
		client := NewTCP(l)
		must(t, client.Connect(addr, func(err error) { must(t, err); client.Close(nil) }))
		wantErrno(t, client.Connect(addr, func(error) { t.Error("second callback") }), syscall.EALREADY)
		run(t, l)
		wantEqual(t, "server closing", server.IsClosing(), true)
	})
}

func TestTCPConnectAfterFailedBind(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		if l.mechanism != mechanisms[EndpointsDescriptor] {
			t.Skip("a conn binds when it connects")
		}
		server, addr := tcpServer(t, l, func(*TCP) {})
		client := NewTCP(l)
		must(t, client.Bind(addr, 0))
		_, err := client.LocalAddr()
		wantErrno(t, err, syscall.EADDRINUSE)
		must(t, client.Connect(addr, func(err error) {
			wantErrno(t, err, syscall.EADDRINUSE)
			client.Close(nil)
			server.Close(nil)
		}))
		run(t, l)
	})
}

func TestTCPConnectFromBoundAddress(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		from := netip.MustParseAddr("127.0.0.2")
		remote := netip.AddrPort{}
		_, addr := tcpServer(t, l, func(server *TCP) {
			conn := NewTCP(l)
			must(t, server.Accept(conn))
			remote, _ = conn.RemoteAddr()
			conn.Close(nil)
			server.Close(nil)
		})
		client := NewTCP(l)
		if err := client.Bind(netip.AddrPortFrom(from, 0), 0); err != nil {
			t.Skip(err)
		}
		must(t, client.Connect(addr, func(err error) { must(t, err); client.Close(nil) }))
		run(t, l)
		wantEqual(t, "remote", remote.Addr(), from)
	})
}

func TestTCPCloseWhileConnecting(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		var tr trace
		server, addr := tcpServer(t, l, func(*TCP) {})
		client := NewTCP(l)
		must(t, client.Connect(addr, func(err error) {
			wantErrno(t, err, syscall.ECANCELED)
			tr.add("connect")()
		}))
		must(t, client.Write(new(WriteReq), [][]byte{[]byte("x")}, func(err error) {
			wantErrno(t, err, syscall.ECANCELED)
			tr.add("write")()
		}))
		must(t, client.Shutdown(func(err error) {
			wantErrno(t, err, syscall.ECANCELED)
			tr.add("shutdown")()
		}))
		client.Close(tr.add("close"))
		server.Close(nil)
		run(t, l)
		tr.want(t, "connect write shutdown close")
	})
}

func TestTCPWriteWhileConnecting(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		var tr trace
		var got []byte
		_, addr := tcpServer(t, l, func(server *TCP) {
			conn := NewTCP(l)
			must(t, server.Accept(conn))
			readAll(t, conn, func(data []byte, err error) {
				wantEqual(t, "end", err, io.EOF)
				got = data
			})
			server.Close(nil)
		})
		client := NewTCP(l)
		must(t, client.Connect(addr, func(err error) { must(t, err); tr.add("connect")() }))
		must(t, client.Write(new(WriteReq), [][]byte{[]byte("hel"), []byte("lo")}, func(err error) {
			must(t, err)
			tr.add("write")()
		}))
		wantEqual(t, "queue", client.WriteQueueSize(), 5)
		_, err := client.TryWriteBytes([]byte("no"))
		wantErrno(t, err, syscall.EAGAIN)
		must(t, client.Shutdown(func(err error) {
			must(t, err)
			tr.add("shutdown")()
			client.Close(nil)
		}))
		run(t, l)
		tr.want(t, "connect write shutdown")
		wantEqual(t, "got", string(got), "hello")
	})
}

func TestTCPReadStartWhileConnecting(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		_, addr := tcpServer(t, l, func(server *TCP) {
			conn := NewTCP(l)
			must(t, server.Accept(conn))
			must(t, writeNow(conn, []byte("hi")))
			must(t, conn.Shutdown(func(error) { conn.Close(nil) }))
			server.Close(nil)
		})
		client := NewTCP(l)
		got := ""
		must(t, client.Connect(addr, func(err error) { must(t, err) }))
		readAll(t, client, func(data []byte, err error) { got = string(data) })
		run(t, l)
		wantEqual(t, "got", got, "hi")
	})
}

func TestTCPNotConnected(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		s := NewTCP(l)
		wantErrno(t, s.ReadStart(readFunc(func([]byte, error) {})), syscall.ENOTCONN)
		must(t, s.ReadStop())
		wantErrno(t, s.Shutdown(nil), syscall.ENOTCONN)
		wantErrno(t, s.Write(new(WriteReq), [][]byte{{1}}, nil), syscall.EBADF)
		_, err := s.TryWriteBytes([]byte{1})
		wantErrno(t, err, syscall.EBADF)
		wantErrno(t, s.Accept(NewTCP(l)), syscall.EAGAIN)
		wantEqual(t, "readable", s.IsReadable(), false)
		wantEqual(t, "writable", s.IsWritable(), false)
		_, ok := s.Fd()
		wantEqual(t, "fd", ok, false)
		err = s.SetTypeOfService(16)
		wantErrno(t, err, syscall.EBADF)
		_, err = s.TypeOfService()
		wantErrno(t, err, syscall.EBADF)
		wantEqual(t, "alive", l.Alive(), false)

		must(t, s.Bind(loopback, 0))
		if l.mechanism == mechanisms[EndpointsDescriptor] {
			wantErrno(t, s.Write(new(WriteReq), [][]byte{{1}}, nil), syscall.EPIPE)
		}
		wantErrno(t, s.Shutdown(nil), syscall.ENOTCONN)
	})
}

func TestTCPNames(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		client, peer := tcpPair(t, l)
		clientLocal, err := client.LocalAddr()
		must(t, err)
		clientRemote, err := client.RemoteAddr()
		must(t, err)
		peerLocal, err := peer.LocalAddr()
		must(t, err)
		peerRemote, err := peer.RemoteAddr()
		must(t, err)
		wantEqual(t, "client's address", clientLocal, peerRemote)
		wantEqual(t, "peer's address", clientRemote, peerLocal)
		client.Close(nil)
		peer.Close(nil)
		_, err = client.LocalAddr()
		wantErrno(t, err, syscall.EBADF)
		_, err = NewTCP(l).RemoteAddr()
		wantErrno(t, err, syscall.EBADF)
		run(t, l)
	})
}

func TestTCPNoPeerName(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		server, _ := tcpServer(t, l, func(*TCP) {})
		_, err := server.RemoteAddr()
		wantErrno(t, err, syscall.ENOTCONN)
	})
}

func TestTCPDelayedAccept(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		reported, accepted := 0, 0
		timer := NewTimer(l)
		server, addr := tcpServer(t, l, func(server *TCP) {
			reported++
			must(t, timer.Start(5*time.Millisecond, 0, func() {
				conn := NewTCP(l)
				must(t, server.Accept(conn))
				conn.Close(nil)
				if accepted++; accepted == 3 {
					server.Close(nil)
				}
			}))
		})
		for range 3 {
			client := NewTCP(l)
			must(t, client.Connect(addr, func(err error) { must(t, err); client.Close(nil) }))
		}
		run(t, l)
		wantEqual(t, "reported", reported, 3)
		wantErrno(t, server.Accept(NewTCP(l)), syscall.EAGAIN)
	})
}

// A connection that nobody accepts is closed with the server.
func TestTCPCloseWithWaitingConnection(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		_, addr := tcpServer(t, l, func(server *TCP) { server.Close(nil) })
		client := NewTCP(l)
		ended := false
		must(t, client.Connect(addr, func(err error) { must(t, err) }))
		readAll(t, client, func([]byte, error) { ended = true })
		run(t, l)
		wantEqual(t, "ended", ended, true)
	})
}

func TestTCPListenTwiceReplacesHandler(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		server, addr := tcpServer(t, l, func(*TCP) { t.Error("the first handler") })
		must(t, server.Listen(128, listenFunc(func(err error) {
			must(t, err)
			server.Close(nil)
		})))
		client := NewTCP(l)
		must(t, client.Connect(addr, func(err error) { must(t, err); client.Close(nil) }))
		run(t, l)
	})
}

func TestTCPOptionsBeforeAndAfterSocket(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		early := NewTCP(l)
		must(t, early.SetNoDelay(true))
		must(t, early.SetKeepAlive(true, time.Minute, time.Second, 10))
		_, addr := tcpServer(t, l, func(server *TCP) {
			conn := NewTCP(l)
			must(t, conn.SetNoDelay(true))
			must(t, server.Accept(conn))
			must(t, conn.SetNoDelay(false))
			conn.Close(nil)
			server.Close(nil)
		})
		must(t, early.Connect(addr, func(err error) {
			must(t, err)
			must(t, early.SetKeepAlive(false, 0, 0, 0))
			must(t, early.SetKeepAlive(true, 2*time.Second, 3*time.Second, 4))
			wantErrno(t, early.SetKeepAlive(true, 0, time.Second, 10), syscall.EINVAL)
			wantErrno(t, early.SetTypeOfService(256), syscall.EINVAL)
			must(t, early.SetTypeOfService(0x10))
			tos, err := early.TypeOfService()
			must(t, err)
			wantEqual(t, "type of service", tos, 0x10)
			early.Close(nil)
		}))
		run(t, l)
	})
}

func TestTCPConnectToUnspecifiedAddress(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		server, addr := tcpServer(t, l, func(server *TCP) { server.Close(nil) })
		client := NewTCP(l)
		unspecified := netip.AddrPortFrom(netip.IPv4Unspecified(), addr.Port())
		must(t, client.Connect(unspecified, func(err error) {
			must(t, err)
			client.Close(nil)
		}))
		run(t, l)
		wantEqual(t, "server closing", server.IsClosing(), true)
	})
}

// Each phase may begin a connection.
func TestTCPConnectFromEveryPhase(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		connected := 0
		server, addr := tcpServer(t, l, func(server *TCP) {
			conn := NewTCP(l)
			must(t, server.Accept(conn))
			conn.Close(nil)
		})
		connect := func() {
			client := NewTCP(l)
			must(t, client.Connect(addr, func(err error) {
				must(t, err)
				client.Close(func() {
					if connected++; connected == 6 {
						server.Close(nil)
					}
				})
			}))
		}
		idle, prepare, check, timer := NewIdle(l), NewPrepare(l), NewCheck(l), NewTimer(l)
		must(t, idle.Start(func() { idle.Stop(); connect() }))
		must(t, prepare.Start(func() { prepare.Stop(); connect() }))
		must(t, check.Start(func() { check.Stop(); connect() }))
		must(t, timer.Start(time.Millisecond, 0, connect))
		l.Hold()(connect)
		NewTimer(l).Close(connect)
		run(t, l)
		wantEqual(t, "connected", connected, 6)
	})
}

// Handles of one batch of events close each other.
func TestTCPCloseNeighbours(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		const pairs = 8
		var peers []*TCP
		reads := 0
		for range pairs {
			client, peer := tcpPair(t, l)
			peers = append(peers, peer)
			must(t, writeNow(client, []byte("x")))
			client.Unref()
		}
		for _, peer := range peers {
			must(t, peer.ReadStart(readFunc(func([]byte, error) {
				reads++
				for _, p := range peers {
					p.Close(nil)
				}
			})))
		}
		run(t, l)
		wantEqual(t, "reads", reads, 1)
	})
}

// The last bytes and the end of a connection may leave together; what its user
// then does not end, or ends later, arrives all the same.
func TestEnding(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		for name, end := range map[string]func(t *testing.T, client *TCP){
			"at once": func(t *testing.T, client *TCP) {
				client.Ending(func() {
					must(t, writeNow(client, []byte("bye")))
					must(t, client.Shutdown(func(err error) {
						must(t, err)
						client.Close(nil)
					}))
				})
			},
			"later": func(t *testing.T, client *TCP) {
				client.Ending(func() { must(t, writeNow(client, []byte("bye"))) })
				must(t, client.Shutdown(func(err error) {
					must(t, err)
					client.Close(nil)
				}))
			},
			"by closing": func(t *testing.T, client *TCP) {
				client.Ending(func() {
					must(t, writeNow(client, []byte("bye")))
					client.Close(nil)
				})
			},
		} {
			t.Run(name, func(t *testing.T) {
				client, peer := tcpPair(t, l)
				readAll(t, peer, func(data []byte, err error) {
					wantEqual(t, "data", string(data), "bye")
					wantEqual(t, "end", err, io.EOF)
				})
				end(t, client)
				run(t, l)
			})
		}
	})
}

// Without an end the bytes are sent when Ending returns, not when the kernel
// gives up waiting for more.
func TestEndingWithoutEnd(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		client, peer := tcpPair(t, l)
		start := time.Now()
		must(t, peer.ReadStart(readFunc(func(buf []byte, err error) {
			wantEqual(t, "data", string(buf), "more")
			client.Close(nil)
			peer.Close(nil)
		})))
		client.Ending(func() { must(t, writeNow(client, []byte("more"))) })
		run(t, l)
		t.Log("after", time.Since(start))
	})
}
