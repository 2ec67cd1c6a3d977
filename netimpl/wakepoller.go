package netimpl

import "time"

// wakePoller is a poller without descriptors: it only waits and wakes. Loops
// whose streams are all connections need no more, and it follows the fake
// clock of testing/synctest.
type wakePoller struct {
	watchers
	woken chan struct{}
}

func newWakePoller() *wakePoller { return &wakePoller{woken: make(chan struct{}, 1)} }

func (p *wakePoller) forget(w *watcher) { p.remove(w) }

func (p *wakePoller) wait(timeout time.Duration) (count int, more bool) {
	if timeout < 0 {
		<-p.woken
		return 0, false
	}
	if timeout > 0 {
		timer := time.NewTimer(timeout)
		defer timer.Stop()
		select {
		case <-p.woken:
		case <-timer.C:
		}
	}
	return 0, false
}

func (p *wakePoller) ready(int) (*watcher, events) { return nil, 0 }

func (p *wakePoller) wake() {
	select {
	case p.woken <- struct{}{}:
	default: // it has been woken already
	}
}

func (p *wakePoller) close() error { return nil }
