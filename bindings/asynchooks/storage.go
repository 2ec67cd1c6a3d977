package asynchooks

import (
	"maps"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/validate"
)

// storage is an AsyncLocalStorage: its value is what the current frame has
// under it.
type storage struct {
	fallback goja.Value
	name     string
}

func (m *module) defineStorage() {
	e := m.env
	class := e.NewClass("AsyncLocalStorage", 0, nil, func(c goja.ConstructorCall) *goja.Object {
		e.Attach(c.This).Parts[env.PartOwner] = m.newStorage(c.Argument(0))
		return nil
	})
	m.storage = class
	method := func(name string, length int, fn func(s *storage, c goja.FunctionCall) goja.Value) {
		class.Method(name, length, func(c goja.FunctionCall) goja.Value { return fn(m.storageOf(c.This), c) })
	}
	class.Accessor("name", func(this goja.Value) goja.Value { return e.VM.ToValue(m.storageOf(this).name) }, nil)
	method("disable", 0, func(s *storage, _ goja.FunctionCall) goja.Value {
		m.remove(s)
		return goja.Undefined()
	})
	method("enterWith", 1, func(s *storage, c goja.FunctionCall) goja.Value {
		m.set(s, c.Argument(0))
		return goja.Undefined()
	})
	method("run", 2, func(s *storage, c goja.FunctionCall) goja.Value {
		return m.runWith(s, c.Argument(0), c.Argument(1), rest(c, 2))
	})
	method("exit", 1, func(s *storage, c goja.FunctionCall) goja.Value {
		return m.runWith(s, goja.Undefined(), c.Argument(0), rest(c, 1))
	})
	method("getStore", 0, func(s *storage, _ goja.FunctionCall) goja.Value { return m.get(s) })
	m.defineScope()
	method("withScope", 1, func(s *storage, c goja.FunctionCall) goja.Value {
		return e.Construct(m.scope.Ctor, c.This, c.Argument(0))
	})
	class.Static("bind", e.Function("bind", 1, func(c goja.FunctionCall) goja.Value {
		return m.bindNew(c.Argument(0), goja.Undefined(), goja.Undefined())
	}))
	class.Static("snapshot", e.Function("snapshot", 0, func(goja.FunctionCall) goja.Value {
		call := e.Function("", 1, func(c goja.FunctionCall) goja.Value {
			fn := env.CallbackOf(c.Argument(0))
			if fn == nil {
				panic(e.VM.NewTypeError("cb is not a function"))
			}
			return fn(goja.FunctionCall{This: goja.Undefined(), Arguments: rest(c, 1)})
		})
		return m.bindNew(call, goja.Undefined(), goja.Undefined())
	}))
}

// rest returns a copy of the arguments from n on.
func rest(c goja.FunctionCall, n int) []goja.Value {
	if len(c.Arguments) <= n {
		return nil
	}
	return append([]goja.Value(nil), c.Arguments[n:]...)
}

func (m *module) newStorage(v goja.Value) *storage {
	s := &storage{fallback: goja.Undefined()}
	if goja.IsUndefined(v) {
		return s
	}
	o := validate.Object(m.env, v, "options")
	if d := o.Get("defaultValue"); d != nil {
		s.fallback = d
	}
	if name := o.Get("name"); !validate.IsUndefined(name) {
		s.name = name.String()
	}
	return s
}

func (m *module) storageOf(v goja.Value) *storage {
	s, ok := env.PartOf[*storage](m.env, v, env.PartOwner)
	if !ok {
		errs.Throw(m.env, "ERR_INVALID_THIS", "AsyncLocalStorage")
	}
	return s
}

func (m *module) get(s *storage) goja.Value {
	if frame := m.env.AsyncFrame(); frame != nil {
		if v, ok := frame.Values[s]; ok {
			return v.(goja.Value)
		}
	}
	return s.fallback
}

// set makes a frame current in which s has the value v.
func (m *module) set(s *storage, v goja.Value) {
	m.track()
	values := map[any]any{}
	if frame := m.env.AsyncFrame(); frame != nil {
		values = maps.Clone(frame.Values)
	}
	values[s] = v
	m.env.SetAsyncFrame(&env.AsyncFrame{Values: values})
}

// remove takes the value of s out of the current frame, for all that shares it.
func (m *module) remove(s *storage) {
	if frame := m.env.AsyncFrame(); frame != nil {
		delete(frame.Values, s)
	}
}

// runWith calls fn while s has the value v.
func (m *module) runWith(s *storage, v, fn goja.Value, args []goja.Value) goja.Value {
	call := env.CallbackOf(fn)
	if call == nil {
		panic(m.env.VM.NewTypeError("fn is not a function"))
	}
	before := m.get(s)
	if !before.SameAs(v) {
		m.set(s, v)
		defer func() { m.set(s, before) }()
	}
	return call(goja.FunctionCall{This: goja.Null(), Arguments: args})
}

// scope is what withScope returns: it gives a storage its value back.
type scope struct {
	storage  *storage
	before   goja.Value
	disposed bool
}

func (m *module) defineScope() {
	e := m.env
	m.scope = e.NewClass("RunScope", 2, nil, func(c goja.ConstructorCall) *goja.Object {
		s := m.storageOf(c.Argument(0))
		e.Attach(c.This).Parts[env.PartOwner] = &scope{storage: s, before: m.get(s)}
		m.set(s, c.Argument(1))
		return nil
	})
	dispose := m.scope.Method("dispose", 0, func(c goja.FunctionCall) goja.Value {
		if s, ok := env.PartOf[*scope](e, c.This, env.PartOwner); ok && !s.disposed {
			s.disposed = true
			m.set(s.storage, s.before)
		}
		return goja.Undefined()
	})
	if symbol := e.WellKnown("dispose"); symbol != nil {
		must(m.scope.Proto.DefineDataPropertySymbol(symbol, dispose, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	}
}
