package inspect

import "github.com/dop251/goja"

// Exports gives what node:util has of this package: inspect, format,
// formatWithOptions, stripVTControlCharacters, types, isDeepStrictEqual, and the
// internal getStringWidth, isError, isDeepEqual, isPartialStrictEqual, edits,
// assertion and nonIndexNames.
func (in *Inspector) Exports() *goja.Object {
	if in.exports != nil {
		return in.exports
	}
	o := in.vm.NewObject()
	in.exports = o
	fn := in.inspectFunction()
	in.define(fn, "colors", in.colorsObject())
	in.define(fn, "styles", in.stylesObject())
	in.define(o, "inspect", fn)
	in.method(o, "format", in.formatCall, 0)
	in.method(o, "formatWithOptions", in.formatWithOptionsCall, 1)
	in.method(o, "stripVTControlCharacters", in.stripCall, 1)
	in.method(o, "getStringWidth", in.widthCall, 1)
	in.define(o, "types", in.Types())
	in.method(o, "isError", func(call goja.FunctionCall) goja.Value {
		return in.vm.ToValue(in.isErrorValue(call.Argument(0)))
	}, 1)
	in.method(o, "edits", in.editsCall, 3)
	in.method(o, "assertion", in.assertionCall, 3)
	in.method(o, "nonIndexNames", func(call goja.FunctionCall) goja.Value {
		return in.nonIndexNames(call.Argument(0).(*goja.Object))
	}, 1)
	in.equality(o, "isDeepEqual", EqualLoose)
	in.equality(o, "isDeepStrictEqual", EqualStrict)
	in.equality(o, "isPartialStrictEqual", EqualPartial)
	return o
}

// equality defines a comparison. isDeepStrictEqual takes skipPrototype third.
func (in *Inspector) equality(o *goja.Object, name string, mode Equality) {
	length := 2
	if mode == EqualStrict {
		length = 3
	}
	in.method(o, name, func(call goja.FunctionCall) goja.Value {
		mode := mode
		if mode == EqualStrict && truthy(call.Argument(2)) {
			mode = EqualStrictNoPrototype
		}
		return in.vm.ToValue(in.DeepEqual(call.Argument(0), call.Argument(1), mode))
	}, length)
}

// editsCall is Diff of two arrays of strings: [operation, text] in order.
func (in *Inspector) editsCall(call goja.FunctionCall) goja.Value {
	lines := func(v goja.Value) (list []string) {
		in.each(v, func(v goja.Value) { list = append(list, stringOf(v)) })
		return list
	}
	edits := Diff(lines(call.Argument(0)), lines(call.Argument(1)), truthy(call.Argument(2)))
	list := make([]any, len(edits))
	for i, edit := range edits {
		list[i] = in.vm.NewArray(edit.Op, valueOfText(in.vm, edit.Text))
	}
	return in.vm.NewArray(list...)
}

func (in *Inspector) formatCall(call goja.FunctionCall) goja.Value {
	return valueOfText(in.vm, in.Format(call.Arguments, in.Options()))
}

func (in *Inspector) formatWithOptionsCall(call goja.FunctionCall) goja.Value {
	options, ok := call.Argument(0).(*goja.Object)
	if !ok || in.callable(options) {
		panic(in.invalidArg("inspectOptions", "object", call.Argument(0)))
	}
	text := in.Format(call.Arguments[1:], in.With(in.Options(), options))
	return valueOfText(in.vm, text)
}

func (in *Inspector) stripCall(call goja.FunctionCall) goja.Value {
	s, ok := call.Argument(0).(goja.String)
	if !ok {
		panic(in.invalidArg("str", "string", call.Argument(0)))
	}
	return valueOfText(in.vm, StripVT(textOf(s)))
}

func (in *Inspector) widthCall(call goja.FunctionCall) goja.Value {
	strip := goja.IsUndefined(call.Argument(1)) || truthy(call.Argument(1))
	return in.vm.ToValue(Width(stringOf(call.Argument(0)), strip))
}

// inspectFunction is util.inspect itself, which custom inspect functions get as
// their third argument.
func (in *Inspector) inspectFunction() *goja.Object {
	if in.inspectFn != nil {
		return in.inspectFn
	}
	fn := in.newFunction("inspect", in.inspectCall, 2)
	in.inspectFn = fn
	in.define(fn, "custom", in.custom)
	in.accessor(fn, "defaultOptions", in.defaultOptions, in.setDefaultOptions, false)
	// Custom inspect functions seldom look at the tables of colors. They are made
	// when something asks for them; until then coloring uses Go's.
	in.lazy(fn, "colors", in.colorsObject)
	in.lazy(fn, "styles", in.stylesObject)
	return fn
}

