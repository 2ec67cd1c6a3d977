package netimpl

import (
	"io"
	"syscall"
)

// ReadHandler gets what a stream reads.
type ReadHandler interface {
	// OnRead is called in the poll phase with data, or with an error and no
	// data; nothing follows an error. buf is the loop's and valid only during
	// the call. err is io.EOF at the end, after which the stream can still be
	// written to, otherwise a *SyscallError.
	OnRead(buf []byte, err error)
}

// A BufferHandler is a ReadHandler that may have data read into memory of its
// own.
type BufferHandler interface {
	ReadHandler

	// ReadBuffer returns the memory for the next read, which limits its size,
	// or nil for the loop's. OnRead gets the part of it that was filled.
	ReadBuffer() []byte
}

// slabSize is the most that one read can take. As uv__read.
const slabSize = 64 << 10

// maxReads bounds the reads for one event, so that a fast peer does not starve
// the others. As uv__read.
const maxReads = 32

// ReadStart makes h get what arrives. It fails with
//   - EINVAL if s is closing
//   - EALREADY if s is reading
//   - ENOTCONN if s is not connected
func (s *Stream) ReadStart(h ReadHandler) error {
	switch {
	case s.IsClosing():
		return fail("read", syscall.EINVAL)
	case s.reader != nil:
		return fail("read", syscall.EALREADY)
	case !s.IsReadable():
		return fail("read", syscall.ENOTCONN)
	}
	s.flags &^= streamReadEOF
	s.reader = h
	s.watch(evRead, 0)
	s.start()
	return nil
}

// ReadStop ends the calls of OnRead. It does nothing if s does not read.
func (s *Stream) ReadStop() error {
	if s.reader != nil {
		s.stopReading()
	}
	return nil
}

func (s *Stream) stopReading() {
	s.reader = nil
	s.watch(0, evRead)
	s.stop()
}

// readReady reads until there is nothing more or nobody wants it. As uv__read.
func (s *Stream) readReady() {
	slab := s.loop.readSlab()
	for range maxReads {
		if s.reader == nil || !s.readOnce(slab) {
			return
		}
	}
}

// readOnce reads once and reports whether there may be more.
func (s *Stream) readOnce(slab []byte) (more bool) {
	if f, ok := s.reader.(Forwarder); ok {
		if to := f.ForwardTo(); to != nil {
			return s.forward(f, to, slab)
		}
	}
	if b, ok := s.reader.(BufferHandler); ok {
		if own := b.ReadBuffer(); own != nil {
			slab = own
		}
	}
	buf, err := s.end.read(slab)
	if err != nil {
		return s.readError(err)
	}
	s.bytesRead += uint64(len(buf))
	s.reader.OnRead(buf, nil)
	// After less than was asked for the next read would most likely find
	// nothing.
	return len(buf) == len(slab)
}

// readError takes the error of a read; there is nothing more to read.
func (s *Stream) readError(err error) (more bool) {
	switch err {
	case errAgain:
	case io.EOF:
		s.readEOF()
	default:
		s.readFailed(wrap("read", err))
	}
	return false
}

func (s *Stream) readEOF() {
	h := s.reader
	s.flags |= streamReadEOF
	s.stopReading()
	h.OnRead(nil, io.EOF)
}

// readFailed reports err. Neither direction is of use after that.
func (s *Stream) readFailed(err error) {
	s.flags &^= streamReadable | streamWritable
	s.reader.OnRead(nil, err)
	if s.reader != nil {
		s.stopReading()
	}
}

func (l *Loop) readSlab() []byte {
	if l.slab == nil {
		l.slab = make([]byte, slabSize)
	}
	return l.slab
}
