package netimpl

import (
	"syscall"
	"testing"
	"time"
)

func TestIdleKeepsLoopFromWaiting(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, _ *fakePoller) {
		idle, timer := NewIdle(l), NewTimer(l)
		rounds := 0
		must(t, idle.Start(func() { rounds++; time.Sleep(ms) }))
		must(t, timer.Start(50*ms, 0, func() { idle.Stop() }))
		l.Run(RunDefault)
		if rounds < 40 {
			t.Errorf("%d rounds", rounds)
		}
	})
}

func TestLoopWatchersRunLastStartedFirst(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, _ *fakePoller) {
		var tr trace
		for _, name := range []string{"a", "b", "c"} {
			p := NewPrepare(l)
			must(t, p.Start(tr.add(name)))
			p.Unref()
		}
		l.Hold()(nil)
		l.Run(RunNoWait)
		tr.want(t, "c b a")
	})
}

func TestLoopWatcherStartedInCallbackWaits(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, _ *fakePoller) {
		var tr trace
		a, b := NewCheck(l), NewCheck(l)
		must(t, a.Start(func() {
			tr.add("a")()
			must(t, b.Start(tr.add("b")))
		}))
		l.Run(RunNoWait)
		tr.want(t, "a")
		l.Run(RunNoWait)
		tr.want(t, "a b a")
	})
}

func TestLoopWatcherCrossStop(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, _ *fakePoller) {
		var tr trace
		all := make([]*Idle, 4)
		for i := range all {
			all[i] = NewIdle(l)
		}
		for i, h := range all {
			must(t, h.Start(func() {
				tr.add(string(rune('a' + i)))()
				for _, other := range all {
					other.Close(nil)
				}
			}))
		}
		l.Run(RunDefault)
		tr.want(t, "d")
	})
}

func TestLoopWatcherRestartInCallback(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, _ *fakePoller) {
		rounds := 0
		h := NewPrepare(l)
		var again func()
		again = func() {
			h.Stop()
			if rounds++; rounds < 3 {
				must(t, h.Start(again))
			}
		}
		must(t, h.Start(again))
		for range 5 {
			l.Run(RunNoWait)
		}
		wantEqual(t, "rounds", rounds, 3)
	})
}

func TestLoopWatcherArguments(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, _ *fakePoller) {
		h := NewPrepare(l)
		h.Stop()
		wantErrno(t, h.Start(nil), syscall.EINVAL)
		var tr trace
		must(t, h.Start(tr.add("first")))
		must(t, h.Start(tr.add("second"))) // is active: does nothing
		l.Run(RunNoWait)
		tr.want(t, "first")
		h.Close(nil)
		wantErrno(t, h.Start(func() {}), syscall.EINVAL)
		l.Run(RunDefault)
	})
}
