// Package timers is Node's timers: setTimeout, setInterval, setImmediate, the
// module timers/promises, and timeouts for other bindings (see Idle).
//
// All timeouts of one duration form a list, in which they expire in the order
// in which they were started. A queue orders the lists, and one timer of the
// loop wakes for the first. Starting, restarting and stopping a timeout
// therefore move it in a linked list and do no more. Source:
// nodejs/node:lib/internal/timers.js.
package timers

import (
	"math"
	"time"

	"gonet/bindings/env"
	"gonet/netimpl"
)

// Timers is the timeouts and immediates of one script.
type Timers struct {
	env    *env.Env
	handle *netimpl.Timer

	lists      map[int64]*list // by duration
	queue      queue
	lastListID int64
	nextExpiry int64 // what handle is set to; never if there is nothing
	refs       int   // referenced timeouts; they keep the loop alive
	known      map[int64]*Timeout

	immediates immediates
	classes    classes
	warned     struct{ negative, notNumber bool }
}

// never is an expiry that does not come.
const never = math.MaxInt64

var slot = env.NewSlot(func(e *env.Env) *Timers {
	t := &Timers{
		env:        e,
		handle:     netimpl.NewTimer(e.Loop),
		lists:      make(map[int64]*list),
		nextExpiry: never,
		known:      make(map[int64]*Timeout),
	}
	t.handle.Unref()
	t.immediates.init(t)
	t.defineClasses()
	return t
})

// Of returns the timers of e.
func Of(e *env.Env) *Timers { return slot.Of(e) }

// ActiveTimeouts returns the number of referenced timeouts that are running.
func (t *Timers) ActiveTimeouts() int { return t.refs }

// ActiveImmediates returns the number of referenced immediates that are to run.
func (t *Timers) ActiveImmediates() int { return t.immediates.refs }

// Wake makes the next iteration of the loop have an immediate to run, so that
// its end runs what is in the queues of ticks.
func (t *Timers) Wake() { t.immediate(t.native(func() {}), nil) }

// Owns reports whether h is a handle that timers use for themselves.
func (t *Timers) Owns(h netimpl.Handle) bool {
	return h == t.handle || h == t.immediates.check || h == t.immediates.idle
}

// now reads the clock: milliseconds since the loop was made.
func (t *Timers) now() int64 {
	t.env.Loop.UpdateTime()
	return t.env.Loop.Now().Milliseconds()
}

func (t *Timers) ref() {
	if t.refs++; t.refs == 1 {
		t.handle.Ref()
	}
}

func (t *Timers) unref() {
	if t.refs--; t.refs == 0 {
		t.handle.Unref()
	}
}

// insert starts x, or starts it anew: it expires msecs after start.
func (t *Timers) insert(x *entry, msecs, start int64) {
	x.start = start
	l := t.lists[msecs]
	if l == nil {
		t.lastListID++
		l = newList(msecs, start+msecs, t.lastListID)
		t.lists[msecs] = l
		t.queue.add(l)
		if t.nextExpiry > l.expiry {
			t.nextExpiry = l.expiry
			t.schedule(msecs)
		}
	}
	l.append(x)
}

// drop stops x and forgets its list if that is empty now.
func (t *Timers) drop(x *entry) {
	l := x.list
	x.remove()
	if l != nil && l.empty() && t.lists[l.msecs] == l {
		t.queue.remove(l)
		delete(t.lists, l.msecs)
	}
}

func (t *Timers) schedule(msecs int64) {
	// It fails only when the loop's handle is closing, which no script does.
	_ = t.handle.Start(time.Duration(max(msecs, 1))*time.Millisecond, 0, t.onExpiry)
}

// onExpiry is the callback of the loop's timer. After a callback that threw,
// the lists are gone through anew without the ticks being run, as RunTimers in
// nodejs/node:src/env.cc.
func (t *Timers) onExpiry() {
	t.env.Enter(func() {
		now := t.now()
		for !t.runLists(now) {
		}
		if t.nextExpiry != never {
			t.schedule(t.nextExpiry - t.env.Loop.Now().Milliseconds())
		}
	})
}

// runLists runs all timeouts that are due, and reports false if one threw.
func (t *Timers) runLists(now int64) bool {
	t.nextExpiry = never
	for ran := false; ; ran = true {
		l := t.queue.first()
		if l == nil {
			return true
		}
		if l.expiry > now {
			t.nextExpiry = l.expiry
			return true
		}
		if ran && !t.env.Drain() || !t.runList(l, now) {
			return false
		}
	}
}

// runList runs the timeouts of l that are due, and reports false if one threw.
func (t *Timers) runList(l *list, now int64) bool {
	ran := false
	for x := l.first(); x != nil; x = l.first() {
		if now-x.start < l.msecs {
			t.lastListID++
			l.expiry, l.id = max(x.start+l.msecs, now+1), t.lastListID
			t.queue.fix(l)
			return true
		}
		if ran {
			if !t.env.Drain() {
				return false
			}
			if x = l.first(); x == nil { // a tick has cleared it
				break
			}
			if now-x.start < l.msecs {
				continue
			}
		}
		ran = true
		x.remove()
		if !x.owner.expire() {
			return false
		}
	}
	// A callback may have dropped l and made another list of its duration.
	if t.lists[l.msecs] == l {
		delete(t.lists, l.msecs)
		t.queue.remove(l)
	}
	return true
}
