package asynchooks

import (
	"slices"

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
	promises                     bool // tells of promises too
}

// hooks is the enabled hooks. The list is never changed but replaced, so that
// hooks which enable or disable others do not disturb the round that is on.
type hooks struct {
	module    *module
	list      []*hook
	destroyed []int64 // told of soon
	posted    bool
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
	resolve := get("promiseResolve")
	if v := o.Get("trackPromises"); !validate.IsUndefined(v) {
		h.promises = validate.Boolean(m.env, v, "trackPromises")
		if !h.promises && resolve != nil {
			errs.Throw(m.env, "ERR_INVALID_ARG_VALUE", "trackPromises", v, "must not be false when promiseResolve is enabled")
		}
	}
	return h
}

func (h *hooks) enable(x *hook) {
	if slices.Contains(h.list, x) {
		return
	}
	h.list = append(slices.Clone(h.list), x)
	h.module.env.Hooks = h
	h.module.track()
}

func (h *hooks) disable(x *hook) {
	h.list = slices.DeleteFunc(slices.Clone(h.list), func(other *hook) bool { return other == x })
	if len(h.list) == 0 {
		h.module.env.Hooks = nil
	}
}

// tracksPromises reports whether a hook wants to know of promises.
func (h *hooks) tracksPromises() bool {
	return slices.ContainsFunc(h.list, func(x *hook) bool { return x.promises })
}

// Init tells the hooks of a new resource.
func (h *hooks) Init(id, trigger int64, kind string, resource *goja.Object) {
	vm := h.module.env.VM
	if resource == nil {
		resource = vm.NewObject()
	}
	for _, x := range h.list {
		if x.init == nil || kind == kindPromise && !x.promises {
			continue
		}
		h.call(x, x.init, vm.ToValue(id), vm.ToValue(kind), vm.ToValue(trigger), resource)
	}
}

// Before and After tell the hooks that a callback of a resource begins or has
// ended.
func (h *hooks) Before(id int64) { h.each(id, func(x *hook) env.Callback { return x.before }) }
func (h *hooks) After(id int64)  { h.each(id, func(x *hook) env.Callback { return x.after }) }

func (h *hooks) each(id int64, choose func(*hook) env.Callback) {
	for _, x := range h.list {
		if fn := choose(x); fn != nil {
			h.call(x, fn, h.module.env.VM.ToValue(id))
		}
	}
}

// Destroy has the hooks told that a resource is gone, from the loop.
func (h *hooks) Destroy(id int64) {
	if !slices.ContainsFunc(h.list, func(x *hook) bool { return x.destroy != nil }) {
		return
	}
	h.destroyed = append(h.destroyed, id)
	if !h.posted {
		h.posted = true
		e := h.module.env
		e.Loop.Post(func() { e.Enter(h.Flush) })
	}
}

// Flush tells of what has been destroyed.
func (h *hooks) Flush() {
	h.posted = false
	for len(h.destroyed) > 0 {
		ids := h.destroyed
		h.destroyed = nil
		for _, id := range ids {
			h.each(id, func(x *hook) env.Callback { return x.destroy })
		}
	}
}

// call calls a hook's callback. An exception in one ends the process: there is
// nobody to tell of it.
func (h *hooks) call(x *hook, fn env.Callback, args ...goja.Value) {
	ex := h.module.env.VM.Try(func() { fn(goja.FunctionCall{This: x.object, Arguments: args}) })
	if ex == nil {
		return
	}
	process.Of(h.module.env).Fatal(ex.Value())
}
