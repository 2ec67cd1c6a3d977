package net

import (
	"syscall"

	"gonet/bindings/env"
	"gonet/netimpl"
)

// In one turn of JavaScript the first write to a handle goes out at once.
// Those that follow are copied into one buffer, which leaves when the turn
// ends, when it would grow beyond maxGathered, and before anything that comes
// after the bytes: shutdown, close, reset. To the script they are written: the
// kernel took the first one whole, and would have taken these. It is not so
// for terminals and the standard streams: who looks at them is to see what a
// script has written before it computes for long, or is killed.

// maxGathered is the most that waits for the end of a turn.
const maxGathered = 64 << 10

// gathered is the bytes that wait for the end of a turn.
type gathered struct {
	bytes []byte
	next  *gathered // in the list of spare ones
}

// writes is what the handles of one Env share for writing.
type writes struct {
	spare *gathered
	count int
}

// maxSpareGathered bounds the memory that an idle process keeps for gathering.
const maxSpareGathered = 16

var writesSlot = env.NewSlot(func(*env.Env) *writes { return new(writes) })

func (w *writes) get() *gathered {
	g := w.spare
	if g == nil {
		return new(gathered)
	}
	w.spare, g.next = g.next, nil
	w.count--
	return g
}

func (w *writes) put(g *gathered) {
	if w.count == maxSpareGathered || cap(g.bytes) > 2*maxGathered {
		return
	}
	g.bytes, g.next = g.bytes[:0], w.spare
	w.spare = g
	w.count++
}

var (
	statusAgain   = netimpl.ErrNumber(syscall.EAGAIN)
	statusAlready = netimpl.ErrNumber(syscall.EALREADY)
)

// tryWrite writes what is taken at once and returns how much that is. The rest
// is for queue.
func (h *Handle) tryWrite(b []byte) (n, status int) {
	h.written += uint64(len(b))
	if h.gather(b) {
		return len(b), 0
	}
	h.flush()
	n, err := h.stream.TryWriteBytes(b)
	return h.tried(n, len(b), err)
}

// tryWritev is tryWrite of several slices of the given size in all.
func (h *Handle) tryWritev(bufs [][]byte, size int) (n, status int) {
	h.written += uint64(size)
	if h.gather(bufs...) {
		return size, 0
	}
	h.flush()
	n, err := h.stream.TryWrite(bufs)
	return h.tried(n, size, err)
}

// tried notes when the kernel has taken a whole write: others in this turn
// will be gathered.
func (h *Handle) tried(n, size int, err error) (int, int) {
	if status := statusOf(err); status != 0 && status != statusAgain {
		return 0, status
	}
	if n == size && !h.fresh && !h.atOnce && h.env.Entered() {
		h.fresh = true
		h.env.AtTurnEnd(h)
	}
	return n, 0
}

// rest returns bufs without the first n bytes.
func rest(bufs [][]byte, n int) [][]byte {
	for n >= len(bufs[0]) {
		n -= len(bufs[0])
		bufs = bufs[1:]
	}
	left := append([][]byte(nil), bufs...)
	left[0] = left[0][n:]
	return left
}

// gather keeps a copy of bufs for the end of the turn, if this is not the
// turn's first write and there is room.
func (h *Handle) gather(bufs ...[]byte) bool {
	if !h.fresh || h.stream.IsClosing() {
		return false
	}
	size := 0
	for _, b := range bufs {
		size += len(b)
	}
	if h.gathered != nil {
		size += len(h.gathered.bytes)
	}
	if size > maxGathered || h.stream.WriteQueueSize() > 0 {
		return false
	}
	if h.gathered == nil {
		h.gathered = writesSlot.Of(h.env).get()
	}
	for _, b := range bufs {
		h.gathered.bytes = append(h.gathered.bytes, b...)
	}
	return true
}

// EndTurn implements env.TurnEnder.
func (h *Handle) EndTurn() {
	h.fresh = false
	h.flush()
}

// flush sends what was gathered. The script has been told that it is written,
// so that only the socket's owner can hear of a failure.
func (h *Handle) flush() {
	g := h.gathered
	if g == nil {
		return
	}
	h.gathered = nil
	n, err := h.stream.TryWriteBytes(g.bytes)
	status := statusOf(err)
	switch {
	case status == statusAgain || status == 0 && n < len(g.bytes):
		status = h.queue([][]byte{g.bytes[n:]}, h.flushed)
	case status == 0:
		writesSlot.Of(h.env).put(g)
	}
	if status != 0 {
		h.flushed(status)
	}
}

// flushed hands the failure of gathered writes to the owner. A turn's end is
// outside of what catches exceptions.
func (h *Handle) flushed(status int) {
	if w, ok := h.owner.(writeFailer); ok && status != 0 && !h.stream.IsClosing() {
		h.env.Try(func() { w.onWriteFailed(status) })
	}
}

// writeFailer is an owner that hears of failed writes whose callbacks have run.
type writeFailer interface{ onWriteFailed(status int) }

// queue writes bufs as the kernel takes them, and calls done when that has
// happened or failed; a status that is not 0 is the only report. bufs must not
// change before that.
func (h *Handle) queue(bufs [][]byte, done func(status int)) int {
	return statusOf(h.stream.Write(new(netimpl.WriteReq), bufs, h.request("WRITEWRAP", done)))
}

// writeQueueSize is how much waits to be written.
func (h *Handle) writeQueueSize() int { return h.stream.WriteQueueSize() }
