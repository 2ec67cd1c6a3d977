package stream

import (
	"github.com/dop251/goja"

	"gonet/bindings/errs"
)

// constructing is what waits for a stream that is being constructed.
type constructing struct {
	destroyed func(err goja.Value) // a destroy that came meanwhile
}

// construct calls _construct in a tick, if the stream has it, and holds
// everything else back until it has called back.
func (st *Stream) construct() {
	fn := st.state.Object.Get("_construct")
	if fn == nil || goja.IsUndefined(fn) || goja.IsNull(fn) || !isFunction(fn) {
		return
	}
	if st.R != nil {
		st.R.flags &^= constructed
	}
	if st.W != nil {
		st.W.flags &^= constructed
	}
	st.constructing = new(constructing)
	st.s.env.NextTick(st.constructNow)
}

func (st *Stream) constructNow() {
	called := false
	done := func(err goja.Value) {
		err = errorOf(err)
		st.s.env.NextTick(func() {
			if called {
				if err == nil {
					err = errs.New(st.s.env, "ERR_MULTIPLE_CALLBACK")
				}
				st.ErrorOrDestroy(err)
				return
			}
			called = true
			st.constructedWith(err)
		})
	}
	fn, isNative := st.native(mConstruct)
	if isNative {
		st.impl.Construct(st, DoneFunc(done))
		return
	}
	if ex := st.s.env.VM.Try(func() {
		st.s.call(fn, "_construct", st.state.Object, st.s.callback(done))
	}); ex != nil {
		done(ex.Value())
	}
}

// constructedWith ends the construction and lets go what has waited for it.
func (st *Stream) constructedWith(err goja.Value) {
	if st.R != nil {
		st.R.flags |= constructed
	}
	if st.W != nil {
		st.W.flags |= constructed
	}
	waiting := st.constructing
	st.constructing = nil
	switch {
	case st.Destroyed():
		if waiting != nil && waiting.destroyed != nil {
			waiting.destroyed(err)
		}
	case err != nil:
		st.errorOrDestroy(err, true)
	default:
		if r := st.R; r != nil && r.flags&needReadable != 0 {
			r.maybeReadMore()
		}
		if w := st.W; w != nil {
			if w.flags&writing == 0 {
				w.clearBuffer()
			}
			if w.flags&ending != 0 {
				w.finishMaybe(false)
			}
		}
	}
}

// callback makes a JavaScript function of a completion.
func (s *Streams) callback(done func(err goja.Value)) *goja.Object {
	return s.env.VM.ToValue(func(c goja.FunctionCall) goja.Value {
		done(c.Argument(0))
		return goja.Undefined()
	}).(*goja.Object)
}

// Destroy is stream.destroy(err), a script's own if there is one. err is nil
// for none.
func (st *Stream) Destroy(err goja.Value) {
	fn, _ := st.state.Object.Get("destroy").(*goja.Object)
	switch fn {
	case st.s.destroyFn:
		st.destroy(err, nil)
	case st.s.destroyWritableFn:
		st.W.errorBufferSoon()
		st.destroy(err, nil)
	default:
		if err == nil {
			st.s.call(fn, "destroy", st.state.Object)
		} else {
			st.s.call(fn, "destroy", st.state.Object, err)
		}
	}
}

// destroy marks the stream destroyed and calls _destroy, after the
// construction if that is under way; cb may be nil.
func (st *Stream) destroy(err goja.Value, cb func(err goja.Value)) {
	if st.Destroyed() {
		if cb != nil {
			cb(nil)
		}
		return
	}
	st.keepError(err)
	isConstructed := true
	if st.R != nil {
		st.R.flags |= destroyed
		isConstructed = st.R.flags&constructed != 0
	}
	if st.W != nil {
		st.W.flags |= destroyed
		isConstructed = st.W.flags&constructed != 0
	}
	if isConstructed || st.constructing == nil {
		st.callDestroy(err, cb)
		return
	}
	st.constructing.destroyed = func(failure goja.Value) {
		both := errs.AggregateTwo(st.s.env, orUndefined(failure), orUndefined(err))
		st.callDestroy(errorOf(both), cb)
	}
}

