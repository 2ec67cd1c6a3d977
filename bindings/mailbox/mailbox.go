// Package mailbox carries messages between threads of a script: goroutines that
// each own a VM and a loop. What passes are bytes, and Go values that move to
// the receiver; no JavaScript value ever does. Everything here may be called
// from any goroutine.
package mailbox

import (
	"sync"
	"time"
)

// Message is what one end of a channel sends to the other.
type Message struct {
	Bytes  []byte // of the serializer; the receiver owns them
	Moved  []any  // what is transferred: the memory of buffers, Ends, and what bindings add
	Closes bool   // no message: the other end has closed
}

// Channel is the state that two Ends share.
type channel struct {
	mu   sync.Mutex
	ends [2]*End
}

// End is one end of a channel. At any time it belongs to one thread, or it is
// on its way to one, in a message; then nobody reads it and what comes waits.
type End struct {
	channel *channel
	index   int
	queue   []*Message
	wake    func()
	arrived chan struct{} // of Wait; nil before the first
	closed  bool
}

// NewChannel makes a channel and returns its ends.
func NewChannel() (*End, *End) {
	c := &channel{}
	c.ends[0], c.ends[1] = &End{channel: c, index: 0}, &End{channel: c, index: 1}
	return c.ends[0], c.ends[1]
}

func (e *End) other() *End { return e.channel.ends[1-e.index] }

// Attach makes wake be called once for every message that comes, after it can
// be taken, on any goroutine and with the channel locked: it must only post.
// It returns how many messages are there already.
func (e *End) Attach(wake func()) int {
	e.channel.mu.Lock()
	defer e.channel.mu.Unlock()
	e.wake = wake
	return len(e.queue)
}

// Detach takes the end from the thread that has attached it.
func (e *End) Detach() {
	e.channel.mu.Lock()
	defer e.channel.mu.Unlock()
	e.wake = nil
}

// Send queues m at the other end. It is lost if that has closed.
func (e *End) Send(m *Message) { e.other().Queue(m) }

// Queue adds a message to this end, as if the other one had sent it.
func (e *End) Queue(m *Message) {
	e.channel.mu.Lock()
	lost := e.closed
	if !lost {
		e.push(m)
	}
	e.channel.mu.Unlock()
	if lost {
		m.drop()
	}
}

func (e *End) push(m *Message) {
	e.queue = append(e.queue, m)
	if e.wake != nil {
		e.wake()
	}
	select {
	case e.arrived <- struct{}{}:
	default:
	}
}

// waitStep is how often a thread that waits looks whether it is to stop.
const waitStep = 20 * time.Millisecond

// Wait blocks until there is a message, or stop says that it is to end, which is
// what it reports.
func (e *End) Wait(stop func() bool) (stopped bool) {
	for !stop() {
		e.channel.mu.Lock()
		if e.arrived == nil {
			e.arrived = make(chan struct{}, 1)
		}
		arrived, ready := e.arrived, len(e.queue) > 0
		e.channel.mu.Unlock()
		if ready {
			return false
		}
		select {
		case <-arrived:
		case <-time.After(waitStep):
		}
	}
	return true
}

// Take removes the first message, nil if there is none.
func (e *End) Take() *Message {
	e.channel.mu.Lock()
	defer e.channel.mu.Unlock()
	if len(e.queue) == 0 {
		return nil
	}
	m := e.queue[0]
	e.queue[0] = nil
	e.queue = e.queue[1:]
	return m
}

// Peek returns how many messages wait, and whether the first says that the
// other end has closed.
func (e *End) Peek() (count int, closes bool) {
	e.channel.mu.Lock()
	defer e.channel.mu.Unlock()
	return len(e.queue), len(e.queue) > 0 && e.queue[0].Closes
}

// Close closes the end: the other one is told, after what was sent before, and
// what waits here is lost. Closing twice is harmless.
func (e *End) Close() {
	e.channel.mu.Lock()
	if e.closed {
		e.channel.mu.Unlock()
		return
	}
	e.closed, e.wake = true, nil
	lost := e.queue
	e.queue = nil
	if other := e.other(); !other.closed {
		other.push(&Message{Closes: true})
	}
	e.channel.mu.Unlock()
	for _, m := range lost {
		m.drop()
	}
}

// drop closes what a lost message would have moved.
func (m *Message) drop() {
	for _, moved := range m.Moved {
		if closer, ok := moved.(interface{ Close() }); ok {
			closer.Close()
		}
	}
}
