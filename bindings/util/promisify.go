package util

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/validate"
	"gonet/bindings/internal/warning"
)

// definePromisify defines util.promisify, with the symbol under which functions
// have their own promise-returning version.
func (m *module) definePromisify() {
	custom := m.env.SymbolFor("nodejs.util.promisify.custom")
	f := m.function("promisify", 1, func(c goja.FunctionCall) goja.Value {
		validate.Function(m.env, c.Argument(0), "original")
		return m.promisify(c.Argument(0).(*goja.Object), custom)
	})
	f.Set("custom", custom)
}

func (m *module) promisify(original *goja.Object, custom *goja.Symbol) goja.Value {
	mark := func(fn *goja.Object) {
		must(fn.DefineDataPropertySymbol(custom, fn, goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	}
	if own := original.GetSymbol(custom); own != nil && own.ToBoolean() {
		validate.Function(m.env, own, "util.promisify.custom")
		mark(own.(*goja.Object))
		return own
	}
	names := m.argumentNames(original)
	call := env.CallbackOf(original)
	fn := m.env.Function("fn", 0, func(c goja.FunctionCall) goja.Value {
		return m.callForPromise(call, c, names)
	})
	must(fn.SetPrototype(original.Prototype()))
	mark(fn)
	m.copyProperties(fn, original, nil)
	return fn
}

// PromisifyArgs returns the symbol under which a function names the values that
// its callback gets: the promise is then fulfilled with an object of them.
func PromisifyArgs(e *env.Env) *goja.Symbol { return promisifyArgs.Of(e) }

var promisifyArgs = env.NewSlot(func(*env.Env) *goja.Symbol { return goja.NewSymbol("customPromisifyArgs") })

func (m *module) argumentNames(original *goja.Object) []string {
	list, ok := original.GetSymbol(PromisifyArgs(m.env)).(*goja.Object)
	if !ok {
		return nil
	}
	var names []string
	m.env.VM.ForOf(list, func(v goja.Value) bool {
		names = append(names, v.String())
		return true
	})
	return names
}

// callForPromise calls a function with a callback that settles the promise.
func (m *module) callForPromise(original env.Callback, c goja.FunctionCall, names []string) goja.Value {
	vm := m.env.VM
	promise, resolve, reject := vm.NewPromise()
	settle := func(f func(any) error, v goja.Value) { must(f(v)) }
	done := vm.ToValue(func(c goja.FunctionCall) goja.Value {
		switch err := c.Argument(0); {
		case err.ToBoolean():
			settle(reject, err)
		case len(names) > 0 && len(c.Arguments) > 2:
			values := vm.NewObject()
			for i, name := range names {
				values.Set(name, c.Argument(i+1))
			}
			settle(resolve, values)
		default:
			settle(resolve, c.Argument(1))
		}
		return goja.Undefined()
	})
	args := append(append(make([]goja.Value, 0, len(c.Arguments)+1), c.Arguments...), done)
	ex := vm.Try(func() {
		result := original(goja.FunctionCall{This: c.This, Arguments: args})
		if isPromise(result) {
			warning.Emit(m.env, "Calling promisify on a function that returns a Promise is likely a mistake.",
				"DeprecationWarning", "DEP0174")
		}
	})
	if ex != nil {
		settle(reject, ex.Value())
	}
	return vm.ToValue(promise)
}

func isPromise(v goja.Value) bool {
	o, ok := v.(*goja.Object)
	if !ok {
		return false
	}
	_, ok = o.Export().(*goja.Promise)
	return ok
}

// copyProperties gives fn all own properties of original; change may alter the
// descriptors first.
func (m *module) copyProperties(fn, original *goja.Object, change func(descriptors *goja.Object)) {
	object := m.env.VM.Get("Object").ToObject(m.env.VM)
	descriptors := m.env.Invoke(object, "getOwnPropertyDescriptors", original).(*goja.Object)
	if change != nil {
		change(descriptors)
	}
	m.env.Invoke(object, "defineProperties", fn, descriptors)
}

// callbackify turns a function that returns a promise into one that takes a
// callback, which is called from nextTick.
func (m *module) callbackify(c goja.FunctionCall) goja.Value {
	original := validate.Function(m.env, c.Argument(0), "original")
	fn := m.env.Function("callbackified", 0, func(c goja.FunctionCall) goja.Value {
		args, callback := c.Arguments, goja.Undefined()
		if n := len(args); n > 0 {
			args, callback = args[:n-1], args[n-1]
		}
		done := validate.Function(m.env, callback, "last argument")
		result := original(goja.FunctionCall{This: c.This, Arguments: append([]goja.Value(nil), args...)})
		m.env.Invoke(result.ToObject(m.env.VM), "then",
			m.answer(c.This, done, func(v goja.Value) []goja.Value { return []goja.Value{goja.Null(), v} }),
			m.answer(c.This, done, func(v goja.Value) []goja.Value { return []goja.Value{m.reason(v)} }))
		return goja.Undefined()
	})
	m.copyProperties(fn, c.Argument(0).(*goja.Object), func(descriptors *goja.Object) {
		if length := descriptors.Get("length").ToObject(m.env.VM); goja.IsNumber(length.Get("value")) {
			length.Set("value", length.Get("value").ToInteger()+1)
		}
		if name := descriptors.Get("name").ToObject(m.env.VM); validate.IsString(name.Get("value")) {
			name.Set("value", name.Get("value").String()+"Callbackified")
		}
	})
	return fn
}

// answer is a promise's handler that calls back on the next tick.
func (m *module) answer(this goja.Value, done env.Callback, args func(goja.Value) []goja.Value) goja.Value {
	return m.env.VM.ToValue(func(c goja.FunctionCall) goja.Value {
		v := c.Argument(0)
		m.env.NextTick(func() { done(goja.FunctionCall{This: this, Arguments: args(v)}) })
		return goja.Undefined()
	})
}

// reason makes an error of a falsy reason, which the callback would take for
// success.
func (m *module) reason(v goja.Value) goja.Value {
	if v.ToBoolean() {
		return v
	}
	err := errs.New(m.env, "ERR_FALSY_VALUE_REJECTION")
	err.Set("reason", v)
	return err
}
