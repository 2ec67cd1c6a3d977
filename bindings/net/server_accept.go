package net

import (
	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/bindings/internal/ipaddr"
	"gonet/bindings/internal/validate"
)

// onConnection takes a connection that the handle has accepted.
func (s *Server) onConnection(status int, client *Handle) {
	e := s.env
	if status != 0 {
		s.emit(nameError, errs.Errno(e, status, "accept", ""))
		return
	}
	ref := handleRef{native: client}
	if s.full() {
		s.drop(ref)
		return
	}
	if s.blocks(client) {
		ref.close(e, nil)
		return
	}
	socket := s.mod.acceptSocket(s, ref)
	s.connections++
	s.emit(nameConnection, socket.face())
	s.mod.publishSocket("net.server.socket", socket)
}

// serveScripted makes an object of a script's that plays the server's handle
// give its connections to the server.
func (s *Server) serveScripted() {
	if s.handle.object == nil {
		return
	}
	s.handle.object.Set("onconnection", s.env.Function("onconnection", 2, func(c goja.FunctionCall) goja.Value {
		status := int(c.Argument(0).ToInteger())
		if client, ok := handleOf(s.env, c.Argument(1)); ok || status != 0 {
			s.onConnection(status, client)
		}
		return goja.Undefined()
	}))
}

// full reports whether there are maxConnections already.
func (s *Server) full() bool {
	max := s.face().Get("maxConnections")
	return !validate.Nullish(max) && float64(s.connections) >= max.ToFloat()
}

// drop refuses a connection; 'drop' says whose.
func (s *Server) drop(client handleRef) {
	if client.has("getsockname") {
		s.emit(nameDrop, s.endpoints(client))
	} else {
		s.emit(nameDrop)
	}
	client.close(s.env, nil)
}

// endpoints describes both ends of a connection.
func (s *Server) endpoints(client handleRef) *goja.Object {
	e := s.env
	data := e.VM.CreateObject(nil)
	for _, end := range []struct {
		prefix string
		local  bool
	}{{"local", true}, {"remote", false}} {
		info := e.VM.NewObject()
		client.nameInto(e, info, end.local)
		data.Set(end.prefix+"Address", option(info, "address"))
		data.Set(end.prefix+"Port", option(info, "port"))
		data.Set(end.prefix+"Family", option(info, "family"))
	}
	return data
}

// blocks reports whether the server's block list has the peer.
func (s *Server) blocks(client *Handle) bool {
	if client.tcp == nil || !truthy(s.face().Get("blockList")) {
		return false
	}
	peer, status := client.peername()
	return status == 0 && blocked(s.env, s.face(), ipaddr.Text(peer.Addr()))
}
