package netimpl

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// fakePoller is a poller whose events come from the test. It follows the
// clock of testing/synctest.
type fakePoller struct {
	*wakePoller
	waits  []time.Duration // the timeouts asked for
	wakes  int
	events []fakeEvent // for the next wait
	batch  []fakeEvent
}

type fakeEvent struct {
	w     *watcher
	stamp uint32
	ev    events
}

func newFakePoller() *fakePoller { return &fakePoller{wakePoller: newWakePoller()} }

func (p *fakePoller) wait(timeout time.Duration) (int, bool) {
	p.waits = append(p.waits, timeout)
	if len(p.events) == 0 {
		p.wakePoller.wait(timeout)
	}
	p.batch, p.events = p.events, nil
	return len(p.batch), false
}

func (p *fakePoller) ready(i int) (*watcher, events) {
	e := p.batch[i]
	if e.w.stamp != e.stamp || e.ev&e.w.want == 0 {
		return nil, 0
	}
	return e.w, e.ev
}

func (p *fakePoller) wake() {
	p.wakes++
	p.wakePoller.wake()
}

// bubble runs f under testing/synctest with a loop whose poller only waits.
func bubble(t *testing.T, f func(t *testing.T, l *Loop, p *fakePoller)) {
	synctest.Test(t, func(t *testing.T) {
		p := newFakePoller()
		f(t, newLoop(t, withPoller(p)), p)
	})
}

// trace notes what happens, in order.
type trace []string

func (tr *trace) add(what string) func() { return func() { *tr = append(*tr, what) } }

func (tr trace) want(t *testing.T, want string) {
	t.Helper()
	if got := strings.Join(tr, " "); got != want {
		t.Errorf("order:\n got %s\nwant %s", got, want)
	}
}

func TestLoopPhaseOrder(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, _ *fakePoller) {
		var tr trace
		idle, prepare, check := NewIdle(l), NewPrepare(l), NewCheck(l)
		early, late := NewTimer(l), NewTimer(l)
		must(t, early.Start(0, 0, tr.add("timer-before")))
		must(t, idle.Start(func() {
			tr.add("idle")()
			l.Post(tr.add("poll"))
			must(t, late.Start(0, 0, tr.add("timer")))
		}))
		must(t, prepare.Start(tr.add("prepare")))
		must(t, check.Start(func() {
			tr.add("check")()
			idle.Close(tr.add("closing"))
			prepare.Close(nil)
			check.Close(nil)
		}))
		wantEqual(t, "alive", l.Run(RunDefault), false)
		tr.want(t, "timer-before idle prepare poll check closing timer")
	})
}

func TestLoopNotAliveRunsNothing(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, p *fakePoller) {
		for _, mode := range []RunMode{RunDefault, RunOnce, RunNoWait} {
			wantEqual(t, "alive", l.Run(mode), false)
		}
		wantEqual(t, "waits", len(p.waits), 0)
	})
}

func TestLoopStop(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, _ *fakePoller) {
		rounds := 0
		prepare := NewPrepare(l)
		must(t, prepare.Start(func() {
			if rounds++; rounds == 3 {
				l.Stop()
			}
		}))
		idle := NewIdle(l)
		must(t, idle.Start(func() {}))
		wantEqual(t, "alive", l.Run(RunDefault), true)
		wantEqual(t, "rounds", rounds, 3)
		l.Run(RunNoWait)
		wantEqual(t, "rounds after the stop was used up", rounds, 4)
	})
}

func TestLoopStopBeforeRun(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, _ *fakePoller) {
		ran := false
		timer := NewTimer(l)
		must(t, timer.Start(0, 0, func() { ran = true }))
		l.Stop()
		wantEqual(t, "alive", l.Run(RunDefault), true)
		wantEqual(t, "ran", ran, false)
		wantEqual(t, "alive", l.Run(RunDefault), false)
		wantEqual(t, "ran", ran, true)
	})
}

func TestLoopStopDoesNotWait(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, p *fakePoller) {
		timer, prepare := NewTimer(l), NewPrepare(l)
		must(t, timer.Start(time.Hour, 0, func() {}))
		must(t, prepare.Start(l.Stop))
		start := time.Now()
		l.Run(RunDefault)
		wantEqual(t, "waited", time.Since(start), 0)
	})
}

func TestLoopRunOnceWaitsForTimer(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, _ *fakePoller) {
		ran := false
		timer := NewTimer(l)
		must(t, timer.Start(10*time.Millisecond, 0, func() { ran = true }))
		wantEqual(t, "alive", l.Run(RunOnce), false)
		wantEqual(t, "ran", ran, true)
	})
}

func TestLoopRunNoWaitDoesNotWait(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, _ *fakePoller) {
		timer := NewTimer(l)
		must(t, timer.Start(time.Minute, 0, func() { t.Error("timer ran") }))
		start := time.Now()
		wantEqual(t, "alive", l.Run(RunNoWait), true)
		wantEqual(t, "waited", time.Since(start), 0)
	})
}

