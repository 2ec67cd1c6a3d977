package ecma

import (
	"strconv"

	"github.com/dop251/goja"
)

func (r *Realm) installSafeArrays() {
	array := r.global("Array")
	proto := array.Get("prototype").(*goja.Object)
	r.before(proto, "join", r.checkJoin)
	r.bound(proto, "join", "toString", "toLocaleString")
	r.before(proto, "fill", func(c *goja.FunctionCall) {
		if o, ok := c.This.(*goja.Object); ok && lengthOf(o) > maxFilled {
			panic(r.rangeError(invalidArray))
		}
	})
	r.before(array, "from", r.checkFrom)
	flat, _ := native(proto.Get("flat").(*goja.Object))
	oldFlat := *flat
	*flat = func(c goja.FunctionCall) goja.Value { return r.flat(c, oldFlat) }
	r.before(r.global("Function").Get("prototype").(*goja.Object), "apply", r.checkArguments(1))
	r.before(r.global("Reflect"), "apply", r.checkArguments(2))
	r.before(r.global("Reflect"), "construct", r.checkArguments(1))
}

// lengthOf is the length of an array or of something like one, as its length
// property has it; 0 if that is not a number.
func lengthOf(o *goja.Object) float64 {
	if values, ok := elements(o); ok {
		return float64(len(values))
	}
	if v := o.Get("length"); kindOf(v) == kindNumber {
		return v.ToFloat()
	}
	return 0
}

// checkJoin counts the strings that are joined.
func (r *Realm) checkJoin(c *goja.FunctionCall) {
	o, ok := c.This.(*goja.Object)
	if !ok {
		return
	}
	separator := 1
	if s, ok := c.Argument(0).(goja.String); ok {
		separator = s.Length()
	}
	n := (lengthOf(o) - 1) * float64(separator)
	if values, ok := elements(o); ok {
		for _, v := range values {
			if s, ok := v.(goja.String); ok {
				n += float64(s.Length())
			}
		}
	}
	if n > float64(maxStringLength) {
		panic(r.rangeError(invalidString))
	}
}

func (r *Realm) checkFrom(c *goja.FunctionCall) {
	o, ok := c.Argument(0).(*goja.Object)
	if !ok || o.GetSymbol(goja.SymIterator) != nil {
		return
	}
	if lengthOf(o) > maxFilled {
		panic(r.rangeError(invalidArray))
	}
}

func (r *Realm) checkArguments(i int) func(*goja.FunctionCall) {
	return func(c *goja.FunctionCall) {
		if o, ok := c.Argument(i).(*goja.Object); ok && lengthOf(o) > maxArguments {
			panic(r.rangeError("Maximum call stack size exceeded"))
		}
	}
}

// shallow is how deep goja's own flat may recurse.
const shallow = 100

// flat is Array.prototype.flat, with a bound on its recursion.
func (r *Realm) flat(c goja.FunctionCall, old func(goja.FunctionCall) goja.Value) goja.Value {
	depth := 1.0
	if !goja.IsUndefined(c.Argument(0)) {
		depth = r.number(&c, 0)
	}
	o, ok := c.This.(*goja.Object)
	if !ok || !(depth > shallow) {
		return old(c)
	}
	var list []goja.Value
	r.flatten(&list, o, depth)
	return newArray(r.vm, list)
}

func (r *Realm) flatten(list *[]goja.Value, o *goja.Object, depth float64) {
	defer r.descend()()
	add := func(v goja.Value) {
		if inner, ok := v.(*goja.Object); ok && depth > 0 && r.isArray(inner) {
			r.flatten(list, inner, depth-1)
			return
		}
		*list = append(*list, v)
	}
	if values, ok := elements(o); ok {
		for _, v := range values {
			add(v)
		}
		return
	}
	for i := range int(lengthOf(o)) {
		if v := o.Get(strconv.Itoa(i)); v != nil {
			add(v)
		}
	}
}
