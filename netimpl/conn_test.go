package netimpl

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"io"
	"net"
	"os"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

// connLoop makes a loop whose endpoints are connections.
func connLoop(t testing.TB) *Loop { return newLoop(t, WithEndpoints(EndpointsConn)) }

func TestConnFromPipeEchoes(t *testing.T) {
	l := newLoop(t)
	near, far := net.Pipe()
	s := NewTCPFromConn(l, near)
	must(t, s.ReadStart(readFunc(func(buf []byte, err error) {
		if err != nil {
			wantEqual(t, "error", err, io.EOF)
			s.Close(nil)
			return
		}
		must(t, s.Write(new(WriteReq), [][]byte{bytes.Clone(buf)}, func(err error) { must(t, err) }))
	})))
	var wg sync.WaitGroup
	wg.Go(func() {
		defer far.Close()
		for _, msg := range []string{"one", "two", "three"} {
			if _, err := far.Write([]byte(msg)); err != nil {
				t.Error(err)
			}
			echo := make([]byte, len(msg))
			if _, err := io.ReadFull(far, echo); err != nil {
				t.Error(err)
			}
			wantEqual(t, "echo", string(echo), msg)
		}
	})
	run(t, l)
	wg.Wait()
	wantEqual(t, "bytes read", s.BytesRead(), 11)
	wantEqual(t, "bytes written", s.BytesWritten(), 11)
}

// A connection that nobody reads holds back its peer after one chunk.
func TestConnReadStopHoldsPeerBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLoop(t, withPoller(newWakePoller()), WithEndpoints(EndpointsConn))
		near, far := net.Pipe()
		s := NewTCPFromConn(l, near)
		sent := 0
		go func() {
			for {
				if _, err := far.Write(make([]byte, 100)); err != nil {
					return
				}
				sent++
			}
		}()
		reads := 0
		must(t, s.ReadStart(readFunc(func([]byte, error) {
			reads++
			must(t, s.ReadStop())
		})))
		timer := NewTimer(l)
		must(t, timer.Start(time.Second, 0, func() {
			synctest.Wait()
			wantEqual(t, "reads", reads, 1)
			if sent > 2 {
				t.Errorf("the peer has sent %d chunks", sent)
			}
			s.Close(nil)
			timer.Close(nil)
		}))
		run(t, l)
		far.Close()
	})
}

// Without CloseWrite the stream ends when its peer stays silent.
func TestConnShutdownWithoutHalfClose(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLoop(t, withPoller(newWakePoller()), WithEndpoints(EndpointsConn))
		near, far := net.Pipe()
		s := NewTCPFromConn(l, near)
		go func() {
			for range 3 {
				time.Sleep(eofDelay / 2)
				if _, err := far.Write([]byte("x")); err != nil {
					t.Error(err)
				}
			}
		}()
		start := time.Now()
		readAll(t, s, func(data []byte, err error) {
			wantEqual(t, "error", err, io.EOF)
			wantEqual(t, "data", string(data), "xxx")
			wantEqual(t, "time", time.Since(start), 3*(eofDelay/2)+eofDelay)
		})
		must(t, s.Shutdown(func(err error) { must(t, err) }))
		run(t, l)
		far.Close()
	})
}

func TestConnCloseDeliversWhatWasWritten(t *testing.T) {
	l := connLoop(t)
	near, far := net.Pipe()
	s := NewTCPFromConn(l, near)
	msg := make([]byte, sendBuffer)
	_, _ = rand.Read(msg)
	n, err := s.TryWriteBytes(msg)
	must(t, err)
	wantEqual(t, "written", n, len(msg))
	s.Close(nil)
	run(t, l)
	got, err := io.ReadAll(far)
	must(t, err)
	wantEqual(t, "delivered", bytes.Equal(got, msg), true)
}

// The process may end after Close of the loop.
func TestLoopCloseWaitsForLastWrites(t *testing.T) {
	l, err := NewLoop(WithEndpoints(EndpointsConn))
	must(t, err)
	near, far := net.Pipe()
	s := NewTCPFromConn(l, near)
	_, err = s.TryWriteBytes([]byte("hello"))
	must(t, err)
	got := make(chan string, 1)
	go func() {
		data, err := io.ReadAll(far)
		if err != nil {
			t.Error(err)
		}
		got <- string(data)
	}()
	must(t, l.Close())
	select {
	case data := <-got:
		wantEqual(t, "delivered", data, "hello")
	case <-time.After(lastWait):
		t.Error("not delivered")
	}
}

