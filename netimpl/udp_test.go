package netimpl

import (
	"net/netip"
	"strings"
	"syscall"
	"testing"
	"time"
)

type receiveFunc func(data []byte, from netip.AddrPort, err error)

func (f receiveFunc) OnReceive(data []byte, from netip.AddrPort, err error) { f(data, from, err) }

// bindUDP makes a UDP that is bound to a loopback address.
func bindUDP(t *testing.T, l *Loop, addr netip.AddrPort) (*UDP, netip.AddrPort) {
	t.Helper()
	u := NewUDP(l)
	must(t, u.Bind(addr, 0))
	bound, err := u.LocalAddr()
	must(t, err)
	return u, bound
}

func TestUDPEcho(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		for _, addr := range []netip.AddrPort{loopback, loopback6} {
			server, to := bindUDP(t, l, addr)
			client, from := bindUDP(t, l, addr)
			must(t, server.ReceiveStart(receiveFunc(func(data []byte, sender netip.AddrPort, err error) {
				must(t, err)
				wantEqual(t, "sender", sender, from)
				must(t, server.TrySend([][]byte{data, []byte("!")}, sender))
				server.Close(nil)
			})))
			var got string
			must(t, client.ReceiveStart(receiveFunc(func(data []byte, sender netip.AddrPort, err error) {
				must(t, err)
				wantEqual(t, "sender", sender, to)
				got = string(data)
				client.Close(nil)
			})))
			must(t, client.TrySend([][]byte{[]byte("pi"), []byte("ng")}, to))
			run(t, l)
			wantEqual(t, "echo", got, "ping!")
		}
	})
}

func TestUDPReceiveManyInOrder(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		const count = 100
		server, to := bindUDP(t, l, loopback)
		var got []byte
		must(t, server.ReceiveStart(receiveFunc(func(data []byte, _ netip.AddrPort, err error) {
			must(t, err)
			if got = append(got, data...); len(got) == count {
				server.Close(nil)
			}
		})))
		client := NewUDP(l)
		for i := range count {
			must(t, client.TrySend([][]byte{{byte(i)}}, to))
		}
		client.Close(nil)
		run(t, l)
		for i, b := range got {
			if b != byte(i) {
				t.Fatalf("datagram %d came as %d", b, i)
			}
		}
	})
}

func TestUDPEmptyDatagram(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		server, to := bindUDP(t, l, loopback)
		size := -1
		must(t, server.ReceiveStart(receiveFunc(func(data []byte, from netip.AddrPort, err error) {
			must(t, err)
			size = len(data)
			server.Close(nil)
		})))
		client := NewUDP(l)
		must(t, client.TrySend([][]byte{nil}, to))
		client.Close(nil)
		run(t, l)
		wantEqual(t, "size", size, 0)
	})
}

func TestUDPSendCallsBack(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		server, to := bindUDP(t, l, loopback)
		client := NewUDP(l)
		calls := 0
		must(t, client.Send([][]byte{[]byte("one")}, to, func(err error) {
			must(t, err)
			calls++
			wantEqual(t, "count", client.SendQueueCount(), 1)
			wantEqual(t, "size", client.SendQueueSize(), 3)
		}))
		must(t, client.Send([][]byte{[]byte("two")}, to, func(err error) {
			must(t, err)
			calls++
			client.Close(nil)
			server.Close(nil)
		}))
		wantEqual(t, "calls inside Send", calls, 0)
		wantEqual(t, "count", client.SendQueueCount(), 2)
		wantErrno(t, client.TrySend([][]byte{[]byte("no")}, to), syscall.EAGAIN)
		run(t, l)
		wantEqual(t, "calls", calls, 2)
		wantEqual(t, "count", client.SendQueueCount(), 0)
	})
}

