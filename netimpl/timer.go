package netimpl

import (
	"math"
	"syscall"
	"time"
)

// Timer calls back after a timeout, and then again at each repeat. Times are
// in whole milliseconds of the loop's clock: a timer started in a callback
// counts from Loop.Now.
type Timer struct {
	handle
	cb      func()
	due     time.Duration
	repeat  time.Duration
	startID uint64 // orders timers that are due at the same time
	index   int    // in the heap, while active
	expired bool   // taken from the heap by the current timers phase
}

// NewTimer makes a timer that is not running.
func NewTimer(l *Loop) *Timer {
	t := new(Timer)
	t.init(l, t)
	return t
}

// Start runs t anew: cb is called after timeout, in the timers phase, and then
// every repeat unless that is zero. Fractions of a millisecond are dropped and
// a negative duration counts as zero. It fails with EINVAL if t is closing or
// cb is nil. Follows uv_timer_start, libuv timer.c.
func (t *Timer) Start(timeout, repeat time.Duration, cb func()) error {
	if t.IsClosing() || cb == nil {
		return fail("uv_timer_start", syscall.EINVAL)
	}
	t.Stop()
	t.cb, t.repeat = cb, wholeMs(repeat)
	t.due = t.loop.now + wholeMs(timeout)
	if t.due < t.loop.now {
		t.due = math.MaxInt64
	}
	t.loop.timers.push(t)
	t.start()
	return nil
}

func wholeMs(d time.Duration) time.Duration { return max(d, 0).Truncate(time.Millisecond) }

// Stop makes t inactive; its callback is not called any more.
func (t *Timer) Stop() {
	if t.active {
		t.loop.timers.remove(t)
		t.stop()
	}
	t.expired = false
}

// Again starts t with its repeat as the timeout, or leaves it alone if the
// repeat is zero. It fails with EINVAL if t was never started.
func (t *Timer) Again() error {
	if t.cb == nil {
		return fail("uv_timer_again", syscall.EINVAL)
	}
	if t.repeat > 0 {
		return t.Start(t.repeat, t.repeat, t.cb)
	}
	return nil
}

// SetRepeat changes the repeat that counts when t next expires.
func (t *Timer) SetRepeat(repeat time.Duration) { t.repeat = wholeMs(repeat) }

// Repeat returns the repeat.
func (t *Timer) Repeat() time.Duration { return t.repeat }

// DueIn returns the time left until t expires, counted from Loop.Now.
func (t *Timer) DueIn() time.Duration { return max(t.due-t.loop.now, 0) }

func (t *Timer) release() { t.Stop() }
func (t *Timer) finish()  {}

// runTimers runs the timers phase. All timers due at its beginning are taken
// first, so that a callback that starts a timer of 0 ms does not keep the
// phase from ending. As uv__run_timers.
func (l *Loop) runTimers() {
	h := &l.timers
	if len(h.heap) == 0 || h.heap[0].due > l.now {
		return
	}
	due := h.due[:0]
	for len(h.heap) > 0 && h.heap[0].due <= l.now {
		t := h.heap[0]
		t.Stop()
		t.expired = true
		due = append(due, t)
	}
	for i, t := range due {
		due[i] = nil
		if t.expired { // not stopped or restarted by an earlier callback
			t.expired = false
			_ = t.Again() // t was started
			t.cb()
		}
	}
	h.due = due[:0]
}

// nextTimer is the time until the first timer is due, negative if none is set.
func (l *Loop) nextTimer() time.Duration {
	if len(l.timers.heap) == 0 {
		return -1
	}
	return max(l.timers.heap[0].due-l.now, 0)
}

// timerHeap is a binary heap with the first timer due on top, and among
// equals the one started first.
type timerHeap struct {
	heap   []*Timer
	due    []*Timer // scratch of runTimers
	nextID uint64
}

func (h *timerHeap) push(t *Timer) {
	t.startID = h.nextID
	h.nextID++
	t.index = len(h.heap)
	h.heap = append(h.heap, t)
	h.up(t.index)
}

func (h *timerHeap) remove(t *Timer) {
	i, last := t.index, len(h.heap)-1
	h.swap(i, last)
	h.heap[last] = nil
	h.heap = h.heap[:last]
	if i < last {
		h.down(i)
		h.up(i)
	}
}

func (h *timerHeap) less(i, j int) bool {
	a, b := h.heap[i], h.heap[j]
	if a.due != b.due {
		return a.due < b.due
	}
	return a.startID < b.startID
}

func (h *timerHeap) swap(i, j int) {
	h.heap[i], h.heap[j] = h.heap[j], h.heap[i]
	h.heap[i].index, h.heap[j].index = i, j
}

func (h *timerHeap) up(i int) {
	for i > 0 {
		parent := (i - 1) / 2
		if !h.less(i, parent) {
			return
		}
		h.swap(i, parent)
		i = parent
	}
}

func (h *timerHeap) down(i int) {
	for {
		child := 2*i + 1
		if child >= len(h.heap) {
			return
		}
		if right := child + 1; right < len(h.heap) && h.less(right, child) {
			child = right
		}
		if !h.less(child, i) {
			return
		}
		h.swap(i, child)
		i = child
	}
}
