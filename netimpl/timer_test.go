package netimpl

import (
	"math"
	"syscall"
	"testing"
	"time"
)

const ms = time.Millisecond

func TestTimerOrder(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, _ *fakePoller) {
		var tr trace
		for _, timer := range []struct {
			name string
			due  time.Duration
		}{{"c", 20 * ms}, {"a", 10 * ms}, {"d", 20 * ms}, {"b", 10*ms + 900*time.Microsecond}, {"e", 20 * ms}} {
			must(t, NewTimer(l).Start(timer.due, 0, tr.add(timer.name)))
		}
		l.Run(RunDefault)
		tr.want(t, "a b c d e")
	})
}

func TestTimerManyKeepOrder(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, _ *fakePoller) {
		const count = 1000
		var last time.Duration
		ran := 0
		timers := make([]*Timer, count)
		for i := range timers {
			due := time.Duration(i*7919%101) * ms
			timers[i] = NewTimer(l)
			must(t, timers[i].Start(due, 0, func() {
				if due < last {
					t.Errorf("%v after %v", due, last)
				}
				last = due
				ran++
			}))
		}
		for i := 0; i < count; i += 3 {
			timers[i].Stop()
		}
		l.Run(RunDefault)
		wantEqual(t, "ran", ran, count-(count+2)/3)
	})
}

func TestTimerRepeat(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, _ *fakePoller) {
		start, ran := time.Now(), 0
		timer := NewTimer(l)
		must(t, timer.Start(10*ms, 20*ms, func() {
			if ran++; ran == 3 {
				timer.Close(nil)
			}
		}))
		l.Run(RunDefault)
		wantEqual(t, "ran", ran, 3)
		wantEqual(t, "time", time.Since(start), 50*ms)
	})
}

func TestTimerStartTwice(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, _ *fakePoller) {
		var tr trace
		timer := NewTimer(l)
		must(t, timer.Start(time.Hour, 0, tr.add("first")))
		must(t, timer.Start(ms, 0, tr.add("second")))
		l.Run(RunDefault)
		tr.want(t, "second")
	})
}

func TestTimerZeroStartedInCallbackWaitsForNextIteration(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, _ *fakePoller) {
		var tr trace
		timer, check := NewTimer(l), NewCheck(l)
		must(t, check.Start(tr.add("check")))
		check.Unref()
		must(t, timer.Start(0, 0, func() {
			tr.add("first")()
			must(t, timer.Start(0, 0, tr.add("second")))
		}))
		l.Run(RunDefault)
		tr.want(t, "first check second")
	})
}

func TestTimerFromCheck(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, _ *fakePoller) {
		var tr trace
		timer, prepare, check := NewTimer(l), NewPrepare(l), NewCheck(l)
		must(t, prepare.Start(func() { tr.add("prepare")(); prepare.Stop() }))
		must(t, check.Start(func() {
			tr.add("check")()
			check.Stop()
			must(t, timer.Start(50*ms, 0, tr.add("timer")))
		}))
		must(t, timer.Start(0, 0, tr.add("zero")))
		l.Run(RunOnce)
		l.Run(RunDefault)
		tr.want(t, "prepare check timer")
	})
}

func TestTimerStoppedByEarlierCallback(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, _ *fakePoller) {
		var tr trace
		first, stopped, restarted, closed := NewTimer(l), NewTimer(l), NewTimer(l), NewTimer(l)
		must(t, first.Start(ms, 0, func() {
			tr.add("first")()
			stopped.Stop()
			must(t, restarted.Start(5*ms, 0, tr.add("restarted")))
			closed.Close(tr.add("close"))
		}))
		must(t, stopped.Start(ms, 0, tr.add("stopped")))
		must(t, restarted.Start(ms, 0, tr.add("too-early")))
		must(t, closed.Start(ms, ms, tr.add("closed")))
		l.Run(RunDefault)
		tr.want(t, "first close restarted")
	})
}

func TestTimerAgain(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, _ *fakePoller) {
		timer := NewTimer(l)
		wantErrno(t, timer.Again(), syscall.EINVAL)
		start := time.Now()
		var at []time.Duration
		must(t, timer.Start(50*ms, 100*ms, func() {
			at = append(at, time.Since(start))
			if len(at) == 2 {
				timer.SetRepeat(0)
				must(t, timer.Again()) // zero repeat: goes on as it is
				timer.Stop()
			}
		}))
		must(t, timer.Again()) // now due at the repeat
		wantEqual(t, "due in", timer.DueIn(), 100*ms)
		l.Run(RunDefault)
		if len(at) != 2 || at[0] != 100*ms || at[1] != 200*ms {
			t.Errorf("ran at %v", at)
		}
		wantEqual(t, "repeat", timer.Repeat(), 0)
	})
}

func TestTimerSetRepeatInCallbackCountsAfterNext(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, _ *fakePoller) {
		start := time.Now()
		var at []time.Duration
		timer := NewTimer(l)
		must(t, timer.Start(10*ms, 10*ms, func() {
			at = append(at, time.Since(start))
			timer.SetRepeat(30 * ms) // the next one is set already
			if len(at) == 3 {
				timer.Stop()
			}
		}))
		l.Run(RunDefault)
		if len(at) != 3 || at[1] != 20*ms || at[2] != 50*ms {
			t.Errorf("ran at %v", at)
		}
	})
}

func TestTimerHugeTimeout(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, _ *fakePoller) {
		tiny, huge := NewTimer(l), NewTimer(l)
		must(t, huge.Start(math.MaxInt64, math.MaxInt64, func() { t.Error("huge timer ran") }))
		must(t, tiny.Start(ms, 0, func() { huge.Close(nil) }))
		l.Run(RunDefault)
	})
}

func TestTimerNegativeIsZero(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, _ *fakePoller) {
		ran := false
		timer := NewTimer(l)
		must(t, timer.Start(-time.Hour, -time.Hour, func() { ran = true }))
		l.Run(RunDefault)
		wantEqual(t, "ran", ran, true)
	})
}

func TestTimerArguments(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, _ *fakePoller) {
		timer := NewTimer(l)
		wantErrno(t, timer.Start(0, 0, nil), syscall.EINVAL)
		timer.Close(nil)
		wantErrno(t, timer.Start(0, 0, func() {}), syscall.EINVAL)
		l.Run(RunDefault)
	})
}

func TestTimerDueInDoesNotGoNegative(t *testing.T) {
	now := time.Duration(0)
	l := newLoop(t, WithClock(func() time.Duration { return now }))
	timer := NewTimer(l)
	must(t, timer.Start(5*ms, 0, func() {}))
	now = 20 * ms
	l.UpdateTime()
	wantEqual(t, "due in", timer.DueIn(), 0)
}

func TestTimerUnrefDoesNotKeepAlive(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, _ *fakePoller) {
		timer := NewTimer(l)
		must(t, timer.Start(time.Hour, 0, func() { t.Error("ran") }))
		timer.Unref()
		wantEqual(t, "alive", l.Run(RunDefault), false)
		wantEqual(t, "active", timer.IsActive(), true)
	})
}

// The loop may not spin when the poller returns a little early.
func TestTimerWaitsForWhatIsLeft(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, p *fakePoller) {
		ran := false
		timer := NewTimer(l)
		must(t, timer.Start(100*ms, 0, func() { ran = true }))
		p.wake() // a stale one
		l.Run(RunOnce)
		wantEqual(t, "ran", ran, true)
		wantEqual(t, "waits", len(p.waits), 2)
	})
}
