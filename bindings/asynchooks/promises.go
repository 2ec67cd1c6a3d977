package asynchooks

import (
	"runtime"
	"sync"
	"weak"

	"github.com/dop251/goja"

	"gonet/bindings/ecma"
	"gonet/bindings/env"
)

// promises tells the hooks of promises: V8 does so by its promise hooks, which
// goja has not. The natives that make promises are rewired when a script first
// enables a hook that wants to know of them, and do what they always did while
// none is enabled.
//
// What is made outside of their sight, by an async function or by a built-in in
// Go, is numbered when it is first used: by then, await, or the end of the
// function's first part.
type promises struct {
	module *module
	known  map[weak.Pointer[goja.Promise]]*promise
	// locked are those that wait for what they have been resolved with.
	locked  []*promise
	awaited *await // the latest, until its promises have been numbered
	inThen  int    // then is adding handlers, not await
	// fresh says that no callback has run since hooks were first enabled: a
	// promise that is not known was most likely made before them.
	fresh     bool
	collected collected

	class         *goja.Object // Promise
	then, resolve ecma.Call    // goja's own
	collector     *goja.Object // see defineCollector
}

// promise is one as the hooks know it. It does not keep it alive.
type promise struct {
	env.Async
	object  weak.Pointer[goja.Promise]
	settled bool // the hooks have been told
}

// isPromise gives the promise that v is.
func isPromise(v goja.Value) (*goja.Promise, bool) {
	o, ok := v.(*goja.Object)
	if !ok {
		return nil, false
	}
	if o.ExportType() != promiseType {
		return nil, false
	}
	p, ok := o.Export().(*goja.Promise)
	return p, ok
}

// watch rewires the natives.
func (p *promises) watch() {
	if p.known != nil {
		return
	}
	p.known, p.fresh = make(map[weak.Pointer[goja.Promise]]*promise), true
	p.collected.forget = p.forget
	p.class = p.module.env.VM.Get("Promise").(*goja.Object)
	proto := p.class.Get("prototype").(*goja.Object)
	ecma.Rewire(p.class, nil, p.construct)
	ecma.Rewire(proto.Get("then").(*goja.Object), p.rewireThen, nil)
	for _, name := range [...]string{"resolve", "reject"} {
		ecma.Rewire(p.class.Get(name).(*goja.Object), p.rewireStatic(name == "resolve"), nil)
	}
	p.defineCollector()
	for _, name := range [...]string{"all", "allSettled", "any", "race"} {
		ecma.Rewire(p.class.Get(name).(*goja.Object), p.rewireCollection, nil)
	}
}

// active reports whether a hook wants to know of promises now.
func (p *promises) active() bool {
	return p.module.env.Hooks != nil && p.module.hooks.tracksPromises()
}

// init numbers object, a promise made now, and tells the hooks. trigger is the
// number of what made it.
func (p *promises) init(object *goja.Promise, trigger int64) *promise {
	x := p.add(object, trigger)
	p.module.hooks.Init(x.ID, x.Trigger, kindPromise, p.module.env.VM.ToValue(object).(*goja.Object))
	return x
}

func (p *promises) add(object *goja.Promise, trigger int64) *promise {
	e := p.module.env
	x := &promise{object: weak.Make(object)}
	x.ID, x.Trigger, x.Frame = e.NewAsyncID(), trigger, e.AsyncFrame()
	p.known[x.object] = x
	p.collected.watch(e, object, x)
	return x
}

// of returns what is known of a promise. One that is not known yet is numbered,
// and the hooks are told.
func (p *promises) of(object *goja.Promise) *promise {
	if x := p.known[weak.Make(object)]; x != nil {
		return x
	}
	x := p.init(object, p.module.env.ExecutionAsyncID())
	p.tellIfSettled(x)
	return x
}

// parent is of for a promise that gets a handler: it may be older than the
// hooks, which are then not told.
func (p *promises) parent(object *goja.Promise) *promise {
	if !p.fresh || p.known[weak.Make(object)] != nil {
		return p.of(object)
	}
	x := p.add(object, p.module.env.ExecutionAsyncID())
	x.settled = true
	return x
}

