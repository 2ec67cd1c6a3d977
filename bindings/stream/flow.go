package stream

import (
	"github.com/dop251/goja"

	"gonet/bindings/events"
)

// emitReadable has 'readable' emitted in a tick, once.
func (r *Readable) emitReadable() {
	r.flags &^= needReadable
	if r.flags&emittedReadable == 0 {
		r.flags |= emittedReadable
		r.env().NextTick(r.emitReadableNow)
	}
}

func (r *Readable) emitReadableNow() {
	if r.flags&(destroyed|errored) == 0 && (r.length > 0 || r.flags&ended != 0) {
		r.st.Emit(nameReadable)
		r.flags &^= emittedReadable
	}
	// Another one is due unless the stream flows, has ended or is full.
	if r.flags&(flowing|ended) == 0 && r.length <= r.hwm {
		r.flags |= needReadable
	}
	r.flow()
}

// maybeReadMore has more data read ahead in a tick, if there is room.
func (r *Readable) maybeReadMore() {
	if r.flags&(readingMore|reading|constructed) == constructed {
		r.flags |= readingMore
		r.env().NextTickRun((*readMoreTick)(r))
	}
}

type readMoreTick Readable

// Run reads until the mark is reached, a read is pending, or nothing comes.
func (t *readMoreTick) Run() {
	r := (*Readable)(t)
	for r.flags&(reading|ended) == 0 && (r.length < r.hwm || r.flags&flowing != 0 && r.length == 0) {
		length := r.length
		r.read(0)
		if length == r.length {
			break
		}
	}
	r.flags &^= readingMore
}

// flow reads as long as the stream flows and has something.
func (r *Readable) flow() {
	for r.flags&flowing != 0 {
		if _, ok := r.read(anySize); !ok {
			return
		}
	}
}

// listenerCount calls stream.listenerCount, a script's own if there is one.
func (r *Readable) listenerCount(name *events.Name) int {
	st := r.st
	if fn := st.state.Object.Get("listenerCount"); fn != st.s.listenerCountFn {
		return int(st.s.call(fn, "listenerCount", st.state.Object, name.Value()).ToInteger())
	}
	return st.em.Count(name)
}

// added follows the registration of a listener: data begins to flow, or
// 'readable' is emitted for what there is.
func (r *Readable) added(name *events.Name) {
	switch name {
	case nameData:
		r.flags |= dataListening
		if r.listenerCount(nameReadable) > 0 {
			r.flags |= readableListening
		}
		if r.flags&(hasFlowing|flowing) != hasFlowing {
			r.callResume()
		}
	case nameReadable:
		r.addedReadable()
	}
}

func (r *Readable) addedReadable() {
	if r.flags&(endEmitted|readableListening) != 0 {
		return
	}
	r.flags |= readableListening | needReadable | hasFlowing
	r.flags &^= flowing | emittedReadable
	if r.length > 0 {
		r.emitReadable()
		return
	}
	if r.flags&eofReadablePending != 0 {
		// Nobody was listening when the data ended: they are told now.
		r.flags &^= eofReadablePending
		r.emitReadable()
	}
	if r.flags&reading == 0 {
		r.env().NextTick(func() { r.read(0) })
	}
}

// removed follows the removal of a listener.
func (r *Readable) removed(name *events.Name) {
	switch {
	case name == nameReadable:
		// In a tick, so that once('readable') in a row does not switch back
		// and forth.
		r.env().NextTick(r.updateReadableListening)
	case name == nameData && r.listenerCount(nameData) == 0:
		r.flags &^= dataListening
	}
}

func (r *Readable) updateReadableListening() {
	if r.listenerCount(nameReadable) > 0 {
		r.flags |= readableListening
	} else {
		r.flags &^= readableListening
	}
	switch {
	case r.flags&(hasPaused|paused|resumeScheduled) == hasPaused|resumeScheduled:
		// The resume that is on its way has to flow.
		r.flags |= hasFlowing | flowing
	case r.flags&dataListening != 0:
		r.callResume()
	case r.flags&readableListening == 0:
		r.flags &^= hasFlowing | flowing
	}
}

