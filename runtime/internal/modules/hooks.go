package modules

import (
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/runtime/internal/compile"
	"gonet/runtime/internal/resolve"
	"gonet/runtime/internal/transforms"
)

// Hooks that a script registers are chained in JavaScript
// (js/internal/modules/hooks.js); what follows gives the chains their last
// links and takes what comes out of them.

// hooks are the chains' heads: resolve(specifier, context, default) and
// load(url, context, default).
type hooks struct{ resolve, load env.Callback }

// hooked reports whether imports go through hooks.
func (l *Loader) hooked() bool { return l.hooks != nil || l.thread != nil }

// Binding is "internal/binding/modules": what the modules in JavaScript need
// of the loader.
func (l *Loader) Binding() goja.Value {
	e := l.env
	exports := e.VM.NewObject()
	// setHooks(resolve, load) sets the chains, setHooks() takes them away.
	exports.Set("setHooks", e.Function("setHooks", 2, func(c goja.FunctionCall) goja.Value {
		l.hooks = nil
		if fn := env.CallbackOf(c.Argument(0)); fn != nil {
			l.hooks = &hooks{fn, env.CallbackOf(c.Argument(1))}
		}
		return goja.Undefined()
	}))
	l.bindThread(exports)
	l.bindGathering(exports)
	l.bindSourceMaps(exports)
	exports.Set("stripTypes", e.Function("stripTypes", 3, func(c goja.FunctionCall) goja.Value {
		text, err := compile.StripTypes(c.Argument(0).String(), compile.StripOptions{
			Transform: c.Argument(1).ToBoolean(), SourceMap: c.Argument(2).ToBoolean(), SourceURL: stringOr(c.Argument(3)),
		})
		if err != nil {
			l.throwStrip(err)
		}
		return e.VM.ToValue(text)
	}))
	exports.Set("cacheDirectory", e.Function("cacheDirectory", 0, func(goja.FunctionCall) goja.Value {
		if l.Cache == nil {
			return goja.Undefined()
		}
		return e.VM.ToValue(l.Cache.Dir())
	}))
	// setCacheDirectory(path) returns what is wrong with path, if anything is.
	exports.Set("setCacheDirectory", e.Function("setCacheDirectory", 1, func(c goja.FunctionCall) goja.Value {
		cache := transforms.New(c.Argument(0).String())
		if err := cache.Check(); err != nil {
			return e.VM.ToValue(err.Error())
		}
		l.Cache = cache
		return goja.Undefined()
	}))
	return exports
}

func stringOr(v goja.Value) string {
	if goja.IsUndefined(v) || goja.IsNull(v) {
		return ""
	}
	return v.String()
}

// context makes the second argument of a hook.
func (l *Loader) context(conditions []string, attributes []compile.Attribute) *goja.Object {
	vm := l.env.VM
	o := vm.NewObject()
	o.Set("conditions", l.strings(conditions))
	o.Set("importAttributes", l.attributesObject(attributes))
	return o
}

func (l *Loader) attributesObject(attributes []compile.Attribute) *goja.Object {
	with := l.env.VM.CreateObject(nil)
	for _, a := range attributes {
		with.Set(a.Key, a.Value)
	}
	return with
}

// link makes the last function of a chain.
func (l *Loader) link(name string, fn func(subject string, context *goja.Object) goja.Value) goja.Value {
	return l.env.Function(name, 2, func(c goja.FunctionCall) goja.Value {
		context, _ := c.Argument(1).(*goja.Object)
		if context == nil {
			context = l.env.VM.NewObject()
		}
		return fn(c.Argument(0).String(), context)
	})
}

func (l *Loader) call(fn env.Callback, args ...goja.Value) *goja.Object {
	o, _ := fn(goja.FunctionCall{This: goja.Undefined(), Arguments: args}).(*goja.Object)
	return o
}

// field is a property as a string, "" if it is undefined or null.
func field(o *goja.Object, name string) string {
	if v := o.Get(name); v != nil {
		return stringOr(v)
	}
	return ""
}

