package netimpl

import (
	"errors"
	"io"
	"sync"
	"syscall"
	"time"
)

// inbox is what a connection's reader has for the loop: at most one chunk, so
// that a stream that does not read stops its peer.
type inbox struct {
	wake    sync.Cond // the chunk was taken, reading was asked for, or close
	running bool
	chunk   []byte
	err     error // follows chunk, and stays
	eof     *time.Timer
}

// The sizes of a reader's buffer, which grows when a read fills it and shrinks
// when reads are small, so that idle connections cost little.
const (
	minChunk = 4 << 10
	maxChunk = slabSize
)

// wakeReader starts the reader or tells it to go on. c.mu is held.
func (c *connEndpoint) wakeReader() {
	if !c.in.running {
		c.in.running = true
		go c.readLoop()
		return
	}
	c.in.wake.Signal()
}

// readLoop reads a chunk whenever the stream wants one and the last was taken.
func (c *connEndpoint) readLoop() {
	c.mu.Lock()
	defer c.mu.Unlock()
	var buf []byte
	size := minChunk
	for {
		for !c.closed && (len(c.in.chunk) > 0 || c.want&evRead == 0) {
			c.in.wake.Wait()
		}
		if c.closed {
			return
		}
		if len(buf) != size {
			buf = make([]byte, size)
		}
		c.mu.Unlock()
		n, err := c.conn.Read(buf)
		c.mu.Lock()
		if c.closed {
			return
		}
		c.received(buf[:n], err)
		if c.in.err != nil {
			return
		}
		switch {
		case n == size:
			size = min(size*4, maxChunk)
		case n < size/8:
			size = max(size/4, minChunk)
		}
	}
}

// received notes what a read brought. c.mu is held.
func (c *connEndpoint) received(chunk []byte, err error) {
	c.in.chunk = chunk
	if len(chunk) > 0 {
		c.in.restartEOFTimer()
	}
	if err != nil && c.in.err == nil {
		c.in.err = c.readError(err)
	}
	if len(chunk) > 0 || err != nil {
		c.allow(evRead)
	}
}

// readError is what the stream is told of a failed read. A reset is known to
// only one of the calls that wait for the socket: if that was the writer's, the
// reader sees the end.
func (c *connEndpoint) readError(err error) error {
	err = connErrno(err, AsErrno)
	if err == io.EOF && errors.Is(c.out.cause, syscall.ECONNRESET) {
		return Errno(syscall.ECONNRESET)
	}
	return err
}

func (c *connEndpoint) read(slab []byte) ([]byte, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.in.chunk) == 0 {
		if c.in.err != nil {
			return nil, c.in.err
		}
		return nil, errAgain
	}
	n := copy(slab, c.in.chunk)
	c.in.chunk = c.in.chunk[n:]
	if len(c.in.chunk) == 0 && c.in.err == nil {
		c.forbid(evRead)
		c.in.wake.Signal()
	}
	return slab[:n], nil
}

// eofDelay is how long after shutdown a connection that cannot be half closed
// waits for its peer to close, while nothing arrives. As eof_timeout, libuv
// win/pipe.c.
const eofDelay = 50 * time.Millisecond

// startEOFTimer makes the stream see the end if nothing arrives for eofDelay:
// the peer cannot know that there is nothing more to come. c.mu is held.
func (c *connEndpoint) startEOFTimer() {
	c.in.eof = time.AfterFunc(eofDelay, func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		if !c.closed && c.in.err == nil {
			c.in.err = io.EOF
			c.allow(evRead)
		}
	})
}

func (in *inbox) restartEOFTimer() {
	if in.eof != nil && in.eof.Stop() {
		in.eof.Reset(eofDelay)
	}
}

func (in *inbox) stopEOFTimer() {
	if in.eof != nil {
		in.eof.Stop()
	}
}
