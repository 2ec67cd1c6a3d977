package net

import (
	"gonet/bindings/env"
	"gonet/netimpl"
)

// A pipe between two sockets, such as a proxy's, that no script can see into
// is moved by netimpl: by the kernel where that is possible. Counters, idle
// timers and what follows are as if each chunk had been pushed and written.

// ForwardTo implements netimpl.Forwarder.
func (h *Handle) ForwardTo() *netimpl.Stream {
	s, ok := h.owner.(*Socket)
	if !ok || h.env.Hooks != nil {
		return nil
	}
	if to := s.pipedTo(); to != nil {
		return to.handle.native.stream
	}
	return nil
}

// pipedTo is the socket that gets what this one reads, nil if the data has to
// go through the streams.
func (s *Socket) pipedTo() *Socket {
	w := s.Readable.Direct()
	if w == nil || s.onread() != nil {
		return nil
	}
	to, ok := w.Stream().State().Parts[env.PartOwner].(*Socket)
	if !ok || to.connecting() || !to.handle.plain() || to.handle.native.gathered != nil {
		return nil
	}
	return to
}

// OnForward implements netimpl.Forwarder.
func (h *Handle) OnForward(n int) {
	s := h.owner.(*Socket)
	to := s.pipedTo()
	s.touch()
	s.Readable.Moved()
	to.touch()
	to.handle.native.written += uint64(n)
}
