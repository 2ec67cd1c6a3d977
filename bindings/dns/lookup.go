package dns

import (
	"net/netip"
	"slices"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/ipaddr"
	"gonet/bindings/internal/validate"
	"gonet/bindings/internal/weburl"
	"gonet/netimpl"
)

// The hints of lookup, as getaddrinfo has them on Linux.
const (
	hintV4Mapped   = 8
	hintAll        = 16
	hintAddrConfig = 32
)

// Address is one result of a look-up.
type Address struct {
	Host   string // numeric
	Family int    // 4 or 6; what a script's own lookup gives may be anything
}

// lookupOptions are dns.lookup's.
type lookupOptions struct {
	family int
	hints  uint32
	all    bool
	order  string
}

// Lookup calls dns.lookup(host, options, cb), the one that a script has put in
// its place if there is one.
func Lookup(e *env.Env, host, options goja.Value, cb *goja.Object) {
	m := slot.Of(e)
	if m.exports != nil {
		fn := m.exports.Get("lookup")
		if call := env.CallbackOf(fn); call != nil && fn != goja.Value(m.lookup) {
			e.Call(call, m.exports, host, options, cb)
			return
		}
	}
	e.Call(m.callLookup, goja.Undefined(), host, options, cb)
}

// callLookup is dns.lookup(hostname[, options], callback).
func (m *module) callLookup(c goja.FunctionCall) goja.Value {
	e := m.env
	host := c.Argument(0)
	m.checkHost(host)
	options, callback := c.Argument(1), c.Argument(2)
	o := lookupOptions{order: m.order}
	switch {
	case env.IsFunction(options):
		callback = options
	case goja.IsNumber(options):
		validate.Function(e, callback, "callback")
		o.family = m.family(options, "family")
	case takesOptions(options):
		validate.Function(e, callback, "callback")
		m.readOptions(&o, options, true)
	default:
		if len(c.Arguments) == 2 {
			callback = options
		}
		validate.Function(e, callback, "callback")
		errs.Throw(e, "ERR_INVALID_ARG_TYPE", "options", []string{"integer", "object"}, options)
	}
	if !host.ToBoolean() {
		errs.Throw(e, "ERR_INVALID_ARG_VALUE", "hostname", host, "must be a non-empty string")
	}
	cb := env.CallbackOf(callback)
	if family := ipaddr.IsIP(host.String()); family != 0 {
		args := append([]goja.Value{goja.Null()}, m.lookupResult([]Address{{host.String(), family}}, o)...)
		e.NextTickCall(cb, args...)
		return e.VM.NewObject()
	}
	req := m.newLookup("GetAddrInfoReqWrap", host, callback, e.VM.ToValue(o.family))
	if status := m.resolve(req, o, func(status int, found []Address) {
		if status != 0 {
			m.onLookup(req, cb, m.exception(status, "getaddrinfo", req.host))
			return
		}
		args := m.lookupResult(found, o)
		m.onLookup(req, cb, append([]goja.Value{goja.Null()}, args...)...)
		m.stopLookupPerf(req, found, o, args[0])
	}); status != 0 {
		e.NextTickCall(cb, m.exception(status, "getaddrinfo", req.host))
		return e.VM.NewObject()
	}
	return req.object
}

// lookupPromise is dns.promises.lookup(hostname[, options]).
func (m *module) lookupPromise(c goja.FunctionCall) goja.Value {
	e := m.env
	host, options := c.Argument(0), c.Argument(1)
	m.checkHost(host)
	o := lookupOptions{order: m.order}
	switch {
	case goja.IsNumber(options):
		o.family = m.family(options, "family")
	case takesOptions(options):
		m.readOptions(&o, options, false)
	default:
		errs.Throw(e, "ERR_INVALID_ARG_TYPE", "options", []string{"integer", "object"}, options)
	}
	promise, resolve, reject := e.VM.NewPromise()
	result := e.VM.ToValue(promise)
	if !host.ToBoolean() {
		must(reject(errs.New(e, "ERR_INVALID_ARG_VALUE", "hostname", host, "must be a non-empty string")))
		return result
	}
	if family := ipaddr.IsIP(host.String()); family != 0 {
		must(resolve(m.promisedResult([]Address{{host.String(), family}}, o)))
		return result
	}
	req := m.newLookup("GetAddrInfoReqWrap", host, nil, e.VM.ToValue(o.family))
	if status := m.resolve(req, o, func(status int, found []Address) {
		if status != 0 {
			must(reject(m.exception(status, "getaddrinfo", req.host)))
			return
		}
		value := m.promisedResult(found, o)
		must(resolve(value))
		m.stopLookupPerf(req, found, o, value)
	}); status != 0 {
		must(reject(m.exception(status, "getaddrinfo", req.host)))
	}
	return result
}

// checkHost throws for a host name that is something other than a string, or
// nothing.
func (m *module) checkHost(host goja.Value) {
	if host.ToBoolean() {
		validate.StringWithoutNullBytes(m.env, host, "hostname")
	}
}

// takesOptions reports whether v may stand for an object of options.
func takesOptions(v goja.Value) bool {
	return validate.Nullish(v) || validate.IsObject(v)
}

