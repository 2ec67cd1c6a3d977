package dns

import (
	"syscall"

	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/bindings/internal/ipaddr"
	"gonet/bindings/internal/validate"
)

const statusInvalid = -int(syscall.EINVAL)

// promisesModule is dns/promises. Source:
// nodejs/node:lib/internal/dns/promises.js.
func (m *module) promisesModule() *goja.Object {
	if m.promises != nil {
		return m.promises
	}
	e := m.env
	m.promises = e.VM.NewObject()
	m.promises.Set("lookup", e.Function("lookup", 2, m.promiseLookup))
	m.promises.Set("lookupService", e.Function("lookupService", 2, m.promiseLookupService))
	m.defineResolver(m.promises, style{promises: true, call: m.promiseQuery}, func() {
		m.setOrder(m.promises)
		m.defineSetServers(m.promises)
		setErrorCodes(m.promises)
	})
	return m.promises
}

// promise runs start with what settles the promise that it returns; what start
// throws rejects it.
func (m *module) promise(start func(resolve, reject func(any) error)) goja.Value {
	promise, resolve, reject := m.env.VM.NewPromise()
	if ex := m.env.VM.Try(func() { start(resolve, reject) }); ex != nil {
		settle(reject, ex.Value())
	}
	return m.env.VM.ToValue(promise)
}

// settle resolves or rejects a promise of ours, which cannot fail.
func settle(with func(any) error, v any) {
	if err := with(v); err != nil {
		panic(err)
	}
}

// promiseLookup is lookup(hostname[, options]).
func (m *module) promiseLookup(c goja.FunctionCall) goja.Value {
	e := m.env
	host, options := c.Argument(0), c.Argument(1)
	if host.ToBoolean() {
		validate.StringWithoutNullBytes(e, host, "hostname")
	}
	o := lookupOptions{order: m.order}
	switch {
	case goja.IsNumber(options):
		o.family = m.family(options, "family")
	case goja.IsUndefined(options) || goja.IsNull(options) || validate.IsObject(options):
		m.readOptions(&o, options)
	default:
		errs.Throw(e, "ERR_INVALID_ARG_TYPE", "options", []string{"integer", "object"}, options)
	}
	return m.promise(func(resolve, reject func(any) error) {
		if !host.ToBoolean() {
			errs.Throw(e, "ERR_INVALID_ARG_VALUE", "hostname", host, "must be a non-empty string")
		}
		if family := ipaddr.IsIP(host.String()); family != 0 {
			settle(resolve, m.lookedUp([]Address{{host.String(), family}}, o.all))
			return
		}
		m.resolve(host.String(), o, func(status int, found []Address) {
			if status != 0 {
				settle(reject, m.exception(status, "getaddrinfo", host.String()))
				return
			}
			settle(resolve, m.lookedUp(found, o.all))
		})
	})
}

// lookedUp is what a promise of lookup resolves to.
func (m *module) lookedUp(found []Address, all bool) *goja.Object {
	if all {
		return m.addressArray(found)
	}
	return m.addressObject(found[0])
}

// promiseLookupService is lookupService(address, port).
func (m *module) promiseLookupService(c goja.FunctionCall) goja.Value {
	e := m.env
	if len(c.Arguments) != 2 {
		errs.Throw(e, "ERR_MISSING_ARGS", "address", "port")
	}
	addr, given := m.serviceAddress(c), c.Argument(0).String()
	return m.promise(func(resolve, reject func(any) error) {
		fail := func(status int) { settle(reject, m.exception(status, "getnameinfo", given)) }
		status := m.nameInfo(addr, func(status int, host, service string) {
			if status != 0 {
				fail(status)
				return
			}
			settle(resolve, object(e, "hostname", host, "service", service))
		})
		if status != 0 {
			fail(status)
		}
	})
}

// promiseQuery is a method that returns a promise: (name[, options]).
func (m *module) promiseQuery(r *resolver, b binding, args []goja.Value) goja.Value {
	c := goja.FunctionCall{Arguments: args}
	name := validate.String(m.env, c.Argument(0), "name")
	return m.promise(func(resolve, reject func(any) error) {
		m.start(r, b, name, ttlOption(c.Argument(1)), func(result goja.Value, code string) {
			if code != "" {
				settle(reject, m.exception(code, b.name, name))
				return
			}
			settle(resolve, result)
		})
	})
}
