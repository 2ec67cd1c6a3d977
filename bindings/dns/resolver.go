package dns

import (
	"context"
	"math"
	"net"
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dop251/goja"
	"github.com/miekg/dns"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/ipaddr"
	"gonet/bindings/internal/validate"
)

// resolver is a Resolver: it asks name servers itself. Source:
// nodejs/node:lib/internal/dns/utils.js (ResolverBase).
type resolver struct {
	client
	module  *module
	queries map[*pendingQuery]struct{}
}

// pendingQuery is a query under way.
type pendingQuery struct {
	env.Async
	cancel context.CancelFunc
}

// newResolver reads the options of the constructor.
func (m *module) newResolver(options goja.Value) *resolver {
	e := m.env
	r := &resolver{module: m, queries: make(map[*pendingQuery]struct{})}
	r.timeout, r.tries = defaultTimeout, defaultTries
	r.servers = systemServers()
	o, ok := options.(*goja.Object)
	if !ok {
		return r
	}
	if v := o.Get("timeout"); !validate.IsUndefined(v) {
		if ms := validate.Int32(e, v, "options.timeout", -1); ms >= 0 {
			r.timeout = time.Duration(max(ms, 1)) * time.Millisecond
		}
	}
	if v := o.Get("tries"); !validate.IsUndefined(v) {
		r.tries = validate.Int32(e, v, "options.tries", 1)
	}
	if v := o.Get("maxTimeout"); !validate.IsUndefined(v) {
		r.maxTimeout = time.Duration(validate.Uint32(e, v, "options.maxTimeout")) * time.Millisecond
	}
	return r
}

const dnsPort = 53

// systemServers returns the name servers of the system's configuration, or one
// on this host if there are none.
func systemServers() []netip.AddrPort {
	var servers []netip.AddrPort
	if config, err := dns.ClientConfigFromFile("/etc/resolv.conf"); err == nil {
		for _, server := range config.Servers {
			if addr, err := netip.ParseAddr(server); err == nil {
				servers = append(servers, netip.AddrPortFrom(addr, dnsPort))
			}
		}
	}
	if servers == nil {
		servers = []netip.AddrPort{netip.AddrPortFrom(netip.AddrFrom4([4]byte{127, 0, 0, 1}), dnsPort)}
	}
	return servers
}

// getServers lists the servers, with their ports if those are not DNS's.
func (r *resolver) getServers() []any {
	list := make([]any, len(r.servers))
	for i, s := range r.servers {
		switch {
		case s.Port() == dnsPort:
			list[i] = ipaddr.Text(s.Addr())
		default:
			list[i] = net.JoinHostPort(ipaddr.Text(s.Addr()), strconv.Itoa(int(s.Port())))
		}
	}
	return list
}

func (r *resolver) setServers(v goja.Value) {
	e := r.module.env
	list := validate.Array(e, v, "servers")
	var servers []netip.AddrPort
	for i := range int(list.Get("length").ToInteger()) {
		item := list.Get(strconv.Itoa(i))
		if item == nil {
			continue // a hole
		}
		servers = append(servers, parseServer(e, item, "servers["+strconv.Itoa(i)+"]"))
	}
	if len(r.queries) > 0 {
		errs.Throw(e, "ERR_DNS_SET_SERVERS_FAILED", "There are pending queries.", v)
	}
	r.servers = servers
}

var (
	bracketed = regexp.MustCompile(`^\[([^\[\]]*)\](?::(\d+))?`)
	hostPort  = regexp.MustCompile(`^(.+?)(?::(\d+))?$`)
)

// parseServer reads an address, with a port or without.
func parseServer(e *env.Env, v goja.Value, name string) netip.AddrPort {
	text := validate.String(e, v, name)
	if addr, ok := ipaddr.Parse(text); ok {
		return netip.AddrPortFrom(addr, dnsPort)
	}
	for _, form := range []*regexp.Regexp{bracketed, hostPort} {
		match := form.FindStringSubmatch(text)
		if match == nil {
			continue
		}
		addr, ok := ipaddr.Parse(match[1])
		if !ok {
			continue
		}
		port, _ := strconv.ParseFloat(match[2], 64) // 0 without one, which means the default
		if port == 0 {
			port = dnsPort
		}
		return netip.AddrPortFrom(addr, validate.Port(e, number(e, port), "Port"))
	}
	errs.Throw(e, "ERR_INVALID_IP_ADDRESS", text)
	return netip.AddrPort{}
}

// number makes the number of a script that f is: an integer if it can be one.
func number(e *env.Env, f float64) goja.Value {
	if f == math.Trunc(f) && math.Abs(f) < 1<<53 {
		return e.VM.ToValue(int64(f))
	}
	return e.VM.ToValue(f)
}

