package stream

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/events"
)

// Readable is the readable side of a stream.
type Readable struct {
	st     *Stream
	flags  flags
	hwm    int // the high-water mark
	length int // of what is buffered, in bytes, units or objects

	buffer []Chunk
	index  int // of the first chunk in buffer that has not been read

	rare *readableRare
}

// readableRare is what few streams need.
type readableRare struct {
	errored         goja.Value
	decoder         *goja.Object // a StringDecoder
	encoding        goja.Value
	defaultEncoding goja.Value // nil: utf8
	pipes           []*pipe
	awaitDrain      []*goja.Object // destinations that must drain first
	face            *goja.Object   // _readableState
	transform       *transform     // of a Transform
}

// The names of events, and the order in which streams list them.
var (
	nameClose     = events.NewName("close")
	nameData      = events.NewName("data")
	nameDrain     = events.NewName("drain")
	nameEnd       = events.NewName("end")
	nameError     = events.NewName("error")
	nameFinish    = events.NewName("finish")
	namePause     = events.NewName("pause")
	namePipe      = events.NewName("pipe")
	namePrefinish = events.NewName("prefinish")
	nameReadable  = events.NewName("readable")
	nameResume    = events.NewName("resume")
	nameUnpipe    = events.NewName("unpipe")

	readableShape = events.NewShape(nameClose, nameError, nameData, nameEnd, nameReadable)
	writableShape = events.NewShape(nameClose, nameError, namePrefinish, nameFinish, nameDrain)
	duplexShape   = events.NewShape(nameClose, nameError, namePrefinish, nameFinish, nameDrain, nameData, nameEnd, nameReadable)
)

// init makes r the readable side of st.
func (r *Readable) init(st *Stream, extra flags, hwm int) {
	r.st = st
	r.flags = emitClose | autoDestroy | constructed | sync | extra
	if hwm < 0 {
		hwm = st.s.defaultHWM(extra&objectMode != 0)
	}
	r.hwm = hwm
	st.R = r
	st.state.Parts[env.PartReadable] = r
}

// Stream returns the stream that r is a side of.
func (r *Readable) Stream() *Stream { return r.st }

// Flowing reports whether data is handed to the listeners as it comes.
func (r *Readable) Flowing() bool { return r.flags&flowing != 0 }

// Reading reports whether _read has been called and not been answered yet.
func (r *Readable) Reading() bool { return r.flags&reading != 0 }

// Ended reports whether the end has been pushed.
func (r *Readable) Ended() bool { return r.flags&ended != 0 }

// EndEmitted reports whether 'end' has been emitted.
func (r *Readable) EndEmitted() bool { return r.flags&endEmitted != 0 }

// Length is how much is buffered.
func (r *Readable) Length() int { return r.length }

// HighWaterMark is how much is buffered before _read is no longer called.
func (r *Readable) HighWaterMark() int { return r.hwm }

// SetEnded makes r the readable side of a stream that is only written to.
func (r *Readable) SetEnded() {
	r.flags |= ended | endEmitted | hasReadable
	r.flags &^= isReadable
}

func (r *Readable) extra() *readableRare {
	if r.rare == nil {
		r.rare = new(readableRare)
	}
	return r.rare
}

func (r *Readable) env() *env.Env { return r.st.s.env }

func (r *Readable) object() *goja.Object { return r.st.state.Object }

// chunkLength is what c adds to length.
func (r *Readable) chunkLength(c *Chunk) int {
	if r.flags&objectMode != 0 {
		return 1
	}
	return c.size
}

// setErrored keeps err as the reason why the stream failed.
func (r *Readable) setErrored(err goja.Value) {
	if errorOf(err) == nil {
		r.flags &^= errored
		return
	}
	r.extra().errored = err
	r.flags |= errored
}

func (r *Readable) erroredValue() goja.Value {
	if r.flags&errored != 0 {
		return r.rare.errored
	}
	return goja.Null()
}

// canPushMore reports whether _push wants more: without data any amount.
func (r *Readable) canPushMore() bool {
	return r.flags&ended == 0 && (r.length < r.hwm || r.length == 0)
}

// drained forgets that destinations were to drain first.
func (r *Readable) drained() {
	if r.rare != nil {
		r.rare.awaitDrain = r.rare.awaitDrain[:0]
	}
}
