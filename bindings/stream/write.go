package stream

import (
	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/errs"
	"gonet/bindings/internal/raw"
)

// Write writes b, which belongs to the stream until done has been called, and
// reports whether more is welcome before 'drain'. done may be nil. It is
// stream.write as the stream's own class has it.
func (w *Writable) Write(b []byte, done Done) bool {
	c := bytesChunk(b)
	ok, _ := w.writeChunk(c, callback{done: done})
	return ok
}

// writeValue is stream.write(v, encoding, cb). The error is what end, which
// writes its last chunk with it, passes on.
func (w *Writable) writeValue(v, encoding goja.Value, cb callback) (ok bool, err goja.Value) {
	if goja.IsNull(v) {
		errs.Throw(w.env(), "ERR_STREAM_NULL_VALUES")
	}
	if w.flags&objectMode != 0 {
		return w.writeChunk(Chunk{value: v, Encoding: encoding, size: 1}, cb)
	}
	return w.writeChunk(w.chunk(v, encoding), cb)
}

// chunk makes a chunk of a value in byte mode.
func (w *Writable) chunk(v, encoding goja.Value) Chunk {
	known, enc := true, buffer.UTF8
	if encoding == nil || !encoding.ToBoolean() {
		encoding = w.defaultEncoding()
	}
	isBuffer := encoding.StrictEquals(encodingBuffer)
	if encoding != encodingUTF8 && !isBuffer {
		if enc, known = encodingFor(encoding); !known {
			errs.Throw(w.env(), "ERR_UNKNOWN_ENCODING", encoding)
		}
	}
	if !raw.IsString(v) {
		b, ok := buffer.Bytes(w.env(), v)
		if !ok {
			errs.Throw(w.env(), "ERR_INVALID_ARG_TYPE", "chunk", chunkTypes, v)
		}
		return viewChunk(w.st.s.asBuffer(v), b)
	}
	if isBuffer {
		errs.Throw(w.env(), "ERR_UNKNOWN_ENCODING", encoding)
	}
	if w.flags&decodeStrings != 0 {
		return bytesChunk(buffer.Encode(w.env(), v, enc))
	}
	c := stringChunk(v)
	c.Encoding = encoding
	return c
}

// encodingFor finds an encoding by its name as a value.
func encodingFor(v goja.Value) (buffer.Encoding, bool) {
	if !raw.IsString(v) {
		return 0, false
	}
	return buffer.ParseEncoding(v.String())
}

// writeChunk writes c, or reports why that is not possible.
func (w *Writable) writeChunk(c Chunk, cb callback) (ok bool, err goja.Value) {
	switch {
	case w.flags&ending != 0:
		err = errs.New(w.env(), "ERR_STREAM_WRITE_AFTER_END")
	case w.flags&destroyed != 0:
		err = errs.New(w.env(), "ERR_STREAM_DESTROYED", "write")
	}
	if err != nil {
		w.refuse(err, cb)
		return false, err
	}
	w.pendingcb++
	return w.writeOrBuffer(&c, cb), nil
}

// refuse reports a write that is not possible.
func (w *Writable) refuse(err goja.Value, cb callback) {
	if !cb.isNone() {
		w.env().NextTick(func() { cb.call(w.env(), err) })
	}
	w.st.errorOrDestroy(err, true)
}

// writeOrBuffer calls _write, or, if that has to wait, buffers the chunk.
func (w *Writable) writeOrBuffer(c *Chunk, cb callback) bool {
	w.length += c.size
	if w.flags&(writing|errored|corked|constructed) != constructed {
		w.flags |= buffered
		w.buffer = append(w.buffer, writeReq{*c, cb})
		if w.flags&allBuffers != 0 && !isBufferEncoding(c) {
			w.flags &^= allBuffers
		}
		if !cb.isNone() {
			w.flags &^= allNoop
		}
	} else {
		w.begin(c.size, cb)
		w.callWrite(c)
		w.flags &^= sync
	}
	ok := w.length < w.hwm || w.length == 0
	if !ok {
		w.flags |= needDrain
	}
	// False also ends loops that write until they are told to stop.
	return ok && w.flags&(destroyed|errored) == 0
}

func isBufferEncoding(c *Chunk) bool {
	return c.Encoding != nil && c.Encoding.StrictEquals(encodingBuffer)
}

// begin notes what is about to be written.
func (w *Writable) begin(n int, cb callback) {
	w.writelen = n
	w.writecb = cb
	w.flags |= writing | sync | expectWriteCb
}

