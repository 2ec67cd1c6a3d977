package stream

// Direct returns the stream that data pushed now would be written to and come
// to rest nowhere else: the source flows, has nothing buffered and no listener
// of 'data' but its one pipe's, no script has replaced a method on the way,
// and the destination has nothing to wait for. Whoever moves the data itself
// then calls Moved; it is nil if the data must be pushed.
func (r *Readable) Direct() *Writable {
	if r.rare == nil || len(r.rare.pipes) != 1 {
		return nil
	}
	const wanted, unwanted = flowing, ended | endEmitted | errored | destroyed | hasDecoder | objectMode | readableListening
	if r.flags&wanted != wanted || r.flags&unwanted != 0 || r.length > 0 {
		return nil
	}
	p := r.rare.pipes[0]
	if p.w == nil || r.st.em.Only(nameData) != p.onData || !p.w.idle() {
		return nil
	}
	s, src := r.st.s, r.object()
	if src.Get("push") != s.pushFn || !s.ev.OwnEmit(src) || p.dest.Get("write") != s.writeFn {
		return nil
	}
	if _, isNative := p.w.st.native(mWrite); !isNative {
		return nil
	}
	return p.w
}

// idle reports whether a write would go straight to _write.
func (w *Writable) idle() bool {
	const wanted, unwanted = constructed, writing | errored | corked | destroyed | ending | finished | buffered | needDrain | objectMode
	return w.flags&wanted == wanted && w.flags&unwanted == 0 && w.length == 0
}

// Moved notes that data went to the stream that Direct returned.
func (r *Readable) Moved() { r.flags |= dataEmitted }
