package ecma

import (
	"github.com/dop251/goja"
)

func (r *Realm) installObject() {
	class := r.global("Object")
	r.defineProperty, _ = goja.AssertFunction(class.Get("defineProperty"))
	r.getDescriptor, _ = goja.AssertFunction(class.Get("getOwnPropertyDescriptor"))
	r.freezeObject, _ = goja.AssertFunction(class.Get("freeze"))
	r.mapClass = r.global("Map")
	r.method(class, "groupBy", 2, r.objectGroupBy)
	r.method(r.mapClass, "groupBy", 2, r.mapGroupBy)
	r.methods(class.Get("prototype").(*goja.Object), []method{
		{"__defineGetter__", 2, func(c goja.FunctionCall) goja.Value { return r.defineAccessor(c, "get") }},
		{"__defineSetter__", 2, func(c goja.FunctionCall) goja.Value { return r.defineAccessor(c, "set") }},
		{"__lookupGetter__", 1, func(c goja.FunctionCall) goja.Value { return r.lookupAccessor(c, "get") }},
		{"__lookupSetter__", 1, func(c goja.FunctionCall) goja.Value { return r.lookupAccessor(c, "set") }},
	})
	r.installGetOrInsert(r.mapClass)
	r.installGetOrInsert(r.global("WeakMap"))
}

// trimBigInt removes the class's name and length from its prototype, where goja
// has them too.
func (r *Realm) trimBigInt() {
	proto := r.global("BigInt").Get("prototype").(*goja.Object)
	must(proto.Delete("name"))
	must(proto.Delete("length"))
}

// defineAccessor is __defineGetter__ and __defineSetter__.
func (r *Realm) defineAccessor(c goja.FunctionCall, half string) goja.Value {
	o := r.toObject(c.This)
	if _, ok := goja.AssertFunction(c.Argument(1)); !ok {
		panic(r.typeError("Object.prototype.__define" + map[string]string{"get": "Getter", "set": "Setter"}[half] + "__: Expecting function"))
	}
	descriptor := r.vm.NewObject()
	putNew(descriptor, "enumerable", r.vm.ToValue(true))
	putNew(descriptor, "configurable", r.vm.ToValue(true))
	if half == "get" {
		putNew(descriptor, "get", c.Argument(1))
	} else {
		putNew(descriptor, "set", c.Argument(1))
	}
	invoke(r.defineProperty, goja.Undefined(), o, c.Argument(0), descriptor)
	return goja.Undefined()
}

// lookupAccessor is __lookupGetter__ and __lookupSetter__.
func (r *Realm) lookupAccessor(c goja.FunctionCall, half string) goja.Value {
	for o := r.toObject(c.This); o != nil; o = o.Prototype() {
		d, ok := invoke(r.getDescriptor, goja.Undefined(), o, c.Argument(0)).(*goja.Object)
		if ok {
			return orUndefined(d.Get(half))
		}
	}
	return goja.Undefined()
}

// toObject is ToObject(v).
func (r *Realm) toObject(v goja.Value) *goja.Object {
	if nullish(v) != "" {
		panic(r.typeError("Cannot convert undefined or null to object"))
	}
	return v.ToObject(r.vm)
}

// group calls a callback for each item and add for each key that it gives.
func (r *Realm) group(c goja.FunctionCall, name string, add func(key, v goja.Value)) {
	items := c.Argument(0)
	if nullish(items) != "" {
		panic(r.typeError(name + " called on null or undefined"))
	}
	fn := r.callable(c.Argument(1))
	i := 0
	r.vm.ForOf(items, func(v goja.Value) bool {
		add(invoke(fn, goja.Undefined(), v, r.vm.ToValue(i)), v)
		i++
		return true
	})
}

func (r *Realm) objectGroupBy(c goja.FunctionCall) goja.Value {
	o := r.vm.CreateObject(nil)
	names := make(map[string]int)
	symbols := make(map[*goja.Symbol]int)
	var keys []goja.Value
	var groups [][]goja.Value
	r.group(c, "Object.groupBy", func(key, v goja.Value) {
		if _, isSymbol := key.(*goja.Symbol); !isSymbol {
			key = r.toString(key)
		}
		var i int
		var ok bool
		if s, isSymbol := key.(*goja.Symbol); isSymbol {
			if i, ok = symbols[s]; !ok {
				i, symbols[s] = len(groups), len(groups)
			}
		} else if i, ok = names[key.String()]; !ok {
			i, names[key.String()] = len(groups), len(groups)
		}
		if !ok {
			keys, groups = append(keys, key), append(groups, nil)
		}
		groups[i] = append(groups[i], v)
	})
	for i, key := range keys {
		list := newArray(r.vm, groups[i])
		if s, ok := key.(*goja.Symbol); ok {
			must(o.DefineDataPropertySymbol(s, list, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE))
		} else {
			must(o.DefineDataProperty(key.String(), list, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE))
		}
	}
	return o
}

func (r *Realm) mapGroupBy(c goja.FunctionCall) goja.Value {
	m, err := r.vm.New(r.mapClass)
	must(err)
	proto := r.mapClass.Get("prototype").(*goja.Object)
	get, _ := goja.AssertFunction(proto.Get("get"))
	set, _ := goja.AssertFunction(proto.Get("set"))
	push, _ := goja.AssertFunction(r.prototypeOf("Array").Get("push"))
	r.group(c, "Map.groupBy", func(key, v goja.Value) {
		list := invoke(get, m, key)
		if goja.IsUndefined(list) {
			list = r.vm.NewArray()
			invoke(set, m, key, list)
		}
		invoke(push, list, v)
	})
	return m
}

// installGetOrInsert adds what ECMAScript 2026 adds to maps.
func (r *Realm) installGetOrInsert(class *goja.Object) {
	proto := class.Get("prototype").(*goja.Object)
	function := func(key string) goja.Callable {
		fn, _ := goja.AssertFunction(proto.Get(key))
		return fn
	}
	has, get, set := function("has"), function("get"), function("set")
	insert := func(c goja.FunctionCall, value func() goja.Value) goja.Value {
		if invoke(has, c.This, c.Argument(0)).ToBoolean() {
			return invoke(get, c.This, c.Argument(0))
		}
		v := value()
		invoke(set, c.This, c.Argument(0), v)
		return v
	}
	r.method(proto, "getOrInsert", 2, func(c goja.FunctionCall) goja.Value {
		return insert(c, func() goja.Value { return c.Argument(1) })
	})
	r.method(proto, "getOrInsertComputed", 2, func(c goja.FunctionCall) goja.Value {
		invoke(has, c.This, c.Argument(0)) // throws for a wrong receiver
		fn := r.callable(c.Argument(1))
		return insert(c, func() goja.Value { return invoke(fn, goja.Undefined(), c.Argument(0)) })
	})
}
