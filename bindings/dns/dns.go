// Package dns is node:dns and node:dns/promises: lookup and lookupService over
// the system's resolver, and Resolver, which asks name servers itself. Source:
// nodejs/node:lib/dns.js, lib/internal/dns, src/cares_wrap.cc.
package dns

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/cares"
	"gonet/bindings/internal/validate"
	"gonet/bindings/util"
)

// module is what the package keeps in one Env.
type module struct {
	env   *env.Env
	order string // of lookup's results unless options say otherwise

	exports  *goja.Object // of "dns" and "dns/promises", nil until required
	promises *goja.Object
	lookup   *goja.Object // our own dns.lookup, to see whether a script has replaced it

	requests map[string]*env.Class // the classes of look-ups
	lookups  []*lookup             // under way

	classes    *resolverClasses
	callbacks  *resolverClass
	promised   *resolverClass
	byDefault  *goja.Object // the resolver that the modules' own functions ask
	perfSymbol *goja.Symbol
}

var slot = env.NewSlot(newModule)

// Module is the built-in "dns".
func Module(e *env.Env) goja.Value { return slot.Of(e).callbackModule() }

// PromisesModule is the built-in "dns/promises".
func PromisesModule(e *env.Env) goja.Value { return slot.Of(e).promiseModule() }

// The orders of lookup's results.
const (
	orderVerbatim  = "verbatim"
	orderIPv4First = "ipv4first"
	orderIPv6First = "ipv6first"
)

var validOrders = []any{orderVerbatim, orderIPv4First, orderIPv6First}

func newModule(e *env.Env) *module {
	m := &module{env: e, order: orderVerbatim, requests: map[string]*env.Class{}}
	if given, _ := e.Option("dns-result-order"); given != "" {
		validate.OneOf(e, e.VM.ToValue(given), "--dns-result-order", validOrders...)
		m.order = given
	}
	m.reportLookups()
	return m
}

func (m *module) callbackModule() *goja.Object {
	if m.exports != nil {
		return m.exports
	}
	e, exports := m.env, m.env.VM.NewObject()
	m.exports = exports
	m.lookup = e.Function("lookup", 3, m.callLookup)
	exports.Set("lookup", m.lookup)
	service := e.Function("lookupService", 3, m.callLookupService)
	exports.Set("lookupService", service)
	m.namePromised(m.lookup, "address", "family")
	m.namePromised(service, "hostname", "service")
	class := m.callbackClass()
	exports.Set("Resolver", class.Ctor)
	m.setOrder(exports)
	m.setServersOf(exports, class, func() {
		if m.promises != nil {
			m.bindDefault(m.promises, m.promiseClass())
		}
	})
	exports.Set("ADDRCONFIG", hintAddrConfig)
	exports.Set("ALL", hintAll)
	exports.Set("V4MAPPED", hintV4Mapped)
	setErrorCodes(exports)
	m.bindDefault(exports, class)
	promises := e.Function("get", 0, func(goja.FunctionCall) goja.Value { return m.promiseModule() })
	must(exports.DefineAccessorProperty("promises", promises, nil, goja.FLAG_TRUE, goja.FLAG_TRUE))
	return exports
}

func (m *module) promiseModule() *goja.Object {
	if m.promises != nil {
		return m.promises
	}
	e, exports := m.env, m.env.VM.NewObject()
	m.promises = exports
	class := m.promiseClass()
	exports.Set("lookup", e.Function("lookup", 2, m.lookupPromise))
	exports.Set("lookupService", e.Function("lookupService", 2, m.lookupServicePromise))
	exports.Set("Resolver", class.Ctor)
	m.setOrder(exports)
	m.setServersOf(exports, class, func() {})
	setErrorCodes(exports)
	m.bindDefault(exports, class)
	return exports
}

// namePromised names the values that the promise of util.promisify(fn) has.
func (m *module) namePromised(fn *goja.Object, names ...any) {
	must(fn.DefineDataPropertySymbol(util.PromisifyArgs(m.env), m.env.VM.NewArray(names...),
		goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE))
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

// errorCodes are the statuses of c-ares by their names in these modules.
var errorCodes = []struct {
	name   string
	status cares.Status
}{
	{"NODATA", cares.NoData}, {"FORMERR", cares.FormErr}, {"SERVFAIL", cares.ServFail}, {"NOTFOUND", cares.NotFound},
	{"NOTIMP", cares.NotImp}, {"REFUSED", cares.Refused}, {"BADQUERY", cares.BadQuery}, {"BADNAME", cares.BadName},
	{"BADFAMILY", cares.BadFamily}, {"BADRESP", cares.BadResp}, {"CONNREFUSED", cares.ConnRefused},
	{"TIMEOUT", cares.Timeout}, {"EOF", cares.EOF}, {"FILE", cares.File}, {"NOMEM", cares.NoMem},
	{"DESTRUCTION", cares.Destruction}, {"BADSTR", cares.BadStr}, {"BADFLAGS", cares.BadFlags},
	{"NONAME", cares.NoName}, {"BADHINTS", cares.BadHints}, {"NOTINITIALIZED", cares.NotInitialized},
	{"LOADIPHLPAPI", cares.LoadIPHLPAPI}, {"ADDRGETNETWORKPARAMS", cares.AddrGetNetworkParams},
	{"CANCELLED", cares.Cancelled},
}

func setErrorCodes(exports *goja.Object) {
	for _, c := range errorCodes {
		exports.Set(c.name, c.status.Code())
	}
}

// exception makes the error of a failed resolution; code is libuv's number or
// c-ares' name.
func (m *module) exception(code any, syscall, host string) *goja.Object {
	return errs.DNS(m.env, code, syscall, host)
}

// must panics on an error that what we do with objects and promises of ours
// cannot give.
func must(err error) {
	if err != nil {
		panic(err)
	}
}
