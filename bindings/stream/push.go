package stream

import (
	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/errs"
	"gonet/bindings/internal/raw"
	"gonet/bindings/stringdecoder"
)

// Push hands b, which belongs to the stream from now on, to the listeners or
// to the buffer, and reports whether more is welcome. It is stream.push(b), a
// script's own push if there is one.
func (r *Readable) Push(b []byte) bool {
	if fn := r.object().Get("push"); fn != goja.Value(r.st.s.pushFn) {
		return r.env().Invoke(r.object(), "push", buffer.New(r.env(), b)).ToBoolean()
	}
	return r.push(bytesChunk(b))
}

// PushEOF is stream.push(null): no more data comes.
func (r *Readable) PushEOF() {
	if fn := r.object().Get("push"); fn != goja.Value(r.st.s.pushFn) {
		r.env().Invoke(r.object(), "push", goja.Null())
		return
	}
	r.pushEOF()
}

func (r *Readable) pushEOF() {
	r.flags &^= reading
	r.onEOF()
}

// push takes a chunk of bytes in byte mode.
func (r *Readable) push(c Chunk) bool {
	if c.size == 0 {
		r.flags &^= reading
		r.maybeReadMore()
		return r.canPushMore()
	}
	return r.pushDecoded(c, r.flags&hasDecoder != 0)
}

// pushDecoded takes a chunk that is not empty; decode says that it is bytes
// and the stream hands out strings.
func (r *Readable) pushDecoded(c Chunk, decode bool) bool {
	if r.flags&ended != 0 {
		r.st.ErrorOrDestroy(errs.New(r.env(), "ERR_STREAM_PUSH_AFTER_EOF"))
		return false
	}
	if r.flags&(destroyed|errored) != 0 {
		return false
	}
	r.flags &^= reading
	if decode {
		c = r.decode(&c)
		if c.size == 0 {
			r.maybeReadMore()
			return r.canPushMore()
		}
	}
	r.addChunk(c, false)
	return r.canPushMore()
}

// pushValue is stream.push(v, encoding).
func (r *Readable) pushValue(v, encoding goja.Value) bool {
	if goja.IsNull(v) {
		r.pushEOF()
		return false
	}
	if r.flags&objectMode != 0 {
		return r.pushObject(v, encoding)
	}
	if raw.IsString(v) {
		encoding = r.encodingOr(encoding)
		if r.sameEncoding(encoding) {
			c := stringChunk(v)
			if c.size == 0 {
				return r.push(c)
			}
			return r.pushDecoded(c, false)
		}
		return r.push(r.encode(v, encoding))
	}
	c, ok := r.view(v)
	if !ok {
		return false
	}
	return r.push(c)
}

func (r *Readable) pushObject(v, encoding goja.Value) bool {
	if r.flags&ended != 0 {
		r.st.ErrorOrDestroy(errs.New(r.env(), "ERR_STREAM_PUSH_AFTER_EOF"))
		return false
	}
	if r.flags&(destroyed|errored) != 0 {
		return false
	}
	r.flags &^= reading
	c := objectChunk(v)
	if r.flags&hasDecoder != 0 && !encoding.ToBoolean() {
		c.value = r.decoderCall("write", v)
	}
	r.addChunk(c, false)
	return r.canPushMore()
}

// view makes a chunk of a Buffer or another view; an undefined one is empty.
func (r *Readable) view(v goja.Value) (c Chunk, ok bool) {
	if b, ok := buffer.Bytes(r.env(), v); ok {
		return viewChunk(r.st.s.asBuffer(v), b), true
	}
	if v != nil && !goja.IsUndefined(v) {
		r.st.ErrorOrDestroy(errs.New(r.env(), "ERR_INVALID_ARG_TYPE", "chunk", chunkTypes, v))
		return c, false
	}
	return c, true
}

var chunkTypes = []string{"string", "Buffer", "TypedArray", "DataView"}

// asBuffer returns the Buffer over the bytes of v, v itself if it is one.
func (s *Streams) asBuffer(v goja.Value) goja.Value {
	if buffer.Is(s.env, v) {
		return v
	}
	o := v.(*goja.Object)
	return s.env.Invoke(buffer.Class(s.env), "from", o.Get("buffer"), o.Get("byteOffset"), o.Get("byteLength"))
}

// encodingOr returns the encoding of a string that is pushed.
func (r *Readable) encodingOr(encoding goja.Value) goja.Value {
	if encoding != nil && encoding.ToBoolean() {
		return encoding
	}
	return r.defaultEncoding()
}

func (r *Readable) defaultEncoding() goja.Value {
	if r.rare != nil && r.rare.defaultEncoding != nil {
		return r.rare.defaultEncoding
	}
	return encodingUTF8
}

