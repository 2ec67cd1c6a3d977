package netimpl

import "net"

// NewTCPFromConn makes a TCP of a connection that the program has: a socket, a
// *tls.Conn, one end of net.Pipe. conn is the TCP's from now on. Options that
// it does not know are ignored; if it has no CloseWrite, Shutdown makes the
// stream see the end when the peer stays silent.
func NewTCPFromConn(l *Loop, conn net.Conn) *TCP {
	t := NewTCP(l)
	t.adoptConn(conn)
	return t
}

// NewPipeFromConn is NewTCPFromConn for a Pipe.
func NewPipeFromConn(l *Loop, conn net.Conn) *Pipe {
	p := NewPipe(l)
	p.adoptConn(conn)
	return p
}

// NewTCPFromListener makes a TCP that is bound to a listener that the program
// has; Listen begins to accept. ln is the TCP's from now on.
func NewTCPFromListener(l *Loop, ln net.Listener) *TCP {
	t := NewTCP(l)
	t.adoptListener(ln)
	return t
}

// NewPipeFromListener is NewTCPFromListener for a Pipe. The file of a
// *net.UnixListener goes with it, unless the program has said otherwise.
func NewPipeFromListener(l *Loop, ln net.Listener) *Pipe {
	p := NewPipe(l)
	p.adoptListener(ln).name = listenerName(ln)
	return p
}

func (s *Stream) adoptConn(conn net.Conn) {
	connections{}.attachKeeping(s).adopt(conn)
	s.flags |= streamBound | streamReadable | streamWritable
}

func (s *Stream) adoptListener(ln net.Listener) *connEndpoint {
	c := connections{}.attachKeeping(s)
	c.server = newBacklog(c, ln)
	s.flags |= streamBound
	return c
}

func listenerName(ln net.Listener) string {
	if addr, ok := ln.Addr().(*net.UnixAddr); ok {
		return addr.Name
	}
	return ""
}