// tell tells the hooks that x is settled, unless they know.
func (p *promises) tell(x *promise) {
	if x.settled {
		return
	}
	x.settled = true
	p.module.hooks.resolved(x.ID)
}

// tellIfSettled is tell for one that may be pending.
func (p *promises) tellIfSettled(x *promise) bool {
	object := x.object.Value()
	if object == nil || object.State() == goja.PromiseStatePending {
		return object == nil
	}
	p.tell(x)
	return true
}

// tellOrLock tells of x, or remembers that it waits for another.
func (p *promises) tellOrLock(x *promise) {
	if !p.tellIfSettled(x) {
		p.locked = append(p.locked, x)
	}
}

// tellLocked tells of those that what they waited for has settled.
func (p *promises) tellLocked() {
	if len(p.locked) == 0 {
		return
	}
	waiting := p.locked[:0:0]
	for _, x := range p.locked {
		if !p.tellIfSettled(x) {
			waiting = append(waiting, x)
		}
	}
	p.locked = waiting
}

// construct is new Promise(executor): the promise is made, and the hooks told,
// before the executor runs.
func (p *promises) construct(old ecma.Construct) ecma.Construct {
	vm := p.module.env.VM
	return func(args []goja.Value, newTarget *goja.Object) *goja.Object {
		var executor env.Callback
		if len(args) > 0 {
			executor = env.CallbackOf(args[0])
		}
		if executor == nil || !p.active() {
			return old(args, newTarget)
		}
		var settle [2]*goja.Object
		object := old([]goja.Value{vm.ToValue(func(c goja.FunctionCall) goja.Value {
			settle[0], settle[1] = c.Argument(0).(*goja.Object), c.Argument(1).(*goja.Object)
			return goja.Undefined()
		})}, newTarget)
		made, _ := isPromise(object)
		p.module.hooks.Settle()
		x := p.init(made, p.module.env.ExecutionAsyncID())
		for _, fn := range settle {
			ecma.Rewire(fn, func(old ecma.Call) ecma.Call { return p.settling(x, made, old) }, nil)
		}
		ex := vm.Try(func() {
			executor(goja.FunctionCall{This: goja.Undefined(), Arguments: []goja.Value{settle[0], settle[1]}})
		})
		if ex != nil {
			env.CallbackOf(settle[1])(goja.FunctionCall{This: goja.Undefined(), Arguments: []goja.Value{ex.Value()}})
		}
		return object
	}
}

// settling is a function that resolves or rejects x.
func (p *promises) settling(x *promise, object *goja.Promise, old ecma.Call) ecma.Call {
	called := false
	return func(c goja.FunctionCall) goja.Value {
		v := old(c)
		if !called && p.active() {
			p.tellOrLock(x)
		}
		called = true
		runtime.KeepAlive(object)
		return v
	}
}

// rewireStatic is for Promise.resolve and Promise.reject.
func (p *promises) rewireStatic(resolve bool) func(ecma.Call) ecma.Call {
	return func(old ecma.Call) ecma.Call {
		if resolve {
			p.resolve = old
		}
		return func(c goja.FunctionCall) goja.Value {
			v := old(c)
			if c.This != p.class || !p.active() || resolve && v == c.Argument(0) {
				return v // of a subclass: construct has seen it
			}
			p.module.hooks.Settle()
			object, _ := isPromise(v)
			p.tellOrLock(p.init(object, p.module.env.ExecutionAsyncID()))
			return v
		}
	}
}

// defineCollector makes a class that is Promise to all, any and the like, but
// for goja's short cut past the constructor.
func (p *promises) defineCollector() {
	vm := p.module.env.VM
	p.collector = vm.ToValue(func(c goja.ConstructorCall) *goja.Object {
		return p.module.env.Construct(p.class, c.Arguments...)
	}).(*goja.Object)
	must(p.collector.Set("resolve", func(c goja.FunctionCall) goja.Value {
		resolve := env.CallbackOf(p.class.Get("resolve"))
		if resolve == nil {
			panic(vm.NewTypeError("Promise resolve or reject function is not callable"))
		}
		return resolve(goja.FunctionCall{This: p.class, Arguments: c.Arguments})
	}))
}

