package asynchooks

import (
	"slices"
	"weak"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/validate"
	"gonet/bindings/process"
)

// hook is what createHook returns.
type hook struct {
	object                       *goja.Object
	init, before, after, destroy env.Callback
	resolve                      env.Callback // promiseResolve
	promises                     bool         // tells of promises too
}

// hooks is the enabled hooks. The list is never changed but replaced, and not
// while hooks are being told something: what they enable or disable then counts
// from the end of that on.
type hooks struct {
	module    *module
	list      []*hook
	next      []*hook // what list is to become
	telling   int     // depth of callbacks that are running
	destroyed []gone  // told of soon
	posted    bool
}

// gone is a resource that has been destroyed.
type gone struct {
	id      int64
	promise bool
}

// createHook returns the function of that name.
func (m *module) createHook() env.Callback {
	e := m.env
	class := e.NewClass("AsyncHook", 1, nil, func(c goja.ConstructorCall) *goja.Object {
		e.Attach(c.This).Parts[env.PartOwner] = m.newHook(c.This, c.Argument(0))
		return nil
	})
	method := func(name string, fn func(h *hook)) {
		class.Method(name, 0, func(c goja.FunctionCall) goja.Value {
			if h, ok := env.PartOf[*hook](e, c.This, env.PartOwner); ok {
				fn(h)
			}
			return c.This
		})
	}
	method("enable", m.hooks.enable)
	method("disable", m.hooks.disable)
	return func(c goja.FunctionCall) goja.Value { return e.Construct(class.Ctor, c.Argument(0)) }
}

func (m *module) newHook(object *goja.Object, callbacks goja.Value) *hook {
	h := &hook{object: object, promises: true}
	if validate.Nullish(callbacks) {
		panic(m.env.VM.NewTypeError("Cannot destructure property 'init' of 'undefined' as it is undefined."))
	}
	o := callbacks.ToObject(m.env.VM)
	get := func(name string) env.Callback {
		v := o.Get(name)
		if validate.IsUndefined(v) {
			return nil
		}
		fn := env.CallbackOf(v)
		if fn == nil {
			errs.Throw(m.env, "ERR_ASYNC_CALLBACK", "hook."+name)
		}
		return fn
	}
	h.init, h.before, h.after, h.destroy = get("init"), get("before"), get("after"), get("destroy")
	h.resolve = get("promiseResolve")
	if v := o.Get("trackPromises"); !validate.IsUndefined(v) {
		h.promises = validate.Boolean(m.env, v, "trackPromises")
		if !h.promises && h.resolve != nil {
			errs.Throw(m.env, "ERR_INVALID_ARG_VALUE", "trackPromises", v, "must not be false when promiseResolve is enabled")
		}
	}
	return h
}

func (h *hooks) enable(x *hook) {
	if !slices.Contains(h.next, x) {
		h.become(append(slices.Clone(h.next), x))
		h.module.track()
		if x.promises {
			h.module.promises.watch()
		}
	}
}

func (h *hooks) disable(x *hook) {
	if slices.Contains(h.next, x) {
		h.become(slices.DeleteFunc(slices.Clone(h.next), func(other *hook) bool { return other == x }))
	}
}

// become makes next the list, as soon as no hook is being told something.
func (h *hooks) become(next []*hook) {
	h.next = next
	if h.telling > 0 {
		return
	}
	h.list = next
	if len(next) == 0 {
		h.module.env.Hooks = nil
	} else {
		h.module.env.Hooks = h
	}
}

// tell calls what choose chooses of each hook, of promises only if the hook
// wants to know of them.
func (h *hooks) tell(promise bool, choose func(*hook) env.Callback, args ...goja.Value) {
	h.telling++
	defer func() {
		if h.telling--; h.telling == 0 {
			h.become(h.next)
		}
	}()
	for _, x := range h.list {
		if promise && !x.promises {
			continue
		}
		if fn := choose(x); fn != nil {
			h.call(x, fn, args...)
		}
	}
}

// tracksPromises reports whether a hook wants to know of promises.
func (h *hooks) tracksPromises() bool {
	return slices.ContainsFunc(h.list, func(x *hook) bool { return x.promises })
}

