package stream

import (
	"strconv"

	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/bindings/internal/raw"
	"gonet/bindings/internal/validate"
)

// readableBits are the properties of _readableState that are one bit each.
var readableBits = map[string]flags{
	"objectMode": objectMode, "ended": ended, "endEmitted": endEmitted, "reading": reading,
	"constructed": constructed, "sync": sync, "needReadable": needReadable,
	"emittedReadable": emittedReadable, "readableListening": readableListening,
	"resumeScheduled": resumeScheduled, "errorEmitted": errorEmitted, "emitClose": emitClose,
	"autoDestroy": autoDestroy, "destroyed": destroyed, "closed": closed,
	"closeEmitted": closeEmitted, "multiAwaitDrain": multiAwaitDrain,
	"readingMore": readingMore, "dataEmitted": dataEmitted,
}

// face returns _readableState: an object whose properties are those of r.
func (r *Readable) face() goja.Value {
	x := r.extra()
	if x.face == nil {
		s := r.st.s
		x.face = s.env.VM.CreateObject(s.readableState.Proto)
		s.env.Attach(x.face).Parts[env.PartReadable] = r
	}
	return x.face
}

func (s *Streams) defineReadableState() {
	c := s.env.NewClass("ReadableState", 3, nil, func(c goja.ConstructorCall) *goja.Object {
		// A state without a stream, as tests make it.
		r := new(Readable)
		st := &Stream{s: s, state: s.env.Attach(c.This), R: r}
		s.side(optionsOf(c.Argument(0)), "readable", c.Argument(2).ToBoolean()).readable(r, st)
		return nil
	})
	s.readableState = c
	for name, bit := range readableBits {
		s.stateAccessor(c, name, func(r *Readable) goja.Value { return s.bool(r.flags&bit != 0) },
			func(r *Readable, v goja.Value) { r.flags.set(bit, v.ToBoolean()) })
	}
	number := func(name string, field func(r *Readable) *int) {
		s.stateAccessor(c, name, func(r *Readable) goja.Value { return s.env.VM.ToValue(*field(r)) },
			func(r *Readable, v goja.Value) { *field(r) = int(v.ToInteger()) })
	}
	number("highWaterMark", func(r *Readable) *int { return &r.hwm })
	number("length", func(r *Readable) *int { return &r.length })
	s.stateAccessor(c, "bufferIndex", func(r *Readable) goja.Value { return s.env.VM.ToValue(0) }, nil)
	s.stateAccessor(c, "buffer", (*Readable).bufferValue, (*Readable).setBuffer)
	s.stateAccessor(c, "flowing", (*Readable).flowingValue, (*Readable).setFlowing)
	s.stateAccessor(c, "errored", (*Readable).erroredValue, (*Readable).setErrored)
	s.stateAccessor(c, "readable", func(r *Readable) goja.Value {
		if r.flags&hasReadable == 0 {
			return goja.Undefined()
		}
		return s.bool(r.flags&isReadable != 0)
	}, func(r *Readable, v goja.Value) { r.setReadable(v.ToBoolean()) })
	s.stateAccessor(c, "paused", func(r *Readable) goja.Value { return s.bool(r.flags&paused != 0) },
		func(r *Readable, v goja.Value) {
			r.flags |= hasPaused
			r.flags.set(paused, v.ToBoolean())
		})
	s.defineRareReadableState(c)
}

// defineRareReadableState defines what is kept in readableRare.
func (s *Streams) defineRareReadableState(c *env.Class) {
	s.stateAccessor(c, "defaultEncoding", (*Readable).defaultEncoding,
		func(r *Readable, v goja.Value) { r.extra().defaultEncoding = v })
	s.stateAccessor(c, "decoder", func(r *Readable) goja.Value {
		if r.flags&hasDecoder == 0 {
			return goja.Null()
		}
		return r.rare.decoder
	}, func(r *Readable, v goja.Value) {
		r.extra().decoder, _ = v.(*goja.Object)
		r.flags.set(hasDecoder, r.rare.decoder != nil)
	})
	s.stateAccessor(c, "encoding", func(r *Readable) goja.Value {
		if r.rare == nil {
			return goja.Null()
		}
		return orNull(r.rare.encoding)
	}, func(r *Readable, v goja.Value) { r.extra().encoding = errorOf(v) })
	s.stateAccessor(c, "pipes", func(r *Readable) goja.Value {
		list := s.env.VM.NewArray()
		if r.rare != nil {
			for i, p := range r.rare.pipes {
				list.Set(strconv.Itoa(i), p.dest)
			}
		}
		return list
	}, nil)
	s.stateAccessor(c, "pipesCount", func(r *Readable) goja.Value {
		if r.rare == nil {
			return s.env.VM.ToValue(0)
		}
		return s.env.VM.ToValue(len(r.rare.pipes))
	}, nil)
	s.stateAccessor(c, "awaitDrainWriters", (*Readable).awaitDrainValue, nil)
}

