package netimpl

import (
	"net"
	"os"
	"runtime"
	"strings"
	"syscall"
	"time"
)

// RunMode says how long Run goes on.
type RunMode int

const (
	RunDefault RunMode = iota // until nothing keeps the loop alive
	RunOnce                   // one iteration, which waits for events if it has to
	RunNoWait                 // one iteration, which does not wait
)

// Loop is libuv's event loop. All methods are for the goroutine that owns the
// loop, except Post, Interrupt and the function that Hold returns.
type Loop struct {
	clock func() time.Duration
	now   time.Duration // whole milliseconds

	live    int    // handles that are active and referenced
	reqs    int    // requests and holds under way
	holds   int    // holds under way
	handles handle // sentinel of the ring of all handles, oldest first
	stopped bool
	closed  bool

	timers  timerHeap
	pending pendingQueue
	idle    phaseRing
	prepare phaseRing
	check   phaseRing
	closing []closingHandle

	poller    poller
	dozer     *wakePoller   // waits instead while there are no descriptors
	sleeper   poller        // the one that waits, when mail is asleep
	alone     bool          // see Alone
	yielded   time.Duration // the time of the last yield
	mechanism mechanism
	resolver  Resolver
	shared    descriptorShared
	conns     connShared
	slab      []byte    // what reads are done into
	gathered  [][]byte  // scratch of Stream.gather
	oneBuffer [1][]byte // scratch of Stream.TryWriteBytes
	mail      mailbox
	metrics   Metrics
	idleTime  idleTime
}

// Option changes a loop that NewLoop makes.
type Option func(*Loop)

// WithClock makes now the loop's clock: a monotonic reading since any fixed
// moment. Poller waits are not affected.
func WithClock(now func() time.Duration) Option {
	return func(l *Loop) { l.clock = now }
}

// WithEndpoints selects the mechanism under the loop's TCP and Pipe handles.
// NewLoop fails with ENOSYS if the platform does not have it.
func WithEndpoints(kind EndpointKind) Option {
	return func(l *Loop) { l.mechanism = mechanisms[kind] }
}

// Alone says that the loop has the process for its own: without a hold there
// is no goroutine besides it that has to run soon, and waits need not be made
// known to Go's scheduler.
func Alone() Option {
	return func(l *Loop) { l.alone = interrupts() }
}

// interrupts reports whether Go's scheduler interrupts goroutines.
func interrupts() bool { return !strings.Contains(os.Getenv("GODEBUG"), "asyncpreemptoff=1") }

func withPoller(p poller) Option {
	return func(l *Loop) { l.poller = p }
}

// NewLoop makes a loop over the platform's poller and its preferred endpoints.
// The caller must Close it.
func NewLoop(opts ...Option) (*Loop, error) {
	start := time.Now()
	l := &Loop{
		clock:     func() time.Duration { return time.Since(start) },
		mechanism: defaultMechanism(),
		resolver:  net.DefaultResolver,
	}
	l.handles.next, l.handles.prev = &l.handles, &l.handles
	l.idle.init()
	l.prepare.init()
	l.check.init()
	l.shared.init()
	for _, opt := range opts {
		opt(l)
	}
	if l.mechanism == nil {
		return nil, fail("uv_loop_init", syscall.ENOSYS)
	}
	if l.poller == nil {
		p, err := newPoller()
		if err != nil {
			return nil, err
		}
		l.poller, l.dozer = p, newWakePoller()
	}
	l.UpdateTime()
	return l, nil
}

// Run goes through the phases in libuv's order until mode ends it, nothing
// keeps the loop alive, or Stop or Interrupt asks it to return. It reports
// whether the loop is still alive. Follows uv_run, libuv core.c.
func (l *Loop) Run(mode RunMode) bool {
	alive := l.Alive()
	if !alive {
		l.UpdateTime()
	}
	if mode == RunDefault && alive && !l.stopping() {
		l.UpdateTime()
		l.runTimers()
	}
	for alive && !l.stopping() {
		canSleep := l.pending.empty() && l.idle.empty()
		l.runPending()
		l.idle.run()
		l.prepare.run()

		var timeout time.Duration
		if mode == RunDefault || mode == RunOnce && canSleep {
			timeout = l.pollTimeout()
		}
		l.poll(timeout)
		for range maxPendingRounds {
			if l.pending.empty() {
				break
			}
			l.runPending()
		}
		l.check.run()
		l.runClosing()
		l.UpdateTime()
		l.runTimers()

		alive = l.Alive()
		if mode != RunDefault {
			break
		}
	}
	l.stopped = false
	l.mail.interrupted.Store(false)
	return alive
}

// maxPendingRounds bounds the pending callbacks that follow a poll, so that
// writes completing at once cannot starve the loop. As uv_run.
const maxPendingRounds = 8

