package dns

import (
	"net/netip"
	"slices"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/ipaddr"
	"gonet/bindings/internal/validate"
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
	fn := m.exports.Get("lookup")
	if call := env.CallbackOf(fn); call != nil && fn != goja.Value(m.lookup) {
		e.Call(call, m.exports, host, options, cb)
		return
	}
	e.Call(m.callLookup, m.exports, host, options, cb)
}

// callLookup is dns.lookup(hostname[, options], callback).
func (m *module) callLookup(c goja.FunctionCall) goja.Value {
	e := m.env
	host := c.Argument(0)
	if host.ToBoolean() {
		validate.StringWithoutNullBytes(e, host, "hostname")
	}
	options, callback := c.Argument(1), c.Argument(2)
	o := lookupOptions{order: m.order}
	switch {
	case env.IsFunction(options):
		callback = options
	case goja.IsNumber(options):
		validate.Function(e, callback, "callback")
		o.family = m.family(options, "family")
	case validate.IsUndefined(options) || goja.IsNull(options) || validate.IsObject(options):
		validate.Function(e, callback, "callback")
		m.readOptions(&o, options)
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
	m.resolve(host.String(), o, m.deliver(host.String(), o, env.CallbackOf(callback)))
	req := e.VM.NewObject()
	if ipaddr.IsIP(host.String()) == 0 {
		req.Set("callback", callback)
		req.Set("family", o.family)
		req.Set("hostname", host)
	}
	return req
}

// readOptions fills o from an options object, which may also be null.
func (m *module) readOptions(o *lookupOptions, v goja.Value) {
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
		o.family = m.family(family, "options.family")
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

// family reads 0, 4 or 6, and in options also "IPv4" and "IPv6".
func (m *module) family(v goja.Value, name string) int {
	if name != "family" && validate.IsString(v) {
		switch v.String() {
		case "IPv4":
			return 4
		case "IPv6":
			return 6
		}
	}
	validate.OneOf(m.env, v, name, 0, 4, 6)
	return int(v.ToInteger())
}

// resolve looks host up; an address is its own answer. done is called later,
// from the nextTick queue or the loop, with a status or with addresses.
func (m *module) resolve(host string, o lookupOptions, done func(status int, found []Address)) {
	e := m.env
	if family := ipaddr.IsIP(host); family != 0 {
		e.NextTick(func() { done(0, []Address{{host, family}}) })
		return
	}
	async := new(env.Async)
	e.InitAsync(async, "GETADDRINFOREQWRAP", nil)
	_, err := e.Loop.GetAddrInfo(host, netimpl.AddrInfoHints{
		Family:     o.family,
		AddrConfig: o.hints&hintAddrConfig != 0,
		V4Mapped:   o.hints&hintV4Mapped != 0,
		All:        o.hints&hintAll != 0,
	}, func(addrs []netip.Addr, err error) {
		e.Enter(func() {
			e.RunAsync(async, nil, func() { done(-int(netimpl.AsErrno(err)), inOrder(addrs, o)) })
		})
		e.DestroyAsync(async)
	})
	if err != nil {
		e.NextTick(func() { done(-int(netimpl.AsErrno(err)), nil) })
	}
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

// deliver returns what calls a script's callback with the result.
func (m *module) deliver(host string, o lookupOptions, cb env.Callback) func(int, []Address) {
	e := m.env
	return func(status int, found []Address) {
		switch {
		case status != 0:
			e.Call(cb, goja.Undefined(), m.exception(status, "getaddrinfo", host))
		case o.all:
			e.Call(cb, goja.Undefined(), goja.Null(), m.addressArray(found))
		default:
			e.Call(cb, goja.Undefined(), goja.Null(), e.VM.ToValue(found[0].Host), e.VM.ToValue(found[0].Family))
		}
	}
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
