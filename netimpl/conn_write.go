package netimpl

import (
	"sync"
	"syscall"
	"time"
)

// outbox is what a stream has written and its connection has not sent yet.
type outbox struct {
	wake    sync.Cond // there is something to do, or close
	running bool
	buf     []byte // taken from the stream
	spare   []byte // for the next buf
	flying  int    // bytes in the connection's hands

	cause error // why writing ended; nil as long as it works
	told  bool  // the stream has been told the cause

	shut    bool // shutdown was called
	shutErr error
	ended   bool // the writable side was closed

	lingers bool // closed, and the writer has to close the connection
	reset   bool // close drops what is not sent

	settled chan struct{} // gets a token whenever there is nothing to do
	slow    bool          // the last write kept the loop waiting in vain
}

// sendBuffer is how many bytes a connection takes ahead of its peer.
const sendBuffer = 256 << 10

// keepBuffer is the largest buffer that an idle connection keeps.
const keepBuffer = 16 << 10

func (o *outbox) held() int  { return len(o.buf) + o.flying }
func (o *outbox) busy() bool { return o.held() > 0 || o.shut && !o.ended && o.cause == nil }

// write takes what fits into the send buffer.
func (c *connEndpoint) write(bufs [][]byte) (int, error) {
	c.mu.Lock()
	if err := c.out.failure(); err != nil {
		c.mu.Unlock()
		return 0, err
	}
	room := sendBuffer - c.out.held()
	if room <= 0 {
		c.mu.Unlock()
		return 0, errAgain
	}
	idle := c.out.held() == 0
	n := c.out.take(bufs, room)
	if n == room {
		c.forbid(evWrite)
	}
	if n > 0 {
		c.wakeWriter()
	}
	c.mu.Unlock()

	blocking := c.s.flags&streamBlocking != 0
	if n > 0 && (idle || blocking) {
		c.settle(blocking)
		c.mu.Lock()
		defer c.mu.Unlock()
		if err := c.out.failure(); err != nil {
			return 0, err
		}
	}
	return n, nil
}

// take copies at most room bytes.
func (o *outbox) take(bufs [][]byte, room int) (n int) {
	for _, b := range bufs {
		b = b[:min(len(b), room-n)]
		o.buf = append(o.buf, b...)
		n += len(b)
	}
	return n
}

// failure returns the cause the first time and EPIPE from then on, as the
// kernel does. c.mu is held.
func (o *outbox) failure() error {
	if o.cause == nil {
		return nil
	}
	if o.told {
		return Errno(syscall.EPIPE)
	}
	o.told = true
	return o.cause
}

// wakeWriter starts the writer or tells it to go on. c.mu is held.
func (c *connEndpoint) wakeWriter() {
	if !c.out.running {
		c.out.running = true
		c.out.settled = make(chan struct{}, 1)
		go c.writeLoop()
		return
	}
	select {
	case <-c.out.settled: // of earlier work
	default:
	}
	c.out.wake.Signal()
}

// settle waits until the writer has nothing to do, for a moment or for ever.
func (c *connEndpoint) settle(forever bool) {
	switch {
	case forever:
		<-c.out.settled
	case c.isSlow():
	case !c.loop.conns.patient(c.out.settled):
		c.mu.Lock()
		defer c.mu.Unlock()
		c.out.slow = true
	}
}

func (c *connEndpoint) isSlow() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.out.slow
}

// writeLoop sends what the outbox has, then ends the writable side if that was
// asked for, and closes the connection at last if close left it that.
func (c *connEndpoint) writeLoop() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for {
		o := &c.out
		switch {
		case len(o.buf) > 0:
			c.send()
		case o.shut && !o.ended && o.cause == nil:
			c.endWrites()
		case c.closed:
			if o.lingers {
				_ = c.conn.Close()
				c.loop.conns.lingering.Done()
			}
			return
		default:
			select {
			case o.settled <- struct{}{}:
			default:
			}
			o.wake.Wait()
		}
	}
}

// send gives the connection all that there is. c.mu is held.
func (c *connEndpoint) send() {
	o := &c.out
	batch := o.buf
	o.buf, o.spare = o.spare[:0], nil
	o.flying = len(batch)
	wasSlow := o.slow
	c.mu.Unlock()
	var start time.Time
	if wasSlow {
		start = time.Now()
	}
	_, err := c.conn.Write(batch)
	c.mu.Lock()
	o.flying = 0
	if cap(batch) <= keepBuffer || len(o.buf) > 0 {
		o.spare = batch[:0]
	}
	if wasSlow && time.Since(start) < patience {
		o.slow = false
	}
	if err != nil {
		o.cause = connErrno(err, asWriteErrno)
		o.buf = nil
	}
	c.allow(evWrite)
}

// endWrites closes the writable side. c.mu is held.
func (c *connEndpoint) endWrites() {
	half, ok := c.conn.(interface{ CloseWrite() error })
	if !ok {
		c.out.ended = true
		if !c.closed {
			c.startEOFTimer()
		}
		return
	}
	c.mu.Unlock()
	err := half.CloseWrite()
	c.mu.Lock()
	c.out.ended = true
	if err != nil {
		c.out.shutErr = connErrno(err, AsErrno)
	}
}

// push has nothing to do: write keeps nothing back.
func (c *connEndpoint) push() {}

// shutdown is done by the writer, after what it has to send.
func (c *connEndpoint) shutdown() error {
	c.mu.Lock()
	if c.conn == nil || c.out.cause != nil {
		c.mu.Unlock()
		return Errno(syscall.ENOTCONN)
	}
	idle := c.out.held() == 0
	c.out.shut = true
	c.wakeWriter()
	c.mu.Unlock()
	if idle {
		c.settle(false)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.out.shutErr
}

// setBlocking has nothing to change: write looks at the stream's flag.
func (c *connEndpoint) setBlocking(bool) error { return nil }
