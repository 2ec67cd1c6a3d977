package stream

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/internal/raw"
)

// kState stands for the bits of _readableState and _writableState.
var (
	kState         = goja.NewSymbol("kState")
	kBufferedValue = goja.NewSymbol("kBufferedValue")
)

// show lists properties of o by their names.
func show(o *goja.Object, names ...string) []env.Shown {
	shown := make([]env.Shown, len(names))
	for i, name := range names {
		shown[i] = env.Shown{Key: raw.ASCII(name), Value: o.Get(name)}
	}
	return shown
}

// Show lists the properties that util.inspect shows of a stream.
func (st *Stream) Show(o *goja.Object) []env.Shown {
	var own []env.Shown
	if st.R != nil {
		own = append(own, show(o, "_readableState")...)
	}
	if st.W != nil {
		own = append(own, show(o, "_writableState")...)
	}
	if st.R != nil && st.W != nil {
		own = append(own, show(o, "allowHalfOpen")...)
	}
	return st.em.ShowAround(o, own...)
}

// Show lists the properties of the stream, or of its _readableState.
func (r *Readable) Show(o *goja.Object) []env.Shown {
	if r.st.state.Object == o && r.st.em != nil {
		return r.st.Show(o)
	}
	shown := show(o, "highWaterMark", "buffer", "bufferIndex", "length", "pipes", "awaitDrainWriters")
	return append(shown, env.Shown{Key: kState, Value: r.st.s.env.VM.ToValue(uint32(r.flags))})
}

// Show lists the properties of the stream, or of its _writableState.
func (w *Writable) Show(o *goja.Object) []env.Shown {
	if w.st.state.Object == o && w.st.em != nil {
		return w.st.Show(o)
	}
	shown := show(o, "highWaterMark", "length", "corked", "onwrite", "writelen", "bufferedIndex", "pendingcb")
	requests := goja.Null()
	if w.flags&buffered != 0 {
		requests = w.bufferValue()
	}
	return append(shown,
		env.Shown{Key: kState, Value: w.st.s.env.VM.ToValue(uint32(w.flags))},
		env.Shown{Key: kBufferedValue, Value: requests})
}