func TestConnResetDropsWhatWasWritten(t *testing.T) {
	l := connLoop(t)
	near, far := net.Pipe()
	s := NewTCPFromConn(l, near)
	_, err := s.TryWriteBytes([]byte("lost"))
	must(t, err)
	must(t, s.CloseReset(nil))
	run(t, l)
	got, err := io.ReadAll(far)
	must(t, err)
	wantEqual(t, "delivered", string(got), "")
}

func TestConnWriteBuffersAreBounded(t *testing.T) {
	l := connLoop(t)
	near, far := net.Pipe()
	s := NewTCPFromConn(l, near)
	msg := make([]byte, 10*sendBuffer)
	_, _ = rand.Read(msg)
	n, err := s.TryWriteBytes(msg)
	must(t, err)
	wantEqual(t, "written", n, sendBuffer)
	_, err = s.TryWriteBytes(msg[n:])
	wantErrno(t, err, syscall.EAGAIN)
	var got []byte
	var wg sync.WaitGroup
	wg.Go(func() { got, err = io.ReadAll(far) })
	must(t, s.Write(new(WriteReq), [][]byte{msg[n : 2*n], msg[2*n:]}, func(err error) {
		must(t, err)
		wantEqual(t, "queued", s.WriteQueueSize(), 0)
		s.Close(nil)
	}))
	run(t, l)
	wg.Wait()
	must(t, err)
	wantEqual(t, "delivered", bytes.Equal(got, msg), true)
}

func TestConnCloseCancelsQueuedWrites(t *testing.T) {
	l := connLoop(t)
	near, far := net.Pipe()
	defer far.Close()
	s := NewTCPFromConn(l, near)
	_, err := s.TryWriteBytes(make([]byte, sendBuffer))
	must(t, err)
	canceled := 0
	for range 3 {
		must(t, s.Write(new(WriteReq), [][]byte{{1}}, func(err error) {
			wantErrno(t, err, syscall.ECANCELED)
			canceled++
		}))
	}
	must(t, s.CloseReset(func() { wantEqual(t, "canceled", canceled, 3) }))
	run(t, l)
	wantEqual(t, "canceled", canceled, 3)
}

func TestConnWriteToClosedPeer(t *testing.T) {
	l := connLoop(t)
	near, far := net.Pipe()
	far.Close()
	s := NewTCPFromConn(l, near)
	must(t, s.Write(new(WriteReq), [][]byte{{1}}, func(err error) {
		wantErrno(t, err, syscall.EPIPE)
		s.Close(nil)
	}))
	run(t, l)
}

func TestConnClosedByProgram(t *testing.T) {
	l := connLoop(t)
	server, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer server.Close()
	conn, err := net.Dial("tcp", server.Addr().String())
	must(t, err)
	s := NewTCPFromConn(l, conn)
	conn.Close()
	must(t, s.ReadStart(readFunc(func(_ []byte, err error) {
		wantErrno(t, err, syscall.ECONNABORTED)
		s.Close(nil)
	})))
	run(t, l)
}

func TestListenerFromProgram(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	l := newLoop(t) // whose own endpoints may be descriptors
	server := NewTCPFromListener(l, ln)
	addr, err := server.LocalAddr()
	must(t, err)
	wantEqual(t, "address", addr.String(), ln.Addr().String())
	must(t, server.Listen(1, listenFunc(func(err error) {
		must(t, err)
		peer := NewTCP(l)
		must(t, server.Accept(peer))
		readAll(t, peer, func(data []byte, err error) {
			wantEqual(t, "error", err, io.EOF)
			wantEqual(t, "data", string(data), "hello")
			server.Close(nil)
		})
	})))
	client := NewTCP(l)
	must(t, client.Connect(addr, func(err error) {
		must(t, err)
		must(t, client.Write(new(WriteReq), [][]byte{[]byte("hello")}, nil))
		must(t, client.Shutdown(func(error) { client.Close(nil) }))
	}))
	run(t, l)
}

// pipeListener hands out in-memory connections until it fails.
type pipeListener struct {
	conns chan net.Conn
	err   error
}

func (p *pipeListener) Accept() (net.Conn, error) {
	if conn, ok := <-p.conns; ok {
		return conn, nil
	}
	return nil, p.err
}

func (p *pipeListener) Close() error   { return nil }
func (p *pipeListener) Addr() net.Addr { return pipeAddr{} }

type pipeAddr struct{}

func (pipeAddr) Network() string { return "memory" }
func (pipeAddr) String() string  { return "memory" }

