package stream

import (
	"math"

	"github.com/dop251/goja"

	"gonet/bindings/errs"
)

// anySize is the size of a read that takes what there is.
const anySize = math.MinInt

// maxHWM is as far as a read raises the high-water mark: 1 GiB.
const maxHWM = 0x40000000

// readSize is the argument of read as a number.
func (s *Streams) readSize(v goja.Value) int {
	if goja.IsUndefined(v) {
		return anySize
	}
	f := v.ToFloat()
	if !goja.IsNumber(v) || f != math.Trunc(f) {
		f = s.env.Call(s.parseInt, goja.Undefined(), v, s.env.VM.ToValue(10)).ToFloat()
	}
	switch {
	case math.IsNaN(f):
		return anySize
	case f > math.MaxInt32*float64(1024):
		return math.MaxInt32 * 1024
	case f < 0:
		return -1
	}
	return int(f)
}

// newHWM is the next power of two from n.
func (r *Readable) newHWM(n int) int {
	if n > maxHWM {
		errs.Throw(r.env(), "ERR_OUT_OF_RANGE", "size", "<= 1GiB", n)
	}
	p := 1
	for p < n {
		p <<= 1
	}
	return p
}

// howMuch is how much of n can be read now.
func (r *Readable) howMuch(n int) int {
	switch {
	case n != anySize && n <= 0, r.length == 0 && r.flags&ended != 0:
		return 0
	case r.flags&objectMode != 0:
		return 1
	case n == anySize:
		// One chunk at a time, but all of the text.
		if r.index < len(r.buffer) && (r.flags&hasDecoder == 0 || r.flags&flowing != 0) {
			return r.buffer[r.index].size
		}
		return r.length
	case n <= r.length:
		return n
	case r.flags&ended != 0:
		return r.length
	}
	return 0
}

// ReadChunk is stream.read(n) as the stream's own class has it; ok is false
// for null. Pass a negative n, other than -1, to take what there is: see All.
func (r *Readable) ReadChunk(n int) (c Chunk, ok bool) {
	if n > r.hwm {
		r.hwm = r.newHWM(n)
	}
	if n != 0 {
		r.flags &^= emittedReadable | eofReadablePending
	}
	wanted := n
	if n == 0 && r.flags&needReadable != 0 && (r.isFull() || r.flags&ended != 0) {
		if r.length == 0 && r.flags&ended != 0 {
			r.endReadable()
		} else {
			r.emitReadable()
		}
		return c, false
	}
	n = r.howMuch(n)
	if n == 0 && r.flags&ended != 0 {
		if r.length == 0 {
			r.endReadable()
		}
		return c, false
	}
	if r.flags&(reading|ended|destroyed|errored|constructed) == constructed &&
		(r.flags&needReadable != 0 || r.length == 0 || r.length-n < r.hwm) {
		r.callRead()
		// If it was answered at once there may be more to return now.
		if r.flags&reading == 0 {
			n = r.howMuch(wanted)
		}
	}
	if n > 0 {
		c, ok = r.take(n)
	}
	if ok {
		r.length -= n
		r.drained()
	} else {
		if r.length <= r.hwm {
			r.flags |= needReadable
		}
		n = 0
	}
	if r.length == 0 {
		if r.flags&ended == 0 {
			r.flags |= needReadable
		} else if wanted != n {
			r.endReadable()
		}
	}
	if ok && r.flags&(errorEmitted|closeEmitted) == 0 {
		r.flags |= dataEmitted
		r.emitData(&c)
	}
	return c, ok
}

func (r *Readable) isFull() bool {
	if r.hwm != 0 {
		return r.length >= r.hwm
	}
	return r.length > 0
}

// All is the size for ReadChunk that takes what there is.
const All = anySize

// callRead calls _read.
func (r *Readable) callRead() {
	r.flags |= reading | sync
	if r.length == 0 {
		r.flags |= needReadable
	}
	st := r.st
	fn, isNative := st.native(mRead)
	if isNative && !st.impl.scripted {
		st.impl.Read(st, r.hwm)
	} else if ex := r.env().VM.Try(func() {
		if isNative {
			st.impl.Read(st, r.hwm)
			return
		}
		st.s.call(fn, "_read", st.state.Object, r.env().VM.ToValue(r.hwm))
	}); ex != nil {
		st.ErrorOrDestroy(ex.Value())
	}
	r.flags &^= sync
}

// read calls stream.read(n), a script's own if there is one.
func (r *Readable) read(n int) (c Chunk, ok bool) {
	st := r.st
	fn := st.state.Object.Get("read")
	switch {
	case fn == goja.Value(st.s.readFn):
		return r.ReadChunk(n)
	case fn != nil && fn == st.impl.fns[mPull]:
		return st.impl.Pull(st, n)
	}
	var v goja.Value
	if n == anySize {
		v = st.s.call(fn, "read", st.state.Object)
	} else {
		v = st.s.call(fn, "read", st.state.Object, r.env().VM.ToValue(n))
	}
	return Chunk{value: v, size: 1}, !goja.IsNull(v)
}

