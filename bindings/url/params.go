package url

import (
	"slices"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/validate"
	"gonet/bindings/internal/weburl"
)

// paramsObject is the state of a URLSearchParams.
type paramsObject struct {
	object *goja.Object
	list   []weburl.Pair
	url    *weburl.URL // whose query it is, or nil
}

// changed writes the list to the URL.
func (p *paramsObject) changed() {
	if p.url != nil {
		p.url.SetQuery(weburl.FormatForm(p.list))
	}
}

func (w *world) newParams(list []weburl.Pair) *paramsObject {
	o := w.env.VM.CreateObject(w.params.Proto)
	p := &paramsObject{object: o, list: list}
	w.env.Attach(o).Parts[env.PartOwner] = p
	return p
}

func (w *world) thisParams(v goja.Value) *paramsObject {
	p, ok := env.PartOf[*paramsObject](w.env, v, env.PartOwner)
	if !ok {
		errs.Throw(w.env, "ERR_INVALID_THIS", "URLSearchParams")
	}
	return p
}

func (w *world) defineParams() {
	w.params = w.env.NewStrictClass("URLSearchParams", 0, nil, func(this *goja.Object, args []goja.Value) {
		p := &paramsObject{object: this}
		w.env.Attach(this).Parts[env.PartOwner] = p
		p.list = w.initial(arg(args, 0))
	})
	w.params.Enumerable()
	w.params.Accessor("size", func(this goja.Value) goja.Value {
		return w.env.VM.ToValue(len(w.thisParams(this).list))
	}, nil)
	w.defineChanges()
	w.defineQueries()
	entries := w.defineIterators()
	w.params.Method("toString", 0, func(c goja.FunctionCall) goja.Value {
		return w.env.VM.ToValue(weburl.FormatForm(w.thisParams(c.This).list))
	})
	proto := w.params.Proto
	proto.DefineDataPropertySymbol(goja.SymIterator, entries, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	tag := w.env.VM.ToValue("URLSearchParams")
	proto.DefineDataPropertySymbol(goja.SymToStringTag, tag, goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	w.params.SymbolMethod(w.env.InspectCustom(), "[nodejs.util.inspect.custom]", 2, w.inspectParams)
}

// initial makes a list of what the constructor was given.
func (w *world) initial(init goja.Value) []weburl.Pair {
	o, isObject := init.(*goja.Object)
	switch {
	case goja.IsUndefined(init):
		return nil
	case !isObject:
		return weburl.ParseForm(strings.TrimPrefix(w.text(init), "?"))
	}
	method := o.GetSymbol(goja.SymIterator)
	if p, ok := env.PartOf[*paramsObject](w.env, init, env.PartOwner); ok && method == w.params.Proto.GetSymbol(goja.SymIterator) {
		return slices.Clone(p.list)
	}
	if !validate.Nullish(method) {
		if !env.IsFunction(method) {
			errs.Throw(w.env, "ERR_ARG_NOT_ITERABLE", "Query pairs")
		}
		return w.fromPairs(o)
	}
	return w.fromRecord(o)
}

func (w *world) fromPairs(o *goja.Object) []weburl.Pair {
	var list []weburl.Pair
	w.env.VM.ForOf(o, func(pair goja.Value) bool {
		list = append(list, w.pair(pair))
		return true
	})
	return list
}

// pair converts an iterable of two values.
func (w *world) pair(v goja.Value) weburl.Pair {
	o, ok := v.(*goja.Object)
	if !ok || !env.IsFunction(o.GetSymbol(goja.SymIterator)) {
		w.throwTuple()
	}
	var texts []string
	w.env.VM.ForOf(o, func(element goja.Value) bool {
		texts = append(texts, w.text(element))
		return true
	})
	if len(texts) != 2 {
		w.throwTuple()
	}
	return weburl.Pair{Name: texts[0], Value: texts[1]}
}

func (w *world) throwTuple() {
	errs.Throw(w.env, "ERR_INVALID_TUPLE", "Each query pair", "[name, value]")
}

// fromRecord takes the enumerable properties. Of names that become equal
// without lone surrogates, the last value counts.
func (w *world) fromRecord(o *goja.Object) []weburl.Pair {
	var list []weburl.Pair
	at := make(map[string]int)
	reflect := w.env.VM.Get("Reflect").(*goja.Object)
	w.env.VM.ForOf(w.env.Invoke(reflect, "ownKeys", o), func(key goja.Value) bool {
		descriptor, ok := w.env.Invoke(reflect, "getOwnPropertyDescriptor", o, key).(*goja.Object)
		if !ok || !descriptor.Get("enumerable").ToBoolean() {
			return true
		}
		name := w.text(key)
		value := w.text(w.env.Invoke(reflect, "get", o, key))
		if i, ok := at[name]; ok {
			list[i].Value = value
			return true
		}
		at[name] = len(list)
		list = append(list, weburl.Pair{Name: name, Value: value})
		return true
	})
	return list
}

// defineChanges defines the methods that change the list.
func (w *world) defineChanges() {
	define := func(name string, length int, names []any, change func(p *paramsObject, c goja.FunctionCall)) {
		w.params.Method(name, length, func(c goja.FunctionCall) goja.Value {
			p := w.thisParams(c.This)
			w.requireArguments(len(c.Arguments), names...)
			change(p, c)
			p.changed()
			return goja.Undefined()
		})
	}
	define("append", 2, []any{"name", "value"}, func(p *paramsObject, c goja.FunctionCall) {
		p.list = append(p.list, weburl.Pair{Name: w.text(c.Argument(0)), Value: w.text(c.Argument(1))})
	})
	define("delete", 1, []any{"name"}, func(p *paramsObject, c goja.FunctionCall) {
		matches := w.matcher(c)
		p.list = slices.DeleteFunc(slices.Clone(p.list), matches)
	})
	define("set", 2, []any{"name", "value"}, func(p *paramsObject, c goja.FunctionCall) {
		p.set(w.text(c.Argument(0)), w.text(c.Argument(1)))
	})
	define("sort", 0, nil, func(p *paramsObject, _ goja.FunctionCall) {
		slices.SortStableFunc(p.list, func(a, b weburl.Pair) int { return weburl.CompareUTF16(a.Name, b.Name) })
	})
}

// set gives the first pair called name the value, and drops the others.
func (p *paramsObject) set(name, value string) {
	found := false
	p.list = slices.DeleteFunc(slices.Clone(p.list), func(pair weburl.Pair) bool {
		drop := pair.Name == name && found
		found = found || pair.Name == name
		return drop
	})
	i := slices.IndexFunc(p.list, func(pair weburl.Pair) bool { return pair.Name == name })
	if i < 0 {
		p.list = append(p.list, weburl.Pair{Name: name, Value: value})
		return
	}
	p.list[i].Value = value
}

// matcher makes what tells the pairs with the name, and the value if there is
// one, that has and delete are called with.
func (w *world) matcher(c goja.FunctionCall) func(weburl.Pair) bool {
	name := w.text(c.Argument(0))
	if goja.IsUndefined(c.Argument(1)) {
		return func(pair weburl.Pair) bool { return pair.Name == name }
	}
	value := w.text(c.Argument(1))
	return func(pair weburl.Pair) bool { return pair.Name == name && pair.Value == value }
}

// defineQueries defines the methods that look names up.
func (w *world) defineQueries() {
	vm := w.env.VM
	define := func(name string, query func(list []weburl.Pair, c goja.FunctionCall) goja.Value) {
		w.params.Method(name, 1, func(c goja.FunctionCall) goja.Value {
			p := w.thisParams(c.This)
			w.requireArguments(len(c.Arguments), "name")
			return query(p.list, c)
		})
	}
	define("get", func(list []weburl.Pair, c goja.FunctionCall) goja.Value {
		name := w.text(c.Argument(0))
		for _, pair := range list {
			if pair.Name == name {
				return vm.ToValue(pair.Value)
			}
		}
		return goja.Null()
	})
	define("getAll", func(list []weburl.Pair, c goja.FunctionCall) goja.Value {
		name := w.text(c.Argument(0))
		var values []any
		for _, pair := range list {
			if pair.Name == name {
				values = append(values, vm.ToValue(pair.Value))
			}
		}
		return vm.NewArray(values...)
	})
	define("has", func(list []weburl.Pair, c goja.FunctionCall) goja.Value {
		return vm.ToValue(slices.ContainsFunc(list, w.matcher(c)))
	})
}

// inspectParams shows a URLSearchParams as util.inspect does.
func (w *world) inspectParams(c goja.FunctionCall) goja.Value {
	p := w.thisParams(c.This)
	options, show, hidden := w.inner(c)
	if hidden != nil {
		return hidden
	}
	var shown []string
	for _, pair := range p.list {
		shown = append(shown, show(w.env.VM.ToValue(pair.Name))+" => "+show(w.env.VM.ToValue(pair.Value)))
	}
	name := className(w.env, c.This.(*goja.Object))
	breakLength := 80.0
	if v := options.Get("breakLength"); v != nil && goja.IsNumber(v) {
		breakLength = v.ToFloat()
	}
	one := strings.Join(shown, ", ")
	switch {
	case len(shown) == 0:
		return w.env.VM.ToValue(name + " {}")
	case float64(visibleLength(one)) > breakLength:
		return w.env.VM.ToValue(name + " {\n  " + strings.Join(shown, ",\n  ") + " }")
	}
	return w.env.VM.ToValue(name + " { " + one + " }")
}