// hookedImport resolves an import with the hooks.
func (l *Loader) hookedImport(specifier, parentURL string, attributes []compile.Attribute) imported {
	vm := l.env.VM
	context := l.context(l.conditions(resolve.ImportConditions), attributes)
	context.Set("parentURL", goja.Undefined())
	if parentURL != "" {
		context.Set("parentURL", parentURL)
	}
	last := l.link("nextResolve", func(specifier string, context *goja.Object) goja.Value {
		if l.thread != nil {
			return l.call(l.thread.resolve, vm.ToValue(specifier), context)
		}
		return l.defaultResolve(specifier, context, parentURL == "")
	})
	var o *goja.Object
	if l.hooks != nil {
		o = l.call(l.hooks.resolve, vm.ToValue(specifier), context, last)
	} else {
		o = l.call(l.thread.resolve, vm.ToValue(specifier), context)
	}
	return l.importedOf(o, attributes)
}

// importedOf is what a chain of resolve hooks has returned for an import with
// attributes.
func (l *Loader) importedOf(o *goja.Object, attributes []compile.Attribute) imported {
	to := imported{url: field(o, "url"), format: field(o, "format"), attributes: attributes}
	if with, ok := o.Get("importAttributes").(*goja.Object); ok {
		to.attributes = l.attributesOf(with)
	}
	return to
}

// defaultResolve is what resolves an import after all hooks.
func (l *Loader) defaultResolve(specifier string, context *goja.Object, isMain bool) goja.Value {
	u, format := l.resolveImport(specifier, field(context, "parentURL"), l.exportStrings(context.Get("conditions")), isMain)
	if format == "" {
		format = l.formatOf(u)
	}
	return l.result("url", u, format)
}

// formatOf is the format that a resolve hook sees of a file.
func (l *Loader) formatOf(u string) string {
	if !strings.HasPrefix(u, "file:") {
		return ""
	}
	format, known := l.importFormat(l.pathOf(u))
	if !known {
		return ""
	}
	return format
}

// result makes what a chain's last link returns.
func (l *Loader) result(name, value, format string) goja.Value {
	o := l.env.VM.NewObject()
	o.Set("format", goja.Undefined())
	if format != "" {
		o.Set("format", format)
	}
	o.Set(name, value)
	return o
}

// hookedLoad loads a module that is imported with the hooks.
func (l *Loader) hookedLoad(to imported) source {
	context := l.context(l.conditions(resolve.ImportConditions), to.attributes)
	return l.runLoad(to.url, to.format, context, func(u string, context *goja.Object) source {
		if l.thread != nil {
			return l.threadLoad(u, context)
		}
		s := l.defaultLoad(u, context)
		if s.format == formatCommonJS && s.text == "" && strings.HasPrefix(u, "file:") {
			s.text = l.readFile(l.pathOf(u))
		}
		return s
	})
}

// defaultLoad is what loads a module that is imported after all hooks.
func (l *Loader) defaultLoad(u string, context *goja.Object) source {
	to := imported{url: u, format: field(context, "format")}
	if with, ok := context.Get("importAttributes").(*goja.Object); ok {
		to.attributes = l.attributesOf(with)
	}
	return l.loadSource(to)
}

// threadLoad has the hooks thread load a module.
func (l *Loader) threadLoad(u string, context *goja.Object) source {
	return l.sourceOfResult(l.call(l.thread.load, l.env.VM.ToValue(u), context))
}

// sourceOfResult is what a chain of load hooks has returned.
func (l *Loader) sourceOfResult(o *goja.Object) source {
	s := source{format: field(o, "format")}
	switch text := orUndefined(o.Get("source")); {
	case !goja.IsUndefined(text) && !goja.IsNull(text):
		s.custom, s.text = true, l.textOf(text, s.format == formatWasm)
	case s.format == formatWasm:
		l.requireSource(s.format, "array buffer, or typed array", text)
	default:
		l.requireSource(s.format, "string, array buffer, or typed array", text)
	}
	return s
}

// requireSource throws for a module whose hooks have given no text, unless it has
// another to fall back on.
func (l *Loader) requireSource(format, expected string, given goja.Value) {
	switch format {
	case formatModule, formatModuleTS, formatCommonJSTS, formatJSON, formatWasm:
		errs.Throw(l.env, "ERR_INVALID_RETURN_PROPERTY_VALUE", expected, "load", "source", given)
	}
}

