package netimpl

import (
	"net/netip"
	"syscall"
)

// ListenHandler gets the connections of a listening stream.
type ListenHandler interface {
	// OnConnection is called in the poll phase when a connection waits for
	// Accept, which may also come later: no further ones are reported until
	// then. err is for endpoints that can fail for good; descriptors do not.
	OnConnection(err error)
}

// listening is what only a listening stream has.
type listening struct {
	handler  ListenHandler
	waiting  bool // a connection waits for Accept
	accepted int  // its descriptor, under a descriptor
}

// listen makes h get the connections of an endpoint that already listens.
// Listening again only replaces h.
func (s *Stream) listen(h ListenHandler) {
	if s.server == nil {
		s.server = new(listening)
	}
	s.server.handler = h
	if !s.server.waiting {
		s.watch(evRead, 0)
	}
	s.start()
}

// acceptReady takes one connection: with more than one process on a socket
// the others shall have theirs. Errors are between the kernel and a client
// that is gone, or a lack of descriptors. As uv__server_io.
func (s *Stream) acceptReady() {
	if s.server.waiting {
		return
	}
	if err := s.end.accept(); err != nil {
		if _, ok := err.(Errno); !ok {
			s.watch(0, evRead)
			s.server.handler.OnConnection(wrap("accept", err))
		}
		return
	}
	s.server.waiting = true
	s.server.handler.OnConnection(nil)
	if s.server.waiting && !s.IsClosing() {
		s.watch(0, evRead)
	}
}

// Accept makes into, a new handle on the same loop, the connection that waits.
// It fails with EAGAIN if there is none. As uv_accept.
func (s *Stream) Accept(into StreamHandle) error {
	if s.server == nil || !s.server.waiting || s.IsClosing() {
		return fail("accept", syscall.EAGAIN)
	}
	s.server.waiting = false
	s.watch(evRead, 0)
	client := into.stream()
	if err := s.end.acceptInto(client); err != nil {
		return wrap("accept", err)
	}
	client.flags |= streamBound | streamReadable | streamWritable
	return nil
}

// connecting is a connect request.
type connecting struct {
	cb   func(err error)
	addr netip.AddrPort // of a TCP
	path string         // of a Pipe
}

// beginConnect waits for the end of the connection attempt that the endpoint
// has begun. With s.delayed set it ends in the next iteration.
func (s *Stream) beginConnect(c *connecting) {
	s.loop.reqs++
	s.connecting = c
	if s.delayed != 0 {
		s.feed()
	} else {
		s.watch(evWrite, 0)
	}
}

// connectReady asks for the result. As uv__stream_connect.
func (s *Stream) connectReady() {
	err := error(s.delayed)
	if s.delayed != 0 {
		s.delayed = 0
	} else if err = s.end.connectResult(); err == errInProgress {
		return
	}
	if err != nil || s.queue.empty() {
		s.watch(0, evWrite)
	}
	s.endConnect(AsErrno(err))
	if err != nil && !s.IsClosing() {
		s.cancelWrites()
	}
}

// endConnect calls back with the result.
func (s *Stream) endConnect(errno Errno) {
	c := s.connecting
	s.connecting = nil
	s.loop.reqs--
	if c.cb == nil {
		return
	}
	if errno == 0 {
		c.cb(nil)
		return
	}
	c.cb(&SyscallError{Syscall: "connect", Errno: errno, Addr: c.addr, Path: c.path})
}

// cancelWrites ends the queued writes and runs their callbacks.
func (s *Stream) cancelWrites() {
	for req := s.queue.pop(); req != nil; req = s.queue.pop() {
		req.err = fail("write", syscall.ECANCELED)
		s.done.push(req)
	}
	s.runWriteCallbacks()
}
