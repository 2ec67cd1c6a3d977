// Package dns is node:dns and node:dns/promises: lookup and lookupService over
// the system's resolver, and Resolver, which asks name servers itself. Source:
// nodejs/node:lib/dns.js, lib/internal/dns, src/cares_wrap.cc.
package dns

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/validate"
)

// module is what the package keeps in one Env.
type module struct {
	env     *env.Env
	exports *goja.Object
	lookup  *goja.Object // our own dns.lookup, to see whether a script has replaced it
	order   string       // of lookup's results unless options say otherwise

	resolver *resolver // of the functions that are not a Resolver's methods
	promises *goja.Object
}

var slot = env.NewSlot(newModule)

// Module is the built-in "dns".
func Module(e *env.Env) goja.Value { return slot.Of(e).exports }

// PromisesModule is the built-in "dns/promises".
func PromisesModule(e *env.Env) goja.Value { return slot.Of(e).promisesModule() }

// The orders of lookup's results.
const (
	orderVerbatim  = "verbatim"
	orderIPv4First = "ipv4first"
	orderIPv6First = "ipv6first"
)

var validOrders = []any{orderVerbatim, orderIPv4First, orderIPv6First}

func newModule(e *env.Env) *module {
	m := &module{env: e, exports: e.VM.NewObject(), order: orderVerbatim}
	if given := e.Options["dns-result-order"]; len(given) > 0 {
		last := e.VM.ToValue(given[len(given)-1])
		validate.OneOf(e, last, "--dns-result-order", validOrders...)
		m.order = last.String()
	}
	m.lookup = e.Function("lookup", 3, m.callLookup)
	m.promisified(m.lookup, "lookup")
	m.exports.Set("lookup", m.lookup)
	service := e.Function("lookupService", 3, m.callLookupService)
	m.promisified(service, "lookupService")
	m.exports.Set("lookupService", service)
	m.defineResolver(m.exports, style{call: m.callQuery}, func() {
		m.setOrder(m.exports)
		m.defineSetServers(m.exports)
		setHints(m.exports)
		setErrorCodes(m.exports)
	})
	e.Accessor(m.exports, "promises", goja.FLAG_TRUE, func(goja.Value) goja.Value { return m.promisesModule() }, nil)
	return m
}

// promisified has util.promisify turn fn into the function of dns/promises.
func (m *module) promisified(fn *goja.Object, name string) {
	get := m.env.Function("get", 0, func(goja.FunctionCall) goja.Value { return m.promisesModule().Get(name) })
	if err := fn.DefineAccessorPropertySymbol(m.env.SymbolFor("nodejs.util.promisify.custom"), get, nil,
		goja.FLAG_FALSE, goja.FLAG_TRUE); err != nil {
		panic(err)
	}
}

// setOrder gives exports the functions around the order of results.
func (m *module) setOrder(exports *goja.Object) {
	e := m.env
	exports.Set("getDefaultResultOrder", e.Function("getDefaultResultOrder", 0, func(goja.FunctionCall) goja.Value {
		return e.VM.ToValue(m.order)
	}))
	exports.Set("setDefaultResultOrder", e.Function("setDefaultResultOrder", 1, func(c goja.FunctionCall) goja.Value {
		validate.OneOf(e, c.Argument(0), "dnsOrder", validOrders...)
		m.order = c.Argument(0).String()
		return goja.Undefined()
	}))
}

func setHints(exports *goja.Object) {
	exports.Set("ADDRCONFIG", hintAddrConfig)
	exports.Set("ALL", hintAll)
	exports.Set("V4MAPPED", hintV4Mapped)
}

// errorCodes are the codes of c-ares by their names in this module.
var errorCodes = []struct{ name, code string }{
	{"NODATA", "ENODATA"}, {"FORMERR", "EFORMERR"}, {"SERVFAIL", "ESERVFAIL"}, {"NOTFOUND", "ENOTFOUND"},
	{"NOTIMP", "ENOTIMP"}, {"REFUSED", "EREFUSED"}, {"BADQUERY", "EBADQUERY"}, {"BADNAME", "EBADNAME"},
	{"BADFAMILY", "EBADFAMILY"}, {"BADRESP", "EBADRESP"}, {"CONNREFUSED", "ECONNREFUSED"}, {"TIMEOUT", "ETIMEOUT"},
	{"EOF", "EOF"}, {"FILE", "EFILE"}, {"NOMEM", "ENOMEM"}, {"DESTRUCTION", "EDESTRUCTION"}, {"BADSTR", "EBADSTR"},
	{"BADFLAGS", "EBADFLAGS"}, {"NONAME", "ENONAME"}, {"BADHINTS", "EBADHINTS"}, {"NOTINITIALIZED", "ENOTINITIALIZED"},
	{"LOADIPHLPAPI", "ELOADIPHLPAPI"}, {"ADDRGETNETWORKPARAMS", "EADDRGETNETWORKPARAMS"}, {"CANCELLED", "ECANCELLED"},
}

func setErrorCodes(exports *goja.Object) {
	for _, c := range errorCodes {
		exports.Set(c.name, c.code)
	}
}

// exception makes the error of a failed resolution.
func (m *module) exception(code any, syscall, host string) *goja.Object {
	return errs.DNS(m.env, code, syscall, host)
}
