package netimpl

import "syscall"

// WriteReq is one queued write. It belongs to the stream from Write until the
// callback runs; then it can be used again.
type WriteReq struct {
	next *WriteReq
	bufs [][]byte // what is left to write, in store
	left int      // bytes in bufs
	cb   func(err error)
	err  error

	store [][]byte
}

// reqList is a queue of requests.
type reqList struct {
	first, last *WriteReq
}

func (q *reqList) empty() bool { return q.first == nil }

func (q *reqList) push(req *WriteReq) {
	req.next = nil
	if q.first == nil {
		q.first = req
	} else {
		q.last.next = req
	}
	q.last = req
}

func (q *reqList) pop() *WriteReq {
	req := q.first
	if req != nil {
		q.first = req.next
		req.next = nil
		if q.first == nil {
			q.last = nil
		}
	}
	return req
}

const (
	// maxWriteSize is the most that one write can be asked for, as libuv's
	// UV__IO_MAX_BYTES: more is an error on some systems.
	maxWriteSize = 0x7fffffff &^ (4<<10 - 1)

	// maxWrites bounds the system calls for one event. As uv__write.
	maxWrites = 32

	// maxGather is the most buffers that one writev takes: IOV_MAX on all
	// systems here.
	maxGather = 1024
)

// TryWrite writes what the kernel takes at once from the front of bufs and
// returns how much that was. It fails with the Errno EAGAIN if that is nothing
// or if s is connecting or has queued writes, and otherwise as Write. bufs is
// not kept. As uv_try_write.
func (s *Stream) TryWrite(bufs [][]byte) (n int, err error) {
	if s.connecting != nil || s.queueSize != 0 || !s.queue.empty() {
		return 0, errAgain
	}
	if _, err := s.checkWrite(bufs); err != nil {
		return 0, err
	}
	if len(bufs) > maxGather {
		bufs = bufs[:maxGather]
	}
	n, err = s.end.write(bufs)
	if err == errAgain {
		return 0, err
	}
	s.bytesWritten += uint64(n)
	return n, wrap("write", err)
}

// TryWriteBytes is TryWrite of one buffer, without a slice to hold it.
func (s *Stream) TryWriteBytes(p []byte) (n int, err error) {
	one := s.loop.oneBuffer[:]
	one[0] = p
	n, err = s.TryWrite(one)
	one[0] = nil
	return n, err
}

// Write queues bufs in order and calls cb, which may be nil, once from the loop
// when the kernel has taken every byte or the write has failed. If nothing is
// queued it tries to write at once.
//
// The slices are copied, not the bytes: leave those alone until cb runs. Write
// fails, and cb is not called, with
//   - EINVAL if bufs is empty or holds more than 2 GiB - 4 KiB
//   - EBADF if s is closing or was never opened
//   - EPIPE if s is not connected or was shut down
//
// cb gets ECANCELED if s is closed first. Follows uv_write.
func (s *Stream) Write(req *WriteReq, bufs [][]byte, cb func(err error)) error {
	idle := s.queueSize == 0
	if err := s.enqueue(req, bufs, cb); err != nil {
		return err
	}
	switch {
	case s.connecting != nil:
	case idle:
		s.flush()
	default:
		s.watch(evWrite, 0)
	}
	return nil
}

// Queue is Write without the attempt to write at once: that comes with Flush,
// or when the loop next polls. The writes queued in between leave together.
func (s *Stream) Queue(req *WriteReq, bufs [][]byte, cb func(err error)) error {
	if err := s.enqueue(req, bufs, cb); err != nil {
		return err
	}
	if s.connecting == nil {
		s.watch(evWrite, 0)
	}
	return nil
}

// Flush tries to write what is queued. Callbacks run later, from the loop.
func (s *Stream) Flush() {
	if s.connecting != nil || s.IsClosing() || s.queue.empty() {
		return
	}
	s.flush()
	if s.queue.empty() {
		s.watch(0, evWrite)
	}
}

// WriteQueueSize returns the number of bytes queued and not yet written.
func (s *Stream) WriteQueueSize() int { return s.queueSize }

// checkWrite returns the size of bufs. As uv__check_before_write.
func (s *Stream) checkWrite(bufs [][]byte) (size int, err error) {
	for _, b := range bufs {
		size += len(b)
	}
	switch {
	case len(bufs) == 0 || size > maxWriteSize:
		return 0, fail("write", syscall.EINVAL)
	case s.IsClosing() || !s.end.exists():
		return 0, fail("write", syscall.EBADF)
	case !s.IsWritable():
		return 0, fail("write", syscall.EPIPE)
	}
	return size, nil
}

func (s *Stream) enqueue(req *WriteReq, bufs [][]byte, cb func(err error)) error {
	size, err := s.checkWrite(bufs)
	if err != nil {
		return err
	}
	req.store = append(req.store[:0], bufs...)
	req.bufs, req.left, req.cb, req.err = req.store, size, cb, nil
	s.loop.reqs++
	s.queueSize += size
	s.queue.push(req)
	return nil
}