func TestLoopZeroTimeoutSkipsPollerWithoutWatchers(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, p *fakePoller) {
		rounds := 0
		idle := NewIdle(l)
		must(t, idle.Start(func() {
			if rounds++; rounds == 5 {
				idle.Stop()
			}
		}))
		l.Run(RunDefault)
		// Only the last iteration, with no idle handle left, may ask.
		wantEqual(t, "waits", len(p.waits), 0)
	})
}

func TestLoopInterruptWakesSleeper(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, p *fakePoller) {
		hold := l.Hold()
		go func() {
			time.Sleep(time.Second)
			l.Interrupt()
			l.Interrupt()
		}()
		wantEqual(t, "alive", l.Run(RunDefault), true)
		synctest.Wait()
		wantEqual(t, "wakes", p.wakes, 1)
		hold(nil)
		l.Run(RunDefault)
	})
}

func TestLoopInterruptBeforeRun(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, _ *fakePoller) {
		timer := NewTimer(l)
		must(t, timer.Start(0, 0, func() { t.Error("timer ran") }))
		l.Interrupt()
		wantEqual(t, "alive", l.Run(RunDefault), true)
	})
}

func TestLoopInterruptReal(t *testing.T) {
	l := newLoop(t)
	l.Hold()
	time.AfterFunc(20*time.Millisecond, l.Interrupt)
	wantEqual(t, "alive", l.Run(RunDefault), true)
}

func TestLoopNowIsOneReadingPerPhase(t *testing.T) {
	now := 1500 * time.Microsecond
	l := newLoop(t, WithClock(func() time.Duration { now += 1700 * time.Microsecond; return now }))
	wantEqual(t, "whole milliseconds", l.Now(), 3*time.Millisecond)
	before := l.Now()
	wantEqual(t, "second reading", l.Now(), before)
	l.UpdateTime()
	wantEqual(t, "updated", l.Now(), 4*time.Millisecond)
}

func TestLoopIdleTime(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, _ *fakePoller) {
		timer := NewTimer(l)
		must(t, timer.Start(50*time.Millisecond, 0, func() { time.Sleep(time.Second) }))
		l.Run(RunDefault)
		wantEqual(t, "before it is switched on", l.IdleTime(), 0)
		l.MeasureIdleTime()
		must(t, timer.Start(70*time.Millisecond, 0, func() { time.Sleep(time.Second) }))
		l.UpdateTime()
		must(t, timer.Start(70*time.Millisecond, 0, func() { time.Sleep(time.Second) }))
		l.Run(RunDefault)
		wantEqual(t, "idle", l.IdleTime(), 70*time.Millisecond)
	})
}

func TestLoopMetrics(t *testing.T) {
	l := newLoop(t)
	client, peer := tcpPair(t, l)
	before := l.Metrics()
	readAll(t, peer, func([]byte, error) {})
	client.Close(nil)
	run(t, l)
	after := l.Metrics()
	if after.Iterations <= before.Iterations || after.Events <= before.Events {
		t.Errorf("before %+v, after %+v", before, after)
	}
}

func TestLoopHandles(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, _ *fakePoller) {
		timer, idle := NewTimer(l), NewIdle(l)
		check := NewCheck(l)
		list := func() (all []Handle) {
			l.Handles(func(h Handle) bool { all = append(all, h); return true })
			return all
		}
		all := list()
		if len(all) != 3 || all[0] != timer || all[1] != idle || all[2] != check {
			t.Errorf("handles %v", all)
		}
		idle.Close(nil)
		wantEqual(t, "handles while closing", len(list()), 3)
		l.Run(RunDefault)
		all = list()
		if len(all) != 2 || all[0] != timer || all[1] != check {
			t.Errorf("handles %v", all)
		}
		count := 0
		l.Handles(func(Handle) bool { count++; return false })
		wantEqual(t, "yields after false", count, 1)
	})
}

func TestLoopCloseReleasesOpenHandles(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		client, peer := tcpPair(t, l)
		must(t, peer.ReadStart(readFunc(func([]byte, error) { t.Error("read after Close") })))
		must(t, client.Shutdown(func(error) { t.Error("shutdown after Close") }))
		client.Close(func() { t.Error("close callback after Close") })
		timer := NewTimer(l)
		must(t, timer.Start(0, 0, func() { t.Error("timer after Close") }))
		must(t, l.Close())
		wantEqual(t, "closing", peer.IsClosing(), true)
		l.Run(RunDefault)
		must(t, l.Close()) // again does nothing
		wantEqual(t, "post", l.Post(func() { t.Error("post after Close") }), false)
	})
}

func TestLoopCloseInCallback(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		timer, idle := NewTimer(l), NewIdle(l)
		must(t, timer.Start(0, 0, func() { must(t, l.Close()) }))
		must(t, idle.Start(func() { t.Error("idle after Close") }))
		l.Run(RunDefault)
	})
}

func TestNewLoopWithoutMechanism(t *testing.T) {
	_, err := NewLoop(func(l *Loop) { l.mechanism = nil })
	if err == nil {
		t.Error("no error")
	}
}