// callWrite calls _write.
func (w *Writable) callWrite(c *Chunk) {
	st := w.st
	fn, isNative := st.native(mWrite)
	if isNative {
		st.impl.Write(st, *c, (*writeDone)(w))
		return
	}
	encoding := c.Encoding
	if encoding == nil {
		encoding = goja.Undefined()
	}
	st.s.call(fn, "_write", st.state.Object, c.Value(st.s.env), encoding, w.onwriteFn())
}

// callWritev calls _writev with all that is buffered.
func (w *Writable) callWritev(reqs []writeReq) {
	st := w.st
	fn, isNative := st.native(mWritev)
	if isNative {
		chunks := make([]Chunk, len(reqs))
		for i := range reqs {
			chunks[i] = reqs[i].chunk
		}
		st.impl.Writev(st, chunks, (*writeDone)(w))
		return
	}
	st.s.call(fn, "_writev", st.state.Object, w.list(reqs), w.onwriteFn())
}

// list shows requests as scripts see them.
func (w *Writable) list(reqs []writeReq) *goja.Object {
	s := w.st.s
	items := make([]any, len(reqs))
	for i := range reqs {
		items[i] = w.request(&reqs[i])
	}
	list := s.env.VM.NewArray(items...)
	list.Set("allBuffers", w.flags&allBuffers != 0)
	return list
}

func (w *Writable) request(req *writeReq) *goja.Object {
	s := w.st.s
	o := s.env.VM.NewObject()
	o.Set("chunk", req.chunk.Value(s.env))
	o.Set("encoding", orUndefined(req.chunk.Encoding))
	o.Set("callback", req.cb.value(s))
	return o
}

// writeDone is a Writable as the Done of its writes.
type writeDone Writable

func (d *writeDone) Done(err goja.Value) { (*Writable)(d).onwrite(err) }

// onwriteFn is the same for a script's _write: one function for all writes.
func (w *Writable) onwriteFn() *goja.Object {
	x := w.extra()
	if x.onwrite == nil {
		x.onwrite = w.st.s.env.VM.ToValue(func(c goja.FunctionCall) goja.Value {
			w.onwrite(c.Argument(0))
			return goja.Undefined()
		}).(*goja.Object)
	}
	return x.onwrite
}

// onwrite completes a write: its callback runs, at once or, if _write called
// back before it returned, in a tick.
func (w *Writable) onwrite(err goja.Value) {
	if w.flags&expectWriteCb == 0 {
		w.st.ErrorOrDestroy(errs.New(w.env(), "ERR_MULTIPLE_CALLBACK"))
		return
	}
	isSync := w.flags&sync != 0
	cb := w.writecb
	w.writecb = callback{}
	w.flags &^= writing | expectWriteCb
	w.length -= w.writelen
	w.writelen = 0
	if err := errorOf(err); err != nil {
		w.failed(err, cb, isSync)
		return
	}
	if w.flags&buffered != 0 {
		w.clearBuffer()
	}
	if isSync {
		w.afterWriteSoon(cb)
	} else {
		w.afterWrite(1, cb)
	}
}

func (w *Writable) failed(err goja.Value, cb callback, isSync bool) {
	if w.flags&errored == 0 {
		w.setErrored(err)
	}
	if r := w.st.R; r != nil && r.flags&errored == 0 {
		r.setErrored(err)
	}
	report := func() {
		w.pendingcb--
		cb.call(w.env(), err)
		// The others fail too, also without autoDestroy.
		w.errorBuffer()
		w.st.ErrorOrDestroy(err)
	}
	if isSync {
		w.env().NextTick(report)
	} else {
		report()
	}
}

// afterWriteTick completes writes in a tick, several with one callback
// together.
type afterWriteTick struct {
	w     *Writable
	count int
	cb    callback
}

func (t *afterWriteTick) Run() {
	w := t.w
	w.flags &^= hasTickInfo
	w.rare.tick = nil
	w.afterWrite(t.count, t.cb)
}

// nopTick completes a write without a callback.
type nopTick Writable

func (t *nopTick) Run() { (*Writable)(t).afterWrite(1, callback{}) }

// afterWriteSoon has afterWrite run in a tick, if there is anything to do.
func (w *Writable) afterWriteSoon(cb callback) {
	// Node means to test for destroyed here and tests for object mode: the
	// order of events depends on it.
	needTick := w.flags&needDrain != 0 && w.length == 0 || w.flags&objectMode != 0 || !cb.isNone()
	switch {
	case cb.isNone() && w.flags&afterWritePending == 0 && needTick:
		w.env().NextTickRun((*nopTick)(w))
		w.flags |= afterWritePending
	case cb.isNone():
		w.completed()
	case w.flags&hasTickInfo != 0 && w.rare.tick.cb == cb:
		w.rare.tick.count++
	default:
		t := &afterWriteTick{w, 1, cb}
		w.extra().tick = t
		w.env().NextTickRun(t)
		w.flags |= afterWritePending | hasTickInfo
	}
}

