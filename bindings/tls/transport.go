package tls

import (
	"io"
	"net"
	"os"
	"sync"
	"time"
)

// transportBuffer is how many bytes a transport takes in each direction ahead
// of the one who is to take them.
const transportBuffer = 256 << 10

// transport is the net.Conn under a TLS connection: what arrives on the
// script's stream is fed to it, and what is written to it is handed to the
// script, both on the loop. Reads and writes come from other goroutines.
type transport struct {
	// flush is called, from any goroutine, when there is something to take. It
	// is called again only after take has found nothing.
	flush func()

	mu            sync.Mutex
	changed       sync.Cond
	in            []byte
	inErr         error // what follows in
	starved       bool  // the script has been told to stop feeding
	out           []byte
	shut, endTold bool // nothing follows out; the script knows
	closed        bool
	closeTold     bool
	announced     bool // flush was called and take has not found nothing yet
	local, remote net.Addr
	read, write   deadline
}

// deadline is a time after which an operation fails.
type deadline struct {
	timer  *time.Timer
	passed bool
}

func newTransport(flush func()) *transport {
	t := &transport{flush: flush, local: noAddr{}, remote: noAddr{}}
	t.changed.L = &t.mu
	return t
}

// feed adds what has arrived and reports whether more is welcome now; if not,
// hungry will say so.
func (t *transport) feed(data []byte) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed || t.inErr != nil {
		return true
	}
	t.in = append(t.in, data...)
	t.changed.Broadcast()
	t.starved = len(t.in) >= transportBuffer
	return !t.starved
}

// fail ends what arrives: err is io.EOF or why the stream failed.
func (t *transport) fail(err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.inErr == nil {
		t.inErr = err
	}
	t.changed.Broadcast()
}

// taken is what the script is to do next.
type taken struct {
	data   []byte // to be written
	more   bool   // the script may feed again
	end    bool   // nothing follows data
	closed bool   // the connection has been given up
}

// take returns what is to be done, and false if that is nothing.
func (t *transport) take() (taken, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	work := taken{data: t.out, more: t.starved && len(t.in) < transportBuffer/2}
	t.out = nil
	if work.more {
		t.starved = false
	}
	if len(work.data) == 0 {
		work.end, work.closed = t.shut && !t.endTold, t.closed && !t.closeTold
		t.endTold, t.closeTold = t.shut, t.closed
	}
	t.announced = len(work.data) > 0 || work.more || work.end || work.closed
	t.changed.Broadcast()
	return work, t.announced
}

// given reports whether take has told that the connection has been given up.
func (t *transport) given() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.closeTold
}

// announce calls flush if nobody is on the way to take. t.mu is held.
func (t *transport) announce() {
	if !t.announced {
		t.announced = true
		t.flush()
	}
}

func (t *transport) Read(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for {
		switch {
		case t.closed:
			return 0, net.ErrClosed
		case t.read.passed:
			return 0, os.ErrDeadlineExceeded
		case len(t.in) > 0:
			n := copy(p, t.in)
			t.in = t.in[n:]
			if t.starved && len(t.in) < transportBuffer/2 {
				t.announce()
			}
			return n, nil
		case t.inErr != nil:
			return 0, t.inErr
		}
		t.changed.Wait()
	}
}

func (t *transport) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for {
		switch {
		case t.closed || t.shut:
			return 0, net.ErrClosed
		case t.write.passed:
			return 0, os.ErrDeadlineExceeded
		case t.inErr != nil && t.inErr != io.EOF:
			return 0, t.inErr
		case len(t.out) < transportBuffer:
			t.out = append(t.out, p...)
			t.announce()
			return len(p), nil
		}
		t.changed.Wait()
	}
}

// CloseWrite says that nothing more will be written.
func (t *transport) CloseWrite() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.shut = true
	t.announce()
	return nil
}

func (t *transport) Close() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.closed {
		t.closed = true
		t.in = nil
		t.changed.Broadcast()
		t.announce()
	}
	return nil
}

func (t *transport) LocalAddr() net.Addr {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.local
}

func (t *transport) RemoteAddr() net.Addr {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.remote
}

func (t *transport) setAddrs(local, remote net.Addr) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.local, t.remote = local, remote
}

func (t *transport) SetDeadline(at time.Time) error {
	_ = t.SetReadDeadline(at)
	return t.SetWriteDeadline(at)
}

func (t *transport) SetReadDeadline(at time.Time) error {
	t.setDeadline(&t.read, at)
	return nil
}

func (t *transport) SetWriteDeadline(at time.Time) error {
	t.setDeadline(&t.write, at)
	return nil
}

func (t *transport) setDeadline(d *deadline, at time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if d.timer != nil {
		d.timer.Stop()
		d.timer = nil
	}
	wait := time.Until(at)
	d.passed = !at.IsZero() && wait <= 0
	if !at.IsZero() && !d.passed {
		var timer *time.Timer
		timer = time.AfterFunc(wait, func() {
			t.mu.Lock()
			defer t.mu.Unlock()
			if d.timer == timer {
				d.passed = true
				t.changed.Broadcast()
			}
		})
		d.timer = timer
	}
	t.changed.Broadcast()
}

// noAddr is the address of what has none.
type noAddr struct{}

func (noAddr) Network() string { return "" }
func (noAddr) String() string  { return "" }
