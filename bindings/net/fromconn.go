package net

import (
	"net"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/netimpl"
)

// HandleFromConn returns what net.Socket takes as its option handle, over a
// connection of Go's, which is the handle's from now on. kind is what
// async_hooks calls it.
func HandleFromConn(e *env.Env, conn net.Conn, kind string) *goja.Object {
	tcp := netimpl.NewTCPFromConn(e.Loop, conn)
	h := &Handle{env: e, stream: &tcp.Stream, tcp: tcp}
	h.stream.Data = h
	e.InitAsync(&h.Async, kind, nil)
	return h.face()
}
