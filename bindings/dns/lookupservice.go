package dns

import (
	"net/netip"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/ipaddr"
	"gonet/bindings/internal/validate"
	"gonet/netimpl"
)

// callLookupService is dns.lookupService(address, port, callback).
func (m *module) callLookupService(c goja.FunctionCall) goja.Value {
	e := m.env
	if len(c.Arguments) != 3 {
		errs.Throw(e, "ERR_MISSING_ARGS", "address", "port", "callback")
	}
	addr, given := m.serviceAddress(c), c.Argument(0).String()
	cb := validate.Function(e, c.Argument(2), "callback")
	status := m.nameInfo(addr, func(status int, host, service string) {
		if status != 0 {
			e.Call(cb, goja.Undefined(), m.exception(status, "getnameinfo", given))
			return
		}
		e.Call(cb, goja.Undefined(), goja.Null(), e.VM.ToValue(host), e.VM.ToValue(service))
	})
	if status != 0 {
		panic(m.exception(status, "getnameinfo", given))
	}
	req := e.VM.NewObject()
	req.Set("callback", c.Argument(2))
	req.Set("hostname", c.Argument(0))
	req.Set("port", addr.Port())
	return req
}

// serviceAddress reads the address and the port of both forms.
func (m *module) serviceAddress(c goja.FunctionCall) netip.AddrPort {
	host := validate.String(m.env, c.Argument(0), "address")
	addr, ok := ipaddr.Parse(host)
	if !ok {
		errs.Throw(m.env, "ERR_INVALID_ARG_VALUE", "address", c.Argument(0))
	}
	return netip.AddrPortFrom(addr, validate.Port(m.env, c.Argument(1), "Port"))
}

// nameInfo finds the names of an address and a port. A status that is not 0 is
// the only report.
func (m *module) nameInfo(addr netip.AddrPort, done func(status int, host, service string)) int {
	e := m.env
	async := new(env.Async)
	e.InitAsync(async, "GETNAMEINFOREQWRAP", nil)
	_, err := e.Loop.GetNameInfo(addr, true, func(host, service string, err error) {
		e.Enter(func() {
			e.RunAsync(async, nil, func() { done(-int(netimpl.AsErrno(err)), host, service) })
		})
		e.DestroyAsync(async)
	})
	return -int(netimpl.AsErrno(err))
}