// function makes a JavaScript function of a Go one.
func (in *Inspector) newFunction(name string, f func(goja.FunctionCall) goja.Value, length int) *goja.Object {
	fn := in.vm.ToValue(f).(*goja.Object)
	for key, v := range map[string]goja.Value{"name": in.vm.ToValue(name), "length": in.vm.ToValue(length)} {
		must(fn.DefineDataProperty(key, v, goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	}
	return fn
}

// must panics with errors of defining properties on objects made here, which
// allow it.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

func (in *Inspector) define(o *goja.Object, name string, v goja.Value) {
	must(o.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE))
}

func (in *Inspector) method(o *goja.Object, name string, f func(goja.FunctionCall) goja.Value, length int) {
	in.define(o, name, in.newFunction(name, f, length))
}

func (in *Inspector) accessor(o *goja.Object, name string, get, set func(goja.FunctionCall) goja.Value, enumerable bool) {
	must(o.DefineAccessorProperty(name, in.vm.ToValue(get), in.vm.ToValue(set), goja.FLAG_FALSE, goja.ToFlag(enumerable)))
}

// lazy defines a data property whose value is made on the first look.
func (in *Inspector) lazy(o *goja.Object, name string, make func() *goja.Object) {
	replace := func(v goja.Value) {
		must(o.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE))
	}
	get := func(goja.FunctionCall) goja.Value {
		v := make()
		replace(v)
		return v
	}
	set := func(call goja.FunctionCall) goja.Value {
		make()
		replace(call.Argument(0))
		return goja.Undefined()
	}
	must(o.DefineAccessorProperty(name, in.vm.ToValue(get), in.vm.ToValue(set), goja.FLAG_TRUE, goja.FLAG_TRUE))
}

// inspectCall is inspect(value, options) and the older inspect(value,
// showHidden, depth, colors).
func (in *Inspector) inspectCall(call goja.FunctionCall) goja.Value {
	opts := in.Options()
	if depth := call.Argument(2); len(call.Arguments) > 2 && !goja.IsUndefined(depth) {
		opts.set(optDepth, depth)
	}
	if colors := call.Argument(3); len(call.Arguments) > 3 && !goja.IsUndefined(colors) {
		opts.set(optColors, colors)
	}
	switch second := call.Argument(1).(type) {
	case *goja.Object:
		opts = in.With(opts, second)
	default:
		if isBool(second) {
			opts.set(optShowHidden, second)
		}
	}
	return valueOfText(in.vm, in.Inspect(call.Argument(0), opts))
}

func (in *Inspector) defaultOptions(goja.FunctionCall) goja.Value {
	if in.defaults == nil {
		opts := DefaultOptions()
		o := in.vm.NewObject()
		for i, name := range optionNames {
			in.define(o, name, opts.value(in.vm, i))
		}
		seal := native(in.natives.object, "seal")
		in.call(seal, goja.Undefined(), o)
		in.defaults = o
	}
	return in.defaults
}

func (in *Inspector) setDefaultOptions(call goja.FunctionCall) goja.Value {
	options, ok := call.Argument(0).(*goja.Object)
	if !ok || in.callable(options) || in.isArray(options) {
		panic(in.invalidArg("options", "object", call.Argument(0)))
	}
	defaults := in.defaultOptions(call).(*goja.Object)
	for _, name := range options.Keys() {
		must(defaults.Set(name, options.Get(name)))
	}
	return defaults
}

// invalidArg makes ERR_INVALID_ARG_TYPE.
func (in *Inspector) invalidArg(name, expected string, actual goja.Value) goja.Value {
	if in.hooks.InvalidArgType != nil {
		return in.hooks.InvalidArgType(name, expected, actual)
	}
	return in.vm.NewTypeError("The \"" + name + "\" argument must be of type " + expected)
}

func (in *Inspector) nullProtoObject() *goja.Object {
	return in.vm.CreateObject(nil)
}

