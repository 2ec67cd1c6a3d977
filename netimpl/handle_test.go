package netimpl

import (
	"syscall"
	"testing"
	"time"
)

func TestCloseOrder(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, _ *fakePoller) {
		var tr trace
		check, first, last := NewCheck(l), NewTimer(l), NewTimer(l)
		must(t, first.Start(0, 0, func() {
			tr.add("timer")()
			first.Close(tr.add("close-timer"))
		}))
		must(t, check.Start(func() {
			tr.add("check")()
			check.Close(tr.add("close-check"))
			must(t, last.Start(100*ms, 0, tr.add("last")))
		}))
		l.Run(RunDefault)
		tr.want(t, "timer check close-check close-timer last")
	})
}

func TestCloseInCloseCallbackWaitsForNextIteration(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, _ *fakePoller) {
		var tr trace
		a, b, prepare := NewTimer(l), NewTimer(l), NewPrepare(l)
		must(t, prepare.Start(tr.add("prepare")))
		prepare.Unref()
		a.Close(func() {
			tr.add("a")()
			b.Close(tr.add("b"))
		})
		l.Run(RunDefault)
		tr.want(t, "prepare a prepare b")
	})
}

func TestCloseTwice(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, _ *fakePoller) {
		closed := 0
		timer := NewTimer(l)
		timer.Close(func() { closed++ })
		timer.Close(func() { t.Error("second callback") })
		l.Run(RunDefault)
		timer.Close(func() { t.Error("callback after closed") })
		l.Run(RunDefault)
		wantEqual(t, "closed", closed, 1)
		wantEqual(t, "closing", timer.IsClosing(), true)
	})
}

func TestCloseOfUnreferencedKeepsAlive(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, _ *fakePoller) {
		closed := false
		timer := NewTimer(l)
		timer.Unref()
		timer.Close(func() { closed = true })
		wantEqual(t, "alive", l.Alive(), true)
		l.Run(RunDefault)
		wantEqual(t, "closed", closed, true)
	})
}

func TestRefIsAFlag(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, _ *fakePoller) {
		timer := NewTimer(l)
		wantEqual(t, "ref", timer.HasRef(), true)
		must(t, timer.Start(time.Hour, 0, func() {}))
		timer.Ref()
		timer.Ref()
		wantEqual(t, "alive", l.Alive(), true)
		timer.Unref()
		wantEqual(t, "ref", timer.HasRef(), false)
		wantEqual(t, "alive", l.Alive(), false)
		timer.Unref()
		timer.Ref()
		wantEqual(t, "alive", l.Alive(), true)
	})
}

func TestActive(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, _ *fakePoller) {
		timer := NewTimer(l)
		wantEqual(t, "new", timer.IsActive(), false)
		must(t, timer.Start(time.Hour, 0, func() {}))
		wantEqual(t, "started", timer.IsActive(), true)
		timer.Stop()
		wantEqual(t, "stopped", timer.IsActive(), false)
		must(t, timer.Start(time.Hour, 0, func() {}))
		timer.Close(nil)
		wantEqual(t, "closing", timer.IsActive(), false)
		wantEqual(t, "closing", timer.IsClosing(), true)
	})
}

// Every kind of handle that is active but unreferenced lets Run return.
func TestUnref(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		_, addr := tcpServer(t, l, func(*TCP) {})
		reader, _ := tcpPair(t, l)
		must(t, reader.ReadStart(readFunc(func([]byte, error) {})))
		prepare, check, sig, timer := NewPrepare(l), NewCheck(l), NewSignal(l), NewTimer(l)
		must(t, prepare.Start(func() {}))
		must(t, check.Start(func() {}))
		must(t, sig.Start(syscall.SIGTERM, func() {}))
		must(t, timer.Start(time.Hour, 0, func() {}))
		wantEqual(t, "alive", l.Alive(), true)
		l.Handles(func(h Handle) bool { h.Unref(); return true })
		wantEqual(t, "alive", l.Alive(), false)
		run(t, l)

		// Requests keep the loop alive whatever the handle says.
		connected := false
		client := NewTCP(l)
		must(t, client.Connect(addr, func(err error) { must(t, err); connected = true }))
		client.Unref()
		wantEqual(t, "alive", l.Alive(), true)
		run(t, l)
		wantEqual(t, "connected", connected, true)
	})
}
