package net

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
)

// endpoint is one end of a connection as scripts see it. The values are
// undefined where nothing is known.
type endpoint struct {
	address, family, port goja.Value
}

var nowhere = &endpoint{goja.Undefined(), goja.Undefined(), goja.Undefined()}

// object returns the endpoint as socket.address() does.
func (p *endpoint) object(e *env.Env) *goja.Object {
	o := e.VM.NewObject()
	if p == nowhere {
		return o
	}
	o.Set("address", p.address)
	if goja.IsUndefined(p.family) && goja.IsUndefined(p.port) {
		return o // the path that a pipe is bound to
	}
	o.Set("family", p.family)
	o.Set("port", p.port)
	return o
}

// sockname is the local end. It is kept until the handle changes.
func (s *Socket) sockname() *endpoint {
	if s.rare != nil && s.rare.boundPath != nil {
		return &endpoint{s.rare.boundPath, goja.Undefined(), goja.Undefined()}
	}
	if s.handle.none() || !s.handle.has("getsockname") {
		return nowhere
	}
	if s.rare == nil || s.rare.sock == nil {
		s.more().sock = s.name(true)
	}
	return s.rare.sock
}

// peername is the remote end. Once known it stays, also after the end.
func (s *Socket) peername() *endpoint {
	if s.handle.none() || !s.handle.has("getpeername") || s.connecting() || s.rare != nil && s.rare.peer != nil {
		if s.rare == nil || s.rare.peer == nil {
			return nowhere
		}
		return s.rare.peer
	}
	peer := s.name(false)
	if peer != nowhere {
		s.more().peer = peer
	}
	return peer
}

// name asks the handle for one of its ends.
func (s *Socket) name(local bool) *endpoint {
	o := s.env().VM.NewObject()
	if s.handle.nameInto(s.env(), o, local) != 0 {
		return nowhere
	}
	return &endpoint{option(o, "address"), option(o, "family"), option(o, "port")}
}

func (s *Socket) forgetSockname() {
	if s.rare != nil {
		s.rare.sock = nil
	}
}

func (s *Socket) forgetAddresses() {
	if s.rare != nil {
		s.rare.sock, s.rare.peer = nil, nil
	}
}
