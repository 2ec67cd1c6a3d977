package netimpl

import (
	"net/netip"
	"os"
	"time"
)

// EndpointKind is a mechanism that can move a stream's bytes.
type EndpointKind int

const (
	// EndpointsDescriptor is non-blocking sockets under the loop's poller.
	EndpointsDescriptor EndpointKind = iota
	// EndpointsConn is package net's connections served by goroutines.
	EndpointsConn

	endpointKinds = iota
)

// mechanism makes endpoints of one kind.
type mechanism interface {
	// attach gives s, which belongs to a new TCP or Pipe, its endpoint.
	attach(s *Stream)

	// attachUDP does the same for a new UDP.
	attachUDP(u *UDP)
}

// mechanisms has those that the platform offers; the files that hold them put
// them here.
var mechanisms [endpointKinds]mechanism

// defaultMechanism is the one that the environment's GONET_ENDPOINTS names,
// "descriptor" or "conn", nil for any other word. Without it the platform's
// preferred one.
func defaultMechanism() mechanism {
	switch os.Getenv("GONET_ENDPOINTS") {
	case "":
		return preferredMechanism()
	case "descriptor":
		return mechanisms[EndpointsDescriptor]
	case "conn":
		return mechanisms[EndpointsConn]
	}
	return nil
}

func preferredMechanism() mechanism {
	for _, m := range mechanisms {
		if m != nil {
			return m
		}
	}
	return nil
}

// endpoint is the mechanism under a Stream; every TCP and Pipe has one from
// the start. It is a non-blocking socket in its manners, whatever it is made
// of: it does at once what it can, says EAGAIN otherwise, and calls
// Stream.onReady when something that the stream waits for has become
// possible. The Stream above it keeps the states, the queues and the callbacks,
// so that there is one of each for all mechanisms. An endpoint made of
// goroutines plays the kernel's buffers itself: what write has taken is
// delivered even if close follows at once.
//
// All methods are called on the loop. A method that returns an error returns
// an Errno, or what else the mechanism has to say (a TLS alert); Stream and TCP
// put it into a SyscallError.
type endpoint interface {
	// watch replaces the set of events that the stream waits for. As long as
	// one of them is possible, the loop calls Stream.onReady with it, once in
	// an iteration and never from inside watch. While connecting evWrite
	// means that the attempt has ended; while listening evRead means that
	// accept has something.
	watch(want events)

	// read returns the next bytes, in slab or in memory of its own that is
	// valid until the next call; io.EOF at the end, errAgain if there are
	// none yet.
	read(slab []byte) ([]byte, error)

	// write takes bytes from the front of bufs and returns how many, or
	// errAgain. It does not keep bufs.
	write(bufs [][]byte) (int, error)

	// push sends what write has kept back of a stream that is ending.
	push()

	// shutdown ends the writable side after what write has taken.
	shutdown() error

	// connectResult is nil once connected, errInProgress before.
	connectResult() error

	// accept takes a connection from the backlog and keeps it for acceptInto;
	// errAgain if there is none.
	accept() error

	// acceptInto makes the connection that accept kept that of s, whose
	// endpoint it may replace.
	acceptInto(s *Stream) error

	// exists reports whether there is a socket: made by bind, connect, listen
	// or acceptInto, and not closed.
	exists() bool

	// file returns the descriptor, if there is one.
	file() (fd int, ok bool)

	// setBlocking makes writes block until everything is written.
	setBlocking(on bool) error

	// close frees everything at once, also a connection kept by accept.
	close()
}

// tcpEndpoint is what a TCP asks of its endpoint besides. Options that are set
// before there is a socket are kept in Stream.flags and applied by adopt or
// when the socket is made.
type tcpEndpoint interface {
	endpoint

	bindTCP(addr netip.AddrPort, flags BindFlags) error
	listenTCP(backlog int) error

	// connectTCP starts a connection. errInProgress is not an error here, and
	// an immediate refusal is left to connectResult.
	connectTCP(addr netip.AddrPort) error

	localAddr() (netip.AddrPort, error)
	remoteAddr() (netip.AddrPort, error)

	setNoDelay(on bool) error
	setKeepAlive(on bool, delay, interval time.Duration, count int) error
	setTypeOfService(tos int) error
	typeOfService() (int, error)

	// resetOnClose makes close send RST and drop what is not sent.
	resetOnClose() error
}

// pipeEndpoint is what a Pipe asks of its endpoint besides. Names are those of
// Pipe.Bind.
type pipeEndpoint interface {
	endpoint

	// bindPipe reports whether there is now a file to be removed on close.
	bindPipe(name string) (unlink bool, err error)
	listenPipe(backlog int) error
	connectPipe(name string) error

	localName() (string, error)
	remoteName() (string, error)
	chmod(name string, mode uint32) error
}
