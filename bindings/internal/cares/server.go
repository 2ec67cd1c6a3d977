package cares

import (
	"math/rand/v2"
	"net/netip"
	"slices"
	"time"
)

// A server that has failed is asked again in passing: one query in
// probeChance, once it has rested for probeDelay, goes to it too.
const (
	probeChance = 10
	probeDelay  = 5 * time.Second
)

// maxFailures caps the count of failures, so that none counts for ever.
const maxFailures = 16

// server is a name server and what the channel knows of it. The channel's
// mutex guards it.
type server struct {
	addr     netip.AddrPort
	index    int       // in the list of servers
	failures int       // since its last answer
	retryAt  time.Time // zero for a server without failures
	probing  bool
	metrics  metrics
	links    [2]*link // over UDP and TCP, that new queries may use
}

func (s *server) failed(now time.Time) {
	s.failures = min(s.failures+1, maxFailures)
	s.retryAt = now.Add(probeDelay)
}

func (s *server) answered() {
	s.failures, s.retryAt = 0, time.Time{}
}

// sortServers puts the best server first: the one with the fewest failures, of
// equals the one whose last failure is longest ago, or the first in the list.
func (c *Channel) sortServers() {
	slices.SortFunc(c.servers, func(a, b *server) int {
		if a.failures != b.failures {
			return a.failures - b.failures
		}
		if order := a.retryAt.Compare(b.retryAt); order != 0 {
			return order
		}
		return a.index - b.index
	})
}

// best returns the server for the next try, nil if there are none.
func (c *Channel) best() *server {
	if len(c.servers) == 0 {
		return nil
	}
	if !c.rotate {
		return c.servers[0]
	}
	equals := 1
	for equals < len(c.servers) && c.servers[equals].failures == c.servers[0].failures {
		equals++
	}
	return c.servers[rand.IntN(equals)]
}

// toProbe returns a server other than used that has failed and may have
// recovered, now and then.
func (c *Channel) toProbe(used *server, now time.Time) *server {
	if rand.IntN(probeChance) != 0 {
		return nil
	}
	for _, s := range c.servers {
		if s != used && s.failures > 0 && !s.probing && !now.Before(s.retryAt) {
			return s
		}
	}
	return nil
}

// tryTimeout is how long a query waits for s on its given try: each round
// through all servers doubles the wait and varies it, so that many clients do
// not retry at once.
func (c *Channel) tryTimeout(s *server, tries int, now time.Time) time.Duration {
	base := s.metrics.timeout(now, c.timeout, c.maxTimeout)
	rounds := tries / len(c.servers)
	if rounds == 0 {
		return base
	}
	timeout := base << min(rounds, 16)
	if c.maxTimeout > 0 {
		timeout = min(timeout, c.maxTimeout)
	}
	timeout -= time.Duration(float64(timeout) * rand.Float64() / 2)
	return max(timeout, base)
}