func TestUDPSendFails(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		server, to := bindUDP(t, l, loopback)
		client := NewUDP(l)
		big := make([]byte, 70_000)
		wantErrno(t, client.TrySend([][]byte{big}, to), syscall.EMSGSIZE)
		var failed error
		must(t, client.Send([][]byte{big}, to, func(err error) {
			failed = err
			client.Close(nil)
			server.Close(nil)
		}))
		run(t, l)
		wantErrno(t, failed, syscall.EMSGSIZE)
	})
}

func TestUDPCloseCancelsSends(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		client := NewUDP(l)
		must(t, client.Bind(loopback, 0))
		client.sends.waiting = []*datagram{{cb: func(err error) { wantErrno(t, err, syscall.ECANCELED) }}}
		client.sends.count = 1
		l.reqs++
		closed := false
		client.Close(func() { closed = true })
		run(t, l)
		wantEqual(t, "closed", closed, true)
		wantEqual(t, "count", client.SendQueueCount(), 0)
	})
}

func TestUDPConnect(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		server, to := bindUDP(t, l, loopback)
		client := NewUDP(l)
		wantErrno(t, client.TrySend([][]byte{nil}, netip.AddrPort{}), syscall.EDESTADDRREQ)
		wantErrno(t, client.Disconnect(), syscall.ENOTCONN)
		must(t, client.Connect(to))
		wantErrno(t, client.Connect(to), syscall.EISCONN)
		wantErrno(t, client.TrySend([][]byte{nil}, to), syscall.EISCONN)
		peer, err := client.RemoteAddr()
		must(t, err)
		wantEqual(t, "peer", peer, to)
		got := ""
		must(t, server.ReceiveStart(receiveFunc(func(data []byte, _ netip.AddrPort, err error) {
			must(t, err)
			got = string(data)
			server.Close(nil)
		})))
		must(t, client.TrySend([][]byte{[]byte("hi")}, netip.AddrPort{}))
		run(t, l)
		wantEqual(t, "received", got, "hi")
		must(t, client.Disconnect())
		_, err = client.RemoteAddr()
		wantErrno(t, err, syscall.ENOTCONN)
		client.Close(nil)
		run(t, l)
	})
}

func TestUDPPeerThatRefuses(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		gone, to := bindUDP(t, l, loopback)
		gone.Close(nil)
		run(t, l)
		client := NewUDP(l)
		must(t, client.Connect(to))
		var got error
		must(t, client.ReceiveStart(receiveFunc(func(_ []byte, _ netip.AddrPort, err error) {
			got = err
			client.Close(nil)
		})))
		must(t, client.TrySend([][]byte{[]byte("anybody?")}, netip.AddrPort{}))
		run(t, l)
		wantErrno(t, got, syscall.ECONNREFUSED)
	})
}

func TestUDPBindErrors(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		first, addr := bindUDP(t, l, loopback)
		second := NewUDP(l)
		wantErrno(t, second.Bind(addr, 0), syscall.EADDRINUSE)
		wantErrno(t, second.Bind(loopback, UDPIPv6Only), syscall.EINVAL)
		first.Close(nil)
		second.Close(nil)
		wantErrno(t, second.Bind(loopback, 0), syscall.EINVAL)
		wantErrno(t, second.ReceiveStart(nil), syscall.EINVAL)
		wantErrno(t, second.TrySend(nil, addr), syscall.EINVAL)
		run(t, l)
	})
}

func TestUDPReuseAddr(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		first := NewUDP(l)
		must(t, first.Bind(loopback, UDPReuseAddr))
		addr, err := first.LocalAddr()
		must(t, err)
		second := NewUDP(l)
		must(t, second.Bind(addr, UDPReuseAddr))
		first.Close(nil)
		second.Close(nil)
		run(t, l)
	})
}

