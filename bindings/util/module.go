// Package util is node:util, and what of Node's lib/internal/util is needed in
// Go. Functions that few programs call are JavaScript, loaded by the first call.
package util

import (
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/inspector"
	"gonet/bindings/internal/dotenv"
	"gonet/bindings/internal/validate"
	"gonet/bindings/internal/warning"
)

// module builds the exports of node:util.
type module struct {
	env     *env.Env
	exports *goja.Object
}

// Module is node:util. Properties are in Node's order.
func Module(e *env.Env) goja.Value {
	m := &module{e, e.VM.NewObject()}
	e.Provide("util", m.exports)
	shared := inspector.Of(e).Exports()

	m.function("_errnoException", 0, m.errnoException)
	m.function("_exceptionWithHostPort", 0, m.exceptionWithHostPort)
	m.deprecated("_extend", 2, "DEP0060",
		"The `util._extend` API is deprecated. Please use Object.assign() instead.", extend)
	m.function("callbackify", 1, m.callbackify)
	m.function("convertProcessSignalToExitCode", 1, m.signalExitCode)
	debuglog := m.deferred("debuglog", 2, "internal/util/debuglog")
	m.exports.Set("debug", debuglog)
	m.exports.Set("debuglog", debuglog)
	m.loaded("deprecate", 3, "internal/util/deprecate")
	m.share(shared, "format")
	m.loaded("styleText", 3, "internal/util/style_text")
	m.share(shared, "formatWithOptions")
	m.loaded("getCallSites", 0, "internal/util/call_sites")
	m.function("getSystemErrorMap", 0, m.systemErrorMap)
	m.function("getSystemErrorName", 1, m.systemErrorName)
	m.function("getSystemErrorMessage", 1, m.systemErrorMessage)
	m.function("inherits", 2, m.inherits)
	m.share(shared, "inspect")
	m.deprecated("isArray", 1, "DEP0044",
		"The `util.isArray` API is deprecated. Please use `Array.isArray()` instead.", m.isArray)
	m.share(shared, "isDeepStrictEqual")
	m.function("markPromiseAsHandled", 1, m.markPromiseAsHandled)
	m.definePromisify()
	m.share(shared, "stripVTControlCharacters")
	m.function("toUSVString", 1, m.toUSVString)
	m.function("setTraceSigInt", 1, m.setTraceSigInt)
	m.lazy("transferableAbortSignal", "internal/util/transferable_abort", false)
	m.lazy("transferableAbortController", "internal/util/transferable_abort", false)
	m.lazy("aborted", "internal/util/aborted", false)
	m.share(shared, "types")
	m.function("parseEnv", 1, m.parseEnv)
	m.loaded("parseArgs", 0, "internal/util/parse_args")
	m.lazy("TextDecoder", "internal/encoding", true)
	m.lazy("TextEncoder", "internal/encoding", true)
	m.lazy("MIMEType", "internal/mime", true)
	m.lazy("MIMEParams", "internal/mime", true)
	m.loaded("diff", 2, "internal/util/diff")
	m.lazy("debounce", "internal/util/debounce", false)
	m.lazy("throttle", "internal/util/throttle", false)
	return m.exports
}

func (m *module) function(name string, length int, fn func(goja.FunctionCall) goja.Value) *goja.Object {
	f := m.env.Function(name, length, fn)
	m.exports.Set(name, f)
	return f
}

func (m *module) share(from *goja.Object, name string) { m.exports.Set(name, from.Get(name)) }

func (m *module) loaded(name string, length int, from string) {
	m.exports.Set(name, m.deferred(name, length, from))
}

// deferred is a function that a built-in in JavaScript exports, loaded by the
// first call.
func (m *module) deferred(name string, length int, from string) *goja.Object {
	var fn env.Callback
	return m.env.Function(name, length, func(c goja.FunctionCall) goja.Value {
		if fn == nil {
			fn = env.CallbackOf(m.env.Require(from).Get(name))
		}
		return fn(c)
	})
}

