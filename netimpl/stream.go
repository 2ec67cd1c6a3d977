package netimpl

import "syscall"

// Stream is the part common to TCP and Pipe: reading, writing, listening and
// shutdown over an endpoint. What is a state, a queue or a callback is here;
// what touches the operating system or package net is behind endpoint, so that
// descriptors and connections served by goroutines behave the same.
//
// An idle stream has to stay small: rare things are behind pointers, and
// handlers are interfaces of the caller's object instead of closures.
type Stream struct {
	handle
	Data any // the user's
	end  endpoint
	desc descriptor // the endpoint, when it is a descriptor

	reader     ReadHandler // nil unless reading
	server     *listening  // nil unless listening
	connecting *connecting // nil unless connecting
	onShutdown func(error)

	queue     reqList // waiting to be written
	done      reqList // written or failed, waiting for their callbacks
	queueSize int     // bytes in queue, and those failed in done

	bytesRead    uint64
	bytesWritten uint64

	delayed Errno // of bind, reported by connect or listen
	want    events
	flags   streamFlags
	fed     bool // in loop.pending
}

type streamFlags uint16

const (
	streamReadable  streamFlags = 1 << iota
	streamWritable              // until shutdown, or a read error
	streamShutting              // shutdown was called and has not completed
	streamShut                  // shutdown completed
	streamReadEOF               // the end was read since the last ReadStart
	streamBound                 // a name was given to it
	streamNoDelay               // to be set on the socket once there is one
	streamKeepAlive             // the same
	streamBlocking              // writes block
	streamBulk                  // the last read that was forwarded filled the slab
	streamSocket                // the descriptor is a socket's
	streamEnding                // inside TCP.Ending
	streamHeld                  // the kernel keeps back what was written last
	streamEndSent               // shut down before its callback's turn
)

// StreamHandle is a TCP or a Pipe.
type StreamHandle interface {
	Handle
	stream() *Stream
}

func (s *Stream) stream() *Stream { return s }

func (s *Stream) initStream(l *Loop, self owner) {
	s.init(l, self)
	l.mechanism.attach(s)
}

// IsReadable reports whether s is connected and has not failed.
func (s *Stream) IsReadable() bool { return s.flags&streamReadable != 0 }

// IsWritable reports whether s is connected, has not failed and was not shut
// down.
func (s *Stream) IsWritable() bool { return s.flags&streamWritable != 0 }

// Fd returns the descriptor under s, if there is one.
func (s *Stream) Fd() (fd int, ok bool) { return s.end.file() }

// BytesRead returns the number of bytes that OnRead was given.
func (s *Stream) BytesRead() uint64 { return s.bytesRead }

// BytesWritten returns the number of bytes that the kernel has taken.
func (s *Stream) BytesWritten() uint64 { return s.bytesWritten }

// SetBlocking makes writes wait until everything is written, or ends that. As
// uv_stream_set_blocking.
func (s *Stream) SetBlocking(on bool) error {
	if err := s.end.setBlocking(on); err != nil {
		return wrap("fcntl", err)
	}
	s.setFlag(streamBlocking, on)
	return nil
}

func (s *Stream) setFlag(flag streamFlags, on bool) {
	if on {
		s.flags |= flag
	} else {
		s.flags &^= flag
	}
}

// watch changes what s waits for.
func (s *Stream) watch(add, remove events) {
	if want := (s.want | add) &^ remove; want != s.want {
		s.want = want
		s.end.watch(want)
	}
}

// onReady is called by the loop when something that s waits for is possible,
// and with evWrite when s is in the pending queue. Follows uv__stream_io: any
// callback may have closed s.
func (s *Stream) onReady(ev events) {
	if s.server != nil {
		s.acceptReady()
		return
	}
	if s.connecting != nil {
		s.connectReady()
		return
	}
	if ev&(evRead|evError) != 0 {
		s.readReady()
		if s.IsClosing() {
			return
		}
	}
	// A hang-up without data that readReady did not see as the end.
	if ev&evHup != 0 && ev&evRead == 0 && s.reader != nil && s.flags&streamReadEOF == 0 {
		s.readEOF()
		if s.IsClosing() {
			return
		}
	}
	if ev&(evWrite|evError|evHup) != 0 {
		s.writeReady()
	}
}

// release closes the descriptor. As uv__stream_close.
func (s *Stream) release() {
	s.reader = nil
	s.want = 0
	s.fed = false
	s.flags &^= streamReadable | streamWritable
	s.stop()
	s.end.close()
}

// finish ends the requests. As uv__stream_destroy.
func (s *Stream) finish() {
	if s.connecting != nil {
		s.endConnect(syscall.ECANCELED)
	}
	s.cancelWrites()
	s.drained()
}

// pendingQueue holds the streams whose callbacks wait for the pending phase.
type pendingQueue struct {
	streams, spare []*Stream
}

func (q *pendingQueue) empty() bool { return len(q.streams) == 0 }

// feed makes the next pending phase call s.onReady. As uv__io_feed.
func (s *Stream) feed() {
	if !s.fed {
		s.fed = true
		s.loop.pending.streams = append(s.loop.pending.streams, s)
	}
}

// runPending runs the pending phase: what has been fed before it began.
func (l *Loop) runPending() {
	q := &l.pending
	if q.empty() {
		return
	}
	streams := q.streams
	q.streams, q.spare = q.spare[:0], nil
	for i, s := range streams {
		streams[i] = nil
		if s.fed { // not closed meanwhile
			s.fed = false
			s.onReady(evWrite)
		}
	}
	q.spare = streams[:0]
}
