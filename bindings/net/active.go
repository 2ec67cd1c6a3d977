package net

import (
	"gonet/bindings/env"
	"gonet/bindings/internal/active"
	"gonet/netimpl"
)

// declareActive makes process.getActiveResourcesInfo and its like list the
// handles that are open and referenced.
func declareActive(e *env.Env) {
	active.Add(e, func(yield func(active.Resource)) {
		for each := range e.Loop.Handles {
			if h := handleUnder(each); h != nil && each.HasRef() {
				yield(h.resource())
			}
		}
	})
}

// handleUnder returns the Handle that made a handle of netimpl, or nil.
func handleUnder(n netimpl.Handle) *Handle {
	var data any
	switch n := n.(type) {
	case *netimpl.TCP:
		data = n.Data
	case *netimpl.Pipe:
		data = n.Data
	case *netimpl.TTY:
		data = n.Data
	}
	h, _ := data.(*Handle)
	return h
}

func (h *Handle) resource() active.Resource {
	r := active.Resource{Kind: "TTYWrap"}
	_, server := h.owner.(acceptor)
	switch {
	case h.pipe != nil:
		r.Kind = "PipeWrap"
	case h.tcp == nil:
	case server:
		r.Kind = "TCPServerWrap"
	default:
		r.Kind = "TCPSocketWrap"
	}
	if h.owner != nil {
		r.Owner = h.owner.face()
	} else {
		r.Owner = h.face()
	}
	return r
}
