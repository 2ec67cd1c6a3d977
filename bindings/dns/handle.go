package dns

import (
	"net/netip"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/cares"
	"gonet/bindings/internal/ipaddr"
	"gonet/bindings/internal/owned"
)

// pendingQueries is what the handle's setServers returns while queries are
// under way.
const pendingQueries = -1000

// newHandle makes a resolver's _handle.
func (m *module) newHandle(o cares.Options) *goja.Object {
	handle := m.env.Construct(m.resolvers().channel.Ctor)
	m.env.Attach(handle).Parts[env.PartOwner] = &resolver{module: m, channel: cares.New(o)}
	return handle
}

// defineHandle defines the methods of handles. They take what the resolver's
// own have checked.
func (m *module) defineHandle(class *env.Class) {
	e := m.env
	method := owned.Methods[*resolver](e, class)
	method("getServers", 0, func(r *resolver, _ goja.FunctionCall) goja.Value {
		var list []any
		for _, s := range r.channel.Servers() {
			list = append(list, e.VM.NewArray(ipaddr.Text(s.Addr().WithZone("")), s.Port()))
		}
		return e.VM.NewArray(list...)
	})
	method("setServers", 1, func(r *resolver, c goja.FunctionCall) goja.Value {
		if len(r.active) > 0 {
			return e.VM.ToValue(pendingQueries)
		}
		r.channel.SetServers(serverAddresses(e, c.Argument(0)))
		return e.VM.ToValue(0)
	})
	method("setLocalAddress", 2, func(r *resolver, c goja.FunctionCall) goja.Value {
		r.channel.SetLocalAddress(m.localAddresses(c))
		return goja.Undefined()
	})
	method("cancel", 0, func(r *resolver, _ goja.FunctionCall) goja.Value {
		r.cancel()
		return goja.Undefined()
	})
}

// serverAddresses reads a list of [family, address, port].
func serverAddresses(e *env.Env, list goja.Value) []netip.AddrPort {
	var servers []netip.AddrPort
	e.VM.ForOf(list, func(v goja.Value) bool {
		item := v.ToObject(e.VM)
		if addr, ok := ipaddr.Parse(item.Get("1").String()); ok {
			servers = append(servers, netip.AddrPortFrom(addr, uint16(item.Get("2").ToInteger())))
		}
		return true
	})
	return servers
}

// localAddresses reads one address, or one of each family.
func (m *module) localAddresses(c goja.FunctionCall) (v4, v6 netip.Addr) {
	for i, v := range c.Arguments {
		if i > 1 || goja.IsUndefined(v) {
			break
		}
		addr, ok := ipaddr.Parse(v.String())
		switch {
		case !ok:
			panic(errs.NewTypeText(m.env, "ERR_INVALID_ARG_VALUE", "Invalid IP address."))
		case addr.Is4() && v4.IsValid():
			panic(errs.NewTypeText(m.env, "ERR_INVALID_ARG_VALUE", "Cannot specify two IPv4 addresses."))
		case addr.Is4():
			v4 = addr
		case v6.IsValid():
			panic(errs.NewTypeText(m.env, "ERR_INVALID_ARG_VALUE", "Cannot specify two IPv6 addresses."))
		default:
			v6 = addr
		}
	}
	return v4, v6
}
