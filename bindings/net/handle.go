package net

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/netimpl"
)

// Handle is what Node calls a TCP or a Pipe wrap: a netimpl stream, what it
// belongs to, and the object that a script gets for it as socket._handle. That
// object is made when a script asks for it.
//
// Methods return a status: 0, or a negative errno for the owner to make an
// error of. Source: nodejs/node:src/handle_wrap.cc, stream_base.cc, tcp_wrap.cc,
// pipe_wrap.cc.
type Handle struct {
	env.Async
	env    *env.Env
	stream *netimpl.Stream
	tcp    *netimpl.TCP  // nil unless it is a TCP
	pipe   *netimpl.Pipe // nil unless it is a Pipe
	object *goja.Object

	owner    owner
	consumer Consumer  // takes what is read in place of owner; may be nil
	gathered *gathered // writes of this turn that wait for its end
	written  uint64    // bytes that write was given
	size     uint32    // of the last read, if the next one may be like it
	reading  bool      // what the script side takes it to be doing
	fresh    bool      // this turn's first write has gone out
	atOnce   bool      // no write waits for the end of the turn
}

// owner is a Socket or a Server: what a handle calls back.
type owner interface {
	// face returns the object that scripts know.
	face() *goja.Object
}

// reader is an owner that gets data.
type reader interface {
	owner
	// onRead is called below Enter with data, valid only during the call, or
	// with a negative status.
	onRead(data []byte, status int)
}

// acceptor is an owner that gets connections.
type acceptor interface {
	owner
	// onConnection is called below Enter with a connection or an error.
	onConnection(status int, client *Handle)
}

func newTCP(e *env.Env, kind string) *Handle {
	tcp := netimpl.NewTCP(e.Loop)
	h := &Handle{env: e, stream: &tcp.Stream, tcp: tcp}
	h.stream.Data = h
	e.InitAsync(&h.Async, kind, nil)
	return h
}

func newPipe(e *env.Env, kind string) *Handle {
	pipe := netimpl.NewPipe(e.Loop)
	h := &Handle{env: e, stream: &pipe.Stream, pipe: pipe}
	h.stream.Data = h
	e.InitAsync(&h.Async, kind, nil)
	return h
}

// The kinds of handles as async_hooks shows them.
const (
	kindTCPSocket  = "TCPWRAP"
	kindTCPServer  = "TCPSERVERWRAP"
	kindPipeSocket = "PIPEWRAP"
	kindPipeServer = "PIPESERVERWRAP"
)

// statusOf turns an error of netimpl into a status.
func statusOf(err error) int { return netimpl.ErrNumber(netimpl.AsErrno(err)) }

// enter runs fn as a callback of the handle.
func (h *Handle) enter(fn func()) {
	h.env.Enter(func() { h.env.RunAsync(&h.Async, h.object, fn) })
}

// close releases the handle and calls onClose, which may be nil, when that is
// done. What was written in this turn goes out first. Closing again does
// nothing.
func (h *Handle) close(onClose func()) {
	if h.stream.IsClosing() {
		return
	}
	h.flush()
	h.stream.Close(h.closed(onClose))
}

// reset is close with a RST to the peer.
func (h *Handle) reset(onClose func()) int {
	if h.stream.IsClosing() {
		return 0
	}
	h.flush()
	return statusOf(h.tcp.CloseReset(h.closed(onClose)))
}

func (h *Handle) closed(onClose func()) func() {
	return func() {
		if onClose != nil {
			h.enter(onClose)
		}
		h.env.DestroyAsync(&h.Async)
	}
}

func (h *Handle) ref() {
	if !h.stream.IsClosing() {
		h.stream.Ref()
	}
}

func (h *Handle) unref() {
	if !h.stream.IsClosing() {
		h.stream.Unref()
	}
}

func (h *Handle) hasRef() bool { return !h.stream.IsClosing() && h.stream.HasRef() }

// fd returns the descriptor, -1 if there is none.
func (h *Handle) fd() int {
	if fd, ok := h.stream.Fd(); ok {
		return fd
	}
	return -1
}

// open makes the handle the descriptor fd.
func (h *Handle) open(fd int) int {
	if h.tcp != nil {
		return statusOf(h.tcp.Open(fd))
	}
	return statusOf(h.pipe.Open(fd))
}

// listen begins to accept connections for the handle's owner, an acceptor.
func (h *Handle) listen(backlog int) int {
	if h.tcp != nil {
		return statusOf(h.tcp.Listen(backlog, h))
	}
	return statusOf(h.pipe.Listen(backlog, h))
}

// OnConnection implements netimpl.ListenHandler. The connection's handle is
// made outside of the callback: it does not inherit the server's context.
func (h *Handle) OnConnection(err error) {
	status := statusOf(err)
	var client *Handle
	if status == 0 {
		h.env.TriggeredBy(h.ID, func() { client, status = h.accept() })
	}
	h.enter(func() {
		if h.acceptScripted(status, client) {
			return
		}
		if a, ok := h.owner.(acceptor); ok {
			a.onConnection(status, client)
		}
	})
}

func (h *Handle) accept() (client *Handle, status int) {
	var into netimpl.StreamHandle
	if h.tcp != nil {
		client = newTCP(h.env, kindTCPSocket)
		into = client.tcp
	} else {
		client = newPipe(h.env, kindPipeSocket)
		into = client.pipe
	}
	if err := h.stream.Accept(into); err != nil {
		client.close(nil)
		return nil, statusOf(err)
	}
	return client, 0
}

// shutdown ends the writable side after what has been written and calls cb.
func (h *Handle) shutdown(cb func(status int)) int {
	h.flush()
	return statusOf(h.stream.Shutdown(h.request("SHUTDOWNWRAP", cb)))
}

// request returns the callback of a request of the given kind. It runs done as
// a callback of what is running now.
func (h *Handle) request(kind string, done func(status int)) func(error) {
	async := new(env.Async)
	h.env.TriggeredBy(h.ID, func() { h.env.InitAsync(async, kind, nil) })
	return func(err error) {
		h.env.Enter(func() { h.env.RunAsync(async, nil, func() { done(statusOf(err)) }) })
		h.env.DestroyAsync(async)
	}
}