// awaitDrainValue is null, the one destination that must drain, or, with
// several pipes, a Set of them.
func (r *Readable) awaitDrainValue() goja.Value {
	var waiting []*goja.Object
	if r.rare != nil {
		waiting = r.rare.awaitDrain
	}
	if r.flags&multiAwaitDrain == 0 {
		if len(waiting) == 0 {
			return goja.Null()
		}
		return waiting[0]
	}
	e := r.env()
	set := e.Construct(e.VM.Get("Set").(*goja.Object))
	for _, dest := range waiting {
		e.Invoke(set, "add", dest)
	}
	return set
}

// stateAccessor defines a property of _readableState that is not enumerable.
func (s *Streams) stateAccessor(c *env.Class, name string, get func(r *Readable) goja.Value, set func(r *Readable, v goja.Value)) {
	var setter func(this, v goja.Value)
	if set != nil {
		setter = func(this, v goja.Value) { set(s.readable(this), v) }
	}
	s.env.Accessor(c.Proto, name, goja.FLAG_FALSE, func(this goja.Value) goja.Value { return get(s.readable(this)) }, setter)
}

// bufferValue is the buffer as an array of chunks, as it is now.
func (r *Readable) bufferValue() goja.Value {
	items := make([]any, 0, len(r.buffer)-r.index)
	for i := r.index; i < len(r.buffer); i++ {
		items = append(items, r.buffer[i].Value(r.env()))
	}
	return r.env().VM.NewArray(items...)
}

// setBuffer replaces the buffer, but not length, with an array of chunks.
func (r *Readable) setBuffer(v goja.Value) {
	r.buffer, r.index = nil, 0
	if validate.IsArray(v) {
		r.buffer = r.st.s.chunks(v, r.flags&objectMode != 0)
	}
}

// chunks makes chunks of the items of an array.
func (s *Streams) chunks(list goja.Value, objects bool) []Chunk {
	var chunks []Chunk
	s.env.VM.ForOf(list, func(item goja.Value) bool {
		b, isView := buffer.Bytes(s.env, item)
		switch {
		case objects:
			chunks = append(chunks, objectChunk(item))
		case raw.IsString(item):
			chunks = append(chunks, stringChunk(item))
		case isView:
			chunks = append(chunks, viewChunk(item, b))
		}
		return true
	})
	return chunks
}

// fromList is Readable._fromList(n, state), which tests call: state may be any
// object with a buffer.
func (s *Streams) fromList(n, state goja.Value) goja.Value {
	o := state.ToObject(s.env.VM)
	r := &Readable{st: &Stream{s: s}}
	r.length = int(o.Get("length").ToInteger())
	if truthy(o, "objectMode") {
		r.flags |= objectMode
	}
	if truthy(o, "decoder") {
		r.flags |= hasDecoder
	}
	list := o.Get("buffer")
	r.buffer = s.chunks(list, r.flags&objectMode != 0)
	if i := o.Get("bufferIndex"); i != nil {
		r.index = int(i.ToInteger())
	}
	size := int(n.ToInteger())
	if size <= 0 {
		size = r.length
	}
	c, ok := r.take(size)
	if !ok {
		return goja.Null()
	}
	left := s.env.VM.NewArray()
	for i := r.index; i < len(r.buffer); i++ {
		left.Set(strconv.Itoa(i-r.index), r.buffer[i].Value(s.env))
	}
	o.Set("buffer", left)
	o.Set("bufferIndex", 0)
	return c.Value(s.env)
}
