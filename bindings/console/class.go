package console

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/inspector"
	"gonet/bindings/internal/validate"
)

// maxIndentation is the widest groupIndentation.
const maxIndentation = 1000

// Module is node:console: the global console, with the class Console on it.
func Module(e *env.Env) goja.Value {
	global := e.VM.NewObject()
	e.Provide("console", global)
	if err := global.SetPrototype(e.VM.NewObject()); err != nil {
		panic(err)
	}
	process := e.Require("process")
	c := newConsole(e, global,
		func() *goja.Object { return global.Get("_stdout").ToObject(e.VM) },
		func() *goja.Object { return global.Get("_stderr").ToObject(e.VM) })
	lazyStream(e, global, "_stdout", process, "stdout")
	lazyStream(e, global, "_stderr", process, "stderr")
	for _, m := range methods {
		// The global console's are bound ones, which tell no length.
		global.Set(m.name, e.Function(m.name, 0, func(call goja.FunctionCall) goja.Value {
			m.run(c, call.Arguments)
			return goja.Undefined()
		}))
	}
	hide(e, c)
	class := consoleClass(e)
	global.Set("Console", class.Ctor)
	for _, name := range []string{"profile", "profileEnd", "timeStamp"} {
		global.Set(name, e.Function(name, 0, func(goja.FunctionCall) goja.Value { return goja.Undefined() }))
	}
	global.Set("context", e.Function("context", 1, func(goja.FunctionCall) goja.Value {
		return e.VM.NewObject()
	}))
	global.Set("createTask", createTask(e))
	return global
}

// lazyStream is an accessor for a stream that is looked up when it is used,
// and that a script can replace.
func lazyStream(e *env.Env, o *goja.Object, name string, process *goja.Object, stream string) {
	var v goja.Value
	e.Accessor(o, name, goja.FLAG_FALSE,
		func(goja.Value) goja.Value {
			if v == nil {
				v = process.Get(stream)
			}
			return v
		},
		func(_, replacement goja.Value) { v = replacement })
}

// hide gives a console the properties that are not enumerable.
func hide(e *env.Env, c *console) {
	property := func(name string, v goja.Value) {
		if err := c.this.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
			panic(err)
		}
	}
	property("_ignoreErrors", e.VM.ToValue(c.ignoreErrors))
	property("_times", e.Construct(e.VM.Get("Map").(*goja.Object)))
	property("_stdoutErrorHandler", quietOf(e).noop)
	property("_stderrErrorHandler", quietOf(e).noop)
	tag := e.VM.ToValue("console")
	if err := c.this.DefineDataPropertySymbol(goja.SymToStringTag, tag, goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		panic(err)
	}
	e.Attach(c.this).Parts[env.PartOwner] = c
}

// consoleClass makes the class Console. Its instances have their methods as
// own properties, bound to them; a subclass overrides those of the prototype.
func consoleClass(e *env.Env) *env.Class {
	var class *env.Class
	class = e.NewClass("Console", 1, nil, func(call goja.ConstructorCall) *goja.Object {
		if call.NewTarget == nil {
			return e.Construct(class.Ctor, call.Arguments...)
		}
		construct(e, class, call)
		return nil
	})
	class.Enumerable()
	for _, m := range methods {
		class.Method(m.name, m.length, func(call goja.FunctionCall) goja.Value {
			if c, ok := env.PartOf[*console](e, call.This, env.PartOwner); ok {
				m.run(c, call.Arguments)
			}
			return goja.Undefined()
		})
	}
	isConsole := e.Function("[Symbol.hasInstance]", 1, func(call goja.FunctionCall) goja.Value {
		_, ok := env.PartOf[*console](e, call.Argument(0), env.PartOwner)
		return e.VM.ToValue(ok)
	})
	if err := class.Ctor.DefineDataPropertySymbol(goja.SymHasInstance, isConsole, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE); err != nil {
		panic(err)
	}
	return class
}

