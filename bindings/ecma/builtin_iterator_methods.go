package ecma

import "github.com/dop251/goja"

// counted calls fn with a value and its index, and closes d if fn throws.
func (d *direct) counted(fn goja.Callable) func(v goja.Value) goja.Value {
	i := 0
	return func(v goja.Value) (res goja.Value) {
		d.closing(func() { res = invoke(fn, goja.Undefined(), v, d.realm.vm.ToValue(i)) })
		i++
		return res
	}
}

func (r *Realm) iteratorMap(c goja.FunctionCall) goja.Value {
	d, fn := r.withCallback(c, "map")
	call := d.counted(fn)
	return r.newHelper(func() (goja.Value, bool) {
		v, ok := d.step()
		if !ok {
			return nil, false
		}
		return call(v), true
	}, d.close)
}

func (r *Realm) iteratorFilter(c goja.FunctionCall) goja.Value {
	d, fn := r.withCallback(c, "filter")
	call := d.counted(fn)
	return r.newHelper(func() (goja.Value, bool) {
		for {
			v, ok := d.step()
			if !ok || call(v).ToBoolean() {
				return v, ok
			}
		}
	}, d.close)
}

func (r *Realm) iteratorTake(c goja.FunctionCall) goja.Value {
	o, left := r.positive(c, "take")
	d := r.direct(o)
	return r.newHelper(func() (goja.Value, bool) {
		if left == 0 {
			d.close()
			return nil, false
		}
		left--
		return d.step()
	}, d.close)
}

func (r *Realm) iteratorDrop(c goja.FunctionCall) goja.Value {
	o, left := r.positive(c, "drop")
	d := r.direct(o)
	return r.newHelper(func() (goja.Value, bool) {
		for ; left > 0; left-- {
			if v, ok := d.step(); !ok {
				return v, false
			}
		}
		return d.step()
	}, d.close)
}

func (r *Realm) iteratorFlatMap(c goja.FunctionCall) goja.Value {
	d, fn := r.withCallback(c, "flatMap")
	call := d.counted(fn)
	var inner *direct
	next := func() (goja.Value, bool) {
		for {
			if inner != nil {
				var v goja.Value
				var ok bool
				d.closing(func() { v, ok = inner.step() })
				if ok {
					return v, true
				}
				inner = nil
			}
			v, ok := d.step()
			if !ok {
				return nil, false
			}
			mapped := call(v)
			d.closing(func() { inner = r.flattenable(mapped, false) })
		}
	}
	return r.newHelper(next, func() {
		if inner != nil {
			d.closing(inner.close)
		}
		d.close()
	})
}

// flattenable is GetIteratorFlattenable: the iterator of an iterable, or an
// iterator itself.
func (r *Realm) flattenable(v goja.Value, strings bool) *direct {
	if _, ok := v.(*goja.Object); !ok && !(strings && kindOf(v) == kindString) {
		panic(r.typeError(r.display(v) + " is not an object"))
	}
	o := v.ToObject(r.vm)
	method := orUndefined(o.GetSymbol(goja.SymIterator))
	if nullish(method) != "" {
		return r.direct(o)
	}
	it, ok := invoke(r.callable(method), v).(*goja.Object)
	if !ok {
		panic(r.typeError("Result of the Symbol.iterator method is not an object"))
	}
	return r.direct(it)
}

func (r *Realm) iteratorFrom(c goja.FunctionCall) goja.Value {
	if k := kindOf(c.Argument(0)); k != kindObject && k != kindString {
		panic(r.typeError("Iterator.from called on non-object"))
	}
	d := r.flattenable(c.Argument(0), true)
	for o := d.object.Prototype(); o != nil; o = o.Prototype() {
		if o == r.iterators.proto {
			return d.object
		}
	}
	wrapper := r.vm.CreateObject(r.iterators.wrapped)
	r.setState(wrapper, d)
	return wrapper
}

func (r *Realm) iteratorConcat(c goja.FunctionCall) goja.Value {
	type iterable struct {
		object *goja.Object
		open   goja.Callable
	}
	list := make([]iterable, 0, len(c.Arguments))
	for _, v := range c.Arguments {
		o, ok := v.(*goja.Object)
		if !ok {
			panic(r.typeError(r.display(v) + " is not an object"))
		}
		list = append(list, iterable{o, r.callable(orUndefined(o.GetSymbol(goja.SymIterator)))})
	}
	var current *direct
	return r.newHelper(func() (goja.Value, bool) {
		for {
			if current != nil {
				if v, ok := current.step(); ok {
					return v, true
				}
				current = nil
			}
			if len(list) == 0 {
				return nil, false
			}
			it, ok := invoke(list[0].open, list[0].object).(*goja.Object)
			if !ok {
				panic(r.typeError("Result of the Symbol.iterator method is not an object"))
			}
			list = list[1:]
			current = r.direct(it)
		}
	}, func() {
		if current != nil {
			current.close()
		}
	})
}

func (r *Realm) iteratorReduce(c goja.FunctionCall) goja.Value {
	d, fn := r.withCallback(c, "reduce")
	i := 0
	var sum goja.Value
	if len(c.Arguments) > 1 {
		sum = c.Arguments[1]
	} else {
		var ok bool
		if sum, ok = d.step(); !ok {
			panic(r.typeError("Reduce of a done iterator with no initial value"))
		}
		i = 1
	}
	for v, ok := d.step(); ok; v, ok = d.step() {
		d.closing(func() { sum = invoke(fn, goja.Undefined(), sum, v, r.vm.ToValue(i)) })
		i++
	}
	return sum
}

func (r *Realm) iteratorToArray(c goja.FunctionCall) goja.Value {
	d := r.direct(r.thisIterator(c, "toArray"))
	var list []goja.Value
	for v, ok := d.step(); ok; v, ok = d.step() {
		list = append(list, v)
	}
	return newArray(r.vm, list)
}

func (r *Realm) iteratorForEach(c goja.FunctionCall) goja.Value {
	d, fn := r.withCallback(c, "forEach")
	call := d.counted(fn)
	for v, ok := d.step(); ok; v, ok = d.step() {
		call(v)
	}
	return goja.Undefined()
}

// until calls the callback for each value until it returns stop; then the
// iterator is closed and the value returned.
func (r *Realm) until(c goja.FunctionCall, name string, stop bool) (goja.Value, bool) {
	d, fn := r.withCallback(c, name)
	call := d.counted(fn)
	for v, ok := d.step(); ok; v, ok = d.step() {
		if call(v).ToBoolean() == stop {
			d.close()
			return v, true
		}
	}
	return goja.Undefined(), false
}

func (r *Realm) iteratorSome(c goja.FunctionCall) goja.Value {
	_, found := r.until(c, "some", true)
	return r.vm.ToValue(found)
}

func (r *Realm) iteratorEvery(c goja.FunctionCall) goja.Value {
	_, found := r.until(c, "every", false)
	return r.vm.ToValue(!found)
}

func (r *Realm) iteratorFind(c goja.FunctionCall) goja.Value {
	v, _ := r.until(c, "find", true)
	return v
}