// lazy is a property that a built-in exports, loaded when it is looked at. It
// can be replaced where Node's can.
func (m *module) lazy(name, from string, replaceable bool) {
	replace := func(v goja.Value) {
		must(m.exports.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE))
	}
	var set func(_, v goja.Value)
	if replaceable {
		set = func(_, v goja.Value) { replace(v) }
	}
	m.env.Accessor(m.exports, name, goja.FLAG_TRUE, func(goja.Value) goja.Value {
		v := m.env.Require(from).Get(name)
		if replaceable {
			replace(v)
		}
		return v
	}, set)
}

// must panics on errors of defining properties on objects made here, which
// allow it.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

// deprecated is a function that warns when it is first called.
func (m *module) deprecated(name string, length int, code, text string, fn func(goja.FunctionCall) goja.Value) {
	warned := false
	m.exports.Set(name, m.env.Function("deprecated", length, func(c goja.FunctionCall) goja.Value {
		silent := m.env.Require("process").Get("noDeprecation")
		if !warned && (silent == nil || !silent.ToBoolean()) {
			warned = true
			warning.Emit(m.env, text, "DeprecationWarning", code)
		}
		return fn(c)
	}))
}

func extend(c goja.FunctionCall) goja.Value {
	target, source := c.Argument(0), c.Argument(1)
	from, ok := source.(*goja.Object)
	if !ok || env.IsFunction(from) {
		return target
	}
	if to, ok := target.(*goja.Object); ok {
		keys := from.Keys()
		for i := len(keys) - 1; i >= 0; i-- {
			must(to.Set(keys[i], from.Get(keys[i])))
		}
	}
	return target
}

func (m *module) isArray(c goja.FunctionCall) goja.Value {
	return m.env.VM.ToValue(validate.IsArray(c.Argument(0)))
}

func (m *module) inherits(c goja.FunctionCall) goja.Value {
	ctor, super := c.Argument(0), c.Argument(1)
	if validate.Nullish(ctor) {
		errs.Throw(m.env, "ERR_INVALID_ARG_TYPE", "ctor", "Function", ctor)
	}
	if validate.Nullish(super) {
		errs.Throw(m.env, "ERR_INVALID_ARG_TYPE", "superCtor", "Function", super)
	}
	parent := super.ToObject(m.env.VM).Get("prototype")
	if validate.IsUndefined(parent) {
		errs.Throw(m.env, "ERR_INVALID_ARG_TYPE", "superCtor.prototype", "Object", parent)
	}
	class := ctor.ToObject(m.env.VM)
	must(class.DefineDataProperty("super_", super, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	proto, _ := parent.(*goja.Object)
	must(class.Get("prototype").ToObject(m.env.VM).SetPrototype(proto))
	return goja.Undefined()
}

func (m *module) markPromiseAsHandled(c goja.FunctionCall) goja.Value {
	promise, ok := c.Argument(0).(*goja.Object)
	if ok {
		_, ok = promise.Export().(*goja.Promise)
	}
	if !ok {
		errs.Throw(m.env, "ERR_INVALID_ARG_TYPE", "promise", "Promise", c.Argument(0))
	}
	ignore := m.env.Function("", 0, func(goja.FunctionCall) goja.Value { return goja.Undefined() })
	proto := m.env.VM.Get("Promise").ToObject(m.env.VM).Get("prototype").ToObject(m.env.VM)
	then := env.CallbackOf(proto.Get("then"))
	m.env.Call(then, promise, goja.Undefined(), ignore)
	return goja.Undefined()
}

// toUSVString replaces lone surrogates. goja's conversion to Go strings does.
func (m *module) toUSVString(c goja.FunctionCall) goja.Value {
	return m.env.VM.ToValue(strings.Clone(c.Argument(0).ToString().String()))
}

func (m *module) parseEnv(c goja.FunctionCall) goja.Value {
	o := m.env.VM.CreateObject(nil)
	for _, v := range dotenv.Parse(validate.String(m.env, c.Argument(0), "content")) {
		o.Set(v.Name, v.Value)
	}
	return o
}

// setTraceSigInt would have SIGINT end the process with a stack trace.
func (m *module) setTraceSigInt(c goja.FunctionCall) goja.Value {
	if c.Argument(0).ToBoolean() {
		errs.Throw(m.env, "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM", "util.setTraceSigInt")
	}
	return goja.Undefined()
}