// sameEncoding reports whether strings in encoding are handed out as they are.
func (r *Readable) sameEncoding(encoding goja.Value) bool {
	return r.rare != nil && r.rare.encoding != nil && r.rare.encoding.StrictEquals(encoding)
}

// encode makes a chunk of bytes of a string.
func (r *Readable) encode(v, encoding goja.Value) Chunk {
	e := r.env()
	enc, ok := buffer.ParseEncoding(encoding.String())
	if !ok {
		errs.Throw(e, "ERR_UNKNOWN_ENCODING", encoding)
	}
	return bytesChunk(buffer.Encode(e, v, enc))
}

func (r *Readable) decode(c *Chunk) Chunk {
	if d, ok := stringdecoder.Own(r.env(), r.rare.decoder); ok {
		return stringChunk(d.Write(r.env(), c.bytes))
	}
	return stringChunk(r.decoderCall("write", c.Value(r.env())))
}

func (r *Readable) decoderCall(method string, args ...goja.Value) goja.Value {
	return r.env().Invoke(r.rare.decoder, method, args...)
}

// unshift is stream.unshift(v, encoding).
func (r *Readable) unshift(v, encoding goja.Value) bool {
	if goja.IsNull(v) {
		r.pushEOF()
		return false
	}
	var c Chunk
	switch {
	case r.flags&objectMode != 0:
		return r.unshiftChunk(objectChunk(v))
	case raw.IsString(v):
		encoding = r.encodingOr(encoding)
		if r.sameEncoding(encoding) {
			c = stringChunk(v)
		} else if c = r.encode(v, encoding); r.rare != nil && r.rare.encoding != nil {
			// Among strings it has to be one, in their encoding.
			enc, _ := buffer.ParseEncoding(r.rare.encoding.String())
			c = stringChunk(buffer.Decode(r.env(), c.bytes, enc))
		}
	default:
		var ok bool
		if c, ok = r.view(v); !ok {
			return false
		}
	}
	if c.size == 0 {
		return r.canPushMore()
	}
	return r.unshiftChunk(c)
}

func (r *Readable) unshiftChunk(c Chunk) bool {
	switch {
	case r.flags&endEmitted != 0:
		r.st.ErrorOrDestroy(errs.New(r.env(), "ERR_STREAM_UNSHIFT_AFTER_END_EVENT"))
	case r.flags&(destroyed|errored) != 0:
		return false
	default:
		r.addChunk(c, true)
	}
	return r.canPushMore()
}

// addChunk hands c to the listeners if the stream flows and nothing is
// buffered, else puts it into the buffer.
func (r *Readable) addChunk(c Chunk, front bool) {
	if r.flags&(flowing|sync|dataListening) == flowing|dataListening && r.length == 0 {
		r.drained()
		r.flags |= dataEmitted
		r.emitData(&c)
	} else {
		r.length += r.chunkLength(&c)
		switch {
		case !front:
			r.buffer = append(r.buffer, c)
		case r.index > 0:
			r.index--
			r.buffer[r.index] = c
		default:
			r.buffer = append([]Chunk{c}, r.buffer...)
		}
		if r.flags&needReadable != 0 {
			r.emitReadable()
		}
	}
	r.maybeReadMore()
}

// emitData emits 'data'. A pipe that is the only listener gets the chunk
// without a Buffer being made of it.
func (r *Readable) emitData(c *Chunk) {
	st := r.st
	if l := st.em.Only(nameData); l != nil && c.value == nil {
		if p, ok := l.Native.(*pipe); ok && st.s.ev.OwnEmit(st.state.Object) {
			p.data(c)
			return
		}
	}
	st.Emit(nameData, c.Value(st.s.env))
}

// onEOF notes the end of the data and tells who waits for it.
func (r *Readable) onEOF() {
	if r.flags&ended != 0 {
		return
	}
	if r.flags&hasDecoder != 0 {
		if rest := r.decoderCall("end"); rest.ToBoolean() && raw.IsString(rest) && stringLength(rest) > 0 {
			c := stringChunk(rest)
			r.buffer = append(r.buffer, c)
			r.length += r.chunkLength(&c)
		}
	}
	r.flags |= ended
	if r.flags&sync == 0 {
		// At once, as some programs rely on.
		r.flags &^= needReadable
		r.flags |= emittedReadable
		r.emitReadableNow()
		return
	}
	if r.flags&(flowing|needReadable) != 0 || r.listenerCount(nameReadable) > 0 {
		r.emitReadable()
	} else {
		r.flags |= eofReadablePending
	}
}
