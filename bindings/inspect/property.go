package inspect

import (
	"slices"
	"strings"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

// key is a property key: a symbol, or a name.
type key struct {
	name   string // in WTF-8
	symbol *goja.Symbol
}

func stringKey(name string) key { return key{name: name} }

func (k key) value(vm *goja.Runtime) goja.Value {
	if k.symbol != nil {
		return k.symbol
	}
	return valueOfText(vm, k.name)
}

func keyOf(v goja.Value) key {
	if s, ok := v.(*goja.Symbol); ok {
		return key{symbol: s}
	}
	return key{name: textOf(v)}
}

// property is a property's descriptor. value, get and set are nil where the
// descriptor has undefined or nothing.
type property struct {
	exists     bool
	enumerable bool
	value      goja.Value
	get, set   *goja.Object
}

// shown lists the properties that the host shows for o.
func (in *Inspector) shown(o *goja.Object) (keys []key, values []goja.Value) {
	if in.hooks.Shown != nil {
		in.hooks.Shown(o, func(k, v goja.Value) {
			keys, values = append(keys, keyOf(k)), append(values, v)
		})
	}
	return keys, values
}

// ownProperty describes an own property without running getters.
func (in *Inspector) ownProperty(o *goja.Object, k key) property {
	if k.symbol == nil {
		if v := in.plainProperty(o, k.name); v != nil {
			return property{exists: true, enumerable: true, value: v}
		}
	}
	desc, ok := in.call(in.natives.getOwnPropertyDescriptor, goja.Undefined(), o, k.value(in.vm)).(*goja.Object)
	if !ok {
		keys, values := in.shown(o)
		if i := slices.Index(keys, k); i >= 0 {
			return property{exists: true, enumerable: true, value: values[i]}
		}
		return property{}
	}
	p := property{exists: true, enumerable: truthy(desc.Get("enumerable"))}
	if v := desc.Get("value"); v != nil && !goja.IsUndefined(v) {
		p.value = v
	}
	p.get, _ = desc.Get("get").(*goja.Object)
	p.set, _ = desc.Get("set").(*goja.Object)
	return p
}

// get reads a property as script code would.
func (in *Inspector) get(o *goja.Object, k key) goja.Value {
	if k.symbol != nil {
		return o.GetSymbol(k.symbol)
	}
	if hasSurrogate(k.name) {
		return in.getOdd(o, k)
	}
	return o.Get(k.name)
}

// getOdd reads a property whose name Go strings cannot carry.
func (in *Inspector) getOdd(o *goja.Object, k key) goja.Value {
	p := in.ownProperty(o, k)
	if p.get != nil {
		return in.call(function(p.get), o)
	}
	return p.value
}

func (in *Inspector) hasOwn(o *goja.Object, k key) bool {
	return in.call(in.natives.hasOwnProperty, o, k.value(in.vm)).ToBoolean()
}

func (in *Inspector) isEnumerable(o *goja.Object, k key) bool {
	return in.call(in.natives.propertyIsEnumerable, o, k.value(in.vm)).ToBoolean()
}

// keysOf lists the own keys that are shown: enumerable ones, or all.
func (in *Inspector) keysOf(o *goja.Object, hidden bool) []key {
	shown, _ := in.shown(o)
	own := in.ownKeysOf(o, hidden)
	if len(shown) == 0 {
		return own
	}
	// Names before symbols, as in every list of keys.
	var names, symbols []key
	for _, k := range append(shown, own...) {
		switch {
		case slices.Contains(names, k), slices.Contains(symbols, k):
		case k.symbol != nil:
			symbols = append(symbols, k)
		default:
			names = append(names, k)
		}
	}
	return append(names, symbols...)
}

func (in *Inspector) ownKeysOf(o *goja.Object, hidden bool) []key {
	if hidden {
		keys := in.keysFrom(in.call(in.natives.getOwnPropertyNames, goja.Undefined(), o), nil)
		if in.kindOf(o).isFunction() {
			prototypeLast(keys)
		}
		return in.keysFrom(in.call(in.natives.getOwnPropertySymbols, goja.Undefined(), o), keys)
	}
	if in.kindOf(o) == kindNamespace {
		// To tell whether an export is enumerable throws before the module has got
		// to it. All are.
		return in.keysFrom(in.call(in.natives.getOwnPropertyNames, goja.Undefined(), o), nil)
	}
	names := o.Keys()
	keys := make([]key, 0, len(names))
	for i, name := range names {
		if strings.Contains(name, "\uFFFD") {
			// The name may have a lone surrogate, which Keys cannot give.
			keys = in.keysFrom(in.call(in.natives.keys, goja.Undefined(), o), keys[:0])
			break
		}
		keys = append(keys[:i], key{name: name})
	}
	for _, s := range o.Symbols() {
		keys = append(keys, key{symbol: s})
	}
	return keys
}

// prototypeLast moves prototype behind length and name, where V8 has it.
func prototypeLast(keys []key) {
	if len(keys) >= 3 && keys[0].name == "prototype" && keys[2].name == "name" {
		keys[0], keys[1], keys[2] = keys[1], keys[2], keys[0]
	}
}

func (in *Inspector) keysFrom(list goja.Value, keys []key) []key {
	in.each(list, func(v goja.Value) { keys = append(keys, keyOf(v)) })
	return keys
}

// each calls f with the elements of an array that a native made.
func (in *Inspector) each(list goja.Value, f func(goja.Value)) {
	array := list.(*goja.Object)
	if elements, ok := in.denseElements(array); ok {
		for _, v := range elements {
			f(v)
		}
		return
	}
	for i := range int(array.Get("length").ToInteger()) {
		f(array.Get(itoa(i)))
	}
}

// nonIndexKeys lists the own keys of an array that are not its elements'.
func (in *Inspector) nonIndexKeys(o *goja.Object, hidden bool) []key {
	if names, ok := in.namesBesideElements(o); ok && !hidden {
		return in.enumerableOf(o, names)
	}
	all := in.keysOf(o, hidden)
	keys := all[:0]
	for _, k := range all {
		if k.symbol != nil || !isIndex(k.name) {
			keys = append(keys, k)
		}
	}
	return keys
}

// nonIndexNames is an array of the names of o's own properties that are not
// elements, enumerable or not. An array or a view may have millions of those.
func (in *Inspector) nonIndexNames(o *goja.Object) *goja.Object {
	var list []any
	if names, ok := in.namesBesideElements(o); ok {
		for _, name := range names {
			list = append(list, valueOfText(in.vm, textOfName(name)))
		}
		return in.vm.NewArray(list...)
	}
	in.each(in.call(in.natives.getOwnPropertyNames, goja.Undefined(), o), func(name goja.Value) {
		if !isIndex(stringOf(name)) {
			list = append(list, name)
		}
	})
	return in.vm.NewArray(list...)
}

// enumerableOf filters the names of o, and adds its symbols.
func (in *Inspector) enumerableOf(o *goja.Object, names []unistring.String) []key {
	var keys []key
	for _, name := range names {
		k := key{name: textOfName(name)}
		if in.ownProperty(o, k).enumerable {
			keys = append(keys, k)
		}
	}
	for _, s := range o.Symbols() {
		keys = append(keys, key{symbol: s})
	}
	return keys
}

func textOfName(name unistring.String) string {
	if units := name.AsUtf16(); units != nil {
		return textOfUnits(units[1:]) // the first is a mark
	}
	return string(name)
}

// isIndex reports whether name is an array index: an integer up to 2^32 - 2 in
// its shortest form.
func isIndex(name string) bool {
	if name == "" || len(name) > 10 || len(name) > 1 && name[0] == '0' {
		return false
	}
	n := 0
	for i := 0; i < len(name); i++ {
		if name[i] < '0' || name[i] > '9' {
			return false
		}
		n = n*10 + int(name[i]-'0')
	}
	return n <= 1<<32-2
}

// formatProperty writes "key: value", or the value alone for elements. original
// is the receiver for getters.
func (c *context) formatProperty(o *goja.Object, k key, p property, level int, ex extras, original *goja.Object) rope {
	var text rope
	extra := " "
	switch {
	case p.value != nil:
		diff := 2
		if c.opts.Compact == CompactAll && ex == extrasObject {
			diff = 3
		}
		c.indent += diff
		text = c.formatValue(p.value, level, false)
		if diff == 3 && c.opts.BreakLength < float64(Width(text.String(), c.opts.Colors)) {
			extra = "\n" + strings.Repeat(" ", c.indent)
		}
		c.indent -= diff
	case p.get != nil:
		text = c.formatGetter(p, level, original)
	case p.set != nil:
		text = leaf(c.paint("[Setter]", "special"))
	default:
		text = leaf(c.paint("undefined", "undefined"))
	}
	if ex == extrasElement {
		return text
	}
	name := c.formatKey(k)
	if !p.enumerable {
		name = "[" + name + "]"
	}
	return text.around(name+":"+extra, "")
}

func (c *context) formatKey(k key) string {
	switch {
	case k.symbol != nil:
		return c.paint(escapeControls(symbolText(k.symbol)), "symbol")
	case k.name == "__proto__":
		return "['__proto__']"
	case isIdentifier(k.name):
		return c.paint(k.name, "name")
	}
	return c.paint(quote(k.name), "string")
}

func (c *context) formatGetter(p property, level int, original *goja.Object) rope {
	label := "Getter"
	if p.set != nil {
		label = "Getter/Setter"
	}
	show := c.opts.Getters == "all" ||
		c.opts.Getters == "get" && p.set == nil ||
		c.opts.Getters == "set" && p.set != nil
	if !show {
		return leaf(c.paint("["+label+"]", "special"))
	}
	c.indent += 2
	defer func() { c.indent -= 2 }()
	var text rope
	before := c.save()
	if ex := c.vm.Try(func() { text = c.formatGot(label, p, level, original) }); ex != nil {
		c.restore(before)
		return c.formatValue(ex.Value(), level, false).around(
			c.paint("["+label+":", "special")+" <Inspection threw (", ")>"+c.paint("]", "special"))
	}
	return text
}

func (c *context) formatGot(label string, p property, level int, original *goja.Object) rope {
	v := c.call(function(p.get), original)
	if o, ok := v.(*goja.Object); ok {
		return c.formatValue(o, level, false).around(c.paint("["+label+"]", "special")+" ", "")
	}
	return c.formatValue(v, level, false).around(c.paint("["+label+":", "special")+" ", c.paint("]", "special"))
}

// progress is what an exception in the middle of an object leaves behind.
type progress struct{ indent, seen, active int }

func (c *context) save() progress { return progress{c.indent, len(c.seen), c.active} }

func (c *context) restore(p progress) {
	c.indent, c.active = p.indent, p.active
	c.seen = c.seen[:p.seen]
}

// formatExtra writes an accessor of a buffer or view as "[byteLength]: 4". The
// accessors of a view throw once its buffer is detached; the buffer's do not.
func (c *context) formatExtra(o *goja.Object, name string, level int, inBuffer bool) rope {
	var v goja.Value
	if ex := c.vm.Try(func() { v = o.Get(name) }); ex != nil {
		buffer, ok := o.Get("buffer").(*goja.Object)
		if !ok {
			panic(ex)
		}
		v = buffer.Get(name)
	}
	c.indent += 2
	text := c.formatValue(v, level, inBuffer)
	c.indent -= 2
	return text.around(c.paint("["+name+"]", "string")+": ", "")
}