// callResume calls stream.resume, a script's own if there is one.
func (r *Readable) callResume() {
	st := r.st
	switch fn := st.state.Object.Get("resume"); {
	case fn == goja.Value(st.s.resumeFn):
		r.Resume()
	case fn != nil && fn == st.impl.fns[mResume]:
		st.impl.Resume(st)
	default:
		st.s.call(fn, "resume", st.state.Object)
	}
}

// callPause calls stream.pause, a script's own if there is one.
func (r *Readable) callPause() {
	st := r.st
	switch fn := st.state.Object.Get("pause"); {
	case fn == goja.Value(st.s.pauseFn):
		r.Pause()
	case fn != nil && fn == st.impl.fns[mPause]:
		st.impl.Pause(st)
	default:
		st.s.call(fn, "pause", st.state.Object)
	}
}

// Resume is stream.resume() as the stream's own class has it.
func (r *Readable) Resume() {
	if r.flags&destroyed != 0 {
		return
	}
	if r.flags&flowing == 0 {
		r.flags |= hasFlowing
		// With a listener of 'readable' data is read, it does not flow.
		if r.flags&readableListening == 0 {
			r.flags |= flowing
		} else {
			r.flags &^= flowing
		}
		if r.flags&resumeScheduled == 0 {
			r.flags |= resumeScheduled
			r.env().NextTick(r.resumeNow)
		}
	}
	r.flags |= hasPaused
	r.flags &^= paused
}

func (r *Readable) resumeNow() {
	if r.flags&reading == 0 {
		r.read(0)
	}
	r.flags &^= resumeScheduled
	r.st.Emit(nameResume)
	r.flow()
	if r.flags&(flowing|reading) == flowing {
		r.read(0)
	}
}

// Pause is stream.pause() as the stream's own class has it.
func (r *Readable) Pause() {
	if r.flags&destroyed != 0 {
		return
	}
	if r.flags&(hasFlowing|flowing) != hasFlowing {
		r.flags |= hasFlowing
		r.flags &^= flowing
		r.st.Emit(namePause)
	}
	r.flags |= hasPaused | paused
}

// endReadable has 'end' emitted in a tick.
func (r *Readable) endReadable() {
	if r.flags&(endEmitted|endScheduled) == 0 {
		r.flags |= ended | endScheduled
		r.env().NextTick(r.endNow)
	}
}

func (r *Readable) endNow() {
	r.flags &^= endScheduled
	// Something may have been unshifted meanwhile.
	if r.flags&(errored|closeEmitted|endEmitted) != 0 || r.length != 0 {
		return
	}
	r.flags |= endEmitted
	r.st.Emit(nameEnd)
	st := r.st
	switch {
	case st.property("writable") && !st.allowsHalfOpen():
		r.env().NextTick(st.endWritable)
	case r.flags&autoDestroy != 0:
		if w := st.W; w == nil || w.flags&autoDestroy != 0 && (w.flags&finished != 0 || w.flags&(hasWritable|isWritable) == hasWritable) {
			st.Destroy(nil)
		}
	}
}

// property is a property that scripts may have replaced, as a boolean.
func (st *Stream) property(name string) bool {
	v := st.state.Object.Get(name)
	return v != nil && v.ToBoolean()
}

// allowsHalfOpen reports whether allowHalfOpen is other than false.
func (st *Stream) allowsHalfOpen() bool {
	v := st.state.Object.Get("allowHalfOpen")
	return v == nil || !v.StrictEquals(st.s.env.False)
}

// endWritable ends the other side of a stream that may not be half open.
func (st *Stream) endWritable() {
	if st.property("writable") && !st.property("writableEnded") && !st.property("destroyed") {
		st.s.env.Invoke(st.state.Object, "end")
	}
}
