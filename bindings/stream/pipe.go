package stream

import (
	"slices"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/events"
	"gonet/bindings/internal/validate"
)

// pipe carries the data of a readable stream to a destination, which may be
// any object that has the methods of a writable stream.
type pipe struct {
	src  *Readable
	dest *goja.Object
	w    *Writable // the destination, if it is a stream of ours

	onData, onEnd, onUnpipe, onDrain *events.Listener
	onError, onClose, onFinish       *events.Listener
	unpiped                          bool
}

// How the listeners of a pipe look to scripts.
var (
	faceOnData   = &events.Face{Name: "ondata", Length: 1}
	faceOnEnd    = &events.Face{Name: "onend"}
	faceOnUnpipe = &events.Face{Name: "onunpipe", Length: 2}
	faceOnDrain  = &events.Face{Name: "pipeOnDrainFunctionResult"}
	faceOnError  = &events.Face{Name: "onerror", Length: 1}
	faceOnClose  = &events.Face{Name: "onclose"}
	faceOnFinish = &events.Face{Name: "onfinish"}
)

// pipe is stream.pipe(dest, { end }).
func (r *Readable) pipe(dest *goja.Object, end bool) {
	s := r.st.s
	x := r.extra()
	p := &pipe{src: r, dest: dest}
	if st := s.Of(dest); st != nil && st.state.Object == dest {
		p.w = st.W
	}
	if len(x.pipes) == 1 {
		r.flags |= multiAwaitDrain
	}
	x.pipes = append(x.pipes, p)

	finish := p.unpipe
	if end && !s.isStdio(dest) {
		finish = p.end
	}
	ev := s.ev
	src := r.object()
	if r.flags&endEmitted != 0 {
		r.env().NextTick(finish)
	} else {
		p.onEnd = p.once(src, nameEnd, faceOnEnd, finish)
	}
	p.onUnpipe = events.NewListener(p.destUnpiped).As(faceOnUnpipe)
	ev.On(dest, nameUnpipe, p.onUnpipe)
	p.onData = events.NewListener(func(c goja.FunctionCall) goja.Value {
		p.data(&Chunk{value: c.Argument(0)})
		return goja.Undefined()
	}).As(faceOnData)
	p.onData.Native = p
	ev.On(src, nameData, p.onData)
	p.onError = events.NewListener(func(c goja.FunctionCall) goja.Value {
		p.failed(c.Argument(0))
		return goja.Undefined()
	}).As(faceOnError)
	s.prependListener(dest, nameError, p.onError)
	p.onClose = p.once(dest, nameClose, faceOnClose, func() {
		p.remove(nameFinish, p.onFinish)
		p.unpipe()
	})
	p.onFinish = p.once(dest, nameFinish, faceOnFinish, func() {
		p.remove(nameClose, p.onClose)
		p.unpipe()
	})
	s.emitTo(dest, namePipe, src)
	if v := dest.Get("writableNeedDrain"); v != nil && v.StrictEquals(s.env.True) {
		p.pause()
	} else if r.flags&flowing == 0 {
		r.callResume()
	}
}

func (p *pipe) once(o *goja.Object, name *events.Name, face *events.Face, fn func()) *events.Listener {
	return p.src.st.s.ev.OnceAs(o, name, face, func(goja.FunctionCall) goja.Value {
		fn()
		return goja.Undefined()
	})
}

// remove takes a listener off the destination.
func (p *pipe) remove(name *events.Name, l *events.Listener) {
	if l != nil {
		p.src.st.s.ev.Off(p.dest, name, l)
	}
}

// data writes a chunk to the destination, and pauses the source if that is
// enough for now.
func (p *pipe) data(c *Chunk) {
	s := p.src.st.s
	if p.w != nil && c.value == nil && p.w.flags&objectMode == 0 && p.dest.Get("write") == goja.Value(s.writeFn) {
		if ok, _ := p.w.writeChunk(*c, callback{}); !ok {
			p.pause()
		}
		return
	}
	more := goja.Value(s.env.True)
	if ex := s.env.VM.Try(func() {
		more = s.call(p.dest.Get("write"), "write", p.dest, c.Value(s.env))
	}); ex != nil {
		s.env.Invoke(p.dest, "destroy", ex.Value())
		return
	}
	if more.StrictEquals(s.env.False) {
		p.pause()
	}
}

// pause pauses the source until the destination drains.
func (p *pipe) pause() {
	r := p.src
	// Unpiped meanwhile, nobody would resume it.
	if !p.unpiped {
		x := r.rare
		if len(x.pipes) == 1 && x.pipes[0].dest == p.dest {
			x.awaitDrain = append(x.awaitDrain[:0], p.dest)
			r.flags &^= multiAwaitDrain
		} else if len(x.pipes) > 1 && r.pipesTo(p.dest) && !slices.Contains(x.awaitDrain, p.dest) {
			x.awaitDrain = append(x.awaitDrain, p.dest)
		}
		r.callPause()
	}
	if p.onDrain == nil {
		p.onDrain = events.NewListener(func(goja.FunctionCall) goja.Value {
			p.drained()
			return goja.Undefined()
		}).As(faceOnDrain)
		r.st.s.ev.On(p.dest, nameDrain, p.onDrain)
	}
}

