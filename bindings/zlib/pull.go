package zlib

import (
	"errors"
	"io"
	"iter"
)

// puller is a codec over a decompressor that reads from an io.Reader: a
// coroutine that is left where it wants more input, or has output.
type puller struct {
	decode func(src *source, emit func([]byte) bool) error

	src    *source
	next   func() (event, bool)
	stop   func()
	out    []byte // of the last event, not taken yet
	flush  int
	ended  bool
	failed error
	began  bool

	// rejectRest makes input after the end an error.
	rejectRest bool
}

// event is what a coroutine stops for: output, or no input.
type event struct{ output []byte }

// errStopped ends a coroutine that is not needed any more.
var errStopped = errors.New("zlib: closed")

func newPuller(decode func(src *source, emit func([]byte) bool) error) *puller {
	p := &puller{decode: decode}
	p.start()
	return p
}

func (p *puller) start() {
	p.src = &source{}
	p.next, p.stop = iter.Pull(func(yield func(event) bool) {
		p.src.wait = func() bool { return yield(event{}) }
		err := p.decode(p.src, func(b []byte) bool { return yield(event{b}) })
		p.ended, p.failed = true, err
	})
	p.out, p.ended, p.failed, p.began = nil, false, nil, false
}

func (p *puller) feed(input []byte, flush int) {
	p.src.input, p.flush = input, flush
	p.began = p.began || len(input) > 0
}

func (p *puller) rest() int { return len(p.src.input) + p.src.excess }

func (p *puller) step(limit int) ([]byte, bool, error) {
	if len(p.out) == 0 && !p.ended {
		if e, ok := p.next(); ok {
			p.out = e.output
		}
	}
	if p.failed != nil {
		return nil, false, p.failed
	}
	n := min(limit, len(p.out))
	out := p.out[:n]
	p.out = p.out[n:]
	switch {
	case n > 0:
		return out, true, nil
	case p.ended && p.rejectRest && p.rest() > 0:
		return nil, false, errTrailing
	case !p.ended && !p.src.idle && p.flush == finish:
		return nil, false, errUnexpectedEnd
	}
	return nil, false, nil
}

func (p *puller) reset() {
	p.stop()
	p.start()
}

func (p *puller) close() { p.stop() }

// source is the input of a coroutine.
type source struct {
	input  []byte
	wait   func() bool // until there may be more input; false if there will be none
	ends   bool        // no input will follow: Read says so
	idle   bool        // what waits may also have come to its end
	excess int         // bytes that were read and do not belong to the data
}

// ReadByte implements io.ByteReader, so that flate reads no further than it
// must.
func (s *source) ReadByte() (byte, error) {
	for len(s.input) == 0 {
		if !s.wait() {
			return 0, errStopped
		}
	}
	b := s.input[0]
	s.input = s.input[1:]
	return b, nil
}

// Read implements io.Reader.
func (s *source) Read(p []byte) (int, error) {
	for len(s.input) == 0 {
		if s.ends {
			return 0, io.EOF
		}
		if !s.wait() {
			return 0, errStopped
		}
	}
	n := copy(p, s.input)
	s.input = s.input[n:]
	return n, nil
}

var _ io.ByteReader = (*source)(nil)
