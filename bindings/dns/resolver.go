package dns

import (
	"time"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/cares"
	"gonet/bindings/internal/validate"
)

// resolverClasses are what dns.Resolver and dns.promises.Resolver have in
// common: the class that both extend, that of their handles, and that of the
// requests.
type resolverClasses struct {
	base, channel, request *env.Class
}

// resolverClass is one of the two Resolver classes.
type resolverClass struct {
	*env.Class
	byType map[string]*goja.Object // its methods by the record types that resolve takes
}

// resolver is the state of a handle, which Node calls a ChannelWrap.
type resolver struct {
	*module
	channel *cares.Channel
	active  []*query // in the order in which they were asked
}

func (m *module) resolvers() *resolverClasses {
	if m.classes != nil {
		return m.classes
	}
	e := m.env
	m.classes = &resolverClasses{
		channel: e.NewClass("ChannelWrap", 0, nil, func(goja.ConstructorCall) *goja.Object { return nil }),
		request: e.NewClass("QueryReqWrap", 0, nil, func(goja.ConstructorCall) *goja.Object { return nil }),
		base: e.NewStrictClass("ResolverBase", 0, nil, func(this *goja.Object, args []goja.Value) {
			options := goja.Undefined()
			if len(args) > 0 {
				options = args[0]
			}
			this.Set("_handle", m.newHandle(m.channelOptions(options)))
		}),
	}
	m.defineHandle(m.classes.channel)
	base := m.classes.base
	base.Method("cancel", 0, func(c goja.FunctionCall) goja.Value {
		return m.invokeHandle(c.This, "cancel")
	})
	base.Method("getServers", 0, m.getServers)
	base.Method("setServers", 1, m.setServers)
	base.Method("setLocalAddress", 2, m.setLocalAddress)
	return m.classes
}

// channelOptions reads the options of new Resolver.
func (m *module) channelOptions(v goja.Value) cares.Options {
	e := m.env
	timeout, tries, maxTimeout := -1, defaultTries, uint32(0)
	if options, ok := v.(*goja.Object); ok {
		if t := options.Get("timeout"); !validate.IsUndefined(t) {
			timeout = validate.Int32(e, t, "options.timeout", -1)
		}
		if t := options.Get("tries"); !validate.IsUndefined(t) {
			tries = validate.Int32(e, t, "options.tries", 1)
		}
		if t := options.Get("maxTimeout"); !validate.IsUndefined(t) {
			maxTimeout = validate.Uint32(e, t, "options.maxTimeout")
		}
	}
	return cares.Options{
		Timeout:    time.Duration(timeout) * time.Millisecond,
		Tries:      tries,
		MaxTimeout: time.Duration(maxTimeout) * time.Millisecond,
	}
}

// defaultTries is how often Node has each server asked.
const defaultTries = 4

// handleOf returns this._handle, of which a method is about to be called.
func (m *module) handleOf(this goja.Value, method string) *goja.Object {
	o, ok := this.(*goja.Object)
	if !ok {
		panic(errs.TypeError(m.env, "Cannot read properties of "+this.String()+" (reading '_handle')"))
	}
	handle, ok := o.Get("_handle").(*goja.Object)
	if !ok {
		panic(errs.TypeError(m.env, "Cannot read properties of undefined (reading '"+method+"')"))
	}
	return handle
}

// resolverOf returns the state behind this._handle.
func (m *module) resolverOf(this goja.Value, method string) *resolver {
	r, ok := env.PartOf[*resolver](m.env, m.handleOf(this, method), env.PartOwner)
	if !ok {
		panic(errs.TypeError(m.env, "Illegal invocation"))
	}
	return r
}

// invokeHandle calls a method of this._handle, which may be a script's.
func (m *module) invokeHandle(this goja.Value, method string, args ...goja.Value) goja.Value {
	return m.env.Invoke(m.handleOf(this, method), method, args...)
}

// newClass makes one of the Resolver classes; method makes the function that
// asks for records of a type, and resolve the one that takes the type.
func (m *module) newClass(method func(r *recordType) *goja.Object, resolve func(class *resolverClass) *goja.Object) *resolverClass {
	class := &resolverClass{
		Class:  m.env.NewStrictClass("Resolver", 0, m.resolvers().base, func(*goja.Object, []goja.Value) {}),
		byType: map[string]*goja.Object{},
	}
	for i := range recordTypes {
		r := &recordTypes[i]
		fn := method(r)
		class.Proto.Set(r.method, fn)
		if r.name != "" {
			class.byType[r.name] = fn
		}
	}
	class.Proto.Set("resolve", resolve(class))
	return class
}

func (m *module) callbackClass() *resolverClass {
	if m.callbacks == nil {
		m.callbacks = m.newClass(m.callbackMethod, m.callbackResolve)
	}
	return m.callbacks
}

func (m *module) promiseClass() *resolverClass {
	if m.promised == nil {
		m.promised = m.newClass(m.promiseMethod, m.promiseResolve)
	}
	return m.promised
}

// resolverKeys are the methods that the modules have too, for the resolver
// that is theirs.
var resolverKeys = []string{
	"getServers", "resolve", "resolve4", "resolve6", "resolveAny", "resolveCaa", "resolveCname", "resolveMx",
	"resolveNaptr", "resolveNs", "resolvePtr", "resolveSoa", "resolveSrv", "resolveTlsa", "resolveTxt", "reverse",
}

// bindDefault gives exports the methods of class, bound to the default
// resolver.
func (m *module) bindDefault(exports *goja.Object, class *resolverClass) {
	if m.byDefault == nil {
		m.byDefault = m.env.Construct(m.resolvers().base.Ctor)
	}
	for _, key := range resolverKeys {
		exports.Set(key, m.env.Invoke(class.Proto.Get(key).(*goja.Object), "bind", m.byDefault))
	}
}

// setServersOf defines setServers of a module: a new resolver of class takes
// the default one's place. also rebinds what else is bound to that.
func (m *module) setServersOf(exports *goja.Object, class *resolverClass, also func()) {
	e := m.env
	exports.Set("setServers", e.Function("defaultResolverSetServers", 1, func(c goja.FunctionCall) goja.Value {
		r := e.Construct(class.Ctor)
		e.Invoke(r, "setServers", c.Argument(0))
		m.byDefault = r
		m.bindDefault(exports, class)
		also()
		return goja.Undefined()
	}))
}