func (r *Readable) pipesTo(dest *goja.Object) bool {
	return slices.ContainsFunc(r.rare.pipes, func(p *pipe) bool { return p.dest == dest })
}

// drained resumes the source once no destination is to drain first.
func (p *pipe) drained() {
	r := p.src
	x := r.rare
	if i := slices.Index(x.awaitDrain, p.dest); i >= 0 {
		x.awaitDrain = slices.Delete(x.awaitDrain, i, i+1)
	}
	if len(x.awaitDrain) == 0 && r.flags&dataListening != 0 {
		r.callResume()
	}
}

// end ends the destination: the source has ended.
func (p *pipe) end() { p.src.env().Invoke(p.dest, "end") }

// unpipe is src.unpipe(dest).
func (p *pipe) unpipe() { p.src.env().Invoke(p.src.object(), "unpipe", p.dest) }

// destUnpiped follows 'unpipe' of the destination. The event's second argument
// sees to it that of two pipes to one destination only one goes.
func (p *pipe) destUnpiped(c goja.FunctionCall) goja.Value {
	if c.Argument(0) != goja.Value(p.src.object()) {
		return goja.Undefined()
	}
	info, ok := c.Argument(1).(*goja.Object)
	if ok && info.Get("hasUnpiped") != nil && info.Get("hasUnpiped").StrictEquals(p.src.env().False) {
		info.Set("hasUnpiped", true)
		p.cleanup()
	}
	return goja.Undefined()
}

func (p *pipe) cleanup() {
	ev, src := p.src.st.s.ev, p.src.object()
	p.remove(nameClose, p.onClose)
	p.remove(nameFinish, p.onFinish)
	p.remove(nameDrain, p.onDrain)
	p.remove(nameError, p.onError)
	p.remove(nameUnpipe, p.onUnpipe)
	if p.onEnd != nil {
		ev.Off(src, nameEnd, p.onEnd)
	}
	ev.Off(src, nameData, p.onData)
	p.unpiped = true
	// It may have been the one that the source waits for.
	if p.onDrain != nil && (p.src.flags&multiAwaitDrain != 0 || len(p.src.rare.awaitDrain) > 0) {
		p.drained()
	}
}

// failed stops piping into a destination that failed. An error that nobody
// else listens for is thrown as if the pipe did not listen either.
func (p *pipe) failed(err goja.Value) {
	s := p.src.st.s
	p.unpipe()
	p.remove(nameError, p.onError)
	if s.env.Invoke(p.dest, "listenerCount", nameError.Value()).ToInteger() != 0 {
		return
	}
	if st := s.Of(p.dest); st != nil {
		if !st.errorEmitted() {
			// Somebody emitted 'error' by hand.
			st.ErrorOrDestroy(err)
			return
		}
	}
	s.emitTo(p.dest, nameError, err)
}

func (st *Stream) errorEmitted() bool {
	if st.W != nil {
		return st.W.flags&errorEmitted != 0
	}
	return st.R.flags&errorEmitted != 0
}

// unpipe is stream.unpipe(dest); nil unpipes all.
func (r *Readable) unpipe(dest *goja.Object) {
	if r.rare == nil || len(r.rare.pipes) == 0 {
		return
	}
	s, x := r.st.s, r.rare
	if dest == nil {
		pipes := x.pipes
		x.pipes = nil
		r.callPause()
		for _, p := range pipes {
			s.emitTo(p.dest, nameUnpipe, r.object(), unpipeInfo(s.env))
		}
		return
	}
	i := slices.IndexFunc(x.pipes, func(p *pipe) bool { return p.dest == dest })
	if i < 0 {
		return
	}
	x.pipes = slices.Delete(x.pipes, i, i+1)
	if len(x.pipes) == 0 {
		r.callPause()
	}
	s.emitTo(dest, nameUnpipe, r.object(), unpipeInfo(s.env))
}

func unpipeInfo(e *env.Env) goja.Value {
	info := e.VM.NewObject()
	info.Set("hasUnpiped", false)
	return info
}

// emitTo calls o.emit, whatever o is.
func (s *Streams) emitTo(o *goja.Object, name *events.Name, args ...goja.Value) {
	s.call(o.Get("emit"), "emit", o, append([]goja.Value{name.Value()}, args...)...)
}

// isStdio reports whether o is process.stdout or process.stderr, which a pipe
// does not end.
func (s *Streams) isStdio(o *goja.Object) bool {
	v := o.Get("_isStdio")
	return v != nil && v.ToBoolean()
}

// prependListener puts l in front of the other listeners, also of an emitter
// that has no prependListener.
func (s *Streams) prependListener(o *goja.Object, name *events.Name, l *events.Listener) {
	if isFunction(o.Get("prependListener")) {
		s.ev.Prepend(o, name, l)
		return
	}
	list, _ := o.Get("_events").(*goja.Object)
	var existing goja.Value
	if list != nil {
		existing = list.Get(name.String())
	}
	switch {
	case existing == nil || !existing.ToBoolean():
		s.ev.On(o, name, l)
	case validate.IsArray(existing):
		s.env.Invoke(existing.(*goja.Object), "unshift", s.ev.Function(l))
	default:
		list.Set(name.String(), s.env.VM.NewArray(s.ev.Function(l), existing))
	}
}
