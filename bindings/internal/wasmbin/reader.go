package wasmbin

import (
	"fmt"
	"unicode/utf8"
)

// Error is what is wrong with a binary, and where. V8 writes the place behind
// the text.
type Error struct {
	Text   string
	Offset int
}

func (e *Error) Error() string { return fmt.Sprintf("%s @+%d", e.Text, e.Offset) }

// reader walks over bytes of a binary. The first thing that is wrong stays in
// err, and from there on everything reads as zero.
type reader struct {
	b    []byte
	at   int
	base int // where b begins in the binary
	err  *Error

	funcs  []funcPlace // where functions have been named
	bounds *bounds     // of what may be named; nil if that is not looked at
}

// bounds are how many types and globals there are.
type bounds struct{ types, globals int }

// funcPlace is where in a reader's bytes a function is named.
type funcPlace struct{ start, end, index int }

func (r *reader) fail(at int, format string, args ...any) {
	if r.err == nil {
		r.err = &Error{fmt.Sprintf(format, args...), r.base + at}
		r.at = len(r.b)
	}
}

func (r *reader) more() bool { return r.err == nil && r.at < len(r.b) }

func (r *reader) byte(what string) byte {
	if r.at >= len(r.b) {
		r.fail(len(r.b), "reached end while decoding %s", what)
		return 0
	}
	r.at++
	return r.b[r.at-1]
}

func (r *reader) bytes(n uint64, what string) []byte {
	if n > uint64(len(r.b)-r.at) {
		r.fail(r.at, "expected %d bytes, fell off end", n)
		return nil
	}
	r.at += int(n)
	return r.b[r.at-int(n) : r.at : r.at]
}

// uint reads a LEB128 of at most bits bits.
func (r *reader) uint(bits int, what string) uint64 {
	var n uint64
	for shift := 0; ; shift += 7 {
		c := r.byte(what)
		if shift >= bits {
			r.fail(r.at-1, "length overflow while decoding leb128 %s", what)
			return 0
		}
		n |= uint64(c&0x7f) << shift
		if c < 0x80 {
			return n
		}
	}
}

func (r *reader) u32(what string) int { return int(r.uint(32, what)) }

// funcIndex reads the index of a function.
func (r *reader) funcIndex() int {
	start := r.at
	i := r.u32("function index")
	r.funcs = append(r.funcs, funcPlace{start, r.at, i})
	return i
}

// moved appends what has been read since start, with the functions that are
// named there called as place says.
func (r *reader) moved(b []byte, start int, place func(int) int) []byte {
	for _, f := range r.funcs {
		b = append(b, r.b[start:f.start]...)
		b = uleb(b, uint64(place(f.index)))
		start = f.end
	}
	r.funcs = r.funcs[:0]
	return append(b, r.b[start:r.at]...)
}

// count reads the length of a list whose elements take a byte at least.
func (r *reader) count(what string) int {
	start := r.at
	n := r.u32(what)
	if n > len(r.b)-r.at {
		r.fail(start, "%s of %d exceeds what the section can hold", what, n)
		return 0
	}
	return n
}

func (r *reader) name(what string) string {
	n := r.uint(32, what+" length")
	start := r.at
	b := r.bytes(n, what)
	if !utf8.Valid(b) {
		r.fail(start, "invalid UTF-8 in %s", what)
	}
	return string(b)
}

// skipLEB passes over a LEB128 of any sign.
func (r *reader) skipLEB(what string) {
	for r.byte(what) >= 0x80 {
	}
}

// sint reads a signed LEB128.
func (r *reader) sint() int64 {
	var n int64
	for shift := 0; ; shift += 7 {
		c := r.byte("immediate")
		n |= int64(c&0x7f) << shift
		if c < 0x80 || shift > 63 {
			if c&0x40 != 0 && shift < 57 {
				n |= -1 << (shift + 7)
			}
			return n
		}
	}
}

// valType reads a value type.
func (r *reader) valType() ValType {
	start := r.at
	c := r.byte("value type")
	if c == 0x63 || c == 0x64 {
		r.heapType()
	}
	if r.err != nil {
		return I32
	}
	t := ValType(r.b[start:r.at])
	if t == "\x63\x6f" {
		return ExternRef
	}
	if t == "\x63\x70" {
		return FuncRef
	}
	return t
}

// heapType reads the index of a type, or the negative code of one.
func (r *reader) heapType() {
	if n := r.sint(); r.bounds != nil && n >= 0 {
		r.bounded(int(n), r.bounds.types)
	}
}

// bounded fails if there is no i among n.
func (r *reader) bounded(i, n int) {
	if i >= n {
		r.fail(r.at, "index %d out of bounds (%d entries)", i, n)
	}
}

func (r *reader) valTypes() []ValType {
	types := make([]ValType, r.count("value types count"))
	for i := range types {
		types[i] = r.valType()
	}
	return types
}

func (r *reader) limits() Limits {
	flags := r.byte("limits")
	l := Limits{HasMax: flags&1 != 0, Shared: flags&2 != 0, Wide: flags&4 != 0}
	bits := 32
	if l.Wide {
		bits = 64
	}
	l.Min = r.uint(bits, "initial size")
	if l.HasMax {
		l.Max = r.uint(bits, "maximum size")
	}
	return l
}

func (r *reader) tableType() TableType { return TableType{r.valType(), r.limits()} }

func (r *reader) globalType() GlobalType {
	return GlobalType{r.valType(), r.byte("mutability") == 1}
}
