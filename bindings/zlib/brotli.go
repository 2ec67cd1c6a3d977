package zlib

import (
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/andybalholm/brotli"
)

// The operations of Brotli that take the places of flush values.
const (
	brotliProcess = 0
	brotliFlush   = 1
	brotliFinish  = 2
)

// Parameters of the encoder.
const (
	brotliQuality = 1
	brotliWindow  = 2
)

// brotliEncoder is the codec of BrotliCompress.
type brotliEncoder struct {
	options brotli.WriterOptions
	out     pending
	w       *brotli.Writer
	input   []byte
	flush   int
	ended   bool
}

// The range of window sizes that the encoder takes, in bits.
const (
	minBrotliWindow = 10
	maxBrotliWindow = 24
)

// newBrotliEncoder makes the codec, or nil if it cannot be with these
// parameters.
func newBrotliEncoder(params map[int]int) codec {
	e := &brotliEncoder{options: brotli.WriterOptions{Quality: brotli.BestCompression}}
	if q, ok := params[brotliQuality]; ok {
		if q < brotli.BestSpeed || q > brotli.BestCompression {
			return nil
		}
		e.options.Quality = q
	}
	if w, ok := params[brotliWindow]; ok {
		if w < minBrotliWindow || w > maxBrotliWindow {
			return nil
		}
		e.options.LGWin = w
	}
	e.reset()
	return e
}

func (e *brotliEncoder) reset() {
	e.out, e.input, e.ended = pending{}, nil, false
	e.w = brotli.NewWriterOptions(&e.out, e.options)
}

func (e *brotliEncoder) feed(input []byte, flush int) { e.input, e.flush = input, flush }
func (e *brotliEncoder) rest() int                    { return len(e.input) }
func (e *brotliEncoder) close()                       { e.out, e.input = pending{}, nil }

func (e *brotliEncoder) step(limit int) ([]byte, bool, error) {
	if err := e.compress(); err != nil {
		return nil, false, err
	}
	out, more := e.out.take(limit)
	return out, more, nil
}

func (e *brotliEncoder) compress() error {
	if e.ended {
		return nil
	}
	if len(e.input) > 0 {
		if _, err := e.w.Write(e.input); err != nil {
			return err
		}
		e.input = nil
	}
	flush := e.flush
	e.flush = brotliProcess
	switch flush {
	case brotliFlush:
		return e.w.Flush()
	case brotliFinish:
		e.ended = true
		return e.w.Close()
	}
	return nil
}

// newBrotliDecoder makes the codec of BrotliDecompress.
func newBrotliDecoder(rejectRest bool) codec {
	p := newPuller(decodeBrotli)
	p.rejectRest = rejectRest
	return brotliDecoder{p}
}

type brotliDecoder struct{ *puller }

func (d brotliDecoder) feed(input []byte, flush int) {
	// The reader looks for the end of its input to know that all is well.
	d.src.ends = flush == brotliFinish
	d.puller.feed(input, noFlush)
}

// brotliFormatErrors are the decoder's errors in the order of their numbers,
// which are negative and begin with -1.
var brotliFormatErrors = []string{
	"EXUBERANT_NIBBLE", "RESERVED", "EXUBERANT_META_NIBBLE", "SIMPLE_HUFFMAN_ALPHABET", "SIMPLE_HUFFMAN_SAME",
	"CL_SPACE", "HUFFMAN_SPACE", "CONTEXT_MAP_REPEAT", "BLOCK_LENGTH_1", "BLOCK_LENGTH_2", "TRANSFORM", "DICTIONARY",
	"WINDOW_BITS", "PADDING_1", "PADDING_2", "DISTANCE",
}

func decodeBrotli(src *source, emit func([]byte) bool) error {
	r := brotli.NewReader(src)
	buf := make([]byte, 16<<10)
	for {
		n, err := r.Read(buf)
		if n > 0 && !emit(buf[:n]) {
			return errStopped
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return brotliError(src, err)
		}
	}
}

func brotliError(src *source, err error) error {
	const prefix = "brotli: "
	switch {
	case errors.Is(err, errStopped):
		return err
	case errors.Is(err, io.ErrUnexpectedEOF):
		return errUnexpectedEnd
	case err.Error() == prefix+"excessive input":
		src.excess = 1 // how much is not told
		return nil
	}
	name := strings.TrimPrefix(err.Error(), prefix)
	return &failure{"Decompression failed", -1 - slices.Index(brotliFormatErrors, name), "ERR__ERROR_FORMAT_" + name}
}
