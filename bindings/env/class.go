package env

import "github.com/dop251/goja"

// Class is a constructor with its prototype. Methods are writable,
// configurable and not enumerable, as in a JavaScript class; Node's older
// classes are plain functions with enumerable methods: see Enumerable.
type Class struct {
	Ctor  *goja.Object
	Proto *goja.Object

	env        *Env
	enumerable goja.Flag
}

// NewClass makes a class. construct runs for new, for super() of a derived
// class, and when the constructor is called as a function on an object
// (`EventEmitter.call(this)`: NewTarget is then nil); what it returns, if not
// nil, replaces This. parent may be nil.
func (e *Env) NewClass(name string, length int, parent *Class, construct func(goja.ConstructorCall) *goja.Object) *Class {
	ctor := e.VM.ToValue(construct).(*goja.Object)
	e.setNameAndLength(ctor, name, length)
	c := &Class{Ctor: ctor, Proto: ctor.Get("prototype").(*goja.Object), env: e, enumerable: goja.FLAG_FALSE}
	if parent != nil {
		must(c.Proto.SetPrototype(parent.Proto))
		must(ctor.SetPrototype(parent.Ctor))
	}
	return c
}

// Enumerable makes the methods defined from here on enumerable.
func (c *Class) Enumerable() *Class {
	c.enumerable = goja.FLAG_TRUE
	return c
}

// Method defines a method on the prototype and returns its function.
func (c *Class) Method(name string, length int, fn func(goja.FunctionCall) goja.Value) *goja.Object {
	f := c.env.Function(name, length, fn)
	must(c.Proto.DefineDataProperty(name, f, goja.FLAG_TRUE, goja.FLAG_TRUE, c.enumerable))
	return f
}

// SymbolMethod defines a method under a symbol; name is as in "[Symbol.iterator]".
func (c *Class) SymbolMethod(symbol *goja.Symbol, name string, length int, fn func(goja.FunctionCall) goja.Value) *goja.Object {
	f := c.env.Function(name, length, fn)
	must(c.Proto.DefineDataPropertySymbol(symbol, f, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	return f
}

// Alias gives the method that is called name a second name.
func (c *Class) Alias(alias, name string) {
	must(c.Proto.DefineDataProperty(alias, c.Proto.Get(name), goja.FLAG_TRUE, goja.FLAG_TRUE, c.enumerable))
}

// Accessor defines a getter and, if set is not nil, a setter on the prototype.
func (c *Class) Accessor(name string, get func(this goja.Value) goja.Value, set func(this, v goja.Value)) {
	c.env.Accessor(c.Proto, name, c.enumerable, get, set)
}

// Static defines a data property on the constructor.
func (c *Class) Static(name string, v goja.Value) {
	must(c.Ctor.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, c.enumerable))
}

// Is reports whether v is an instance of the class or of one that extends it.
func (c *Class) Is(v goja.Value) bool {
	o, ok := v.(*goja.Object)
	for ok && o != nil {
		if o = o.Prototype(); o == c.Proto {
			return true
		}
	}
	return false
}

// Accessor defines a getter and, if set is not nil, a setter on o.
func (e *Env) Accessor(o *goja.Object, name string, enumerable goja.Flag, get func(this goja.Value) goja.Value, set func(this, v goja.Value)) {
	e.accessor(o, name, goja.FLAG_TRUE, enumerable, get, set)
}

// FixedAccessor is Accessor for a property that cannot be redefined.
func (e *Env) FixedAccessor(o *goja.Object, name string, enumerable goja.Flag, get func(this goja.Value) goja.Value, set func(this, v goja.Value)) {
	e.accessor(o, name, goja.FLAG_FALSE, enumerable, get, set)
}

func (e *Env) accessor(o *goja.Object, name string, configurable, enumerable goja.Flag, get func(this goja.Value) goja.Value, set func(this, v goja.Value)) {
	getter := e.Function("get "+name, 0, func(c goja.FunctionCall) goja.Value { return get(c.This) })
	var setter goja.Value
	if set != nil {
		setter = e.Function("set "+name, 1, func(c goja.FunctionCall) goja.Value {
			set(c.This, c.Argument(0))
			return goja.Undefined()
		})
	}
	must(o.DefineAccessorProperty(name, getter, setter, configurable, enumerable))
}
