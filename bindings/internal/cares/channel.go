package cares

import (
	"net/netip"
	"slices"
	"sync"
	"time"
)

const (
	defaultTimeout = 2 * time.Second
	defaultPort    = 53
)

// Options are a channel's.
type Options struct {
	Timeout    time.Duration // of a first try; zero means two seconds
	Tries      int           // of each server
	MaxTimeout time.Duration // of later tries; zero means no limit
}

// Channel asks a list of name servers. Its methods may be called from any
// goroutine.
type Channel struct {
	timeout, maxTimeout time.Duration
	tries               int

	mu       sync.Mutex
	servers  []*server // the best first: see sortServers
	defaults bool      // servers is what the system has
	fallback bool      // the system has none: servers is the local host
	rotate   bool
	useTCP   bool
	lookups  string // where Reverse looks: 'f' for the hosts file, 'b' for the servers
	local    [2]netip.Addr
	refused  bool // the last query reached no server
}

// New makes a channel over the system's name servers.
func New(o Options) *Channel {
	c := &Channel{timeout: o.Timeout, maxTimeout: o.MaxTimeout, tries: o.Tries}
	if c.timeout <= 0 {
		c.timeout = defaultTimeout
	}
	c.configure(systemConfig())
	return c
}

// configure takes over what the system says.
func (c *Channel) configure(config config) {
	servers := config.servers
	c.defaults, c.fallback = true, len(servers) == 0
	if c.fallback {
		servers = []netip.AddrPort{netip.AddrPortFrom(netip.AddrFrom4([4]byte{127, 0, 0, 1}), defaultPort)}
	}
	c.rotate, c.useTCP, c.lookups = config.rotate, config.useTCP, config.lookups
	c.setServers(servers)
}

// Servers returns the name servers, the one to be asked next first.
func (c *Channel) Servers() []netip.AddrPort {
	c.mu.Lock()
	defer c.mu.Unlock()
	list := make([]netip.AddrPort, len(c.servers))
	for i, s := range c.servers {
		list[i] = s.addr
	}
	return list
}

// SetServers replaces the name servers; repetitions are dropped. Servers that
// stay keep what is known of them.
func (c *Channel) SetServers(addrs []netip.AddrPort) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.defaults = false
	c.setServers(addrs)
}

func (c *Channel) setServers(addrs []netip.AddrPort) {
	before := c.servers
	c.servers = nil
	for _, addr := range addrs {
		same := func(s *server) bool { return s.addr == addr }
		if slices.ContainsFunc(c.servers, same) {
			continue
		}
		s := &server{addr: addr}
		if i := slices.IndexFunc(before, same); i >= 0 {
			s = before[i]
		}
		s.index = len(c.servers)
		c.servers = append(c.servers, s)
	}
	c.sortServers()
}

// SetLocalAddress makes queries leave from v4 and v6; the unspecified address
// leaves the choice to the system.
func (c *Channel) SetLocalAddress(v4, v6 netip.Addr) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.local = [2]netip.Addr{v4, v6}
}

// ensureServers looks again for the system's servers if it had none before and
// the local host does not answer. As ChannelWrap::EnsureServers.
func (c *Channel) ensureServers() {
	if c.refused && c.defaults && c.fallback {
		c.configure(systemConfig())
	}
}
