package timers

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
)

// symbols are those under which Node's timers keep a part of their state. Only
// util.inspect shows them.
type symbols struct {
	refed, primitive, id, trigger, frame *goja.Symbol
}

// defineInspect makes util.inspect show what show returns, one level of it.
func defineInspect[T any](e *env.Env, class *env.Class, show func(*T) *goja.Object) {
	class.SymbolMethod(e.InspectCustom(), "[nodejs.util.inspect.custom]", 2, func(c goja.FunctionCall) goja.Value {
		owner, ok := env.PartOf[*T](e, c.This, env.PartOwner)
		inspect := env.CallbackOf(c.Argument(2))
		if !ok || inspect == nil {
			return c.This
		}
		options := e.VM.NewObject()
		if given, ok := c.Argument(1).(*goja.Object); ok {
			for _, key := range given.Keys() {
				define(options.Set(key, given.Get(key)))
			}
		}
		define(options.Set("depth", 0))
		define(options.Set("customInspect", false))
		return inspect(goja.FunctionCall{This: goja.Undefined(), Arguments: []goja.Value{show(owner), options}})
	})
}

// snapshot returns an object with the fields of owner as properties of its own.
func snapshot[T any](e *env.Env, class *env.Class, owner *T, fields []field[T]) *goja.Object {
	o := e.VM.CreateObject(class.Proto)
	for _, f := range fields {
		define(o.DefineDataProperty(f.name, f.get(owner), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE))
	}
	return o
}

// addSymbols adds what Node's timers keep under symbols; primitive is nil for
// an immediate.
func (t *Timers) addSymbols(o *goja.Object, refed, primitive goja.Value, async *env.Async) {
	s := t.classes.symbols
	if s == nil {
		s = &symbols{
			goja.NewSymbol("refed"), goja.NewSymbol("kHasPrimitive"), goja.NewSymbol("asyncId"),
			goja.NewSymbol("triggerId"), goja.NewSymbol("kAsyncContextFrame"),
		}
		t.classes.symbols = s
	}
	set := func(symbol *goja.Symbol, v goja.Value) { define(o.SetSymbol(symbol, v)) }
	set(s.refed, refed)
	if primitive != nil {
		set(s.primitive, primitive)
	}
	set(s.id, t.env.VM.ToValue(async.ID))
	set(s.trigger, t.env.VM.ToValue(async.Trigger))
	set(s.frame, goja.Undefined())
}
