package netimpl

// Forwarder is a ReadHandler whose data may go straight to another stream, as
// in a proxy: the kernel then moves it, or one write takes it from the loop's
// slab, and no copy of it is made.
type Forwarder interface {
	ReadHandler
	// ForwardTo returns the stream of the same loop that is to get what is
	// about to be read, nil if OnRead is to. It is asked before each read.
	ForwardTo() *Stream
	// OnForward is called when n bytes have gone to that stream. What it did
	// not take at once comes to OnRead, after this.
	OnForward(n int)
}

// forward moves what can be read to a stream that has nothing queued, and
// reports whether there may be more to read.
//
// A first read goes through the slab, which is the cheapest for small amounts.
// If that was full the kernel moves the following ones, until one was short.
func (s *Stream) forward(f Forwarder, to *Stream, slab []byte) (more bool) {
	if s.flags&streamBulk != 0 {
		if n, left, ok := s.splice(to, slab); ok {
			return s.forwarded(f, n, left, n+len(left))
		}
	}
	buf, err := s.end.read(slab)
	if err != nil {
		return s.readError(err)
	}
	n, err := to.TryWriteBytes(buf)
	if err != nil {
		n = 0 // the owner meets the error when it writes
	}
	return s.forwarded(f, n, buf[n:], len(buf))
}

// forwarded reports a move of total bytes, of which n have gone on and left is the
// rest.
func (s *Stream) forwarded(f Forwarder, n int, left []byte, total int) (more bool) {
	s.bytesRead += uint64(total)
	s.flags &^= streamBulk
	if total == slabSize {
		s.flags |= streamBulk
	}
	if n > 0 {
		f.OnForward(n)
	}
	if len(left) > 0 {
		f.OnRead(left, nil)
	}
	return total == slabSize
}
