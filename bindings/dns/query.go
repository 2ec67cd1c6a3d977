package dns

import (
	"context"
	"net/netip"
	"slices"
	"strings"
	"syscall"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/cares"
	"gonet/bindings/internal/validate"
	"gonet/bindings/internal/weburl"
	"gonet/netimpl"
)

// query is a question under way, an asynchronous resource.
type query struct {
	env.Async
	object *goja.Object // what the script was given
	ctx    context.Context
	cancel context.CancelFunc
	finish func(a answer)
	done   bool
}

// answer is what has come of a query, still outside of the VM.
type answer struct {
	status  cares.Status
	message *cares.Message // of a query for records
	names   []string       // of reverse
}

// result is what a script gets: a value and, for addresses, their times to
// live, or the code of an error.
type result struct {
	value goja.Value
	ttls  []uint32
	code  any // nil if it went well
}

// ask asks for the records of type r that name has. A code that is not nil is
// the only report; otherwise settle is called, as a callback from the loop.
func (r *resolver) ask(t *recordType, q *query, name string, settle func(result)) (code any) {
	name, _ = weburl.DomainToASCII(name) // "" for a name that has no such form
	name, _, _ = strings.Cut(name, "\x00")
	run := func() answer {
		message, status := r.channel.Resolve(q.ctx, name, t.query)
		return answer{status: status, message: message}
	}
	if t.read == nil {
		addr, err := netip.ParseAddr(name)
		if err != nil {
			return netimpl.ErrNumber(syscall.EINVAL)
		}
		run = func() answer {
			names, status := r.channel.Reverse(q.ctx, addr)
			return answer{status: status, names: names}
		}
	}
	q.finish = func(a answer) { settle(r.read(t, a)) }
	r.start(q, run)
	return nil
}

// read turns an answer into what the script gets.
func (r *resolver) read(t *recordType, a answer) result {
	if a.status == cares.Success && t.read != nil {
		var res result
		if res.value, res.ttls, a.status = t.read(r.module, a.message); a.status == cares.Success {
			return res
		}
	}
	if a.status != cares.Success {
		return result{code: a.status.Code()}
	}
	return result{value: r.strings(a.names)}
}

// start runs run on a goroutine and then q.finish on the loop.
func (r *resolver) start(q *query, run func() answer) {
	q.ctx, q.cancel = context.WithCancel(context.Background())
	r.env.InitAsync(&q.Async, "QUERYWRAP", q.object)
	r.active = append(r.active, q)
	post := r.env.Loop.Hold()
	go func() {
		defer q.cancel()
		a := run()
		post(func() { r.complete(q, a) })
	}()
}

// complete hands a to the script, unless the query has been cancelled.
func (r *resolver) complete(q *query, a answer) {
	if q.done {
		return
	}
	q.done = true
	r.active = slices.DeleteFunc(r.active, func(other *query) bool { return other == q })
	r.env.Enter(func() {
		r.env.RunAsync(&q.Async, q.object, func() { q.finish(a) })
	})
	r.env.DestroyAsync(&q.Async)
}

// cancel ends all queries under way, in their order.
func (r *resolver) cancel() {
	cancelled := r.active
	if len(cancelled) == 0 {
		return
	}
	r.active = nil
	for _, q := range cancelled {
		q.cancel()
	}
	r.env.Loop.Hold()(func() {
		for _, q := range cancelled {
			r.complete(q, answer{status: cares.Cancelled})
		}
	})
}

// newQuery makes a query and the object that stands for it; callback may be
// nil.
func (m *module) newQuery(t *recordType, name, callback goja.Value, ttl bool) *query {
	q := &query{object: m.env.Construct(m.resolvers().request.Ctor)}
	q.object.Set("bindingName", t.binding)
	if callback != nil {
		q.object.Set("callback", callback)
	}
	q.object.Set("hostname", name)
	q.object.Set("ttl", ttl)
	return q
}

// deliver makes the value that the script gets of res.
func (m *module) deliver(res result, ttl bool) goja.Value {
	if !ttl || res.ttls == nil {
		return res.value
	}
	addresses := res.value.ToObject(m.env.VM)
	list := make([]any, len(res.ttls))
	for i, seconds := range res.ttls {
		item := m.env.VM.NewObject()
		item.Set("address", addresses.Get(m.env.VM.ToValue(i).String()))
		item.Set("ttl", seconds)
		list[i] = item
	}
	return m.env.VM.NewArray(list...)
}

