package net

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/netimpl"
)

// PipeHandle returns the object that stands in scripts for pipe, which it owns
// from now on: the handle of a net.Socket. child_process makes the streams of a
// child's standard input and output of it.
func PipeHandle(e *env.Env, pipe *netimpl.Pipe) *goja.Object {
	h := &Handle{env: e, stream: &pipe.Stream, pipe: pipe}
	e.InitAsync(&h.Async, kindPipeSocket, nil)
	return h.face()
}
