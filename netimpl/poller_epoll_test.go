//go:build linux

package netimpl

import (
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// countControls counts the calls of epoll_ctl.
func countControls(t *testing.T) *int {
	calls := 0
	real := epollCtl
	replace(t, &epollCtl, func(epfd, op, fd int, ev *unix.EpollEvent) Errno {
		calls++
		return real(epfd, op, fd, ev)
	})
	return &calls
}

func TestEpollControlsAreFew(t *testing.T) {
	l := newLoop(t)
	client, peer := tcpPair(t, l)
	calls := countControls(t)
	h := readFunc(func(buf []byte, err error) { l.Stop() })

	must(t, peer.ReadStart(h))
	l.Run(RunNoWait)
	// One for the reader and one for the client, which no longer waits to
	// be connected.
	wantEqual(t, "calls to start reading", *calls, 2)

	*calls = 0
	for range 10 {
		must(t, peer.ReadStop())
		l.Run(RunNoWait)
		must(t, peer.ReadStart(h))
		l.Run(RunNoWait)
	}
	wantEqual(t, "calls to stop and start", *calls, 0)

	must(t, writeNow(client, []byte("x")))
	l.Run(RunDefault)
	wantEqual(t, "calls for a message", *calls, 0)

	must(t, peer.ReadStop())
	must(t, writeNow(client, []byte("x")))
	for range 10 {
		l.Hold()(nil)
		l.Run(RunNoWait)
	}
	wantEqual(t, "calls for data that nobody wants", *calls, 0) // nothing is watched

	*calls = 0
	client.Close(nil)
	peer.Close(nil)
	run(t, l)
	wantEqual(t, "calls to close", *calls, 0)
}

func TestEpollUnwantedReadIsDisarmedOnce(t *testing.T) {
	l := newLoop(t)
	client, peer := tcpPair(t, l)
	watched, _ := tcpServer(t, l, func(*TCP) {}) // or the loop would wait elsewhere
	watched.Unref()
	must(t, peer.ReadStart(readFunc(func([]byte, error) { t.Error("read") })))
	l.Run(RunNoWait)
	must(t, peer.ReadStop())
	must(t, writeNow(client, []byte("x")))
	calls := countControls(t)
	timer := NewTimer(l)
	must(t, timer.Start(20*time.Millisecond, 0, func() {}))
	before := l.Metrics().Iterations
	run(t, l)
	wantEqual(t, "calls", *calls, 1)
	if n := l.Metrics().Iterations - before; n > 4 {
		t.Errorf("the loop spun: %d iterations", n)
	}
}

func TestEpollControlIsRetried(t *testing.T) {
	l := newLoop(t)
	client, peer := tcpPair(t, l)
	failures := 2
	real := epollCtl
	replace(t, &epollCtl, func(epfd, op, fd int, ev *unix.EpollEvent) Errno {
		if op == unix.EPOLL_CTL_ADD {
			if failures--; failures >= 0 {
				return syscall.ENOMEM
			}
		}
		return real(epfd, op, fd, ev)
	})
	readAll(t, peer, func(data []byte, err error) { wantEqual(t, "data", string(data), "x") })
	must(t, writeNow(client, []byte("x")))
	must(t, client.Shutdown(func(error) { client.Close(nil) }))
	run(t, l)
}

func TestEpollTimeoutRoundsUp(t *testing.T) {
	for timeout, want := range map[time.Duration]int{
		-1: -1, 0: 0, 1: 1, time.Millisecond: 1, time.Millisecond + 1: 2, 1 << 62: 1<<31 - 1,
	} {
		wantEqual(t, timeout.String(), epollTimeout(timeout), want)
	}
}

// A read event and a try-write allocate nothing.
func TestEchoDoesNotAllocate(t *testing.T) {
	l := newLoop(t)
	client, peer := tcpPair(t, l)
	e := &echo{peer, new(int)}
	*e.left = 1 << 30
	must(t, peer.ReadStart(e))
	answers := 0
	must(t, client.ReadStart(readFunc(func([]byte, error) { answers++ })))
	message := make([]byte, 64)
	step := func() {
		_, err := client.TryWriteBytes(message)
		must(t, err)
		for want := answers + 1; answers < want; {
			l.Run(RunOnce)
		}
	}
	step()
	if n := testing.AllocsPerRun(100, step); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// A loop that has the process for its own hears of posts, timers and data as
// others do, in its brief waits and in those that follow.
func TestEpollAlone(t *testing.T) {
	l := newLoop(t, Alone())
	client, peer := tcpPair(t, l)
	received := 0
	must(t, peer.ReadStart(readFunc(func(buf []byte, err error) { received += len(buf) })))

	for _, wait := range []time.Duration{0, briefWait / 2, (maxBarren + 2) * briefWait} {
		go func() {
			time.Sleep(wait)
			l.Post(l.Stop)
		}()
		l.Run(RunDefault)
	}

	for _, wait := range []time.Duration{time.Millisecond, (maxBarren + 2) * briefWait} {
		due := l.Now() + wait
		timer := NewTimer(l)
		must(t, timer.Start(wait, 0, func() {
			if l.Now() < due {
				t.Errorf("timer ran at %v, due at %v", l.Now(), due)
			}
			timer.Close(nil)
			must(t, writeNow(client, []byte("x")))
			l.Stop()
		}))
		l.Run(RunDefault)
	}
	for received < 2 {
		l.Run(RunOnce)
	}

	client.Close(nil)
	peer.Close(nil)
	run(t, l)
}

// A hold means that a goroutine has work to do: Go's scheduler is told.
func TestEpollAloneWithHold(t *testing.T) {
	l := newLoop(t, Alone())
	client, peer := tcpPair(t, l)
	must(t, peer.ReadStart(readFunc(func(buf []byte, err error) {})))
	post := l.Hold()
	go post(l.Stop)
	l.Run(RunDefault)
	wantEqual(t, "holds", l.holds, 0)
	client.Close(nil)
	peer.Close(nil)
	run(t, l)
}
