package asynchooks

import (
	"runtime"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/validate"
)

// resource is an AsyncResource.
type resource struct {
	env.State
	env.Async
	collect *runtime.Cleanup // tells of its end when it is collected; may be nil
}

const maxSafeInteger = 1<<53 - 1

func (m *module) defineResource() {
	e := m.env
	class := e.NewClass("AsyncResource", 1, nil, func(c goja.ConstructorCall) *goja.Object {
		m.newResource(c.This, c.Argument(0), c.Argument(1))
		return nil
	})
	m.resource = class
	method := func(name string, length int, fn func(r *resource, c goja.FunctionCall) goja.Value) {
		class.Method(name, length, func(c goja.FunctionCall) goja.Value {
			r, ok := env.PartOf[*resource](e, c.This, env.PartOwner)
			if !ok {
				errs.Throw(e, "ERR_INVALID_THIS", "AsyncResource")
			}
			return fn(r, c)
		})
	}
	method("runInAsyncScope", 2, func(r *resource, c goja.FunctionCall) goja.Value {
		var args []goja.Value
		if len(c.Arguments) > 2 {
			args = append(args, c.Arguments[2:]...)
		}
		return m.run(r, c.Argument(0), c.Argument(1), args)
	})
	method("emitDestroy", 0, func(r *resource, c goja.FunctionCall) goja.Value {
		if r.collect != nil {
			r.collect.Stop()
		}
		e.DestroyAsync(&r.Async)
		return c.This
	})
	method("asyncId", 0, func(r *resource, _ goja.FunctionCall) goja.Value { return e.VM.ToValue(r.ID) })
	method("triggerAsyncId", 0, func(r *resource, _ goja.FunctionCall) goja.Value { return e.VM.ToValue(r.Trigger) })
	method("bind", 2, func(r *resource, c goja.FunctionCall) goja.Value {
		return m.bind(r, c.Argument(0), c.Argument(1))
	})
	class.Static("bind", e.Function("bind", 3, func(c goja.FunctionCall) goja.Value {
		return m.bindNew(c.Argument(0), c.Argument(1), c.Argument(2))
	}))
}

// newResource makes object, which must be new, an AsyncResource.
func (m *module) newResource(object *goja.Object, kind, options goja.Value) *resource {
	e := m.env
	name := validate.String(e, kind, "type")
	trigger, manual := e.ExecutionAsyncID(), false
	given := options
	if o, ok := options.(*goja.Object); ok {
		given = o.Get("triggerAsyncId")
		if v := o.Get("requireManualDestroy"); v != nil {
			manual = v.ToBoolean()
		}
	}
	if !validate.IsUndefined(given) {
		f := given.ToFloat()
		if !goja.IsNumber(given) || f != float64(int64(f)) || f < -1 || f > maxSafeInteger {
			errs.Throw(e, "ERR_INVALID_ASYNC_ID", "triggerAsyncId", e.Inspect(given, 2))
		}
		trigger = int64(f)
	}
	r := &resource{}
	r.Parts[env.PartOwner] = r
	e.AttachState(object, &r.State)
	if e.Hooks != nil && name == "" {
		errs.Throw(e, "ERR_ASYNC_TYPE", name)
	}
	r.ID, r.Trigger, r.Frame = e.NewAsyncID(), trigger, e.AsyncFrame()
	if e.Hooks != nil {
		e.Hooks.Init(r.ID, r.Trigger, name, object)
		if !manual {
			m.destroyWhenCollected(r)
		}
	}
	return r
}

// destroyWhenCollected tells the hooks of r's end when nothing refers to it.
func (m *module) destroyWhenCollected(r *resource) {
	e := m.env
	cleanup := runtime.AddCleanup(r, func(id int64) {
		e.Loop.Post(func() {
			if e.Hooks != nil {
				e.Hooks.Destroy(id)
				e.Enter(e.Hooks.Flush)
			}
		})
	}, r.ID)
	r.collect = &cleanup
}

// run calls fn as a callback of r.
func (m *module) run(r *resource, fn, this goja.Value, args []goja.Value) goja.Value {
	defer m.env.EnterAsync(&r.Async, r.Object)()
	call := env.CallbackOf(fn)
	if call == nil {
		panic(m.env.VM.NewTypeError("fn is not a function"))
	}
	return call(goja.FunctionCall{This: this, Arguments: args})
}

// bind returns fn as one that runs as a callback of r. Without a this, it
// keeps the one that it is called with.
func (m *module) bind(r *resource, fn, this goja.Value) goja.Value {
	validate.Function(m.env, fn, "fn")
	length := int(fn.(*goja.Object).Get("length").ToInteger())
	return m.env.Function("bound", length, func(c goja.FunctionCall) goja.Value {
		receiver := this
		if goja.IsUndefined(this) {
			receiver = c.This
		}
		return m.run(r, fn, receiver, append([]goja.Value(nil), c.Arguments...))
	})
}

// bindNew is AsyncResource.bind.
func (m *module) bindNew(fn, kind, this goja.Value) goja.Value {
	if !kind.ToBoolean() {
		kind = m.env.VM.ToValue("bound-anonymous-fn")
		if o, ok := fn.(*goja.Object); ok {
			if name := o.Get("name"); name != nil && name.ToBoolean() {
				kind = name
			}
		}
	}
	object := m.env.VM.CreateObject(m.resource.Proto)
	return m.bind(m.newResource(object, kind, goja.Undefined()), fn, this)
}