// writeReady continues the queue, runs the callbacks of what is done and, when
// nothing is left, the shutdown.
func (s *Stream) writeReady() {
	s.flush()
	s.runWriteCallbacks()
	if s.queue.empty() && !s.IsClosing() {
		s.drained()
	}
}

// flush writes from the queue until it is empty or the kernel takes no more.
// Several requests leave in one call. Follows uv__write.
func (s *Stream) flush() {
	blocking := s.flags&streamBlocking != 0
	for calls := 0; calls < maxWrites || blocking; calls++ {
		if s.queue.empty() {
			return
		}
		bufs, total := s.gather()
		n, err := s.end.write(bufs)
		s.loop.dropGathered()
		if err != nil && err != errAgain {
			s.failFirst(wrap("write", err))
			return
		}
		if err == nil {
			s.wrote(n)
		}
		if (err != nil || n < total) && !blocking {
			break
		}
	}
	s.watch(evWrite, 0)
}

// gather returns the buffers at the front of the queue and their size.
func (s *Stream) gather() (bufs [][]byte, total int) {
	first := s.queue.first
	if first.next == nil && len(first.bufs) <= maxGather {
		return first.bufs, first.left
	}
	bufs = s.loop.gathered[:0]
	for req := first; req != nil && len(bufs) < maxGather; req = req.next {
		for _, b := range req.bufs {
			if len(bufs) == maxGather || total+len(b) > maxWriteSize {
				break
			}
			bufs = append(bufs, b)
			total += len(b)
		}
	}
	s.loop.gathered = bufs
	return bufs, total
}

// dropGathered lets go of the buffers that gather collected.
func (l *Loop) dropGathered() {
	clear(l.gathered)
	l.gathered = l.gathered[:0]
}

// wrote takes n written bytes off the queue and moves the requests that are
// complete to done.
func (s *Stream) wrote(n int) {
	s.bytesWritten += uint64(n)
	s.queueSize -= n
	for req := s.queue.first; req != nil; req = s.queue.first {
		n = req.advance(n)
		if len(req.bufs) > 0 {
			return
		}
		s.finishFirst()
	}
}

// advance drops n bytes from the front of req, and returns those that were not
// its.
func (req *WriteReq) advance(n int) (rest int) {
	for len(req.bufs) > 0 {
		if size := len(req.bufs[0]); n < size {
			req.bufs[0] = req.bufs[0][n:]
			req.left -= n
			return 0
		} else {
			n -= size
			req.left -= size
			req.bufs = req.bufs[1:]
		}
	}
	return n
}

// finishFirst moves the first request to done and has its callback run in the
// pending phase.
func (s *Stream) finishFirst() {
	s.done.push(s.queue.pop())
	s.feed()
}

// failFirst fails the first request. Those behind it are tried in their turn.
func (s *Stream) failFirst(err error) {
	s.queue.first.err = err
	s.finishFirst()
	s.watch(0, evWrite)
}

// runWriteCallbacks runs the callbacks of the requests done so far. As
// uv__write_callbacks.
func (s *Stream) runWriteCallbacks() {
	done := s.done
	s.done = reqList{}
	for req := done.pop(); req != nil; req = done.pop() {
		s.loop.reqs--
		s.queueSize -= req.left // of a failed one
		cb, err := req.cb, req.err
		clear(req.store)
		*req = WriteReq{store: req.store[:0]}
		if cb != nil {
			cb(err)
		}
	}
}

// Shutdown ends the writable side once the queued writes are done, and then
// calls cb, which may be nil, from the loop. It fails with ENOTCONN if s is not
// connected, is closing, or was shut down before. cb gets ECANCELED if s is
// closed first. Follows uv_shutdown.
func (s *Stream) Shutdown(cb func(err error)) error {
	if !s.IsWritable() || s.flags&(streamShut|streamShutting) != 0 || s.IsClosing() {
		return fail("shutdown", syscall.ENOTCONN)
	}
	s.loop.reqs++
	s.onShutdown = cb
	s.flags |= streamShutting
	s.flags &^= streamWritable
	if s.queue.empty() {
		s.endHeld()
		s.feed()
	}
	return nil
}

// endHeld shuts down what is held back for it. The callback waits for its turn.
func (s *Stream) endHeld() {
	if s.flags&streamHeld != 0 && s.end.shutdown() == nil {
		s.flags = s.flags&^streamHeld | streamEndSent
	}
}

// drained ends the wait for writability and does the shutdown that waited for
// the queue. As uv__drain.
func (s *Stream) drained() {
	if !s.IsClosing() {
		s.watch(0, evWrite)
	}
	if s.flags&streamShutting == 0 {
		return
	}
	cb := s.onShutdown
	s.onShutdown = nil
	s.flags &^= streamShutting
	s.loop.reqs--
	var err error
	if s.IsClosing() {
		err = fail("shutdown", syscall.ECANCELED)
	} else if s.flags&streamEndSent == 0 {
		err = wrap("shutdown", s.end.shutdown())
	}
	if err == nil {
		s.flags |= streamShut
	}
	if cb != nil {
		cb(err)
	}
}
