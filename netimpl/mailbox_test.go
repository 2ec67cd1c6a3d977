package netimpl

import (
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestPostManyOneWake(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, p *fakePoller) {
		var tr trace
		release := l.Hold()
		go func() {
			time.Sleep(time.Second)
			for _, name := range []string{"a", "b", "c"} {
				l.Post(tr.add(name))
			}
			release(tr.add("hold"))
		}()
		l.Run(RunDefault)
		tr.want(t, "a b c hold")
		wantEqual(t, "wakes", p.wakes, 1)
	})
}

func TestPostFromLoopDoesNotWake(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, p *fakePoller) {
		ran := false
		timer := NewTimer(l)
		must(t, timer.Start(0, 0, func() {
			release := l.Hold()
			release(func() { ran = true })
		}))
		l.Run(RunDefault)
		wantEqual(t, "ran", ran, true)
		wantEqual(t, "wakes", p.wakes, 0)
	})
}

func TestPostDoesNotKeepAlive(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, _ *fakePoller) {
		ran := 0
		wantEqual(t, "post", l.Post(func() { ran++ }), true)
		wantEqual(t, "alive", l.Run(RunDefault), false)
		l.Hold()(func() { ran++ })
		l.Run(RunDefault)
		wantEqual(t, "ran", ran, 2)
	})
}

func TestPostInPostRunsInNextIteration(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, _ *fakePoller) {
		var tr trace
		check := NewCheck(l)
		must(t, check.Start(tr.add("check")))
		check.Unref()
		l.Hold()(func() {
			tr.add("first")()
			l.Hold()(tr.add("second"))
		})
		l.Run(RunDefault)
		tr.want(t, "first check second check")
	})
}

func TestHoldKeepsAlive(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, _ *fakePoller) {
		start := time.Now()
		release := l.Hold()
		wantEqual(t, "alive", l.Alive(), true)
		go func() {
			time.Sleep(time.Minute)
			release(nil)
		}()
		wantEqual(t, "alive", l.Run(RunDefault), false)
		wantEqual(t, "time", time.Since(start), time.Minute)
	})
}

func TestHoldTwicePanics(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, _ *fakePoller) {
		release := l.Hold()
		release(nil)
		defer func() {
			if recover() == nil {
				t.Error("no panic")
			}
		}()
		release(nil)
	})
}

func TestPostAfterCloseIsDropped(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, _ *fakePoller) {
		release := l.Hold()
		must(t, l.Close())
		wantEqual(t, "post", l.Post(func() {}), false)
		release(func() { t.Error("ran") })
		l.Interrupt()
	})
}

func TestPostFromManyGoroutines(t *testing.T) {
	l := newLoop(t)
	const senders, each = 8, 500
	last := make([]int, senders)
	total := 0
	release := l.Hold()
	var all sync.WaitGroup
	for sender := range senders {
		all.Go(func() {
			for i := 1; i <= each; i++ {
				l.Post(func() {
					if last[sender] != i-1 {
						t.Errorf("sender %d: %d after %d", sender, i, last[sender])
					}
					last[sender] = i
					total++
				})
			}
		})
	}
	go func() {
		all.Wait()
		release(nil)
	}()
	run(t, l)
	wantEqual(t, "posts", total, senders*each)
}

func TestPostWhileLoopBlocksInCallback(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newFakePoller()
		l := newLoop(t, withPoller(p))
		release := l.Hold()
		timer := NewTimer(l)
		must(t, timer.Start(0, 0, func() {
			go release(nil)
			time.Sleep(time.Second)
		}))
		l.Run(RunDefault)
		wantEqual(t, "wakes", p.wakes, 0)
	})
}
