package netimpl

// Handle is a long-lived object on a loop. Its methods are for the loop's
// goroutine.
type Handle interface {
	// Ref lets the handle keep the loop alive while it is active, as it does
	// from the start. Unref stops that. It is a flag, not a count.
	Ref()
	Unref()
	HasRef() bool

	// IsActive reports whether the handle is doing something that can call
	// back: a timer that runs, a stream that reads or listens.
	IsActive() bool

	// IsClosing reports whether Close was called.
	IsClosing() bool

	// Close releases the handle's resources at once, cancels its requests
	// with ECANCELED and then calls cb, which may be nil, in the closing
	// phase. The Close of a handle that is closing does nothing and drops cb.
	Close(cb func())
}

// owner is what a kind of handle adds to the common part.
type owner interface {
	Handle

	// release stops the handle and frees its descriptors. Called once, from
	// Close.
	release()

	// finish ends the handle's requests in the closing phase, before the
	// close callback.
	finish()
}

// A handle is open, then closing, then closed, and never goes back.
const (
	handleOpen = iota
	handleClosing
	handleClosed
)

// handle is the part common to all handles: the states that libuv's handle.h
// describes and a place in the loop's ring.
type handle struct {
	loop       *Loop
	self       owner
	next, prev *handle
	active     bool
	ref        bool
	state      uint8
}

func (h *handle) init(l *Loop, self owner) {
	h.loop, h.self, h.ref = l, self, true
	h.prev, h.next = l.handles.prev, &l.handles
	h.prev.next, h.next.prev = h, h
}

// update sets h's activity and reference and keeps loop.live, the count that
// decides whether the loop goes on, in step. Nothing else writes these three.
func (h *handle) update(active, ref bool) {
	if h.active && h.ref {
		h.loop.live--
	}
	h.active, h.ref = active, ref
	if h.active && h.ref {
		h.loop.live++
	}
}

func (h *handle) start() { h.update(true, h.ref) }
func (h *handle) stop()  { h.update(false, h.ref) }

// Loop returns the loop that h is on.
func (h *handle) Loop() *Loop { return h.loop }

func (h *handle) Ref()            { h.update(h.active, true) }
func (h *handle) Unref()          { h.update(h.active, false) }
func (h *handle) HasRef() bool    { return h.ref }
func (h *handle) IsActive() bool  { return h.active }
func (h *handle) IsClosing() bool { return h.state != handleOpen }

// Close is uv_close, libuv core.c.
func (h *handle) Close(cb func()) {
	if h.IsClosing() {
		return
	}
	h.state = handleClosing
	h.self.release()
	h.loop.closing = append(h.loop.closing, closingHandle{h, cb})
}

// closingHandle is a handle on its way to the closing phase.
type closingHandle struct {
	h  *handle
	cb func()
}

// runClosing runs the closing phase. Handles closed by its callbacks wait for
// the next iteration. The last handle closed comes first, as in libuv.
func (l *Loop) runClosing() {
	if len(l.closing) == 0 {
		return
	}
	closing := l.closing
	l.closing = nil
	for i := len(closing) - 1; i >= 0 && !l.closed; i-- {
		closing[i].h.finishClose(closing[i].cb)
	}
}

func (h *handle) finishClose(cb func()) {
	h.state = handleClosed
	h.self.finish()
	h.update(false, false)
	h.prev.next, h.next.prev = h.next, h.prev
	if cb != nil {
		cb()
	}
}
