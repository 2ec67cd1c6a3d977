package dns

import (
	"net/netip"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/validate"
)

// style is what Resolvers with callbacks and with promises differ in: what a
// call of resolve4 and its like does with the arguments.
type style struct {
	promises bool
	call     func(r *resolver, b binding, args []goja.Value) goja.Value
}

// reverseBinding is how a look-up of names by an address is called.
var reverseBinding = binding{name: "getHostByAddr", method: "reverse"}

// resolverKeys are the functions that modules have of the default resolver, in
// Node's order.
var resolverKeys = []string{
	"getServers", "resolve", "resolve4", "resolve6", "resolveAny", "resolveCaa", "resolveCname", "resolveMx",
	"resolveNaptr", "resolveNs", "resolvePtr", "resolveSoa", "resolveSrv", "resolveTlsa", "resolveTxt", "reverse",
}

// defineResolver gives exports the class Resolver and, after what between
// defines, the functions of the default resolver.
func (m *module) defineResolver(exports *goja.Object, how style, between func()) {
	e := m.env
	base := m.resolverBase()
	class := e.NewClass("Resolver", 0, base, func(c goja.ConstructorCall) *goja.Object {
		if c.NewTarget == nil && !base.Is(c.This) {
			panic(errs.TypeError(e, "Class constructor Resolver cannot be invoked without 'new'"))
		}
		m.attachResolver(c)
		return nil
	})
	for _, b := range append(append([]binding(nil), bindings...), reverseBinding) {
		fn := e.Function(b.name, 2, func(c goja.FunctionCall) goja.Value { return how.call(m.thisResolver(c.This), b, c.Arguments) })
		define(class.Proto, b.method, fn)
	}
	define(class.Proto, "resolve", e.Function("resolve", 3, func(c goja.FunctionCall) goja.Value {
		return m.callResolve(m.thisResolver(c.This), c.Arguments, how)
	}))
	exports.Set("Resolver", class.Ctor)
	between()
	for _, key := range resolverKeys {
		fn := class.Proto.Get(key).(*goja.Object)
		exports.Set(key, e.Function("bound "+fn.Get("name").String(), 0, func(c goja.FunctionCall) goja.Value {
			return m.callDefault(key, c.Arguments, how)
		}))
	}
}

// defineSetServers defines setServers of the default resolver.
func (m *module) defineSetServers(exports *goja.Object) {
	exports.Set("setServers", m.env.Function("defaultResolverSetServers", 1, func(c goja.FunctionCall) goja.Value {
		r := m.newResolver(goja.Undefined())
		r.setServers(c.Argument(0))
		m.resolver = r
		return goja.Undefined()
	}))
}

// define makes a method that loops over properties find, as an assignment to
// the prototype does.
func define(proto *goja.Object, name string, fn *goja.Object) {
	if err := proto.DefineDataProperty(name, fn, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE); err != nil {
		panic(err)
	}
}

// callDefault calls a method of the default resolver.
func (m *module) callDefault(key string, args []goja.Value, how style) goja.Value {
	if m.resolver == nil {
		m.resolver = m.newResolver(goja.Undefined())
	}
	switch key {
	case "getServers":
		return m.env.VM.NewArray(m.resolver.getServers()...)
	case "resolve":
		return m.callResolve(m.resolver, args, how)
	case reverseBinding.method:
		return how.call(m.resolver, reverseBinding, args)
	}
	for _, b := range bindings {
		if b.method == key {
			return how.call(m.resolver, b, args)
		}
	}
	panic("dns: no method " + key)
}

// callResolve is resolve(name[, rrtype][, callback]).
func (m *module) callResolve(r *resolver, args []goja.Value, how style) goja.Value {
	c := goja.FunctionCall{Arguments: args}
	rrtype, rest := c.Argument(1), []goja.Value{c.Argument(0)}
	switch {
	case how.promises && goja.IsUndefined(rrtype):
		rrtype = m.env.VM.ToValue("A")
	case how.promises:
	case env.IsFunction(rrtype):
		rrtype, rest = m.env.VM.ToValue("A"), append(rest, rrtype)
	default:
		rest = append(rest, c.Argument(2))
	}
	if !validate.IsString(rrtype) {
		errs.Throw(m.env, "ERR_INVALID_ARG_TYPE", "rrtype", "string", rrtype)
	}
	for _, b := range bindings {
		if b.rrtype == rrtype.String() {
			return how.call(r, b, rest)
		}
	}
	errs.Throw(m.env, "ERR_INVALID_ARG_VALUE", "rrtype", rrtype)
	return nil
}

func (m *module) resolverBase() *env.Class {
	e := m.env
	base := e.NewClass("ResolverBase", 0, nil, func(c goja.ConstructorCall) *goja.Object {
		m.attachResolver(c)
		return nil
	})
	base.Method("cancel", 0, func(c goja.FunctionCall) goja.Value {
		m.thisResolver(c.This).cancel()
		return goja.Undefined()
	})
	base.Method("getServers", 0, func(c goja.FunctionCall) goja.Value {
		return e.VM.NewArray(m.thisResolver(c.This).getServers()...)
	})
	base.Method("setServers", 1, func(c goja.FunctionCall) goja.Value {
		m.thisResolver(c.This).setServers(c.Argument(0))
		return goja.Undefined()
	})
	base.Method("setLocalAddress", 2, func(c goja.FunctionCall) goja.Value {
		m.thisResolver(c.This).setLocalAddress(c.Argument(0), c.Argument(1))
		return goja.Undefined()
	})
	return base
}

func (m *module) attachResolver(c goja.ConstructorCall) {
	m.env.Attach(c.This).Parts[env.PartOwner] = m.newResolver(c.Argument(0))
}

func (m *module) thisResolver(this goja.Value) *resolver {
	r, ok := env.PartOf[*resolver](m.env, this, env.PartOwner)
	if !ok {
		panic(errs.TypeError(m.env, "Cannot read properties of undefined (reading '_handle')"))
	}
	return r
}

// callQuery is a method with a callback: (name[, options], callback).
func (m *module) callQuery(r *resolver, b binding, args []goja.Value) goja.Value {
	e := m.env
	c := goja.FunctionCall{Arguments: args}
	callback, options := c.Argument(1), goja.Undefined()
	if len(args) > 2 {
		options, callback = callback, c.Argument(2)
	}
	name := validate.String(e, c.Argument(0), "name")
	cb := validate.Function(e, callback, "callback")
	m.start(r, b, name, ttlOption(options), func(result goja.Value, code string) {
		if code != "" {
			e.Call(cb, goja.Undefined(), m.exception(code, b.name, name))
			return
		}
		e.Call(cb, goja.Undefined(), goja.Null(), result)
	})
	return object(e, "bindingName", b.name, "callback", callback, "hostname", name, "ttl", ttlOption(options))
}

func ttlOption(options goja.Value) bool {
	o, ok := options.(*goja.Object)
	if !ok {
		return false
	}
	ttl := o.Get("ttl")
	return ttl != nil && ttl.ToBoolean()
}

// start starts a query. It throws for a name that cannot be reversed.
func (m *module) start(r *resolver, b binding, name string, ttl bool, done func(result goja.Value, code string)) {
	if b.method != reverseBinding.method {
		r.query(b, name, ttl, done)
		return
	}
	addr, err := netip.ParseAddr(strings.TrimSpace(name))
	if err != nil {
		panic(m.exception(statusInvalid, b.name, name))
	}
	r.reverse(addr, done)
}