// completed counts a write whose end nobody waits for.
func (w *Writable) completed() {
	w.pendingcb--
	if w.flags&ending != 0 {
		w.finishMaybe(true)
	}
}

// afterWrite emits 'drain' if it is due and runs the callbacks of writes.
func (w *Writable) afterWrite(count int, cb callback) {
	w.flags &^= afterWritePending
	if w.flags&(ending|needDrain|destroyed) == needDrain && w.length == 0 {
		w.flags &^= needDrain
		w.st.Emit(nameDrain)
	}
	for ; count > 0; count-- {
		w.pendingcb--
		cb.call(w.env(), nil)
	}
	if w.flags&destroyed != 0 {
		w.errorBuffer()
	}
	if w.flags&ending != 0 {
		w.finishMaybe(true)
	}
}

// errorBuffer fails all writes that wait, and the callbacks of end.
func (w *Writable) errorBuffer() {
	if w.flags&writing != 0 {
		return
	}
	reqs := w.buffer[w.index:]
	for i := range reqs {
		w.length -= reqs[i].chunk.size
		reqs[i].cb.call(w.env(), w.failure("write"))
	}
	if w.rare != nil && len(w.rare.onFinished) > 0 {
		w.callFinished(w.failure("end"))
	}
	w.resetBuffer()
}

// failure is why what waits does not happen.
func (w *Writable) failure(what string) goja.Value {
	if w.flags&errored != 0 {
		return w.rare.errored
	}
	return errs.New(w.env(), "ERR_STREAM_DESTROYED", what)
}

func (w *Writable) resetBuffer() {
	w.buffer, w.index = nil, 0
	w.flags |= allBuffers | allNoop
	w.flags &^= buffered
}

// clearBuffer starts what waits: all in one _writev if there is one, else one
// after the other as long as they complete at once.
func (w *Writable) clearBuffer() {
	if w.flags&(destroyed|bufferProcessing|corked|buffered|constructed) != buffered|constructed {
		return
	}
	if len(w.buffer) == w.index {
		return
	}
	w.flags |= bufferProcessing
	if len(w.buffer)-w.index > 1 && w.hasWritev() {
		w.writeAll()
	} else {
		w.writeEach()
	}
	w.flags &^= bufferProcessing
}

func (w *Writable) hasWritev() bool {
	v := w.object().Get("_writev")
	return v != nil && v.ToBoolean()
}

func (w *Writable) writeAll() {
	reqs := w.buffer[w.index:]
	w.pendingcb -= len(reqs) - 1
	var cb callback
	if w.flags&allNoop == 0 {
		cb.done = &allDone{w, reqs}
	}
	w.begin(w.length, cb)
	if w.flags&destroyed != 0 {
		w.onwrite(errs.New(w.env(), "ERR_STREAM_DESTROYED", "write"))
	} else {
		w.callWritev(reqs)
	}
	w.flags &^= sync
	w.resetBuffer()
}

// allDone runs the callbacks of all the writes that one _writev took.
type allDone struct {
	w    *Writable
	reqs []writeReq
}

func (d *allDone) Done(err goja.Value) {
	for i := range d.reqs {
		d.reqs[i].cb.call(d.w.env(), err)
	}
}

// spliceAt is how many requests that have been started a buffer may keep at
// its front, as long as they are less than half of it.
const spliceAt = 256

func (w *Writable) writeEach() {
	i := w.index
	for i < len(w.buffer) {
		req := w.buffer[i]
		w.buffer[i] = writeReq{}
		i++
		w.begin(req.chunk.size, req.cb)
		if w.flags&destroyed != 0 {
			w.onwrite(errs.New(w.env(), "ERR_STREAM_DESTROYED", "write"))
		} else {
			w.callWrite(&req.chunk)
		}
		w.flags &^= sync
		if w.flags&writing != 0 {
			break
		}
	}
	switch {
	case i >= len(w.buffer):
		w.resetBuffer()
	case i > spliceAt && i*2 >= len(w.buffer):
		n := copy(w.buffer, w.buffer[i:])
		clear(w.buffer[n:])
		w.buffer, w.index = w.buffer[:n], 0
	default:
		w.index = i
	}
}
