package cares

import (
	"context"
	"time"

	"github.com/miekg/dns"
)

// query is one question on its way to an answer.
type query struct {
	asked string // the name, as Name gives it
	qtype uint16
	wire  []byte

	id     uint16
	tcp    bool
	tries  int
	status Status     // of the last try that failed
	answer chan reply // room for one
}

// reply is how a try ends: with a message, or with a status.
type reply struct {
	message *Message
	status  Status
}

// deliver ends the try. Only the first reply counts.
func (q *query) deliver(r reply) {
	select {
	case q.answer <- r:
	default:
	}
}

// Resolve asks for the records of a type, such as dns.TypeMX, and returns when
// there is an answer, when no server gives one, or with Cancelled when ctx
// ends. The message is nil unless the status is Success. As ares_query.
func (c *Channel) Resolve(ctx context.Context, name string, qtype uint16) (*Message, Status) {
	if isOnion(name) {
		return nil, NotFound
	}
	packed, ok := packName(name)
	if !ok {
		return nil, BadName
	}
	q := &query{qtype: qtype, wire: packQuery(packed, qtype), answer: make(chan reply, 1)}
	asked, _, err := dns.UnpackDomainName(packed, 0)
	if err != nil {
		return nil, BadName
	}
	q.asked = Name(asked)
	c.mu.Lock()
	c.ensureServers()
	q.tcp = c.useTCP
	c.mu.Unlock()
	message, status := c.ask(ctx, q, nil)
	c.mu.Lock()
	c.refused = status == ConnRefused
	c.mu.Unlock()
	if status != Success {
		return nil, status
	}
	if status = message.status(); status != Success {
		return nil, status
	}
	return message, Success
}

// ask tries one server after the other; only, if not nil, is the one that is
// tried, once.
func (c *Channel) ask(ctx context.Context, q *query, only *server) (*Message, Status) {
	for {
		r, tried := c.try(ctx, q, only)
		switch {
		case !tried:
			return nil, noServer
		case r.status == Cancelled:
			return nil, Cancelled
		case r.message != nil && r.message.truncated && !q.tcp:
			q.tcp = true
			continue
		case r.message != nil:
			return r.message, Success
		}
		q.status = r.status
		q.tries++
		if only != nil || q.tries >= c.maxTries() {
			return nil, q.status
		}
	}
}

func (c *Channel) maxTries() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.tries * len(c.servers)
}

// try sends q to the best server and waits for what comes of it; tried is
// false if there is no server.
func (c *Channel) try(ctx context.Context, q *query, only *server) (r reply, tried bool) {
	c.mu.Lock()
	s := only
	if s == nil {
		s = c.best()
	}
	if s == nil {
		c.mu.Unlock()
		return reply{}, false
	}
	start := time.Now()
	timeout := c.tryTimeout(s, q.tries, start)
	l := c.join(s, q)
	c.mu.Unlock()
	l.send()
	if only == nil && q.tries == 0 {
		c.probe(q, s)
	}

	timer := time.NewTimer(timeout)
	defer timer.Stop()
	select {
	case r = <-q.answer:
	case <-timer.C:
		r = reply{status: Timeout}
	case <-ctx.Done():
		r = reply{status: Cancelled}
	}
	c.settle(s, l, q, r, time.Since(start))
	return r, true
}

// settle takes q from its link, and keeps what the try says of the server.
func (c *Channel) settle(s *server, l *link, q *query, r reply, took time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	l.leave(q)
	select {
	case <-q.answer: // it came after the timeout, and before leave
	default:
	}
	now := time.Now()
	switch {
	case r.message != nil:
		s.answered()
		if r.message.rcode == dns.RcodeSuccess || r.message.rcode == dns.RcodeNameError {
			s.metrics.record(now, took)
		}
	case r.status == Timeout:
		l.retire() // what is lost may be the way from this port
		s.failed(now)
	case r.status != Cancelled:
		s.failed(now)
	}
	c.sortServers()
}

// probe sends the question to a server that has failed before, to see whether
// it is back.
func (c *Channel) probe(q *query, used *server) {
	c.mu.Lock()
	s := c.toProbe(used, time.Now())
	if s != nil {
		s.probing = true
	}
	c.mu.Unlock()
	if s == nil {
		return
	}
	again := &query{asked: q.asked, qtype: q.qtype, tcp: q.tcp, answer: make(chan reply, 1)}
	again.wire = append(again.wire, q.wire...)
	go func() {
		c.ask(context.Background(), again, s)
		c.mu.Lock()
		defer c.mu.Unlock()
		s.probing = false
	}()
}
