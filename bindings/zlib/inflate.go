package zlib

import (
	"compress/flate"
	"encoding/binary"
	"errors"
	"hash"
	"hash/adler32"
	"hash/crc32"
	"io"
)

// newInflater makes the codec of Inflate, InflateRaw, Gunzip and Unzip.
func newInflater(w wrapper, dictionary []byte, rejectRest bool) codec {
	i := &inflater{wrapper: w, dictionary: dictionary}
	p := newPuller(i.decode)
	p.rejectRest = rejectRest
	i.rejectRest = rejectRest
	return p
}

type inflater struct {
	wrapper    wrapper
	dictionary []byte
	rejectRest bool
}

// decode decompresses src and calls emit with each piece of output.
func (i *inflater) decode(src *source, emit func([]byte) bool) error {
	first, err := src.ReadByte()
	if err != nil {
		return err
	}
	switch {
	case i.wrapper == rawDeflate:
		src.unread(first)
		return i.deflated(src, emit, nil, i.dictionary)
	case i.wrapper == gzipFormat || i.wrapper == anyFormat && first == gzipID1:
		src.unread(first)
		return i.members(src, emit)
	}
	return i.zlib(src, emit, first)
}

// unread gives back the byte that was read last.
func (s *source) unread(b byte) { s.input = append([]byte{b}, s.input...) }

// zlib decompresses data in the format of RFC 1950.
func (i *inflater) zlib(src *source, emit func([]byte) bool, first byte) error {
	second, err := src.ReadByte()
	if err != nil {
		return err
	}
	head := uint16(first)<<8 | uint16(second)
	switch {
	case head%31 != 0:
		return dataError("incorrect header check")
	case first&0xf != methodDeflate:
		return dataError("unknown compression method")
	case first>>4 > 7:
		return dataError("invalid window size")
	}
	var dictionary []byte
	if second&zlibHasDict != 0 {
		var id [4]byte
		if _, err := io.ReadFull(src, id[:]); err != nil {
			return err
		}
		switch {
		case i.dictionary == nil:
			return errMissingDict
		case adler32.Checksum(i.dictionary) != binary.BigEndian.Uint32(id[:]):
			return errBadDict
		}
		dictionary = i.dictionary
	}
	sum := adler32.New()
	if err := i.deflated(src, emit, sum, dictionary); err != nil {
		return err
	}
	var check [4]byte
	if _, err := io.ReadFull(src, check[:]); err != nil {
		return err
	}
	if binary.BigEndian.Uint32(check[:]) != sum.Sum32() {
		return dataError("incorrect data check")
	}
	return nil
}

// deflated decompresses data in the format of RFC 1951.
func (i *inflater) deflated(src *source, emit func([]byte) bool, sum hash.Hash32, dictionary []byte) error {
	r := flate.NewReaderDict(src, dictionary)
	defer r.Close()
	buf := make([]byte, 16<<10)
	for {
		n, err := r.Read(buf)
		if n > 0 {
			if sum != nil {
				sum.Write(buf[:n])
			}
			if !emit(buf[:n]) {
				return errStopped
			}
		}
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return flateError(err)
		}
	}
}

func flateError(err error) error {
	var corrupt flate.CorruptInputError
	if errors.As(err, &corrupt) {
		return dataError("invalid stored block lengths")
	}
	return err
}

// members decompresses gzip members (RFC 1952), one after another. What comes
// after the last and does not begin like one is left.
func (i *inflater) members(src *source, emit func([]byte) bool) error {
	for {
		if err := gzipHeader(src); err != nil {
			return err
		}
		sum, size := crc32.NewIEEE(), uint32(0)
		counted := func(b []byte) bool {
			size += uint32(len(b))
			return emit(b)
		}
		if err := i.deflated(src, counted, sum, nil); err != nil {
			return err
		}
		var trailer [8]byte
		if _, err := io.ReadFull(src, trailer[:]); err != nil {
			return err
		}
		switch {
		case binary.LittleEndian.Uint32(trailer[:]) != sum.Sum32():
			return dataError("incorrect data check")
		case binary.LittleEndian.Uint32(trailer[4:]) != size:
			return dataError("incorrect length check")
		}
		if i.rejectRest || !anotherMember(src) {
			return nil
		}
	}
}

// anotherMember reports whether another member follows, once there is input
// that shows it. A zero byte is padding.
func anotherMember(src *source) bool {
	for len(src.input) == 0 {
		src.idle = true
		if !src.wait() {
			return false
		}
		src.idle = false
	}
	return src.input[0] != 0
}

// headerSize is the size of a gzip header without what is optional.
const headerSize = 10

// Flags of a gzip header.
const (
	gzipHeaderCRC = 1 << 1
	gzipExtra     = 1 << 2
	gzipName      = 1 << 3
	gzipComment   = 1 << 4
	gzipReserved  = 0xe0
)

func gzipHeader(src *source) error {
	var head [headerSize]byte
	for i := range head {
		b, err := src.ReadByte()
		if err != nil {
			return err
		}
		head[i] = b
		switch {
		case i == 0 && b != gzipID1, i == 1 && b != gzipID2:
			return dataError("incorrect header check")
		case i == 2 && b != methodDeflate:
			return dataError("unknown compression method")
		case i == 3 && b&gzipReserved != 0:
			return dataError("unknown header flags set")
		}
	}
	return skipOptional(src, head[3])
}

func skipOptional(src *source, flags byte) error {
	if flags&gzipExtra != 0 {
		var n [2]byte
		if _, err := io.ReadFull(src, n[:]); err != nil {
			return err
		}
		if _, err := io.CopyN(io.Discard, src, int64(binary.LittleEndian.Uint16(n[:]))); err != nil {
			return err
		}
	}
	for _, flag := range []byte{gzipName, gzipComment} {
		if flags&flag == 0 {
			continue
		}
		for {
			b, err := src.ReadByte()
			if err != nil {
				return err
			}
			if b == 0 {
				break
			}
		}
	}
	if flags&gzipHeaderCRC != 0 {
		var sum [2]byte
		_, err := io.ReadFull(src, sum[:])
		return err
	}
	return nil
}
