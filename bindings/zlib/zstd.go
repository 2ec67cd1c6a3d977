package zlib

import (
	"errors"
	"io"
	"math"

	"github.com/klauspost/compress/zstd"
)

// Parameters of Zstandard, by the numbers of zlib.constants. The operations
// that take the places of flush values are those of Brotli.
const (
	zstdLevel        = 100
	zstdWindowLog    = 101
	zstdChecksum     = 201
	zstdMaxWindowLog = 100
)

// The sizes of windows that are taken, in bits.
const (
	minZstdWindow = 10
	maxZstdWindow = 31
)

// zstdEncoder is the codec of ZstdCompress.
type zstdEncoder struct {
	out     pending
	w       *zstd.Encoder
	input   []byte
	flush   int
	ended   bool
	taken   int64
	pledged int64 // how much input there will be; negative if it is not known
}

// newZstdEncoder makes the codec, or nil if it cannot be with these parameters.
func newZstdEncoder(params map[int]int, dictionary []byte, pledged int64) codec {
	options := []zstd.EOption{zstd.WithEncoderConcurrency(1), zstd.WithZeroFrames(true)}
	options = append(options, zstd.WithEncoderCRC(params[zstdChecksum] != 0))
	if level, ok := params[zstdLevel]; ok && level != 0 {
		options = append(options, zstd.WithEncoderLevel(zstd.EncoderLevelFromZstd(level)))
	}
	if bits, ok := params[zstdWindowLog]; ok && bits != 0 {
		if bits < minZstdWindow || bits > maxZstdWindow {
			return nil
		}
		options = append(options, zstd.WithWindowSize(1<<min(bits, 29))) // the most that the encoder has
	}
	if dictionary != nil {
		options = append(options, zstd.WithEncoderDictRaw(0, dictionary))
	}
	w, err := zstd.NewWriter(nil, options...)
	if err != nil {
		return nil
	}
	e := &zstdEncoder{w: w, pledged: pledged}
	e.reset()
	return e
}

func (e *zstdEncoder) reset() {
	e.out, e.input, e.ended, e.taken = pending{}, nil, false, 0
	e.w.Reset(&e.out)
}

func (e *zstdEncoder) feed(input []byte, flush int) { e.input, e.flush = input, flush }
func (e *zstdEncoder) rest() int                    { return len(e.input) }
func (e *zstdEncoder) close()                       { e.out, e.input = pending{}, nil }

func (e *zstdEncoder) step(limit int) ([]byte, bool, error) {
	if err := e.compress(); err != nil {
		return nil, false, err
	}
	out, more := e.out.take(limit)
	return out, more, nil
}

func (e *zstdEncoder) compress() error {
	if e.ended {
		return nil
	}
	if len(e.input) > 0 {
		e.taken += int64(len(e.input))
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
		if e.pledged >= 0 && e.taken != e.pledged {
			return &failure{"Src size is incorrect", 72, "ZSTD_error_srcSize_wrong"}
		}
		e.ended = true
		return e.w.Close()
	}
	return nil
}

// newZstdDecoder makes the codec of ZstdDecompress, or nil if it cannot be with
// these parameters.
func newZstdDecoder(params map[int]int, dictionary []byte, rejectRest bool) codec {
	window := uint64(math.MaxUint32)
	if bits, ok := params[zstdMaxWindowLog]; ok && bits != 0 {
		if bits < minZstdWindow || bits > maxZstdWindow {
			return nil
		}
		window = 1 << bits
	}
	options := []zstd.DOption{
		zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(window),
	}
	if dictionary != nil {
		options = append(options, zstd.WithDecoderDictRaw(0, dictionary))
	}
	p := newPuller(func(src *source, emit func([]byte) bool) error { return decodeZstd(src, emit, options) })
	p.rejectRest = rejectRest
	return zstdDecoder{p}
}

type zstdDecoder struct{ *puller }

func (d zstdDecoder) feed(input []byte, flush int) {
	// The reader looks for the end of its input to know that all is well.
	d.src.ends = flush == brotliFinish
	d.puller.feed(input, noFlush)
}

// counted counts the bytes that are read.
type counted struct {
	*source
	n int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.source.Read(p)
	c.n += int64(n)
	return n, err
}

func decodeZstd(src *source, emit func([]byte) bool, options []zstd.DOption) error {
	in := &counted{source: src}
	r, err := zstd.NewReader(in, options...)
	if err != nil {
		return zstdError(err)
	}
	defer r.Close()
	buf, made := make([]byte, 16<<10), false
	for {
		n, err := r.Read(buf)
		if n > 0 {
			made = true
			if !emit(buf[:n]) {
				return errStopped
			}
		}
		switch {
		case err == io.EOF && in.n == 0:
			return errUnexpectedEnd
		case err == io.EOF:
			return nil
		case errors.Is(err, zstd.ErrMagicMismatch) && made:
			src.excess = 1 // what follows the last frame is none; how much is not told
			return nil
		case err != nil:
			return zstdError(err)
		}
	}
}

// zstdError is err as Node tells it.
func zstdError(err error) error {
	switch {
	case errors.Is(err, errStopped):
		return err
	case errors.Is(err, io.ErrUnexpectedEOF):
		return errUnexpectedEnd
	case errors.Is(err, zstd.ErrMagicMismatch):
		return &failure{"Unknown frame descriptor", 10, "ZSTD_error_prefix_unknown"}
	case errors.Is(err, zstd.ErrCRCMismatch):
		return &failure{"Restored data doesn't match checksum", 22, "ZSTD_error_checksum_wrong"}
	case errors.Is(err, zstd.ErrWindowSizeExceeded), errors.Is(err, zstd.ErrDecoderSizeExceeded):
		return &failure{"Frame requires too much memory for decoding", 16, "ZSTD_error_frameParameter_windowTooLarge"}
	case errors.Is(err, zstd.ErrUnknownDictionary):
		return &failure{"Dictionary mismatch", 32, "ZSTD_error_dictionary_wrong"}
	}
	return &failure{"Data corruption detected", 20, "ZSTD_error_corruption_detected"}
}
