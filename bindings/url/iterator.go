package url

import (
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/validate"
	"gonet/bindings/internal/weburl"
)

// iterator is the state of an iterator over a URLSearchParams, which sees what
// happens to it on the way.
type iterator struct {
	params *paramsObject
	index  int
	item   func(weburl.Pair) goja.Value
}

// defineIterators defines entries, forEach, keys and values, and returns the
// first.
func (w *world) defineIterators() goja.Value {
	w.defineIteratorPrototype()
	vm := w.env.VM
	name := func(pair weburl.Pair) goja.Value { return vm.ToValue(pair.Name) }
	value := func(pair weburl.Pair) goja.Value { return vm.ToValue(pair.Value) }
	both := func(pair weburl.Pair) goja.Value { return vm.NewArray(name(pair), value(pair)) }
	method := func(name string, item func(weburl.Pair) goja.Value) *goja.Object {
		return w.params.Method(name, 0, func(c goja.FunctionCall) goja.Value {
			o := vm.CreateObject(w.iterator)
			w.env.Attach(o).Parts[env.PartOwner] = &iterator{params: w.thisParams(c.This), item: item}
			return o
		})
	}
	entries := method("entries", both)
	w.params.Method("forEach", 1, func(c goja.FunctionCall) goja.Value {
		p := w.thisParams(c.This)
		callback := validate.Function(w.env, c.Argument(0), "callback")
		for i := 0; i < len(p.list); i++ {
			pair := p.list[i]
			callback(goja.FunctionCall{
				This:      c.Argument(1),
				Arguments: []goja.Value{value(pair), name(pair), c.This},
			})
		}
		return goja.Undefined()
	})
	method("keys", name)
	method("values", value)
	return entries
}

func (w *world) defineIteratorPrototype() {
	vm := w.env.VM
	arrayIterator := w.env.Invoke(vm.NewArray(), "values").(*goja.Object).Prototype()
	w.iterator = vm.CreateObject(arrayIterator.Prototype())
	next := w.env.Function("next", 0, func(c goja.FunctionCall) goja.Value {
		value, done := w.thisIterator(c.This).next()
		result := vm.NewObject()
		result.Set("done", done)
		result.Set("value", value)
		return result
	})
	w.iterator.DefineDataProperty("next", next, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
	tag := vm.ToValue("URLSearchParams Iterator")
	w.iterator.DefineDataPropertySymbol(goja.SymToStringTag, tag, goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	inspect := w.env.Function("[nodejs.util.inspect.custom]", 2, w.inspectIterator)
	w.iterator.DefineDataPropertySymbol(w.env.InspectCustom(), inspect, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

func (w *world) thisIterator(v goja.Value) *iterator {
	it, ok := env.PartOf[*iterator](w.env, v, env.PartOwner)
	if !ok {
		errs.Throw(w.env, "ERR_INVALID_THIS", "URLSearchParamsIterator")
	}
	return it
}

func (it *iterator) next() (value goja.Value, done bool) {
	if it.index >= len(it.params.list) {
		return goja.Undefined(), true
	}
	it.index++
	return it.item(it.params.list[it.index-1]), false
}

func (w *world) inspectIterator(c goja.FunctionCall) goja.Value {
	it := w.thisIterator(c.This)
	_, show, hidden := w.inner(c)
	if hidden != nil {
		return hidden
	}
	var items []any
	var shown []string
	for _, pair := range it.params.list[min(it.index, len(it.params.list)):] {
		item := it.item(pair)
		items = append(items, item)
		shown = append(shown, show(item))
	}
	separator, start := ", ", " "
	if strings.Contains(show(w.env.VM.NewArray(items...)), "\n") {
		separator, start = ",\n  ", "\n  "
	}
	return w.env.VM.ToValue("URLSearchParams Iterator {" + start + strings.Join(shown, separator) + " }")
}

// inner prepares what a custom inspect method shows its contents with: the
// options one level deeper. hidden is what to show instead, at the last level.
func (w *world) inner(c goja.FunctionCall) (options *goja.Object, show func(goja.Value) string, hidden goja.Value) {
	vm := w.env.VM
	given, ok := c.Argument(1).(*goja.Object)
	if !ok {
		given = vm.NewObject()
	}
	depth := c.Argument(0)
	if goja.IsNumber(depth) && depth.ToFloat() < 0 {
		return nil, nil, w.env.Invoke(given, "stylize", vm.ToValue("[Object]"), vm.ToValue("special"))
	}
	options = vm.NewObject()
	for _, key := range given.Keys() {
		options.Set(key, given.Get(key))
	}
	if goja.IsNumber(depth) {
		options.Set("depth", depth.ToFloat()-1)
	}
	inspect := w.inspect(c.Argument(2))
	return options, func(v goja.Value) string {
		return inspect(goja.FunctionCall{This: goja.Undefined(), Arguments: []goja.Value{v, options}}).String()
	}, nil
}

var colors = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile("\x1b\\[\\d\\d?m")
})

// visibleLength is the length of s without colours.
func visibleLength(s string) int {
	return utf8.RuneCountInString(colors().ReplaceAllString(s, ""))
}