// wantsTTL reads the option of the query methods.
func (m *module) wantsTTL(options goja.Value) bool {
	if validate.Nullish(options) {
		return false
	}
	ttl := options.ToObject(m.env.VM).Get("ttl")
	return ttl != nil && ttl.ToBoolean()
}

// callbackMethod makes resolver.resolveX(name[, options], callback).
func (m *module) callbackMethod(t *recordType) *goja.Object {
	e := m.env
	return e.Function(t.binding, 2, func(c goja.FunctionCall) goja.Value {
		options, callback := goja.Undefined(), c.Argument(1)
		if len(c.Arguments) > 2 {
			options, callback = c.Argument(1), c.Argument(2)
		}
		name := validate.String(e, c.Argument(0), "name")
		cb := validate.Function(e, callback, "callback")
		ttl := m.wantsTTL(options)
		q := m.newQuery(t, c.Argument(0), callback, ttl)
		code := m.resolverOf(c.This, t.binding).ask(t, q, name, func(res result) {
			if res.code != nil {
				e.Call(cb, q.object, m.exception(res.code, t.binding, name))
				return
			}
			value := m.deliver(res, ttl)
			e.Call(cb, q.object, goja.Null(), value)
			m.stopPerf(q.object, "result", value)
		})
		if code != nil {
			panic(m.exception(code, t.binding, name))
		}
		m.startQueryPerf(q.object, t.binding, name, ttl)
		return q.object
	})
}

// callbackResolve makes resolver.resolve(hostname[, rrtype], callback).
func (m *module) callbackResolve(class *resolverClass) *goja.Object {
	e := m.env
	return e.Function("resolve", 3, func(c goja.FunctionCall) goja.Value {
		rrtype, callback := c.Argument(1), c.Argument(2)
		fn := class.byType["A"]
		switch {
		case validate.IsString(rrtype):
			fn = class.byType[rrtype.String()]
		case env.IsFunction(rrtype):
			callback = rrtype
		default:
			errs.Throw(e, "ERR_INVALID_ARG_TYPE", "rrtype", "string", rrtype)
		}
		if fn == nil {
			errs.Throw(e, "ERR_INVALID_ARG_VALUE", "rrtype", rrtype)
		}
		return e.Call(env.CallbackOf(fn), c.This, c.Argument(0), callback)
	})
}

// promiseMethod makes the same methods of dns.promises.Resolver.
func (m *module) promiseMethod(t *recordType) *goja.Object {
	e := m.env
	return e.Function(t.binding, 2, func(c goja.FunctionCall) goja.Value {
		name := validate.String(e, c.Argument(0), "name")
		ttl := m.wantsTTL(c.Argument(1))
		q := m.newQuery(t, c.Argument(0), nil, ttl)
		promise, resolve, reject := e.VM.NewPromise()
		code := m.resolverOf(c.This, t.binding).ask(t, q, name, func(res result) {
			if res.code != nil {
				must(reject(m.exception(res.code, t.binding, name)))
				return
			}
			value := m.deliver(res, ttl)
			must(resolve(value))
			m.stopPerf(q.object, "result", value)
		})
		if code != nil {
			must(reject(m.exception(code, t.binding, name)))
		} else {
			m.startQueryPerf(q.object, t.binding, name, ttl)
		}
		return e.VM.ToValue(promise)
	})
}

// promiseResolve makes dns.promises' resolver.resolve(hostname[, rrtype]).
func (m *module) promiseResolve(class *resolverClass) *goja.Object {
	e := m.env
	return e.Function("resolve", 2, func(c goja.FunctionCall) goja.Value {
		fn := class.byType["A"]
		if rrtype := c.Argument(1); !goja.IsUndefined(rrtype) {
			if fn = class.byType[validate.String(e, rrtype, "rrtype")]; fn == nil {
				errs.Throw(e, "ERR_INVALID_ARG_VALUE", "rrtype", rrtype)
			}
		}
		return e.Call(env.CallbackOf(fn), c.This, c.Argument(0))
	})
}
