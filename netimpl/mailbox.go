package netimpl

import (
	"sync"
	"sync/atomic"
)

// mailbox takes functions from any goroutine for the loop to run in its poll
// phase.
type mailbox struct {
	mu     sync.Mutex
	mail   []letter
	closed bool

	state       atomic.Uint32
	interrupted atomic.Bool
}

type letter struct {
	fn   func()
	held bool
}

// The states of a mailbox. Only a sender that finds the loop asleep wakes the
// poller, and only once.
const (
	mailNone  = iota // the loop is running and has seen all mail
	mailSleep        // the loop is waiting, or about to
	mailNew          // mail has come, or an interrupt
)

// Post makes the loop run fn in its poll phase and reports false once the loop
// is closed. It may be called from any goroutine. Posts run in order; they do
// not keep the loop alive.
func (l *Loop) Post(fn func()) bool { return l.post(letter{fn: fn}) }

// Hold keeps the loop alive until the function it returns has been used.
// That function may be called from any goroutine, but only once; the loop runs
// fn, which may be nil, in its poll phase.
func (l *Loop) Hold() (post func(fn func())) {
	l.reqs++
	l.holds++
	var used atomic.Bool
	return func(fn func()) {
		if used.Swap(true) {
			panic("netimpl: the function from Hold was used twice")
		}
		l.post(letter{fn, true})
	}
}

// Interrupt makes Run return soon: after the callback that is running, or at
// once if the loop waits. It may be called from any goroutine. An interrupt
// that comes while Run is not running ends the next Run.
func (l *Loop) Interrupt() {
	l.mail.interrupted.Store(true)
	l.wakeUp()
}

func (l *Loop) post(m letter) bool {
	b := &l.mail
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return false
	}
	b.mail = append(b.mail, m)
	// The poller is closed only after b is, so that it is open here.
	if b.state.Swap(mailNew) == mailSleep {
		l.sleeper.wake()
	}
	return true
}

func (l *Loop) wakeUp() {
	b := &l.mail
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.closed && b.state.Swap(mailNew) == mailSleep {
		l.sleeper.wake()
	}
}

// sleep announces a wait; false means that there is mail to be read first.
func (b *mailbox) sleep() bool { return b.state.CompareAndSwap(mailNone, mailSleep) }

// awake ends what sleep announced.
func (b *mailbox) awake() { b.state.CompareAndSwap(mailSleep, mailNone) }

// deliver runs the functions posted so far and returns their number.
func (l *Loop) deliver() int {
	b := &l.mail
	if b.state.Load() == mailNone {
		return 0
	}
	b.state.Store(mailNone)
	b.mu.Lock()
	mail := b.mail
	b.mail = nil
	b.mu.Unlock()
	for _, m := range mail {
		if l.closed {
			break
		}
		if m.held {
			l.reqs--
			l.holds--
		}
		if m.fn != nil {
			m.fn()
		}
	}
	return len(mail)
}

func (b *mailbox) close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed, b.mail = true, nil
}
