package stream

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
)

// End ends the stream as stream.end() of the stream's own class does: what
// has been written is still sent, then 'finish' is emitted.
func (w *Writable) End() { w.end(nil, nil, callback{}) }

// end writes a last chunk, unless that is nil, and ends the stream.
func (w *Writable) end(v, encoding goja.Value, cb callback) {
	var err goja.Value
	if v != nil && !goja.IsUndefined(v) && !goja.IsNull(v) {
		_, err = w.writeValue(v, encoding, callback{})
	}
	if w.flags&corked != 0 {
		w.corks = 1
		w.callUncork()
	}
	switch {
	case err != nil:
	case w.flags&(ending|errored) == 0:
		// Ending twice is forgiven.
		w.flags |= ending
		w.finishMaybe(true)
		w.flags |= hasEnded
	case w.flags&finished != 0:
		err = errs.New(w.env(), "ERR_STREAM_ALREADY_FINISHED", "end")
	case w.flags&destroyed != 0:
		err = errs.New(w.env(), "ERR_STREAM_DESTROYED", "end")
	}
	if !cb.isNone() {
		w.tellEnded(cb, err)
	}
}

// tellEnded calls cb in a tick if it is known how the stream ended, else then.
func (w *Writable) tellEnded(cb callback, err goja.Value) {
	switch {
	case err != nil:
	case w.flags&errored != 0:
		err = w.rare.errored
	case w.flags&finished == 0:
		x := w.extra()
		x.onFinished = append(x.onFinished, cb)
		return
	}
	w.env().NextTick(func() { cb.call(w.env(), err) })
}

func (w *Writable) callUncork() {
	fn := w.object().Get("uncork")
	if fn == goja.Value(w.st.s.uncorkFn) {
		w.uncork()
		return
	}
	w.st.s.call(fn, "uncork", w.object())
}

// Cork has writes gather until Uncork.
func (w *Writable) Cork() {
	w.flags |= corked
	w.corks++
}

// Uncork undoes one Cork; the last one lets go what has gathered.
func (w *Writable) Uncork() { w.uncork() }

func (w *Writable) uncork() {
	if w.corks == 0 {
		return
	}
	w.corks--
	if w.corks == 0 {
		w.flags &^= corked
	}
	if w.flags&writing == 0 {
		w.clearBuffer()
	}
}

// needFinish reports whether everything has been written and nothing stands
// in the way of 'finish'.
func (w *Writable) needFinish() bool {
	const all = ending | destroyed | constructed | finished | writing | errorEmitted | closeEmitted | errored | buffered
	return w.flags&all == ending|constructed && w.length == 0
}

// finishMaybe finishes the stream if it can be; sync says that 'finish' has
// to wait for a tick.
func (w *Writable) finishMaybe(sync bool) {
	if !w.needFinish() {
		return
	}
	w.prefinish()
	if w.pendingcb != 0 {
		return
	}
	if sync {
		w.pendingcb++
		w.env().NextTickRun((*finishTick)(w))
	} else if w.needFinish() {
		w.pendingcb++
		w.finish()
	}
}

type finishTick Writable

func (t *finishTick) Run() {
	w := (*Writable)(t)
	if w.needFinish() {
		w.finish()
	} else {
		w.pendingcb--
	}
}

// prefinish calls _final, or emits 'prefinish' if there is none.
func (w *Writable) prefinish() {
	if w.flags&(prefinished|finalCalled) != 0 {
		return
	}
	st := w.st
	fn, isNative := st.native(mFinal)
	if !isFunction(fn) || w.flags&destroyed != 0 {
		w.flags |= finalCalled | prefinished
		st.Emit(namePrefinish)
		return
	}
	w.flags |= finalCalled | sync
	w.pendingcb++
	if isNative && !st.impl.scripted {
		st.impl.Final(st, (*finalDone)(w))
	} else if ex := w.env().VM.Try(func() {
		if isNative {
			st.impl.Final(st, (*finalDone)(w))
			return
		}
		st.s.call(fn, "_final", st.state.Object, st.s.callback(w.onFinal))
	}); ex != nil {
		w.onFinal(ex.Value())
	}
	w.flags &^= sync
}

type finalDone Writable

func (d *finalDone) Done(err goja.Value) { (*Writable)(d).onFinal(err) }

// onFinal follows _final.
func (w *Writable) onFinal(err goja.Value) {
	if w.flags&prefinished != 0 {
		if err == nil || goja.IsUndefined(err) || goja.IsNull(err) {
			err = errs.New(w.env(), "ERR_MULTIPLE_CALLBACK")
		}
		w.st.ErrorOrDestroy(err)
		return
	}
	w.pendingcb--
	if err := errorOf(err); err != nil {
		w.callFinished(err)
		w.st.errorOrDestroy(err, w.flags&sync != 0)
	} else if w.needFinish() {
		w.flags |= prefinished
		w.st.Emit(namePrefinish)
		// In a tick, also if _final called back later: some streams rely on
		// it.
		w.pendingcb++
		w.env().NextTick(w.finish)
	}
}

// finish emits 'finish' and destroys the stream if the other side is done too.
func (w *Writable) finish() {
	w.pendingcb--
	w.flags |= finished
	w.callFinished(nil)
	w.st.Emit(nameFinish)
	if w.flags&autoDestroy == 0 {
		return
	}
	if r := w.st.R; r == nil || r.flags&autoDestroy != 0 && (r.flags&endEmitted != 0 || r.flags&(hasReadable|isReadable) == hasReadable) {
		w.st.Destroy(nil)
	}
}

// callFinished runs the callbacks of end.
func (w *Writable) callFinished(err goja.Value) {
	if w.rare == nil || len(w.rare.onFinished) == 0 {
		return
	}
	callbacks := w.rare.onFinished
	w.rare.onFinished = nil
	for _, cb := range callbacks {
		cb.call(w.env(), err)
	}
}

// errorBufferSoon has what waits fail in a tick: the stream is about to be
// destroyed.
func (w *Writable) errorBufferSoon() {
	if w.flags&destroyed == 0 && (w.flags&buffered != 0 || w.rare != nil && len(w.rare.onFinished) > 0) {
		w.env().NextTick(w.errorBuffer)
	}
}

func isFunction(v goja.Value) bool {
	return v != nil && env.IsFunction(v)
}
