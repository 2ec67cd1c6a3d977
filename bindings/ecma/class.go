package ecma

import (
	"sync"

	"github.com/dop251/goja"
)

// class makes a built-in class and its global. create makes the object that
// new returns; its prototype is the one that new.target has.
func (r *Realm) class(name string, length int, create func(proto *goja.Object, args []goja.Value) *goja.Object) (class, proto *goja.Object) {
	proto = r.vm.NewObject()
	class = r.constructor(name, length, proto, create)
	*callOf(class) = func(goja.FunctionCall) goja.Value {
		panic(r.typeError("Constructor " + name + " requires 'new'"))
	}
	r.tag(proto, name)
	return class, proto
}

// constructor makes a constructor and its global, which may also be called as
// a function.
func (r *Realm) constructor(name string, length int, proto *goja.Object, create func(proto *goja.Object, args []goja.Value) *goja.Object) *goja.Object {
	class := r.vm.ToValue(func(goja.ConstructorCall) *goja.Object { return nil }).(*goja.Object)
	call, makeNew := native(class)
	*makeNew = func(args []goja.Value, newTarget *goja.Object) *goja.Object {
		own := proto
		if newTarget != nil && newTarget != class {
			if p, ok := newTarget.Get("prototype").(*goja.Object); ok {
				own = p
			}
		}
		return create(own, args)
	}
	*call = func(c goja.FunctionCall) goja.Value { return create(proto, c.Arguments) }
	setNative(class, "name", r.vm.ToValue(name))
	setNative(class, "length", r.vm.ToValue(length))
	must(class.DefineDataProperty("prototype", proto, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE))
	hide(proto, "constructor", class)
	hide(r.vm.GlobalObject(), name, class)
	return class
}

func callOf(class *goja.Object) *func(goja.FunctionCall) goja.Value {
	call, _ := native(class)
	return call
}

// argument returns args[i], or undefined.
func argument(args []goja.Value, i int) goja.Value {
	if i < len(args) {
		return args[i]
	}
	return goja.Undefined()
}

// tag defines proto[Symbol.toStringTag].
func (r *Realm) tag(proto *goja.Object, name string) {
	must(proto.DefineDataPropertySymbol(goja.SymToStringTag, r.vm.ToValue(name), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
}

// methods defines several methods.
func (r *Realm) methods(o *goja.Object, list []method) {
	for _, m := range list {
		r.method(o, m.name, m.length, m.fn)
	}
}

type method struct {
	name   string
	length int
	fn     func(goja.FunctionCall) goja.Value
}

// symbolMethod defines a method under a symbol.
func (r *Realm) symbolMethod(o *goja.Object, symbol *goja.Symbol, name string, length int, fn func(goja.FunctionCall) goja.Value) {
	must(o.DefineDataPropertySymbol(symbol, r.function(name, length, fn), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
}

// getter defines an accessor without a setter.
func (r *Realm) getter(o *goja.Object, name string, get func(this goja.Value) goja.Value) {
	fn := r.function("get "+name, 0, func(call goja.FunctionCall) goja.Value { return get(call.This) })
	must(o.DefineAccessorProperty(name, fn, nil, goja.FLAG_TRUE, goja.FLAG_FALSE))
}

// callable returns v as a function, or throws a TypeError in V8's words.
func (r *Realm) callable(v goja.Value) goja.Callable {
	fn, ok := goja.AssertFunction(v)
	if !ok {
		panic(r.typeError(r.display(v) + " is not a function"))
	}
	return fn
}

// invoke calls fn and throws what it throws.
func invoke(fn goja.Callable, this goja.Value, args ...goja.Value) goja.Value {
	v, err := fn(this, args...)
	if err != nil {
		panic(err)
	}
	return v
}

// display writes a value as V8 does in the messages of type errors.
func (r *Realm) display(v goja.Value) string {
	switch kindOf(v) {
	case kindUndefined:
		return "undefined"
	case kindNull:
		return "object null"
	case kindBoolean:
		return "boolean " + v.String()
	case kindNumber:
		return "number " + v.String()
	case kindString:
		return `string "` + v.String() + `"`
	case kindSymbol:
		return "symbol"
	case kindBigInt:
		return "bigint " + v.String()
	}
	return r.objectText(v.(*goja.Object))
}

// script is a function written in JavaScript that is compiled when it is first
// called, once for the process, and evaluated once for the realm.
type script struct {
	program func() *goja.Program
}

func compileOnce(source string) func() *goja.Program {
	return sync.OnceValue(func() *goja.Program { return goja.MustCompile("gonet:ecma", source, true) })
}

// run returns the function that s evaluates to in this realm.
func (r *Realm) run(s *script) goja.Callable {
	if fn, ok := r.scripts[s]; ok {
		return fn
	}
	v, err := r.vm.RunProgram(s.program())
	must(err)
	fn, _ := goja.AssertFunction(v)
	if r.scripts == nil {
		r.scripts = make(map[*script]goja.Callable)
	}
	r.scripts[s] = fn
	return fn
}