// Stop makes Run return before its next iteration, or at once if Run has not
// begun.
func (l *Loop) Stop() { l.stopped = true }

func (l *Loop) stopping() bool {
	return l.stopped || l.closed || l.mail.interrupted.Load()
}

// Alive reports whether there is an active referenced handle, a request, a
// hold or a closing handle.
func (l *Loop) Alive() bool {
	return l.live > 0 || l.reqs > 0 || !l.pending.empty() || len(l.closing) > 0
}

// Now returns the time of the loop's last clock reading in whole milliseconds.
// Callbacks of one phase see one time. As uv_now.
func (l *Loop) Now() time.Duration { return l.now }

// UpdateTime reads the clock.
func (l *Loop) UpdateTime() { l.now = l.clock().Truncate(time.Millisecond) }

// pollTimeout is how long the poll phase may wait; negative means for ever.
func (l *Loop) pollTimeout() time.Duration {
	if l.stopping() ||
		l.live == 0 && l.reqs == 0 ||
		!l.pending.empty() || !l.idle.empty() || len(l.closing) > 0 {
		return 0
	}
	return l.nextTimer()
}

// maxPollRounds bounds the batches of events taken in one iteration when each
// fills the poller's buffer. As uv__io_poll.
const maxPollRounds = 48

// poll waits for events, at most for timeout, and runs their callbacks and the
// posted functions.
func (l *Loop) poll(timeout time.Duration) {
	l.metrics.Iterations++
	deadline := l.now + timeout
	for round := 1; ; round++ {
		count, more := l.wait(timeout)
		l.yield()
		ran := l.fire(count) + l.deliver()
		switch {
		case l.stopping():
			return
		case ran > 0:
			if !more || round == maxPollRounds {
				return
			}
			timeout = 0
		case timeout > 0:
			// A signal, or a wake whose posts were delivered earlier.
			timeout = deadline - l.now
			if timeout <= 0 {
				return
			}
		case timeout == 0:
			return
		}
	}
}

// yield lets other goroutines run, once in a millisecond, where there is only
// one processor for all: Go's scheduler would let them wait for 10 ms, and the
// garbage collector, which takes garbage made meanwhile for alive, for as long.
func (l *Loop) yield() {
	if l.now != l.yielded {
		l.yielded = l.now
		if runtime.GOMAXPROCS(0) == 1 {
			runtime.Gosched()
		}
	}
}

// wait asks the poller for events and reads the clock after it.
func (l *Loop) wait(timeout time.Duration) (count int, more bool) {
	if timeout == 0 && !l.poller.watching() {
		return 0, false
	}
	l.sleeper = l.chooseSleeper()
	if timeout == 0 || !l.mail.sleep() { // asleep unless there is mail to read
		count, more = l.poller.wait(0)
		l.UpdateTime()
		return count, more
	}
	from := l.idleTime.begin(l.clock)
	count, more = l.sleep(timeout)
	l.idleTime.end(l.clock, from)
	l.mail.awake()
	l.UpdateTime()
	return count, more
}

func (l *Loop) sleep(timeout time.Duration) (count int, more bool) {
	if p, ok := l.sleeper.(lonePoller); ok && l.alone && l.holds == 0 {
		return p.waitAlone(timeout)
	}
	return l.sleeper.wait(timeout)
}

// chooseSleeper prefers a wait that Go's scheduler knows of: a connection's
// goroutine wakes it in 3 us, and one inside epoll_wait in 70.
func (l *Loop) chooseSleeper() poller {
	if l.dozer != nil && !l.poller.watching() {
		return l.dozer
	}
	return l.poller
}

// fire runs the callbacks of the poller's events and returns their number.
func (l *Loop) fire(count int) int {
	ran := 0
	for i := range count {
		// An earlier callback may have stopped or closed this watcher.
		if w, ev := l.poller.ready(i); w != nil {
			w.owner.onReady(ev)
			ran++
		}
	}
	l.metrics.Events += uint64(ran)
	return ran
}

// Close releases the poller and the descriptors of handles still open. No
// callback runs any more, and functions posted from now on are dropped. Called
// from a callback, it makes Run return after it.
func (l *Loop) Close() error {
	if l.closed {
		return nil
	}
	l.closed = true
	l.mail.close()
	for h := l.handles.next; h != &l.handles; h = h.next {
		if h.state == handleOpen {
			h.state = handleClosing
			h.self.release()
		}
	}
	l.closing = nil
	l.shared.close()
	l.conns.close()
	return l.poller.close()
}

// Handles calls yield for each handle that has not been closed, oldest first,
// until yield returns false. yield must not close the handle's neighbours.
func (l *Loop) Handles(yield func(Handle) bool) {
	for h := l.handles.next; h != &l.handles; h = h.next {
		if !yield(h.self) {
			return
		}
	}
}
