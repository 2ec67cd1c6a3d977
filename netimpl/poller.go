package netimpl

import "time"

// events is a set of what can happen to a descriptor.
type events uint8

const (
	evRead  events = 1 << iota
	evWrite        // writable, or connected
	evError        // reported whether wanted or not
	evHup          // both directions are shut; reported whether wanted or not
)

// poller waits for descriptors to become ready: epoll on Linux, kqueue on the
// BSDs and macOS, and where neither is, something that can only be woken.
// Readiness is level-triggered. Only wake may be called off the loop's
// goroutine.
type poller interface {
	// arm makes interest the events watched on w.fd, from the next wait on;
	// zero stops watching.
	arm(w *watcher, interest events)

	// forget stops watching and drops events that wait returned but ready has
	// not given out. It must come before the descriptor is closed.
	forget(w *watcher)

	// watches reports whether some watcher has fd.
	watches(fd int) bool

	// watching reports whether there is any watcher with an interest.
	watching() bool

	// wait blocks for at most timeout (negative: no limit), or until wake. It
	// returns the number of events for ready, and whether there may be more
	// of them. A signal makes it return early.
	wait(timeout time.Duration) (count int, more bool)

	// ready returns the i-th event of the last wait, or nil if its watcher
	// has lost interest in it or was forgotten meanwhile.
	ready(i int) (*watcher, events)

	// wake makes the current or the next wait return early.
	wake()

	close() error
}

// lonePoller is a poller that can wait without telling Go's scheduler, for a
// loop beside which no other goroutine has work to do.
type lonePoller interface {
	// waitAlone is wait, but may return early after briefWait.
	waitAlone(timeout time.Duration) (count int, more bool)
}

// briefWait is about the longest wait that Go's scheduler is not told of: the
// time after which it interrupts a goroutine that runs without a break.
const briefWait = 10 * time.Millisecond

// readyOwner gets the events of a watcher.
type readyOwner interface {
	onReady(ev events)
}

// watcher is a descriptor and the events wanted on it. The poller owns all
// fields but owner and fd.
type watcher struct {
	owner     readyOwner
	fd        int32  // -1 when there is none
	stamp     uint32 // tells this use of fd from later ones
	want      events
	armed     events // what the kernel has been told
	changed   bool   // in watchers.changes
	exclusive bool   // no other descriptor refers to the same open file
}

// watchers is what all pollers keep about the watched descriptors.
type watchers struct {
	byFD    []*watcher
	changes []*watcher // with interests that the kernel may have to be told
	count   int
	stamps  uint32
}

func (t *watchers) at(fd int) *watcher {
	if fd < 0 || fd >= len(t.byFD) {
		return nil
	}
	return t.byFD[fd]
}

func (t *watchers) watches(fd int) bool { return t.at(fd) != nil }

func (t *watchers) watching() bool { return t.count > 0 }

// arm notes the interest. Nothing is told to the kernel before the next wait,
// so that changes made and taken back in between cost nothing.
func (t *watchers) arm(w *watcher, interest events) {
	if (w.want == 0) != (interest == 0) {
		if interest == 0 {
			t.count--
		} else {
			t.count++
		}
	}
	w.want = interest
	if w.stamp == 0 {
		t.insert(w)
	}
	if w.want != w.armed && !w.changed {
		w.changed = true
		t.changes = append(t.changes, w)
	}
}

func (t *watchers) insert(w *watcher) {
	for int(w.fd) >= len(t.byFD) {
		t.byFD = append(t.byFD, make([]*watcher, len(t.byFD)+64)...)
	}
	t.byFD[w.fd] = w
	t.stamps++
	if t.stamps == 0 { // zero means not inserted
		t.stamps++
	}
	w.stamp = t.stamps
}

// remove undoes insert.
func (t *watchers) remove(w *watcher) {
	if w.stamp == 0 {
		return
	}
	if w.want != 0 {
		t.count--
	}
	if t.byFD[w.fd] == w {
		t.byFD[w.fd] = nil
	}
	w.stamp, w.want, w.armed = 0, 0, 0
}

// current returns the watcher with that descriptor and stamp, nil if the
// descriptor has been given up or is in another's use.
func (t *watchers) current(fd int, stamp uint32) *watcher {
	if w := t.at(fd); w != nil && w.stamp == stamp {
		return w
	}
	return nil
}

// takeChanges calls apply for each watcher whose interest may have to be told
// to the kernel. One that apply cannot serve stays for the next time.
func (t *watchers) takeChanges(apply func(w *watcher) error) (failed bool) {
	kept := t.changes[:0]
	for _, w := range t.changes {
		if w.stamp != 0 && apply(w) != nil {
			kept = append(kept, w)
			continue
		}
		w.changed = false
	}
	clear(t.changes[len(kept):])
	t.changes = kept
	return len(kept) > 0
}

// armRetry is how long a wait may last while the kernel lacks the memory to
// watch a descriptor.
const armRetry = 10 * time.Millisecond

// boundWait limits timeout to armRetry.
func boundWait(timeout time.Duration) time.Duration {
	if timeout < 0 || timeout > armRetry {
		return armRetry
	}
	return timeout
}