func TestListenerFails(t *testing.T) {
	l := connLoop(t)
	near, far := net.Pipe()
	defer far.Close()
	ln := &pipeListener{make(chan net.Conn, 1), errors.New("broken")}
	ln.conns <- near
	close(ln.conns)
	server := NewPipeFromListener(l, ln)
	calls := 0
	must(t, server.Listen(1, listenFunc(func(err error) {
		calls++
		if err != nil {
			wantErrno(t, err, UNKNOWN)
			server.Close(nil)
			return
		}
		peer := NewPipe(l)
		must(t, server.Accept(peer))
		peer.Close(nil)
	})))
	run(t, l)
	wantEqual(t, "calls", calls, 2)
}

// faultyListener fails with one error before each connection.
type faultyListener struct {
	net.Listener
	err   error
	fails bool
}

func (f *faultyListener) Accept() (net.Conn, error) {
	if f.fails = !f.fails; f.fails {
		return nil, f.err
	}
	return f.Listener.Accept()
}

func TestListenerSurvivesPassingErrors(t *testing.T) {
	for _, errno := range []Errno{syscall.EMFILE, syscall.ECONNABORTED} {
		l := connLoop(t)
		ln, err := net.Listen("tcp", "127.0.0.1:0")
		must(t, err)
		server := NewTCPFromListener(l, &faultyListener{Listener: ln, err: os.NewSyscallError("accept", errno)})
		addr, err := server.LocalAddr()
		must(t, err)
		accepted := 0
		must(t, server.Listen(1, listenFunc(func(err error) {
			must(t, err)
			peer := NewTCP(l)
			must(t, server.Accept(peer))
			peer.Close(nil)
			if accepted++; accepted == 3 {
				server.Close(nil)
			}
		})))
		for range 3 {
			client := NewTCP(l)
			must(t, client.Connect(addr, func(err error) {
				must(t, err)
				client.Close(nil)
			}))
		}
		run(t, l)
		wantEqual(t, "accepted", accepted, 3)
	}
}

func TestConnAddressesThatAreNotIP(t *testing.T) {
	l := connLoop(t)
	near, far := net.Pipe()
	defer far.Close()
	tcp := NewTCPFromConn(l, near)
	_, err := tcp.LocalAddr()
	wantErrno(t, err, syscall.EAFNOSUPPORT)
	_, ok := tcp.Fd()
	wantEqual(t, "descriptor", ok, false)
	must(t, tcp.SetNoDelay(true))
	must(t, tcp.SetKeepAlive(true, time.Second, time.Second, 1))
	wantErrno(t, tcp.SetKeepAlive(true, time.Millisecond, time.Second, 1), syscall.EINVAL)
	wantErrno(t, tcp.SetTypeOfService(8), syscall.ENOTSUP)
	tcp.Close(nil)

	near2, far2 := net.Pipe()
	defer far2.Close()
	pipe := NewPipeFromConn(l, near2)
	name, err := pipe.Sockname()
	must(t, err)
	wantEqual(t, "name", name, "")
	pipe.Close(nil)
	run(t, l)
}

func TestEndpointsFromEnvironment(t *testing.T) {
	t.Setenv("GONET_ENDPOINTS", "conn")
	l := newLoop(t)
	wantEqual(t, "mechanism", l.mechanism, mechanisms[EndpointsConn])
	t.Setenv("GONET_ENDPOINTS", "")
	l = newLoop(t)
	wantEqual(t, "mechanism", l.mechanism, preferredMechanism())
	t.Setenv("GONET_ENDPOINTS", "carrier pigeon")
	_, err := NewLoop()
	wantErrno(t, err, syscall.ENOSYS)
}

// The kernel has what was written when a process ends at once, so that must be
// true of a connection too.
func TestConnWriteReachesKernel(t *testing.T) {
	l := connLoop(t)
	client, peer := tcpPair(t, l)
	for range 100 {
		_, err := client.TryWriteBytes([]byte("hello"))
		must(t, err)
		c := client.end.(*connEndpoint)
		c.mu.Lock()
		held := c.out.held()
		c.mu.Unlock()
		wantEqual(t, "held", held, 0)
	}
	client.Close(nil)
	peer.Close(nil)
	run(t, l)
}

func TestConnConnectCanceledByClose(t *testing.T) {
	l := connLoop(t)
	client := NewTCP(l)
	started := make(chan struct{})
	err := client.end.(*connEndpoint).startDial(func(ctx context.Context) (net.Conn, error) {
		close(started)
		<-ctx.Done()
		return nil, ctx.Err()
	})
	wantErrno(t, err, syscall.EINPROGRESS)
	calls := 0
	client.beginConnect(&connecting{cb: func(err error) {
		wantErrno(t, err, syscall.ECANCELED)
		calls++
	}})
	<-started
	client.Close(func() { wantEqual(t, "calls", calls, 1) })
	run(t, l)
	wantEqual(t, "calls", calls, 1)
}
