package zlib

import (
	"compress/flate"
	"encoding/binary"
	"hash"
	"hash/adler32"
	"hash/crc32"
	"runtime"
)

// wrapper is the form in which deflated data comes.
type wrapper int

const (
	rawDeflate wrapper = iota
	zlibFormat
	gzipFormat
	anyFormat // gzip or zlib, as the data shows: for decompression
)

// deflater is the codec of Deflate, DeflateRaw and Gzip.
type deflater struct {
	wrapper    wrapper
	level      int
	dictionary []byte
	windowBits int

	out    pending
	w      *flate.Writer
	sum    hash.Hash32
	size   uint32
	input  []byte
	flush  int
	begun  bool
	ended  bool
	failed error
}

func newDeflater(w wrapper, level, windowBits, strategy int, dictionary []byte) *deflater {
	const huffmanOnly = 2
	if strategy == huffmanOnly && level != 0 {
		level = flate.HuffmanOnly
	}
	d := &deflater{wrapper: w, level: level, windowBits: windowBits, dictionary: dictionary}
	d.reset()
	return d
}

func (d *deflater) reset() {
	d.out = pending{}
	// Levels and dictionaries have been checked.
	d.w, d.failed = flate.NewWriterDict(&d.out, d.level, d.dictionary)
	d.sum = crc32.NewIEEE()
	if d.wrapper == zlibFormat {
		d.sum = adler32.New()
	}
	d.size, d.begun, d.ended, d.input = 0, false, false, nil
}

func (d *deflater) feed(input []byte, flush int) { d.input, d.flush = input, flush }
func (d *deflater) rest() int                    { return len(d.input) }
func (d *deflater) close()                       { d.out, d.input = pending{}, nil }

func (d *deflater) step(limit int) ([]byte, bool, error) {
	if d.failed == nil && !d.ended {
		d.failed = d.compress()
	}
	if d.failed != nil {
		return nil, false, d.failed
	}
	out, more := d.out.take(limit)
	return out, more, nil
}

// compress compresses all of the input.
func (d *deflater) compress() error {
	if !d.begun {
		d.begun = true
		d.header()
	}
	if len(d.input) > 0 {
		d.sum.Write(d.input)
		d.size += uint32(len(d.input))
		if _, err := d.w.Write(d.input); err != nil {
			return err
		}
		d.input = nil
	}
	flush := d.flush
	d.flush = noFlush
	switch flush {
	case noFlush:
		return nil
	case finish:
		d.ended = true
		if err := d.w.Close(); err != nil {
			return err
		}
		d.trailer()
		return nil
	}
	return d.w.Flush()
}

// Header bytes of RFC 1950 and 1952.
const (
	gzipID1, gzipID2 = 0x1f, 0x8b
	methodDeflate    = 8
	gzipUnix         = 3
	gzipMacOS        = 19
	gzipNTFS         = 10
	zlibHasDict      = 1 << 5
)

func (d *deflater) header() {
	switch d.wrapper {
	case gzipFormat:
		d.out.buf = append(d.out.buf, gzipID1, gzipID2, methodDeflate, 0, 0, 0, 0, 0, d.extraFlags(), gzipSystem())
	case zlibFormat:
		head := uint16(d.windowBits-8)<<12 | methodDeflate<<8 | d.levelBits()<<6
		if d.dictionary != nil {
			head |= zlibHasDict
		}
		head += 31 - head%31
		d.out.buf = binary.BigEndian.AppendUint16(d.out.buf, head)
		if d.dictionary != nil {
			d.out.buf = binary.BigEndian.AppendUint32(d.out.buf, adler32.Checksum(d.dictionary))
		}
	}
}

// extraFlags says in a gzip header how hard was tried.
func (d *deflater) extraFlags() byte {
	switch d.level {
	case 9:
		return 2
	case 1, flate.HuffmanOnly:
		return 4
	}
	return 0
}

func (d *deflater) levelBits() uint16 {
	switch {
	case d.level == flate.DefaultCompression || d.level == 6:
		return 2
	case d.level > 6:
		return 3
	case d.level > 1:
		return 1
	}
	return 0
}

func gzipSystem() byte {
	switch runtime.GOOS {
	case "darwin":
		return gzipMacOS
	case "windows":
		return gzipNTFS
	}
	return gzipUnix
}

func (d *deflater) trailer() {
	switch d.wrapper {
	case gzipFormat:
		d.out.buf = binary.LittleEndian.AppendUint32(d.out.buf, d.sum.Sum32())
		d.out.buf = binary.LittleEndian.AppendUint32(d.out.buf, d.size)
	case zlibFormat:
		d.out.buf = binary.BigEndian.AppendUint32(d.out.buf, d.sum.Sum32())
	}
}

// setLevel makes what comes be compressed at another level: it ends the block
// and goes on with a new writer, which does not refer to what was before.
func (d *deflater) setLevel(level int) error {
	if level == d.level || d.failed != nil {
		return d.failed
	}
	d.level = level
	if !d.begun {
		d.w, d.failed = flate.NewWriterDict(&d.out, level, d.dictionary)
		return d.failed
	}
	if err := d.w.Flush(); err != nil {
		return err
	}
	d.w, d.failed = flate.NewWriter(&d.out, level)
	return d.failed
}