// take removes the first n bytes, units or objects from the buffer. The caller
// adjusts length.
func (r *Readable) take(n int) (c Chunk, ok bool) {
	if r.length == 0 {
		return c, false
	}
	if r.index >= len(r.buffer) {
		return r.nothing(), true
	}
	first := &r.buffer[r.index]
	switch {
	case r.flags&objectMode != 0:
		c = r.shift()
	case n >= r.length && r.flags&hasDecoder != 0:
		c = r.takeText(r.length)
	case n >= r.length && len(r.buffer)-r.index == 1:
		c = r.shift()
	case n < r.length && n == first.size:
		c = r.shift()
	case n < first.size:
		c = first.slice(r.env(), 0, n)
		*first = first.slice(r.env(), n, first.size)
	case r.flags&hasDecoder != 0:
		c = r.takeText(min(n, r.length))
	default:
		c = r.takeBytes(min(n, r.length))
	}
	r.compact()
	return c, true
}

// nothing is what is read where length says that there is something and the
// buffer has nothing: setEncoding in object mode, or a script that changed it.
func (r *Readable) nothing() Chunk {
	switch {
	case r.flags&objectMode != 0:
		return objectChunk(goja.Undefined())
	case r.flags&hasDecoder != 0:
		return stringChunk(goja.StringFromUTF16(nil))
	}
	return bytesChunk([]byte{})
}

// shift removes the first chunk.
func (r *Readable) shift() Chunk {
	c := r.buffer[r.index]
	r.buffer[r.index] = Chunk{}
	r.index++
	return c
}

// takeBytes joins n bytes of several chunks.
func (r *Readable) takeBytes(n int) Chunk {
	joined := make([]byte, 0, n)
	for n > 0 && r.index < len(r.buffer) {
		first := &r.buffer[r.index]
		if n < first.size {
			joined = append(joined, first.bytes[:n]...)
			*first = first.slice(r.env(), n, first.size)
			break
		}
		joined = append(joined, first.bytes...)
		n -= first.size
		r.shift()
	}
	return bytesChunk(joined)
}

// takeText joins n units of several strings.
func (r *Readable) takeText(n int) Chunk {
	joined := goja.StringFromUTF16(nil)
	for n > 0 && r.index < len(r.buffer) {
		first := &r.buffer[r.index]
		if n < first.size {
			part := first.slice(r.env(), 0, n)
			*first = first.slice(r.env(), n, first.size)
			joined = joined.Concat(r.text(&part))
			break
		}
		text := r.text(first)
		n -= first.size
		r.shift()
		if n == 0 && joined.Length() == 0 {
			return stringChunk(text)
		}
		joined = joined.Concat(text)
	}
	return stringChunk(joined)
}

// text returns a chunk among strings as one: a Buffer may have been unshifted.
func (r *Readable) text(c *Chunk) goja.String {
	v := c.Value(r.env())
	if s, ok := v.(goja.String); ok {
		return s
	}
	return r.env().VM.ToValue(v.String()).(goja.String)
}

// compactAt is how many chunks that have been read a buffer may keep at its
// front.
const compactAt = 1024

func (r *Readable) compact() {
	switch {
	case r.index == len(r.buffer):
		r.buffer, r.index = r.buffer[:0], 0
		if cap(r.buffer) > keepChunks {
			r.buffer = nil
		}
	case r.index > compactAt:
		n := copy(r.buffer, r.buffer[r.index:])
		clear(r.buffer[n:])
		r.buffer, r.index = r.buffer[:n], 0
	}
}

// keepChunks is the largest buffer that a stream with nothing in it keeps.
const keepChunks = 64

// setEncoding is stream.setEncoding(encoding): from now on text comes out,
// also of what is buffered.
func (r *Readable) setEncoding(encoding goja.Value) {
	e := r.env()
	decoder := e.Construct(e.Require("string_decoder").Get("StringDecoder").(*goja.Object), encoding)
	x := r.extra()
	x.decoder, x.encoding = decoder, decoder.Get("encoding")
	r.flags |= hasDecoder
	content := goja.StringFromUTF16(nil)
	for i := r.index; i < len(r.buffer); i++ {
		v := e.Invoke(decoder, "write", r.buffer[i].Value(e))
		content = content.Concat(v.ToString().(goja.String))
	}
	if r.flags&ended != 0 {
		content = content.Concat(e.Invoke(decoder, "end").ToString().(goja.String))
	}
	r.buffer, r.index = nil, 0
	if content.Length() > 0 {
		r.buffer = []Chunk{stringChunk(content)}
	}
	r.length = content.Length()
}