// Settle numbers the promises of the latest await.
func (h *hooks) Settle() {
	if a := h.module.promises.awaited; a != nil {
		h.module.promises.awaited = nil
		h.module.promises.number(a)
	}
}

// OfPromise returns the numbers of a promise, nil if it has none.
func (h *hooks) OfPromise(object *goja.Promise) *env.Async {
	if x := h.module.promises.known[weak.Make(object)]; x != nil {
		return &x.Async
	}
	return nil
}

func initOf(x *hook) env.Callback    { return x.init }
func beforeOf(x *hook) env.Callback  { return x.before }
func afterOf(x *hook) env.Callback   { return x.after }
func destroyOf(x *hook) env.Callback { return x.destroy }
func resolveOf(x *hook) env.Callback { return x.resolve }

func (h *hooks) number(id int64) goja.Value { return h.module.env.VM.ToValue(id) }

// Init tells the hooks of a new resource.
func (h *hooks) Init(id, trigger int64, kind string, resource *goja.Object) {
	if resource == nil {
		resource = h.module.env.VM.NewObject()
	}
	h.tell(kind == kindPromise, initOf, h.number(id), h.module.env.VM.ToValue(kind), h.number(trigger), resource)
}

// Before and After tell the hooks that a callback of a resource begins or has
// ended.
func (h *hooks) Before(id int64) {
	h.Settle()
	h.module.promises.fresh = false
	h.tell(false, beforeOf, h.number(id))
}

func (h *hooks) After(id int64) {
	h.Settle()
	h.tell(false, afterOf, h.number(id))
}

// enterPromise is EnterAsync for a promise.
func (h *hooks) enterPromise(a *env.Async, resource *goja.Object) (leave func()) {
	e := h.module.env
	h.module.promises.fresh = false
	restore, frame := e.SetExecution(a.ID, a.Trigger, resource), e.AsyncFrame()
	e.SetAsyncFrame(a.Frame)
	h.tell(true, beforeOf, h.number(a.ID))
	return func() {
		e.SetAsyncFrame(frame)
		if e.Hooks != nil {
			h.afterPromise(a.ID)
		}
		restore()
	}
}

func (h *hooks) afterPromise(id int64)   { h.tell(true, afterOf, h.number(id)) }
func (h *hooks) resolved(id int64)       { h.tell(true, resolveOf, h.number(id)) }
func (h *hooks) destroyPromise(id int64) { h.destroy(gone{id, true}) }

// Destroy has the hooks told that a resource is gone, from the loop.
func (h *hooks) Destroy(id int64) { h.destroy(gone{id: id}) }

// manyDestroyed is how many resources may be gone before promise jobs are made
// to wait for the hooks to be told.
const manyDestroyed = 10000

func (h *hooks) destroy(what gone) {
	if !slices.ContainsFunc(h.list, func(x *hook) bool { return x.destroy != nil }) {
		return
	}
	h.destroyed = append(h.destroyed, what)
	e := h.module.env
	if !h.posted {
		h.posted = true
		e.Loop.Post(func() { e.Enter(h.Flush) })
	}
	if len(h.destroyed) == manyDestroyed {
		e.QueueJob(h.Flush)
	}
}

// Flush tells of what has been destroyed.
func (h *hooks) Flush() {
	h.posted = false
	for len(h.destroyed) > 0 {
		list := h.destroyed
		h.destroyed = nil
		for _, what := range list {
			h.tell(what.promise, destroyOf, h.number(what.id))
		}
	}
}

// call calls a hook's callback. An exception in one ends the process: there is
// nobody to tell of it. But the stack may have been used up by the script, which
// is then told.
func (h *hooks) call(x *hook, fn env.Callback, args ...goja.Value) {
	vm := h.module.env.VM
	ex := vm.Try(func() { fn(goja.FunctionCall{This: x.object, Arguments: args}) })
	if ex == nil {
		return
	}
	if isStackOverflow(vm, ex.Value()) {
		panic(ex.Value())
	}
	process.Of(h.module.env).Fatal(ex.Value())
}

func isStackOverflow(vm *goja.Runtime, v goja.Value) bool {
	o, ok := v.(*goja.Object)
	return ok && vm.InstanceOf(o, vm.Get("RangeError").(*goja.Object)) &&
		o.Get("message").String() == "Maximum call stack size exceeded"
}
