package ecma

import (
	"math"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

// iterators are the prototypes of iterators.
type iterators struct {
	class, proto, helper, wrapped *goja.Object
}

// installIterator adds Iterator and what iterators inherit from it.
func (r *Realm) installIterator() {
	it := &r.iterators
	it.proto = r.unnamed.iterators
	it.class = r.constructor("Iterator", 0, it.proto, func(proto *goja.Object, _ []goja.Value) *goja.Object {
		if proto == it.proto {
			panic(r.typeError("Abstract class Iterator not directly constructable"))
		}
		return r.vm.CreateObject(proto)
	})
	*callOf(it.class) = func(goja.FunctionCall) goja.Value {
		panic(r.typeError("Constructor Iterator requires 'new'"))
	}
	r.method(it.class, "from", 1, r.iteratorFrom)
	r.method(it.class, "concat", 0, r.iteratorConcat)
	r.iteratorAccessors()
	r.methods(it.proto, []method{
		{"map", 1, r.iteratorMap}, {"filter", 1, r.iteratorFilter}, {"take", 1, r.iteratorTake}, {"drop", 1, r.iteratorDrop},
		{"flatMap", 1, r.iteratorFlatMap}, {"reduce", 1, r.iteratorReduce}, {"toArray", 0, r.iteratorToArray},
		{"forEach", 1, r.iteratorForEach}, {"some", 1, r.iteratorSome}, {"every", 1, r.iteratorEvery}, {"find", 1, r.iteratorFind},
	})
	r.symbolMethod(it.proto, r.symbols.dispose, "[Symbol.dispose]", 0, func(c goja.FunctionCall) goja.Value {
		r.closeIterator(r.toObject(c.This))
		return goja.Undefined()
	})
	r.iteratorPrototypes()
}

// iteratorAccessors defines constructor and Symbol.toStringTag, which the web
// needs to be accessors: they ignore being set on the prototype itself.
func (r *Realm) iteratorAccessors() {
	proto := r.iterators.proto
	set := func(name string, key goja.Value) *goja.Object {
		return r.function("set "+name, 1, func(c goja.FunctionCall) goja.Value {
			o, ok := c.This.(*goja.Object)
			if !ok {
				panic(r.typeError("Iterator.prototype." + name + " setter called on non-object"))
			}
			if o == proto {
				panic(r.typeError("Cannot assign to read only property '" + name + "' of object"))
			}
			d := r.vm.NewObject()
			for _, k := range []unistring.String{"writable", "enumerable", "configurable"} {
				putNew(d, k, r.vm.ToValue(true))
			}
			putNew(d, "value", c.Argument(0))
			invoke(r.defineProperty, goja.Undefined(), o, key, d)
			return goja.Undefined()
		})
	}
	constant := func(name string, v goja.Value) *goja.Object {
		return r.function("get "+name, 0, func(goja.FunctionCall) goja.Value { return v })
	}
	must(proto.DefineAccessorProperty("constructor", constant("constructor", r.iterators.class), set("constructor", r.vm.ToValue("constructor")), goja.FLAG_TRUE, goja.FLAG_FALSE))
	must(proto.DefineAccessorPropertySymbol(goja.SymToStringTag, constant("[Symbol.toStringTag]", r.vm.ToValue("Iterator")), set("[Symbol.toStringTag]", goja.SymToStringTag), goja.FLAG_TRUE, goja.FLAG_FALSE))
}

// iteratorPrototypes makes the prototypes of what the methods return.
func (r *Realm) iteratorPrototypes() {
	it := &r.iterators
	it.helper = r.vm.CreateObject(it.proto)
	r.tag(it.helper, "Iterator Helper")
	r.methods(it.helper, []method{
		{"next", 0, func(c goja.FunctionCall) goja.Value {
			return receiver[*iteratorHelper](r, c.This, "Iterator Helper.prototype.next").step(r)
		}},
		{"return", 0, func(c goja.FunctionCall) goja.Value {
			return receiver[*iteratorHelper](r, c.This, "Iterator Helper.prototype.return").finish(r)
		}},
	})
	it.wrapped = r.vm.CreateObject(it.proto)
	r.methods(it.wrapped, []method{
		{"next", 0, func(c goja.FunctionCall) goja.Value {
			d := receiver[*direct](r, c.This, "%WrapForValidIteratorPrototype%.next")
			return invoke(d.next, d.object)
		}},
		{"return", 0, func(c goja.FunctionCall) goja.Value {
			d := receiver[*direct](r, c.This, "%WrapForValidIteratorPrototype%.return")
			if fn, ok := goja.AssertFunction(orUndefined(d.object.Get("return"))); ok {
				return invoke(fn, d.object)
			}
			return r.result(goja.Undefined(), true)
		}},
	})
}

// direct is an iterator with its next method: an Iterator Record of the
// specification.
type direct struct {
	realm  *Realm
	object *goja.Object
	next   goja.Callable
}

// direct reads the next method of an iterator. It is called each time, even if
// it is none.
func (r *Realm) direct(o *goja.Object) *direct {
	v := orUndefined(o.Get("next"))
	next, ok := goja.AssertFunction(v)
	if !ok {
		next = func(goja.Value, ...goja.Value) (goja.Value, error) {
			panic(r.typeError(r.display(v) + " is not a function"))
		}
	}
	return &direct{r, o, next}
}

// step returns the next value; false at the end.
func (d *direct) step() (goja.Value, bool) {
	res, ok := invoke(d.next, d.object).(*goja.Object)
	if !ok {
		panic(d.realm.typeError("Iterator result is not an object"))
	}
	if done := res.Get("done"); done != nil && done.ToBoolean() {
		return nil, false
	}
	return orUndefined(res.Get("value")), true
}

func (d *direct) close() { d.realm.closeIterator(d.object) }

// closing runs fn, and closes d if it throws.
func (d *direct) closing(fn func()) {
	if ex := d.realm.vm.Try(fn); ex != nil {
		d.realm.try(d.close)
		panic(ex)
	}
}

func (r *Realm) closeIterator(o *goja.Object) {
	v := orUndefined(o.Get("return"))
	if nullish(v) != "" {
		return
	}
	if _, ok := invoke(r.callable(v), o).(*goja.Object); !ok {
		panic(r.typeError("Iterator result is not an object"))
	}
}

func (r *Realm) result(v goja.Value, done bool) goja.Value {
	o := r.vm.NewObject()
	putNew(o, "value", v)
	putNew(o, "done", r.vm.ToValue(done))
	return o
}

// thisIterator is the receiver of a method of iterators.
func (r *Realm) thisIterator(c goja.FunctionCall, name string) *goja.Object {
	o, ok := c.This.(*goja.Object)
	if !ok {
		panic(r.typeError("Iterator.prototype." + name + " called on non-object"))
	}
	return o
}

// withCallback is the receiver and its callback. Without one the iterator is
// closed, as ECMAScript 2026 has it.
func (r *Realm) withCallback(c goja.FunctionCall, name string) (*direct, goja.Callable) {
	o := r.thisIterator(c, name)
	fn, ok := goja.AssertFunction(c.Argument(0))
	if !ok {
		r.try(func() { r.closeIterator(o) })
		panic(r.typeError(r.display(c.Argument(0)) + " is not a function"))
	}
	return r.direct(o), fn
}

// iteratorHelper is what the lazy methods return.
type iteratorHelper struct {
	next    func() (goja.Value, bool)
	close   func()
	running bool
	done    bool
}

func (r *Realm) newHelper(next func() (goja.Value, bool), close func()) goja.Value {
	o := r.vm.CreateObject(r.iterators.helper)
	r.setState(o, &iteratorHelper{next: next, close: close})
	return o
}

func (h *iteratorHelper) enter(r *Realm) {
	if h.running {
		panic(r.typeError("Generator is already running"))
	}
	h.running = true
}

func (h *iteratorHelper) step(r *Realm) goja.Value {
	h.enter(r)
	defer func() { h.running = false }()
	if h.done {
		return r.result(goja.Undefined(), true)
	}
	h.done = true // unless a value comes
	v, ok := h.next()
	if !ok {
		return r.result(goja.Undefined(), true)
	}
	h.done = false
	return r.result(v, false)
}

func (h *iteratorHelper) finish(r *Realm) goja.Value {
	h.enter(r)
	defer func() { h.running = false }()
	if !h.done {
		h.done = true
		h.close()
	}
	return r.result(goja.Undefined(), true)
}

// positive is the limit that take and drop are given.
func (r *Realm) positive(c goja.FunctionCall, name string) (*goja.Object, float64) {
	o := r.thisIterator(c, name)
	var n float64
	if ex := r.vm.Try(func() { n = c.Argument(0).ToNumber().ToFloat() }); ex != nil {
		r.try(func() { r.closeIterator(o) })
		panic(ex)
	}
	n = math.Trunc(n)
	if math.IsNaN(n) || n < 0 {
		r.try(func() { r.closeIterator(o) })
		panic(r.rangeError(c.Argument(0).String() + " must be positive"))
	}
	return o, n
}
