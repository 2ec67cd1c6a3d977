package stream

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
)

// Writable is the writable side of a stream.
type Writable struct {
	st        *Stream
	flags     flags
	corks     int32 // calls of cork without an uncork
	hwm       int   // the high-water mark
	length    int   // of what has been written and not completed
	writelen  int   // of what is being written
	pendingcb int   // callbacks that must run before 'finish'

	buffer  []writeReq
	index   int // of the first request in buffer that has not been started
	writecb callback

	rare *writableRare
}

// writeReq is a write that waits for its turn.
type writeReq struct {
	chunk Chunk
	cb    callback
}

// writableRare is what few streams need.
type writableRare struct {
	errored         goja.Value
	defaultEncoding goja.Value // nil: utf8
	onFinished      []callback // of end
	onwrite         *goja.Object
	tick            *afterWriteTick
	face            *goja.Object // _writableState
}

// callback is what a writer wants to be told: a script's function, a Done, or
// nothing.
type callback struct {
	fn   *goja.Object
	done Done
}

func (cb callback) isNone() bool { return cb.fn == nil && cb.done == nil }

func (cb callback) call(e *env.Env, err goja.Value) {
	switch {
	case cb.done != nil:
		cb.done.Done(errorOf(err))
	case cb.fn != nil:
		e.Call(env.CallbackOf(cb.fn), goja.Undefined(), orNull(err))
	}
}

// value returns the callback as scripts see it.
func (cb callback) value(s *Streams) goja.Value {
	switch {
	case cb.fn != nil:
		return cb.fn
	case cb.done != nil:
		return s.callback(func(err goja.Value) { cb.done.Done(errorOf(err)) })
	}
	return s.nopFn
}

func (w *Writable) init(st *Stream, extra flags, hwm int) {
	w.st = st
	w.flags = sync | constructed | emitClose | autoDestroy | decodeStrings | allBuffers | allNoop | extra
	if hwm < 0 {
		hwm = st.s.defaultHWM(extra&objectMode != 0)
	}
	w.hwm = hwm
	st.W = w
	st.state.Parts[env.PartWritable] = w
}

// Stream returns the stream that w is a side of.
func (w *Writable) Stream() *Stream { return w.st }

// Ending reports whether the stream has been ended.
func (w *Writable) Ending() bool { return w.flags&ending != 0 }

// Finished reports whether 'finish' has been emitted.
func (w *Writable) Finished() bool { return w.flags&finished != 0 }

// Length is how much has been written and not completed.
func (w *Writable) Length() int { return w.length }

// HighWaterMark is the length from which Write reports false.
func (w *Writable) HighWaterMark() int { return w.hwm }

// Buffered calls fn for each chunk that has not reached _write.
func (w *Writable) Buffered(fn func(c *Chunk)) {
	for i := w.index; i < len(w.buffer); i++ {
		fn(&w.buffer[i].chunk)
	}
}

// SetEnded makes w the writable side of a stream that is only read from.
func (w *Writable) SetEnded() {
	w.flags |= ending | hasEnded | finished | hasWritable
	w.flags &^= isWritable
}

func (w *Writable) env() *env.Env { return w.st.s.env }

func (w *Writable) object() *goja.Object { return w.st.state.Object }

func (w *Writable) extra() *writableRare {
	if w.rare == nil {
		w.rare = new(writableRare)
	}
	return w.rare
}

func (w *Writable) setErrored(err goja.Value) {
	if errorOf(err) == nil {
		w.flags &^= errored
		return
	}
	w.extra().errored = err
	w.flags |= errored
}

func (w *Writable) erroredValue() goja.Value {
	if w.flags&errored != 0 {
		return w.rare.errored
	}
	return goja.Null()
}

// defaultEncoding is the encoding of strings that are written without one.
func (w *Writable) defaultEncoding() goja.Value {
	if w.rare != nil && w.rare.defaultEncoding != nil {
		return w.rare.defaultEncoding
	}
	return encodingUTF8
}

// needsDrain is writableNeedDrain.
func (w *Writable) needsDrain() bool {
	return w.flags&(destroyed|ending|needDrain) == needDrain
}