// keepError keeps err as the reason of both sides, unless they have one.
func (st *Stream) keepError(err goja.Value) {
	if errorOf(err) == nil {
		return
	}
	if st.W != nil && st.W.flags&errored == 0 {
		st.W.setErrored(err)
	}
	if st.R != nil && st.R.flags&errored == 0 {
		st.R.setErrored(err)
	}
}

func orUndefined(v goja.Value) goja.Value {
	if v == nil {
		return goja.Undefined()
	}
	return v
}

// destroying completes one call of _destroy.
type destroying struct {
	st     *Stream
	cb     func(goja.Value)
	called bool
}

func (st *Stream) callDestroy(err goja.Value, cb func(goja.Value)) {
	d := &destroying{st: st, cb: cb}
	fn, isNative := st.native(mDestroy)
	if isNative {
		st.impl.Destroy(st, errorOf(err), d)
		return
	}
	if ex := st.s.env.VM.Try(func() {
		if e := errorOf(err); e != nil {
			err = e
		} else {
			err = goja.Null()
		}
		st.s.call(fn, "_destroy", st.state.Object, err, st.s.callback(d.Done))
	}); ex != nil {
		d.Done(ex.Value())
	}
}

// Done closes the stream and has 'error' and 'close' emitted in a tick.
func (d *destroying) Done(err goja.Value) {
	if d.called {
		return
	}
	d.called = true
	st := d.st
	st.keepError(err)
	if st.W != nil {
		st.W.flags |= closed
	}
	if st.R != nil {
		st.R.flags |= closed
	}
	if d.cb != nil {
		d.cb(err)
	}
	if err := errorOf(err); err != nil {
		st.s.env.NextTick(func() {
			st.emitErrorThenClose(err)
		})
		return
	}
	st.s.env.NextTickRun((*closeTick)(st))
}

type closeTick Stream

func (t *closeTick) Run() { (*Stream)(t).emitClose() }

// emitErrorThenClose emits both. What a listener of 'error' throws does not
// keep the stream from being closed for good, but 'close' is not emitted.
func (st *Stream) emitErrorThenClose(err goja.Value) {
	st.emitError(err)
	st.emitClose()
}

func (st *Stream) emitClose() {
	emit := false
	if st.W != nil {
		st.W.flags |= closeEmitted
		emit = st.W.flags&emitClose != 0
	}
	if st.R != nil {
		st.R.flags |= closeEmitted
		emit = emit || st.R.flags&emitClose != 0
	}
	if emit {
		st.Emit(nameClose)
	}
}

func (st *Stream) emitError(err goja.Value) {
	if st.W != nil && st.W.flags&errorEmitted != 0 || st.R != nil && st.R.flags&errorEmitted != 0 {
		return
	}
	if st.W != nil {
		st.W.flags |= errorEmitted
	}
	if st.R != nil {
		st.R.flags |= errorEmitted
	}
	st.Emit(nameError, err)
}

// ErrorOrDestroy reports err: it destroys the stream, or, without
// autoDestroy, emits 'error'.
func (st *Stream) ErrorOrDestroy(err goja.Value) { st.errorOrDestroy(err, false) }

// errorOrDestroy is ErrorOrDestroy; sync says that 'error' has to wait for a
// tick.
func (st *Stream) errorOrDestroy(err goja.Value, sync bool) {
	if st.Destroyed() {
		return
	}
	if st.R != nil && st.R.flags&autoDestroy != 0 || st.W != nil && st.W.flags&autoDestroy != 0 {
		st.Destroy(err)
		return
	}
	if errorOf(err) == nil {
		return
	}
	st.keepError(err)
	if sync {
		st.s.env.NextTick(func() { st.emitError(err) })
	} else {
		st.emitError(err)
	}
}

// undestroy makes a stream that has been destroyed as good as new.
func (st *Stream) undestroy() {
	if r := st.R; r != nil {
		r.flags |= constructed
		r.flags &^= closed | closeEmitted | destroyed | errored | errorEmitted | reading | ended | endEmitted
		if r.flags&(hasReadable|isReadable) == hasReadable {
			r.flags |= ended | endEmitted
		}
	}
	if w := st.W; w != nil {
		w.flags |= constructed
		w.flags &^= destroyed | closed | closeEmitted | errored | errorEmitted | finalCalled | prefinished | hasEnded | ending | finished
		if w.flags&(hasWritable|isWritable) == hasWritable {
			w.flags |= hasEnded | ending | finished
		}
	}
}
