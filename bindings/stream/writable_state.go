package stream

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/internal/validate"
)

// writableBits are the properties of _writableState that are one bit each.
var writableBits = map[string]flags{
	"objectMode": objectMode, "finalCalled": finalCalled, "needDrain": needDrain, "ending": ending,
	"ended": hasEnded, "finished": finished, "destroyed": destroyed, "decodeStrings": decodeStrings,
	"writing": writing, "sync": sync, "bufferProcessing": bufferProcessing,
	"constructed": constructed, "prefinished": prefinished, "errorEmitted": errorEmitted,
	"emitClose": emitClose, "autoDestroy": autoDestroy, "closed": closed,
	"closeEmitted": closeEmitted, "allBuffers": allBuffers, "allNoop": allNoop,
}

// face returns _writableState: an object whose properties are those of w.
func (w *Writable) face() goja.Value {
	x := w.extra()
	if x.face == nil {
		s := w.st.s
		x.face = s.env.VM.CreateObject(s.writableState.Proto)
		s.env.Attach(x.face).Parts[env.PartWritable] = w
		s.definePendingcb(x.face)
	}
	return x.face
}

// definePendingcb makes pendingcb a property of the state itself: scripts that
// act as older streams delete it.
func (s *Streams) definePendingcb(state *goja.Object) {
	s.env.Accessor(state, "pendingcb", goja.FLAG_FALSE,
		func(this goja.Value) goja.Value { return s.env.VM.ToValue(s.writable(this).pendingcb) },
		func(this, v goja.Value) { s.writable(this).pendingcb = int(v.ToInteger()) })
}

func (s *Streams) defineWritableState() {
	c := s.env.NewClass("WritableState", 3, nil, func(c goja.ConstructorCall) *goja.Object {
		w := new(Writable)
		st := &Stream{s: s, state: s.env.Attach(c.This), W: w}
		s.side(optionsOf(c.Argument(0)), "writable", c.Argument(2).ToBoolean()).writable(w, st)
		s.definePendingcb(c.This)
		return nil
	})
	s.writableState = c
	define := func(name string, get func(w *Writable) goja.Value, set func(w *Writable, v goja.Value)) {
		var setter func(this, v goja.Value)
		if set != nil {
			setter = func(this, v goja.Value) { set(s.writable(this), v) }
		}
		s.env.Accessor(c.Proto, name, goja.FLAG_FALSE, func(this goja.Value) goja.Value { return get(s.writable(this)) }, setter)
	}
	for name, bit := range writableBits {
		define(name, func(w *Writable) goja.Value { return s.bool(w.flags&bit != 0) },
			func(w *Writable, v goja.Value) { w.flags.set(bit, v.ToBoolean()) })
	}
	number := func(name string, field func(w *Writable) *int) {
		define(name, func(w *Writable) goja.Value { return s.env.VM.ToValue(*field(w)) },
			func(w *Writable, v goja.Value) { *field(w) = int(v.ToInteger()) })
	}
	number("highWaterMark", func(w *Writable) *int { return &w.hwm })
	number("length", func(w *Writable) *int { return &w.length })
	number("writelen", func(w *Writable) *int { return &w.writelen })
	define("corked", func(w *Writable) goja.Value { return s.env.VM.ToValue(w.corks) },
		func(w *Writable, v goja.Value) {
			w.corks = int32(v.ToInteger())
			w.flags.set(corked, w.corks != 0)
		})
	define("errored", (*Writable).erroredValue, (*Writable).setErrored)
	define("writable", func(w *Writable) goja.Value {
		if w.flags&hasWritable == 0 {
			return goja.Undefined()
		}
		return s.bool(w.flags&isWritable != 0)
	}, func(w *Writable, v goja.Value) {
		w.flags.set(hasWritable, !validate.Nullish(v))
		w.flags.set(isWritable, v.ToBoolean())
	})
	define("defaultEncoding", (*Writable).defaultEncoding,
		func(w *Writable, v goja.Value) { w.extra().defaultEncoding = v })
	define("onwrite", func(w *Writable) goja.Value { return w.onwriteFn() }, nil)
	define("writecb", func(w *Writable) goja.Value { return w.writecb.value(s) },
		func(w *Writable, v goja.Value) { w.writecb = callbackOf(v) })
	define("buffered", (*Writable).bufferValue, nil)
	define("bufferedIndex", func(*Writable) goja.Value { return s.env.VM.ToValue(0) }, nil)
	define("bufferedRequestCount", func(w *Writable) goja.Value { return s.env.VM.ToValue(len(w.buffer) - w.index) }, nil)
	define("afterWriteTickInfo", (*Writable).tickValue, nil)
	c.Enumerable().Method("getBuffer", 0, func(c goja.FunctionCall) goja.Value {
		return s.writable(c.This).bufferValue()
	})
}

// bufferValue is the buffer as an array of { chunk, encoding, callback }, as
// it is now.
func (w *Writable) bufferValue() goja.Value {
	items := make([]any, 0, len(w.buffer)-w.index)
	for i := w.index; i < len(w.buffer); i++ {
		items = append(items, w.request(&w.buffer[i]))
	}
	return w.env().VM.NewArray(items...)
}

func (w *Writable) tickValue() goja.Value {
	if w.flags&hasTickInfo == 0 {
		return goja.Null()
	}
	s, t := w.st.s, w.rare.tick
	o := s.env.VM.NewObject()
	o.Set("count", t.count)
	o.Set("cb", t.cb.value(s))
	o.Set("stream", w.object())
	o.Set("state", w.face())
	return o
}
