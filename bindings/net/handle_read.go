package net

import (
	"bytes"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
)

// Data is read into the loop's memory and copied for the script. Where the
// last read of a connection was large, and the next will most likely be like
// it, it is read at once into memory that the script gets.

const (
	// minDirect is the least read for which that pays.
	minDirect = 8 << 10
	// maxDirect bounds it: larger reads are parts of a stream of data, of which
	// each takes as much as there is.
	maxDirect = 40 << 10
)

// readStart begins to hand data to the owner, a reader.
func (h *Handle) readStart() int {
	err := h.stream.ReadStart(h)
	if status := statusOf(err); status != statusAlready {
		return status
	}
	return 0
}

func (h *Handle) readStop() int { return statusOf(h.stream.ReadStop()) }

// ReadBuffer implements netimpl.BufferHandler: data goes into a buffer of the
// script's if the socket has the option onread.
func (h *Handle) ReadBuffer() []byte {
	if s, ok := h.owner.(*Socket); ok && s.rare != nil && s.rare.onread != nil {
		return s.rare.onread.bytes()
	}
	if h.size == 0 || h.consumer != nil {
		return nil
	}
	return readsSlot.Of(h.env).direct(int(h.size))
}

// OnRead implements netimpl.ReadHandler.
func (h *Handle) OnRead(buf []byte, err error) {
	if h.consumer != nil && err == nil {
		if len(buf) > 0 {
			h.consumer.OnData(buf)
		}
		return
	}
	readsSlot.Of(h.env).run(h, buf, statusOf(err))
}

// reads carries one call of OnRead into JavaScript without a closure for each.
type reads struct {
	env    *env.Env
	handle *Handle
	data   []byte
	status int
	fresh  []byte // what direct has handed out, until take gives it away

	enter, call func()
}

var readsSlot = env.NewSlot(func(e *env.Env) *reads {
	r := &reads{env: e}
	r.enter = func() { e.RunAsync(&r.handle.Async, r.handle.object, r.call) }
	r.call = func() {
		if owner, ok := r.handle.owner.(reader); ok {
			owner.onRead(r.data, r.status)
		}
	}
	return r
})

func (r *reads) run(h *Handle, data []byte, status int) {
	outer := *r
	r.handle, r.data, r.status = h, data, status
	r.env.Enter(r.enter)
	r.handle, r.data, r.status = outer.handle, outer.data, outer.status
}

// direct returns memory for a read of about size bytes: somewhat more, so that
// a read of exactly that size is known to be all there was.
func (r *reads) direct(size int) []byte {
	size += size / 8
	if cap(r.fresh) < size || cap(r.fresh) > 2*size {
		r.fresh = buffer.Uncleared(size)
	}
	r.fresh = r.fresh[:size]
	return r.fresh
}

// take returns data, which has just been read, as bytes that belong to the
// caller.
func (r *reads) take(data []byte) []byte {
	n := len(data)
	isFresh := len(r.fresh) > 0 && &data[0] == &r.fresh[0]
	r.handle.size = 0
	if n >= minDirect && n <= maxDirect && !(isFresh && n == len(r.fresh)) {
		r.handle.size = uint32(n)
	}
	// Little data must not keep much memory.
	if isFresh && n > cap(r.fresh)/2 {
		r.fresh = nil
		return data[:n:n]
	}
	b := bytes.Clone(data)
	return b[:n:n]
}
