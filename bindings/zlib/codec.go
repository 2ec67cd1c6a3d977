// Package zlib is what node:zlib is built on: Go's compress packages, and
// github.com/andybalholm/brotli and github.com/klauspost/compress/zstd, driven a piece at a time as zlib is. Source:
// nodejs/node:src/node_zlib.cc.
package zlib

import "io"

// The flush values of zlib. Brotli's operations are translated by brotli.go.
const (
	noFlush      = 0
	partialFlush = 1
	syncFlush    = 2
	fullFlush    = 3
	finish       = 4
)

// codec compresses or decompresses a stream that comes in pieces.
type codec interface {
	// feed gives the codec its next input, to be used up by step, and says what
	// is to be done at its end.
	feed(input []byte, flush int)
	// step returns at most limit bytes of output, and whether there may be more
	// without further input. The output is valid until the next call.
	step(limit int) (output []byte, more bool, err error)
	// rest returns how much of the input has not been used.
	rest() int
	// reset makes the codec begin anew.
	reset()
	// close releases what the codec holds. It is called once.
	close()
}

// failure is an error as zlib tells it.
type failure struct {
	message string
	errno   int
	code    string
}

func (f *failure) Error() string { return f.message }

func dataError(message string) *failure { return &failure{message, -3, "Z_DATA_ERROR"} }

var (
	errUnexpectedEnd = &failure{"unexpected end of file", -5, "Z_BUF_ERROR"}
	errMissingDict   = &failure{"Missing dictionary", 2, "Z_NEED_DICT"}
	errBadDict       = dataError("Bad dictionary")
	errTrailing      = &failure{"Trailing junk found after the end of the compressed stream", 0, "ERR_TRAILING_JUNK_AFTER_STREAM_END"}
)

// pending is output that has been made and not yet taken.
type pending struct{ buf []byte }

// Write implements io.Writer.
func (p *pending) Write(b []byte) (int, error) {
	p.buf = append(p.buf, b...)
	return len(b), nil
}

// take returns at most limit bytes, and whether there are more.
func (p *pending) take(limit int) ([]byte, bool) {
	n := min(limit, len(p.buf))
	out := p.buf[:n]
	p.buf = p.buf[n:]
	return out, len(p.buf) > 0
}

var _ io.Writer = (*pending)(nil)