// setLocalAddress sets the addresses to ask from, in either order.
func (r *resolver) setLocalAddress(first, second goja.Value) {
	e := r.module.env
	local := []netip.Addr{r.localArgument(first, "ipv4")}
	if !goja.IsUndefined(second) {
		validate.String(e, second, "ipv6")
		local = append(local, r.localArgument(second, "ipv6"))
	}
	if len(local) == 2 && local[0].Is4() == local[1].Is4() {
		panic(invalidValue(e, "Cannot specify two "+ipaddr.FamilyName(local[0])+" addresses."))
	}
	r.local4, r.local6 = netip.Addr{}, netip.Addr{}
	for _, addr := range local {
		if addr.Is4() {
			r.local4 = addr
		} else {
			r.local6 = addr
		}
	}
}

func (r *resolver) localArgument(v goja.Value, name string) netip.Addr {
	addr, err := netip.ParseAddr(validate.String(r.module.env, v, name))
	if err != nil {
		panic(invalidValue(r.module.env, "Invalid IP address."))
	}
	return addr
}

// invalidValue makes an ERR_INVALID_ARG_VALUE with a text of its own.
func invalidValue(e *env.Env, text string) *goja.Object {
	err := errs.TypeError(e, text)
	err.Set("code", "ERR_INVALID_ARG_VALUE")
	return err
}

// cancel ends all queries.
func (r *resolver) cancel() {
	for q := range r.queries {
		q.cancel()
	}
}

// run asks on a goroutine and calls done with the answer, or with a code.
func (r *resolver) run(ask func(ctx context.Context, c client) (*dns.Msg, string), done func(answer *dns.Msg, code string)) {
	e := r.module.env
	ctx, cancel := context.WithCancel(context.Background())
	q := &pendingQuery{cancel: cancel}
	e.InitAsync(&q.Async, "QUERYWRAP", nil)
	r.queries[q] = struct{}{}
	post := e.Loop.Hold()
	c := r.client
	c.servers = slices.Clone(c.servers)
	go func() {
		defer cancel()
		answer, code := ask(ctx, c)
		post(func() {
			delete(r.queries, q)
			e.Enter(func() { e.RunAsync(&q.Async, nil, func() { done(answer, code) }) })
			e.DestroyAsync(&q.Async)
		})
	}()
}

// query asks for records of kind b.
func (r *resolver) query(b binding, name string, ttl bool, done func(result goja.Value, code string)) {
	r.run(func(ctx context.Context, c client) (*dns.Msg, string) {
		return c.query(ctx, name, b.code)
	}, func(answer *dns.Msg, code string) {
		if code != "" {
			done(nil, code)
			return
		}
		result := b.records(r.module.env, answer, ttl)
		if result == nil {
			code = codeNoData
		}
		done(result, code)
	})
}

// reverse finds the names of an address: in the hosts file first.
func (r *resolver) reverse(addr netip.Addr, done func(result goja.Value, code string)) {
	e := r.module.env
	var names []string
	r.run(func(ctx context.Context, c client) (*dns.Msg, string) {
		var found bool
		if names, found = hostsNames(addr); found {
			return nil, ""
		}
		arpa, err := dns.ReverseAddr(addr.WithZone("").String())
		if err != nil {
			return nil, codeNotFound
		}
		answer, code := c.query(ctx, arpa, dns.TypePTR)
		if code != "" && code != codeCancelled {
			code = codeNotFound
		}
		return answer, code
	}, func(answer *dns.Msg, code string) {
		if code != "" {
			done(nil, code)
			return
		}
		list := make([]any, 0, len(names))
		for _, name := range names {
			list = append(list, name)
		}
		if answer != nil {
			for _, rr := range answer.Answer {
				if ptr, ok := rr.(*dns.PTR); ok {
					list = append(list, host(ptr.Ptr))
				}
			}
		}
		done(e.VM.NewArray(list...), "")
	})
}

// hostsNames returns the names that the hosts file has for addr besides the
// first, which c-ares takes for the canonical one and does not list.
func hostsNames(addr netip.Addr) (names []string, found bool) {
	for line := range strings.Lines(readHosts()) {
		line, _, _ = strings.Cut(line, "#")
		fields := strings.Fields(line)
		if len(fields) < 2 {
			continue
		}
		if a, err := netip.ParseAddr(fields[0]); err == nil && a.Unmap() == addr.Unmap() {
			names = append(names, fields[1:]...)
		}
	}
	if names == nil {
		return nil, false
	}
	return names[1:], true
}