// construct is `new Console(options)` and `new Console(stdout, stderr, ignoreErrors)`.
func construct(e *env.Env, class *env.Class, call goja.ConstructorCall) {
	options, isObject := call.Argument(0).(*goja.Object)
	if !isObject || env.IsFunction(options.Get("write")) {
		options = e.VM.NewObject()
		options.Set("stdout", call.Argument(0))
		options.Set("stderr", call.Argument(1))
		options.Set("ignoreErrors", call.Argument(2))
	}
	stdout := option(options, "stdout", goja.Undefined())
	stderr := option(options, "stderr", stdout)
	checkStream(e, "stdout", stdout)
	checkStream(e, "stderr", stderr)
	c := newConsole(e, call.This, stream(call.This, "_stdout"), stream(call.This, "_stderr"))
	c.ignoreErrors = option(options, "ignoreErrors", e.VM.ToValue(true)).ToBoolean()
	c.colors = option(options, "colorMode", c.colors)
	if _, isBool := c.colors.Export().(bool); !isBool && c.colors.String() != "auto" {
		errs.Throw(e, "ERR_INVALID_ARG_VALUE", "colorMode", c.colors, "must be one of: 'auto', true, false")
	}
	if width := option(options, "groupIndentation", nil); width != nil {
		c.indentWidth = int(validate.Integer(e, width, "groupIndentation", 0, maxIndentation))
	}
	c.setInspectOptions(options, stdout, stderr)
	bind(e, class, c)
	define := func(name string, v goja.Value) {
		if err := call.This.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
			panic(err)
		}
	}
	define("_stdout", stdout)
	define("_stderr", stderr)
	hide(e, c)
}

func stream(this *goja.Object, name string) func() *goja.Object {
	return func() *goja.Object { return this.Get(name).(*goja.Object) }
}

func option(options *goja.Object, name string, otherwise goja.Value) goja.Value {
	if v := options.Get(name); v != nil && !goja.IsUndefined(v) {
		return v
	}
	return otherwise
}

func checkStream(e *env.Env, name string, v goja.Value) {
	if o, ok := v.(*goja.Object); !ok || !env.IsFunction(o.Get("write")) {
		errs.Throw(e, "ERR_CONSOLE_WRITABLE_STREAM", name)
	}
}

// setInspectOptions takes the option inspectOptions: an object, or a Map from
// streams to objects.
func (c *console) setInspectOptions(options *goja.Object, stdout, stderr goja.Value) {
	v := options.Get("inspectOptions")
	if v == nil || goja.IsUndefined(v) {
		return
	}
	given, ok := v.(*goja.Object)
	if !ok {
		errs.Throw(c.env, "ERR_INVALID_ARG_TYPE", "options.inspectOptions", "Object", v)
	}
	byStream := func(stream *goja.Object) goja.Value { return given }
	values := []goja.Value{given}
	if inspector.Of(c.env).IsMap(given) {
		byStream = func(stream *goja.Object) goja.Value { return c.env.Invoke(given, "get", stream) }
		values = []goja.Value{c.env.Invoke(given, "get", stdout), c.env.Invoke(given, "get", stderr)}
	}
	for _, v := range values {
		o, ok := v.(*goja.Object)
		if ok && option(o, "colors", nil) != nil && option(options, "colorMode", nil) != nil {
			errs.Throw(c.env, "ERR_INCOMPATIBLE_OPTION_PAIR", "options.inspectOptions.color", "colorMode")
		}
	}
	c.inspect = byStream
}

// bind gives the console its methods as own properties.
func bind(e *env.Env, class *env.Class, c *console) {
	for _, m := range methods {
		inherited := env.CallbackOf(c.this.Get(m.name))
		c.this.Set(m.name, e.Function(m.name, 0, func(call goja.FunctionCall) goja.Value {
			return inherited(goja.FunctionCall{This: c.this, Arguments: call.Arguments})
		}))
	}
}