// readOptions fills o from an options object, which may also be null. named
// says whether families may go by their names.
func (m *module) readOptions(o *lookupOptions, v goja.Value, named bool) {
	options, ok := v.(*goja.Object)
	if !ok {
		return
	}
	e := m.env
	if hints := options.Get("hints"); !validate.Nullish(hints) {
		validate.Number(e, hints, "options.hints")
		o.hints = uint32(hints.ToInteger())
		if o.hints&^(hintV4Mapped|hintAll|hintAddrConfig) != 0 {
			errs.Throw(e, "ERR_INVALID_ARG_VALUE", "hints", e.VM.ToValue(o.hints))
		}
	}
	if family := options.Get("family"); !validate.Nullish(family) {
		if o.family = namedFamily(family); o.family == 0 || !named {
			o.family = m.family(family, "options.family")
		}
	}
	if all := options.Get("all"); !validate.Nullish(all) {
		o.all = validate.Boolean(e, all, "options.all")
	}
	if verbatim := options.Get("verbatim"); !validate.Nullish(verbatim) {
		o.order = orderIPv4First
		if validate.Boolean(e, verbatim, "options.verbatim") {
			o.order = orderVerbatim
		}
	}
	if order := options.Get("order"); !validate.Nullish(order) {
		validate.OneOf(e, order, "options.order", validOrders...)
		o.order = order.String()
	}
}

// family reads 0, 4 or 6.
func (m *module) family(v goja.Value, name string) int {
	validate.OneOf(m.env, v, name, 0, 4, 6)
	return int(v.ToInteger())
}

// namedFamily reads "IPv4" and "IPv6"; it returns 0 for all else.
func namedFamily(v goja.Value) int {
	if validate.IsString(v) {
		switch v.String() {
		case "IPv4":
			return 4
		case "IPv6":
			return 6
		}
	}
	return 0
}

func (m *module) onLookup(req *lookup, cb env.Callback, args ...goja.Value) {
	m.env.Call(cb, req.object, args...)
}

// resolve looks the request's host up. A status that is not 0 is the only
// report; otherwise done is called, as a callback from the loop, with a status
// or with addresses.
func (m *module) resolve(req *lookup, o lookupOptions, done func(status int, found []Address)) (status int) {
	host, _ := weburl.DomainToASCII(req.host) // "" for a name that has no such form
	_, err := m.env.Loop.GetAddrInfo(host, netimpl.AddrInfoHints{
		Family:     o.family,
		AddrConfig: o.hints&hintAddrConfig != 0,
		V4Mapped:   o.hints&hintV4Mapped != 0,
		All:        o.hints&hintAll != 0,
	}, func(addrs []netip.Addr, err error) {
		m.finish(req, func() { done(netimpl.ErrNumber(netimpl.AsErrno(err)), inOrder(addrs, o)) })
	})
	if err != nil {
		m.drop(req)
		return netimpl.ErrNumber(netimpl.AsErrno(err))
	}
	m.startPerf(req.object, "lookup", func(detail *goja.Object) {
		detail.Set("hostname", req.host)
		detail.Set("family", o.family)
		detail.Set("hints", o.hints)
		detail.Set("verbatim", o.order == orderVerbatim)
		detail.Set("order", o.order)
	})
	return 0
}

// inOrder puts the family that the order names first.
func inOrder(addrs []netip.Addr, o lookupOptions) []Address {
	found := make([]Address, len(addrs))
	for i, addr := range addrs {
		found[i] = Address{ipaddr.Text(addr), o.family}
		if o.family == 0 {
			found[i].Family = ipaddr.Family(addr)
		}
	}
	if o.order == orderVerbatim {
		return found
	}
	first := 4
	if o.order == orderIPv6First {
		first = 6
	}
	slices.SortStableFunc(found, func(a, b Address) int { return rank(a, first) - rank(b, first) })
	return found
}

func rank(a Address, first int) int {
	if a.Family == first {
		return 0
	}
	return 1
}

// lookupResult makes what follows the error in a callback's arguments.
func (m *module) lookupResult(found []Address, o lookupOptions) []goja.Value {
	if o.all {
		return []goja.Value{m.addressArray(found)}
	}
	return []goja.Value{m.env.VM.ToValue(found[0].Host), m.env.VM.ToValue(found[0].Family)}
}

// promisedResult makes what a promise is fulfilled with.
func (m *module) promisedResult(found []Address, o lookupOptions) *goja.Object {
	if o.all {
		return m.addressArray(found)
	}
	return m.addressObject(found[0])
}

// stopLookupPerf ends the performance entry: with what the script got if it
// asked for all addresses, else with the addresses.
func (m *module) stopLookupPerf(req *lookup, found []Address, o lookupOptions, given goja.Value) {
	addresses := given
	if !o.all {
		hosts := make([]string, len(found))
		for i, a := range found {
			hosts[i] = a.Host
		}
		addresses = m.strings(hosts)
	}
	m.stopPerf(req.object, "addresses", addresses)
}

func (m *module) addressArray(found []Address) *goja.Object {
	items := make([]any, len(found))
	for i, a := range found {
		items[i] = m.addressObject(a)
	}
	return m.env.VM.NewArray(items...)
}

func (m *module) addressObject(a Address) *goja.Object {
	o := m.env.VM.NewObject()
	o.Set("address", a.Host)
	o.Set("family", a.Family)
	return o
}
