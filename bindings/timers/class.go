package timers

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
)

// classes are the constructors behind what the functions of the module return.
type classes struct {
	timeout, immediate *env.Class
	list               *goja.Object // prototype of TimersList; made on first need
	symbols            *symbols
}

// field is a property that Node's timers have of their own. Here it is an
// accessor on the prototype, so that a timer costs no properties.
type field[T any] struct {
	name string
	get  func(*T) goja.Value
	set  func(*T, goja.Value) // nil: writes are dropped
}

func (t *Timers) defineClasses() {
	e := t.env
	t.classes.timeout = e.NewClass("Timeout", 5, nil, func(c goja.ConstructorCall) *goja.Object {
		t.newTimeout(c.This, settings{
			callback: c.Argument(0),
			after:    c.Argument(1),
			args:     arrayOf(e, c.Argument(2)),
			repeat:   c.Argument(3).ToBoolean(),
			unref:    !c.Argument(4).ToBoolean(),
		})
		return nil
	})
	t.classes.immediate = e.NewClass("Immediate", 2, nil, func(c goja.ConstructorCall) *goja.Object {
		t.immediates.add(c.This, c.Argument(0), arrayOf(e, c.Argument(1)))
		return nil
	})
	t.defineTimeout()
	t.defineImmediate()
}

// arrayOf returns the elements of a JavaScript array, none of anything else.
func arrayOf(e *env.Env, v goja.Value) []goja.Value {
	var list []goja.Value
	if o, ok := v.(*goja.Object); ok && o.ClassName() == "Array" {
		e.VM.ForOf(o, func(item goja.Value) bool {
			list = append(list, item)
			return true
		})
	}
	return list
}

func defineFields[T any](e *env.Env, class *env.Class, fields []field[T]) {
	for _, f := range fields {
		get := func(this goja.Value) goja.Value {
			if owner, ok := env.PartOf[*T](e, this, env.PartOwner); ok {
				return f.get(owner)
			}
			return goja.Undefined()
		}
		set := func(this, v goja.Value) {
			if owner, ok := env.PartOf[*T](e, this, env.PartOwner); ok && f.set != nil {
				f.set(owner, v)
			}
		}
		e.Accessor(class.Proto, f.name, goja.FLAG_FALSE, get, set)
	}
}

// method defines a method that runs fn on the T behind this, and returns what
// fn returns, or undefined for another this.
func method[T any](e *env.Env, class *env.Class, name string, fn func(*T) goja.Value) {
	class.Method(name, 0, ownMethod(e, fn))
}

func ownMethod[T any](e *env.Env, fn func(*T) goja.Value) env.Callback {
	return func(c goja.FunctionCall) goja.Value {
		if owner, ok := env.PartOf[*T](e, c.This, env.PartOwner); ok {
			return fn(owner)
		}
		return goja.Undefined()
	}
}

// symbolMethod defines a method under a symbol, if the VM has the symbol.
func symbolMethod[T any](e *env.Env, class *env.Class, symbol *goja.Symbol, fn func(*T) goja.Value) {
	if symbol == nil {
		return
	}
	f := e.Function("", 0, ownMethod(e, fn))
	define(class.Proto.DefineDataPropertySymbol(symbol, f, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE))
}

// define panics on the error of a definition that cannot fail.
func define(err error) {
	if err != nil {
		panic(err)
	}
}

func (t *Timers) defineTimeout() {
	e, class := t.env, t.classes.timeout
	method(e, class, "refresh", func(to *Timeout) goja.Value { to.refresh(); return to.Object })
	method(e, class, "unref", func(to *Timeout) goja.Value { to.setRef(false); return to.Object })
	method(e, class, "ref", func(to *Timeout) goja.Value { to.setRef(true); return to.Object })
	method(e, class, "hasRef", func(to *Timeout) goja.Value { return e.VM.ToValue(to.refed) })
	class.Enumerable()
	method(e, class, "close", func(to *Timeout) goja.Value { to.clear(); return to.Object })
	symbolMethod(e, class, e.WellKnown("dispose"), func(to *Timeout) goja.Value {
		to.clear()
		return goja.Undefined()
	})
	symbolMethod(e, class, goja.SymToPrimitive, func(to *Timeout) goja.Value { return e.VM.ToValue(to.number()) })
	fields := timeoutFields(t)
	defineFields(e, class, fields)
	defineInspect(e, class, func(to *Timeout) *goja.Object {
		o := snapshot(e, class, to, fields)
		t.addSymbols(o, e.VM.ToValue(to.refed), e.VM.ToValue(to.primitive), &to.Async)
		return o
	})
}

func (t *Timers) defineImmediate() {
	e, class := t.env, t.classes.immediate
	method(e, class, "ref", func(im *Immediate) goja.Value { im.ref(); return im.Object })
	method(e, class, "unref", func(im *Immediate) goja.Value { im.unref(); return im.Object })
	method(e, class, "hasRef", func(im *Immediate) goja.Value { return e.VM.ToValue(im.refed == refOn) })
	symbolMethod(e, class, e.WellKnown("dispose"), func(im *Immediate) goja.Value {
		im.clear()
		return goja.Undefined()
	})
	fields := immediateFields(t)
	defineFields(e, class, fields)
	defineInspect(e, class, func(im *Immediate) *goja.Object {
		o := snapshot(e, class, im, fields)
		refed := goja.Null()
		if im.refed != refGone {
			refed = e.VM.ToValue(im.refed == refOn)
		}
		t.addSymbols(o, refed, nil, &im.Async)
		return o
	})
}
