package h2

import "time"

// Category says what a block of header fields is, as nghttp2 numbers it.
type Category int

const (
	CatRequest Category = iota
	CatResponse
	CatPushResponse
	CatHeaders
)

// Chunk is bytes of a stream's body that wait to be sent. Done, which may be
// nil, is called with a status when they have left or never will.
type Chunk struct {
	Bytes []byte
	Done  func(status int)
}

// Stream is one stream of a session, from the moment that either side names it.
type Stream struct {
	ID uint32
	// Owner is what the user of the session keeps with the stream.
	Owner any
	// Stats is what the stream has done so far.
	Stats StreamStats

	session                   *Session
	local                     bool // this side began it
	opened                    bool // its first HEADERS or PUSH_PROMISE has been sent or received
	reserved                  bool // promised, and no response yet
	localClosed, remoteClosed bool
	closed                    bool
	resetQueued               bool
	peerReset                 bool
	category                  Category // of the next block that is received
	maxFields                 uint32   // the size that a block may have
	message                   message  // what has been received so far

	sendWindow int64
	recvWindow int64 // this side's limit
	received   int64 // of the window, not yet given back
	consumed   int64 // of received
	updating   bool  // a WINDOW_UPDATE waits to be sent

	queue    []Chunk
	queued   int
	sends    bool // a body may follow the fields
	shut     bool // nothing more is added to queue
	trailers bool // are wanted when the body has left
	asked    bool // for them
	ended    bool // END_STREAM has been put into a frame
	busy     bool // it is in the session's list of streams with something to send
}

// StreamStats counts what a stream has done; a time is zero if something has
// not happened.
type StreamStats struct {
	BytesRead, BytesWritten                      int
	Begun, FirstHeader, FirstByte, FirstByteSent time.Time
}

// first notes the time of what happens for the first time.
func first(t *time.Time) {
	if t.IsZero() {
		*t = time.Now()
	}
}

// State is the stream's state as nghttp2 numbers it.
func (st *Stream) State() int {
	switch {
	case st.closed || st.localClosed && st.remoteClosed:
		return 7
	case !st.opened:
		return 1
	case st.reserved && st.local:
		return 3
	case st.reserved:
		return 4
	case st.localClosed:
		return 5
	case st.remoteClosed:
		return 6
	}
	return 2
}

// LocalClosed and RemoteClosed report whether a side has ended.
func (st *Stream) LocalClosed() bool  { return st.localClosed }
func (st *Stream) RemoteClosed() bool { return st.remoteClosed }

// Window is how much the peer may still send.
func (st *Stream) Window() int64 { return st.recvWindow - st.received }

// Queued is how many bytes wait to be sent.
func (st *Stream) Queued() int { return st.queued }

// Closed reports whether the session has forgotten the stream.
func (st *Stream) Closed() bool { return st.closed }

// Consume tells that n bytes of what was received need no more room.
func (st *Stream) Consume(n int) {
	if st.closed || n == 0 {
		return
	}
	st.consumed += int64(n)
	st.giveBack()
}

// giveBack tells the peer of what has been consumed, if that is much, and if
// it has been told of what was before.
func (st *Stream) giveBack() {
	if st.closed || st.remoteClosed || st.updating || !shouldUpdate(st.recvWindow, st.consumed) {
		return
	}
	st.updating = true
	st.session.submit(item{typ: FrameWindowUpdate, id: st.ID, number: uint32(st.consumed)})
	st.received -= st.consumed
	st.consumed = 0
}

// Write adds bytes to the body. It fails once the stream cannot send.
func (st *Stream) Write(c Chunk) bool {
	if st.closed || st.shut {
		return false
	}
	st.queue = append(st.queue, c)
	st.queued += len(c.Bytes)
	st.session.queuedBytes += len(c.Bytes)
	st.session.schedule(st)
	return true
}

// End says that nothing follows what was written.
func (st *Stream) End() {
	st.shut = true
	st.session.schedule(st)
}

// dropQueue gives up what was not sent.
func (st *Stream) dropQueue(status int) {
	queue := st.queue
	st.session.queuedBytes -= st.queued
	st.queue, st.queued, st.shut = nil, 0, true
	for _, c := range queue {
		if c.Done != nil {
			c.Done(status)
		}
	}
}

// DropQueue is for an owner that goes away: what waits is not sent.
func (st *Stream) DropQueue(status int) { st.dropQueue(status) }

// shouldUpdate reports whether so much has been consumed of a window that the
// peer is told of it.
func shouldUpdate(window, consumed int64) bool {
	return consumed > 0 && consumed >= window/2
}