func TestUDPIPv6OnlyLeavesIPv4Free(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		six := NewUDP(l)
		must(t, six.Bind(netip.MustParseAddrPort("[::]:0"), UDPIPv6Only))
		addr, err := six.LocalAddr()
		must(t, err)
		four := NewUDP(l)
		must(t, four.Bind(netip.AddrPortFrom(netip.IPv4Unspecified(), addr.Port()), 0))
		six.Close(nil)
		four.Close(nil)
		run(t, l)
	})
}

func TestUDPReceiveStartStop(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		u := NewUDP(l)
		must(t, u.ReceiveStart(receiveFunc(func([]byte, netip.AddrPort, error) {})))
		wantErrno(t, u.ReceiveStart(receiveFunc(nil)), syscall.EALREADY)
		wantEqual(t, "active", u.IsActive(), true)
		u.ReceiveStop()
		wantEqual(t, "active", u.IsActive(), false)
		addr, err := u.LocalAddr()
		must(t, err)
		if addr.Addr() != netip.IPv4Unspecified() || addr.Port() == 0 {
			t.Errorf("bound to %s", addr)
		}
		u.Close(nil)
		run(t, l)
	})
}

func TestUDPOptions(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		u := NewUDP(l)
		wantErrno(t, u.SetBroadcast(true), syscall.EBADF)
		for _, addr := range []netip.AddrPort{loopback, loopback6} {
			u, _ := bindUDP(t, l, addr)
			must(t, u.SetBroadcast(true))
			must(t, u.SetTTL(16))
			wantErrno(t, u.SetTTL(0), syscall.EINVAL)
			wantErrno(t, u.SetTTL(256), syscall.EINVAL)
			must(t, u.SetMulticastTTL(0))
			wantErrno(t, u.SetMulticastTTL(256), syscall.EINVAL)
			must(t, u.SetMulticastLoop(true))
			must(t, u.SetReceiveBufferSize(10_000))
			must(t, u.SetSendBufferSize(10_000))
			for _, size := range []func() (int, error){u.ReceiveBufferSize, u.SendBufferSize} {
				got, err := size()
				must(t, err)
				if got < 10_000 {
					t.Errorf("the buffer is of %d bytes", got)
				}
			}
			u.Close(nil)
		}
		u.Close(nil)
		run(t, l)
	})
}

func TestUDPMembership(t *testing.T) {
	group, home := netip.MustParseAddr("224.0.0.114"), netip.MustParseAddr("127.0.0.1")
	eachKind(t, func(t *testing.T, l *Loop) {
		u := NewUDP(l)
		wantErrno(t, u.SetMembership(home, home, true), syscall.EINVAL)
		wantErrno(t, u.SetMembership(group, netip.IPv6Loopback(), true), syscall.EINVAL)
		if err := u.SetMembership(group, home, true); AsErrno(err) == syscall.ENODEV {
			t.Skip("the loopback interface has no multicast")
		} else {
			must(t, err)
		}
		must(t, u.SetMembership(group, home, false))
		wantErrno(t, u.SetMembership(group, home, false), syscall.EADDRNOTAVAIL)
		if err := u.SetSourceMembership(group, home, home, true); AsErrno(err) != syscall.ENOSYS {
			must(t, err)
			must(t, u.SetSourceMembership(group, home, home, false))
		}
		u.Close(nil)
		run(t, l)
	})
}

func TestUDPUnref(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		u, _ := bindUDP(t, l, loopback)
		must(t, u.ReceiveStart(receiveFunc(func([]byte, netip.AddrPort, error) {})))
		u.Unref()
		start := time.Now()
		run(t, l)
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("the loop ran for %v", took)
		}
		u.Close(nil)
		run(t, l)
	})
}

func TestUDPErrorsNameTheCall(t *testing.T) {
	l := newLoop(t)
	u := NewUDP(l)
	err := u.Bind(netip.MustParseAddrPort("192.0.2.1:1"), 0)
	if err == nil || !strings.HasPrefix(err.Error(), "bind ") {
		t.Errorf("got %v", err)
	}
	u.Close(nil)
	run(t, l)
}
