package cares

import (
	"context"
	"encoding/binary"
	"io"
	"math/rand/v2"
	"net"
	"net/netip"
)

// link is a connection to a server that queries share: over UDP a socket of
// its own, so that a server that is not there is noticed. It closes when no
// query waits on it. The channel's mutex guards it, but not reads and writes.
type link struct {
	channel *Channel
	server  *server
	tcp     bool

	conn    net.Conn // nil until it is there
	dialing context.CancelFunc
	unsent  [][]byte          // until conn is there
	waiting map[uint16]*query // by the ids of their messages
	closed  bool
}

func (l *link) kind() int {
	if l.tcp {
		return 1
	}
	return 0
}

// join puts q among those that wait for s, over a link that it opens if it has
// to, and sends it.
func (c *Channel) join(s *server, q *query) *link {
	l := &link{channel: c, server: s, tcp: q.tcp, waiting: map[uint16]*query{}}
	if open := s.links[l.kind()]; open != nil {
		l = open
	} else {
		s.links[l.kind()] = l
		var ctx context.Context
		ctx, l.dialing = context.WithCancel(context.Background())
		go l.run(ctx)
	}
	id := uint16(rand.Uint32())
	for l.waiting[id] != nil {
		id++
	}
	q.id = id
	l.waiting[id] = q
	binary.BigEndian.PutUint16(q.wire, id)
	l.unsent = append(l.unsent, append([]byte(nil), q.wire...))
	return l
}

// send sends what is to be sent. A write that fails ends in a read that does.
func (l *link) send() {
	l.channel.mu.Lock()
	conn, unsent := l.conn, l.unsent
	if conn != nil {
		l.unsent = nil
	}
	l.channel.mu.Unlock()
	if conn == nil {
		return
	}
	for _, message := range unsent {
		if l.tcp {
			message = append(binary.BigEndian.AppendUint16(nil, uint16(len(message))), message...)
		}
		if _, err := conn.Write(message); err != nil {
			l.fail(ConnRefused)
			return
		}
	}
}

// leave takes q from its link.
func (l *link) leave(q *query) {
	if l.waiting[q.id] == q {
		delete(l.waiting, q.id)
	}
	if len(l.waiting) == 0 {
		l.close()
	}
}

// retire leaves the link to the queries that wait on it.
func (l *link) retire() {
	if l.server.links[l.kind()] == l {
		l.server.links[l.kind()] = nil
	}
}

func (l *link) close() {
	l.retire()
	l.closed = true
	l.dialing()
	if l.conn != nil {
		l.conn.Close() // its error would say nothing of the queries
	}
}

// fail ends the link and with it the try of every query that waits on it.
func (l *link) fail(status Status) {
	l.channel.mu.Lock()
	defer l.channel.mu.Unlock()
	if l.closed {
		return
	}
	for _, q := range l.waiting {
		q.deliver(reply{status: status})
	}
	clear(l.waiting)
	l.close()
}

// run opens the link and reads it to its end.
func (l *link) run(ctx context.Context) {
	conn, err := l.dial(ctx)
	if err != nil {
		l.fail(ConnRefused)
		return
	}
	l.channel.mu.Lock()
	l.conn = conn
	closed := l.closed
	l.channel.mu.Unlock()
	if closed {
		conn.Close() // nobody waits any more
		return
	}
	l.send()
	l.read()
}

func (l *link) dial(ctx context.Context) (net.Conn, error) {
	addr := l.server.addr
	local, chosen := l.channel.localAddr(addr.Addr())
	var d net.Dialer
	switch {
	case chosen && l.tcp:
		d.LocalAddr = net.TCPAddrFromAddrPort(local)
	case chosen:
		d.LocalAddr = net.UDPAddrFromAddrPort(local)
	}
	if l.tcp {
		return d.DialContext(ctx, "tcp", addr.String())
	}
	return d.DialContext(ctx, "udp", addr.String())
}

// localAddr returns where queries to a server leave from, unless the system is
// to choose.
func (c *Channel) localAddr(server netip.Addr) (local netip.AddrPort, chosen bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	addr := c.local[1]
	if server.Is4() {
		addr = c.local[0]
	}
	return netip.AddrPortFrom(addr, 0), addr.IsValid() && !addr.IsUnspecified()
}

// read hands answers to the queries that they belong to. What does not parse
// is never accepted, and ends the link.
func (l *link) read() {
	buffer := make([]byte, maxMessageSize)
	for {
		wire, err := l.readMessage(buffer)
		if err != nil {
			l.fail(ConnRefused)
			return
		}
		if len(wire) == 0 {
			continue // an empty datagram
		}
		m, ok := parse(wire)
		if !ok {
			l.fail(BadResp)
			return
		}
		l.accept(m)
	}
}

func (l *link) readMessage(buffer []byte) ([]byte, error) {
	if !l.tcp {
		n, err := l.conn.Read(buffer)
		return buffer[:n], err
	}
	if _, err := io.ReadFull(l.conn, buffer[:2]); err != nil {
		return nil, err
	}
	message := buffer[:binary.BigEndian.Uint16(buffer)]
	_, err := io.ReadFull(l.conn, message)
	return message, err
}

// accept gives m to its query. One that belongs to none is late, or forged.
func (l *link) accept(m *Message) {
	l.channel.mu.Lock()
	defer l.channel.mu.Unlock()
	if q := l.waiting[m.id]; q != nil && m.answers(q) {
		q.deliver(reply{message: m})
	}
}