// runLoad runs the chain of load hooks. A text that no hook has touched counts
// as not given.
func (l *Loader) runLoad(u, format string, context *goja.Object, load func(u string, context *goja.Object) source) source {
	vm := l.env.VM
	context.Set("format", goja.Undefined())
	if format != "" {
		context.Set("format", format)
	}
	if l.hooks == nil {
		return load(u, context)
	}
	var given goja.Value
	var own source
	last := l.link("nextLoad", func(u string, context *goja.Object) goja.Value {
		own = load(u, context)
		o := l.result("source", "", own.format).(*goja.Object)
		if given = goja.Null(); own.format != formatBuiltin && own.format != formatAddon {
			bytes := vm.ToValue(vm.NewArrayBuffer([]byte(own.text)))
			given = l.env.Invoke(l.env.Require("buffer").Get("Buffer").(*goja.Object), "from", bytes)
		}
		o.Set("source", given)
		return o
	})
	o := l.call(l.hooks.load, vm.ToValue(u), context, last)
	s := source{format: field(o, "format")}
	switch text := orUndefined(o.Get("source")); {
	case given != nil && text.StrictEquals(given):
		s.text, s.custom = own.text, own.custom
	case goja.IsUndefined(text) || goja.IsNull(text):
	default:
		s.custom, s.text = true, l.textOf(text, s.format == formatWasm)
	}
	return s
}

// textOf is a source that a hook gives: a string or bytes, which may be text or
// binary.
func (l *Loader) textOf(v goja.Value, binary bool) string {
	if goja.IsString(v) {
		return v.String()
	}
	from := []goja.Value{v}
	if o, ok := v.(*goja.Object); ok && o.Get("buffer") != nil {
		from = []goja.Value{o.Get("buffer"), o.Get("byteOffset"), o.Get("byteLength")}
	}
	class := l.env.Require("buffer").Get("Buffer").(*goja.Object)
	buffer := l.env.Invoke(class, "from", from...).(*goja.Object)
	if binary {
		bytes, _ := buffer.Export().([]byte)
		return string(bytes)
	}
	return l.env.Invoke(buffer, "toString").String()
}

// hookedRequest resolves require(request) with the hooks.
func (l *Loader) hookedRequest(request string, parent *goja.Object, isMain bool) target {
	return l.hookedResolve(request, parent, isMain, goja.Undefined())
}

func (l *Loader) hookedResolve(request string, parent *goja.Object, isMain bool, options goja.Value) target {
	vm := l.env.VM
	context := l.context(l.conditions(resolve.RequireConditions), nil)
	context.Set("parentURL", goja.Undefined())
	if parent != nil {
		if name := parent.Get("filename"); name != nil && goja.IsString(name) {
			context.Set("parentURL", l.urlOf(l.moduleOf(parent), name.String()))
		}
	}
	last := l.link("nextResolve", func(specifier string, context *goja.Object) goja.Value {
		if strings.HasPrefix(specifier, "file:") {
			specifier = l.pathOf(specifier)
		}
		if l.IsBuiltin(specifier) {
			return l.result("url", "node:"+strings.TrimPrefix(specifier, "node:"), formatBuiltin)
		}
		filename := l.callResolveFilename(specifier, parent, isMain, options)
		format, _ := l.fileFormat(filename)
		return l.result("url", fileURL(filename), format)
	})
	o := l.call(l.hooks.resolve, vm.ToValue(request), context, last)
	t := target{url: field(o, "url"), format: field(o, "format")}
	switch {
	case strings.HasPrefix(t.url, "file:"):
		t.filename = l.pathOf(t.url)
		if !strings.ContainsAny(t.url, "?#") {
			t.url = ""
		} else {
			t.filename = t.url // a module of its own
		}
	case !strings.HasPrefix(t.url, "node:"):
		t.filename = t.url
	}
	return t
}

// hookedSource is the text that require loads a module from, with the hooks.
func (l *Loader) hookedSource(u, format, filename string) source {
	context := l.context(l.conditions(resolve.RequireConditions), nil)
	return l.runLoad(u, format, context, func(u string, context *goja.Object) source {
		if strings.HasPrefix(u, "node:") {
			return source{format: formatBuiltin}
		}
		if !strings.HasPrefix(u, "file:") {
			errs.Throw(l.env, "ERR_UNSUPPORTED_ESM_URL_SCHEME",
				"Only URLs with a scheme in: file and data are supported by the default ESM loader. Received protocol '"+u[:strings.IndexByte(u, ':')+1]+"'")
		}
		s := source{format: field(context, "format")}
		if s.format == "" {
			s.format, _ = l.fileFormat(l.pathOf(u))
		}
		s.text = l.readFile(l.pathOf(u))
		return s
	})
}