func (p *promises) rewireCollection(old ecma.Call) ecma.Call {
	return func(c goja.FunctionCall) goja.Value {
		if c.This == p.class && p.active() {
			c.This = p.collector
		}
		return old(c)
	}
}

// rewireThen is for Promise.prototype.then: the handlers run as callbacks of the
// promise that it returns.
func (p *promises) rewireThen(old ecma.Call) ecma.Call {
	p.then = old
	return func(c goja.FunctionCall) goja.Value {
		parent, ok := isPromise(c.This)
		if !ok || !p.active() {
			return old(c)
		}
		p.module.hooks.Settle()
		from := p.parent(parent)
		r := &reaction{promises: p, parent: from}
		v := p.addHandlers(old, goja.FunctionCall{This: c.This, Arguments: []goja.Value{
			r.handler(c.Argument(0), true), r.handler(c.Argument(1), false),
		}})
		if child, ok := isPromise(v); ok {
			r.child = p.known[weak.Make(child)] // of a subclass
			if r.child == nil {
				r.child = p.init(child, from.ID)
			}
			r.object = weak.Make(v.(*goja.Object))
		}
		return v
	}
}

func (p *promises) addHandlers(then ecma.Call, c goja.FunctionCall) goja.Value {
	p.inThen++
	defer func() { p.inThen-- }()
	return then(c)
}

// reaction is what runs when parent is settled.
type reaction struct {
	promises      *promises
	parent, child *promise
	object        weak.Pointer[goja.Object] // of child
}

// handler is fn, or what stands for one that is missing, as a callback of the
// child.
func (r *reaction) handler(fn goja.Value, fulfilled bool) goja.Value {
	call := env.CallbackOf(fn)
	p := r.promises
	return p.module.env.VM.ToValue(func(c goja.FunctionCall) goja.Value {
		if r.child == nil || !p.active() {
			return pass(call, fulfilled, c)
		}
		p.tell(r.parent)
		leave := p.module.hooks.enterPromise(&r.child.Async, r.object.Value())
		settles := true
		defer func() {
			p.tellLocked()
			p.module.hooks.Settle()
			if settles {
				p.tell(r.child)
			} else {
				p.locked = append(p.locked, r.child)
			}
			leave()
		}()
		v := pass(call, fulfilled, c)
		settles = !thenable(v)
		return v
	})
}

// pass calls a handler, or passes on what it would have got.
func pass(call env.Callback, fulfilled bool, c goja.FunctionCall) goja.Value {
	switch {
	case call != nil:
		return call(goja.FunctionCall{This: goja.Undefined(), Arguments: c.Arguments})
	case !fulfilled:
		panic(c.Argument(0))
	}
	return c.Argument(0)
}

// thenable reports whether a promise that is resolved with v waits for it.
func thenable(v goja.Value) bool {
	o, ok := v.(*goja.Object)
	return ok && env.IsFunction(o.Get("then"))
}

// collected gathers the promises that the collector has found to be gone.
type collected struct {
	mutex  sync.Mutex
	list   []*promise
	posted bool
	forget func() // on the loop
}

// watch has what is known of object forgotten when it is collected.
func (c *collected) watch(e *env.Env, object *goja.Promise, x *promise) {
	runtime.AddCleanup(object, func(x *promise) {
		c.mutex.Lock()
		defer c.mutex.Unlock()
		c.list = append(c.list, x)
		if !c.posted {
			c.posted = true
			e.Loop.Post(c.forget)
		}
	}, x)
}

// take returns the promises that have gone since the last time.
func (c *collected) take() []*promise {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	list := c.list
	c.list, c.posted = nil, false
	return list
}

// forget lets go of the numbers of promises that are gone, and tells the hooks
// that want to know.
func (p *promises) forget() {
	for _, x := range p.collected.take() {
		delete(p.known, x.object)
		if p.module.env.Hooks != nil {
			p.module.hooks.destroyPromise(x.ID)
		}
	}
}