func (in *Inspector) colorsObject() *goja.Object {
	if in.colors != nil {
		return in.colors
	}
	o := in.nullProtoObject()
	for _, c := range colorTable {
		in.define(o, c.name, in.vm.NewArray(c.on, c.off))
	}
	for _, alias := range colorAliases {
		name, target := alias[0], alias[1]
		get := func(call goja.FunctionCall) goja.Value { return call.This.ToObject(in.vm).Get(target) }
		set := func(call goja.FunctionCall) goja.Value {
			must(call.This.ToObject(in.vm).Set(target, call.Argument(0)))
			return goja.Undefined()
		}
		must(o.DefineAccessorProperty(name, in.vm.ToValue(get), in.vm.ToValue(set), goja.FLAG_TRUE, goja.FLAG_FALSE))
	}
	in.colors = o
	return o
}

func (in *Inspector) stylesObject() *goja.Object {
	if in.styles != nil {
		return in.styles
	}
	o := in.nullProtoObject()
	for _, s := range styleTable[:len(styleTable)-1] {
		in.define(o, s[0], in.vm.ToValue(s[1]))
	}
	in.define(o, "regexp", in.highlightFunction())
	last := styleTable[len(styleTable)-1]
	in.define(o, last[0], in.vm.ToValue(last[1]))
	in.styles = o
	return o
}

// highlightFunction is inspect.styles.regexp, whose colors a script may set.
func (in *Inspector) highlightFunction() *goja.Object {
	var fn *goja.Object
	fn = in.newFunction("highlightRegExp", func(call goja.FunctionCall) goja.Value {
		names := regExpPalette
		if list, ok := fn.Get("colors").(*goja.Object); ok && list.Get("length").ToInteger() > 0 {
			names = nil
			in.each(list, func(v goja.Value) { names = append(names, stringOf(v)) })
		}
		text := highlightRegExp(stringOf(call.Argument(0)), in.palette(names))
		return valueOfText(in.vm, text)
	}, 1)
	palette := make([]any, len(regExpPalette))
	for i, name := range regExpPalette {
		palette[i] = name
	}
	in.define(fn, "colors", in.vm.NewArray(palette...))
	return fn
}

// userOptions is the second argument of custom inspect functions. A foreign
// value, such as one behind a Proxy, gets no objects of this world.
func (c *context) userOptions(foreign bool) *goja.Object {
	o := c.vm.NewObject()
	c.define(o, "stylize", c.stylizeFunction())
	for i, name := range optionNames {
		c.define(o, name, c.opts.value(c.vm, i))
	}
	if user := c.opts.user; user != nil {
		for _, k := range c.keysOf(user, false) {
			if k.symbol != nil {
				must(o.SetSymbol(k.symbol, c.get(user, k)))
			} else {
				c.define(o, k.name, c.get(user, k))
			}
		}
	}
	if foreign {
		c.stripObjects(o)
	}
	return o
}

// stripObjects leaves only primitives, and a stylize that returns them.
func (c *context) stripObjects(o *goja.Object) {
	must(o.SetPrototype(nil))
	for _, name := range o.Keys() {
		if isObject(o.Get(name)) {
			must(o.Delete(name))
		}
	}
	stylize := c.stylizeFunction()
	safe := c.vm.ToValue(func(call goja.FunctionCall) (result goja.Value) {
		if ex := c.vm.Try(func() {
			styled := c.call(function(stylize), goja.Undefined(), call.Arguments...)
			result = valueOfText(c.vm, stringOf(styled))
		}); ex != nil {
			return call.Argument(0)
		}
		return result
	}).(*goja.Object)
	must(safe.SetPrototype(nil))
	c.define(o, "stylize", safe)
}

// stylizeFunction is ctx.stylize for scripts. Our own two are recognised when
// they come back in the options of a nested inspect.
func (c *context) stylizeFunction() *goja.Object {
	switch c.style {
	case stylePlain:
		if c.plainFn == nil {
			c.plainFn = c.newFunction("stylizeNoColor", func(call goja.FunctionCall) goja.Value {
				return call.Argument(0)
			}, 1)
		}
		return c.plainFn
	case styleColor:
		if c.colorFn == nil {
			in := c.Inspector
			c.colorFn = c.newFunction("stylizeWithColor", func(call goja.FunctionCall) goja.Value {
				return valueOfText(in.vm, in.colorize(stringOf(call.Argument(0)), stringOf(call.Argument(1))))
			}, 2)
		}
		return c.colorFn
	}
	return c.opts.stylize
}
