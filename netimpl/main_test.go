package netimpl

import (
	"fmt"
	"net/netip"
	"os"
	"os/signal"
	"runtime"
	"runtime/pprof"
	"strings"
	"testing"
	"time"
)

// TestMain fails if the tests leave descriptors or goroutines behind.
func TestMain(m *testing.M) {
	caught := make(chan os.Signal, 1)
	signal.Notify(caught, os.Interrupt) // starts a goroutine that stays
	signal.Stop(caught)
	descriptors, goroutines := openDescriptors(), runtime.NumGoroutine()
	code := m.Run()
	if code == 0 && leaked(descriptors, goroutines) {
		code = 1
	}
	os.Exit(code)
}

func leaked(descriptors, goroutines int) bool {
	for range 200 { // goroutines may still be on their way out
		if runtime.NumGoroutine() <= goroutines {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if n := runtime.NumGoroutine(); n > goroutines {
		fmt.Fprintf(os.Stderr, "%d goroutines before the tests, %d after:\n", goroutines, n)
		_ = pprof.Lookup("goroutine").WriteTo(os.Stderr, 1)
		return true
	}
	if n := openDescriptors(); n > descriptors {
		fmt.Fprintf(os.Stderr, "%d descriptors before the tests, %d after\n", descriptors, n)
		return true
	}
	return false
}

// openDescriptors counts them, without those of Go's own poller, which come
// with the first file that package os opens for a test. It is 0 where there is
// no /proc.
func openDescriptors() int {
	entries, _ := os.ReadDir("/proc/self/fd")
	count := 0
	for _, e := range entries {
		target, err := os.Readlink("/proc/self/fd/" + e.Name())
		if err == nil && !strings.HasPrefix(target, "anon_inode:") {
			count++
		}
	}
	return count
}

// newLoop makes a loop that the test's end closes.
func newLoop(t testing.TB, opts ...Option) *Loop {
	t.Helper()
	l, err := NewLoop(opts...)
	must(t, err)
	t.Cleanup(func() { must(t, l.Close()) })
	return l
}

// eachKind runs f as one test for each endpoint kind of the platform.
func eachKind(t *testing.T, f func(t *testing.T, l *Loop)) {
	for kind, name := range [endpointKinds]string{"descriptor", "conn"} {
		t.Run(name, func(t *testing.T) {
			if mechanisms[kind] == nil {
				t.Skip("not on this platform")
			}
			f(t, newLoop(t, WithEndpoints(EndpointKind(kind))))
		})
	}
}

// run runs l until nothing keeps it alive, and fails if that takes too long.
func run(t testing.TB, l *Loop) {
	t.Helper()
	watchdog := time.AfterFunc(10*time.Second, l.Interrupt)
	alive := l.Run(RunDefault)
	if !watchdog.Stop() && alive {
		l.Handles(func(h Handle) bool {
			t.Logf("handle %T active %t ref %t closing %t", h, h.IsActive(), h.HasRef(), h.IsClosing())
			return true
		})
		t.Fatalf("the loop is still alive: %d handles, %d requests", l.live, l.reqs)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantErrno(t testing.TB, err error, want Errno) {
	t.Helper()
	if AsErrno(err) != want {
		t.Errorf("got %v, want %s", err, ErrName(want))
	}
}

func wantEqual[T comparable](t testing.TB, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

type readFunc func(buf []byte, err error)

func (f readFunc) OnRead(buf []byte, err error) { f(buf, err) }

type listenFunc func(err error)

func (f listenFunc) OnConnection(err error) { f(err) }

var (
	loopback  = netip.MustParseAddrPort("127.0.0.1:0")
	loopback6 = netip.MustParseAddrPort("[::1]:0")
)

// tcpServer listens on the loopback address.
func tcpServer(t testing.TB, l *Loop, onConnection func(server *TCP)) (*TCP, netip.AddrPort) {
	t.Helper()
	server := NewTCP(l)
	must(t, server.Bind(loopback, 0))
	must(t, server.Listen(128, listenFunc(func(err error) {
		if err != nil {
			t.Error("OnConnection:", err)
			return
		}
		onConnection(server)
	})))
	addr, err := server.LocalAddr()
	must(t, err)
	return server, addr
}

// tcpPair runs l until two TCPs are connected, and returns them.
func tcpPair(t testing.TB, l *Loop) (client, peer *TCP) {
	t.Helper()
	client, peer = NewTCP(l), NewTCP(l)
	ready := 0
	stop := func() {
		if ready++; ready == 2 {
			l.Stop()
		}
	}
	server, addr := tcpServer(t, l, func(server *TCP) {
		must(t, server.Accept(peer))
		server.Close(stop)
	})
	must(t, client.Connect(addr, func(err error) {
		must(t, err)
		stop()
	}))
	run(t, l)
	wantEqual(t, "server closing", server.IsClosing(), true)
	return client, peer
}

// readAll reads s to its end and closes it then.
func readAll(t testing.TB, s StreamHandle, onEnd func(data []byte, err error)) {
	t.Helper()
	var data []byte
	must(t, s.stream().ReadStart(readFunc(func(buf []byte, err error) {
		data = append(data, buf...)
		if err != nil {
			onEnd(data, err)
			s.Close(nil)
		}
	})))
}
