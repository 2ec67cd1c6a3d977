package netimpl

import "syscall"

// Idle calls back once in every iteration and keeps the loop from waiting for
// events.
type Idle struct{ phaseHandle }

// Prepare calls back in every iteration right before the poll phase.
type Prepare struct{ phaseHandle }

// Check calls back in every iteration right after the poll phase.
type Check struct{ phaseHandle }

// NewIdle makes an Idle that is not running.
func NewIdle(l *Loop) *Idle {
	h := new(Idle)
	h.initPhase(l, h, &l.idle)
	return h
}

// NewPrepare makes a Prepare that is not running.
func NewPrepare(l *Loop) *Prepare {
	h := new(Prepare)
	h.initPhase(l, h, &l.prepare)
	return h
}

// NewCheck makes a Check that is not running.
func NewCheck(l *Loop) *Check {
	h := new(Check)
	h.initPhase(l, h, &l.check)
	return h
}

// phaseHandle is a handle that calls back in one phase of every iteration.
type phaseHandle struct {
	handle
	cb         func()
	ring       *phaseRing
	next, prev *phaseHandle // in the ring, while active
}

func (p *phaseHandle) initPhase(l *Loop, self owner, ring *phaseRing) {
	p.ring = ring
	p.init(l, self)
}

// Start makes cb called in every iteration, before the handles started
// earlier. It does nothing if the handle is active, and fails with EINVAL if
// it is closing or cb is nil.
func (p *phaseHandle) Start(cb func()) error {
	if p.active {
		return nil
	}
	if p.IsClosing() || cb == nil {
		return fail("uv_handle_start", syscall.EINVAL)
	}
	p.cb = cb
	p.insertAfter(&p.ring.waiting)
	p.start()
	return nil
}

// Stop ends the callbacks.
func (p *phaseHandle) Stop() {
	if p.active {
		p.unlink()
		p.stop()
	}
}

func (p *phaseHandle) release() { p.Stop() }
func (p *phaseHandle) finish()  {}

func (p *phaseHandle) insertAfter(at *phaseHandle) {
	p.prev, p.next = at, at.next
	p.prev.next, p.next.prev = p, p
}

func (p *phaseHandle) unlink() {
	p.prev.next, p.next.prev = p.next, p.prev
	p.next, p.prev = nil, nil
}

// phaseRing holds the active handles of one phase. While the phase runs, those
// it has yet to call are in running; handles started meanwhile wait for the
// next iteration. As loop-watcher.c in libuv.
type phaseRing struct {
	waiting, running phaseHandle // sentinels
}

func (r *phaseRing) init() {
	r.waiting.next, r.waiting.prev = &r.waiting, &r.waiting
	r.running.next, r.running.prev = &r.running, &r.running
}

func (r *phaseRing) empty() bool { return r.waiting.next == &r.waiting }

func (r *phaseRing) run() {
	if r.empty() {
		return
	}
	r.running.next, r.running.prev = r.waiting.next, r.waiting.prev
	r.running.next.prev, r.running.prev.next = &r.running, &r.running
	r.waiting.next, r.waiting.prev = &r.waiting, &r.waiting
	for r.running.next != &r.running {
		p := r.running.next
		p.unlink()
		p.insertAfter(r.waiting.prev)
		p.cb()
	}
}
