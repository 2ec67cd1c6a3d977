package dns

import (
	"net/netip"

	"github.com/dop251/goja"

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
	addr := m.serviceAddress(c)
	cb := validate.Function(e, c.Argument(2), "callback")
	req := m.newLookup("GetNameInfoReqWrap", c.Argument(0), c.Argument(2), nil)
	req.object.Set("port", addr.Port())
	if status := m.nameInfo(req, addr, func(status int, host, service string) {
		if status != 0 {
			e.Call(cb, req.object, m.exception(status, "getnameinfo", req.host))
			return
		}
		e.Call(cb, req.object, goja.Null(), e.VM.ToValue(host), e.VM.ToValue(service))
		m.stopPerf(req.object, "hostname", host, "service", service)
	}); status != 0 {
		panic(m.exception(status, "getnameinfo", req.host))
	}
	return req.object
}

// lookupServicePromise is dns.promises.lookupService(address, port).
func (m *module) lookupServicePromise(c goja.FunctionCall) goja.Value {
	e := m.env
	if len(c.Arguments) != 2 {
		errs.Throw(e, "ERR_MISSING_ARGS", "address", "port")
	}
	addr := m.serviceAddress(c)
	promise, resolve, reject := e.VM.NewPromise()
	req := m.newLookup("GetNameInfoReqWrap", c.Argument(0), nil, nil)
	req.object.Set("port", addr.Port())
	if status := m.nameInfo(req, addr, func(status int, host, service string) {
		if status != 0 {
			// Node looks for the address under a name that it did not give it.
			must(reject(m.exception(status, "getnameinfo", "")))
			return
		}
		o := e.VM.NewObject()
		o.Set("hostname", host)
		o.Set("service", service)
		must(resolve(o))
		m.stopPerf(req.object, "hostname", host, "service", service)
	}); status != 0 {
		must(reject(m.exception(status, "getnameinfo", req.host)))
	}
	return e.VM.ToValue(promise)
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
// the only report; otherwise done is called, as a callback from the loop.
func (m *module) nameInfo(req *lookup, addr netip.AddrPort, done func(status int, host, service string)) (status int) {
	_, err := m.env.Loop.GetNameInfo(addr, true, func(host, service string, err error) {
		m.finish(req, func() { done(netimpl.ErrNumber(netimpl.AsErrno(err)), host, service) })
	})
	if err != nil {
		m.drop(req)
		return netimpl.ErrNumber(netimpl.AsErrno(err))
	}
	m.startPerf(req.object, "lookupService", func(detail *goja.Object) {
		detail.Set("host", req.host)
		detail.Set("port", addr.Port())
	})
	return 0
}
