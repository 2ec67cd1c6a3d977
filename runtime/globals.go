package runtime

import (
	"github.com/dop251/goja"

	"gonet/bindings/ecma"
	"gonet/bindings/env"
)

// lazyGlobal is a global that is made when a script first names it, so that
// what a script does not use costs nothing.
type lazyGlobal struct {
	name       string
	module     string // the built-in that exports it
	export     string // under this name; "" if it is the whole exports
	enumerable bool
}

var lazyGlobals = []lazyGlobal{
	{"Buffer", "buffer", "Buffer", false},
	{"atob", "buffer", "atob", true},
	{"btoa", "buffer", "btoa", true},
	{"Blob", "buffer", "Blob", false},
	{"File", "buffer", "File", false},
	{"URL", "url", "URL", false},
	{"URLSearchParams", "url", "URLSearchParams", false},
	{"URLPattern", "url", "URLPattern", false},
	{"TextEncoder", "internal/encoding", "TextEncoder", false},
	{"TextDecoder", "internal/encoding", "TextDecoder", false},
	{"console", "console", "", false},
	{"AbortController", "internal/abort_controller", "AbortController", false},
	{"AbortSignal", "internal/abort_controller", "AbortSignal", false},
	{"Event", "internal/event_target", "Event", false},
	{"EventTarget", "internal/event_target", "EventTarget", false},
	{"CustomEvent", "internal/event_target", "CustomEvent", false},
	{"CloseEvent", "internal/event_target", "CloseEvent", false},
	{"WebSocket", "internal/websocket", "WebSocket", false},
	{"ErrorEvent", "internal/event_target", "ErrorEvent", false},
	{"DOMException", "internal/dom_exception", "DOMException", false},
	{"QuotaExceededError", "internal/dom_exception", "QuotaExceededError", false},
	{"structuredClone", "internal/structured_clone", "structuredClone", true},
	{"MessageChannel", "internal/messaging", "MessageChannel", false},
	{"MessagePort", "internal/messaging", "MessagePort", false},
	{"MessageEvent", "internal/messaging", "MessageEvent", false},
	{"BroadcastChannel", "internal/messaging", "BroadcastChannel", false},
	{"performance", "perf_hooks", "performance", true},
	{"Performance", "perf_hooks", "Performance", false},
	{"PerformanceEntry", "perf_hooks", "PerformanceEntry", false},
	{"PerformanceMark", "perf_hooks", "PerformanceMark", false},
	{"PerformanceMeasure", "perf_hooks", "PerformanceMeasure", false},
	{"PerformanceObserver", "perf_hooks", "PerformanceObserver", false},
	{"PerformanceObserverEntryList", "perf_hooks", "PerformanceObserverEntryList", false},
	{"PerformanceResourceTiming", "perf_hooks", "PerformanceResourceTiming", false},
	{"navigator", "internal/navigator", "navigator", true},
	{"Navigator", "internal/navigator", "Navigator", false},
	{"crypto", "internal/crypto/webcrypto", "crypto", true},
	{"Crypto", "internal/crypto/webcrypto", "Crypto", false},
	{"CryptoKey", "internal/crypto/webcrypto", "CryptoKey", false},
	{"SubtleCrypto", "internal/crypto/webcrypto", "SubtleCrypto", false},
	{"fetch", "internal/fetch", "fetch", true},
	{"Storage", "internal/storage", "Storage", false},
	// Node's has the same, enumerable: but there it is known by the SQLite under
	// it, which tools such as Node's tests ask for.
	{"sessionStorage", "internal/storage", "sessionStorage", false},
	{"localStorage", "internal/storage", "localStorage", false},
	{"Headers", "internal/fetch/headers", "Headers", false},
	{"FormData", "internal/fetch/form_data", "FormData", false},
	{"Request", "internal/fetch/request", "Request", false},
	{"Response", "internal/fetch/response", "Response", false},
	{"ReadableStream", "stream/web", "ReadableStream", false},
	{"ReadableStreamDefaultReader", "stream/web", "ReadableStreamDefaultReader", false},
	{"ReadableStreamBYOBReader", "stream/web", "ReadableStreamBYOBReader", false},
	{"ReadableStreamBYOBRequest", "stream/web", "ReadableStreamBYOBRequest", false},
	{"ReadableByteStreamController", "stream/web", "ReadableByteStreamController", false},
	{"ReadableStreamDefaultController", "stream/web", "ReadableStreamDefaultController", false},
	{"TransformStream", "stream/web", "TransformStream", false},
	{"TransformStreamDefaultController", "stream/web", "TransformStreamDefaultController", false},
	{"WritableStream", "stream/web", "WritableStream", false},
	{"WritableStreamDefaultController", "stream/web", "WritableStreamDefaultController", false},
	{"WritableStreamDefaultWriter", "stream/web", "WritableStreamDefaultWriter", false},
	{"ByteLengthQueuingStrategy", "stream/web", "ByteLengthQueuingStrategy", false},
	{"CountQueuingStrategy", "stream/web", "CountQueuingStrategy", false},
	{"TextEncoderStream", "stream/web", "TextEncoderStream", false},
	{"TextDecoderStream", "stream/web", "TextDecoderStream", false},
	{"Intl", "internal/intl", "", false},
	{"Temporal", "internal/temporal", "Temporal", false},
	{"WebAssembly", "internal/wasm", "", false},
	{"CompressionStream", "stream/web", "CompressionStream", false},
	{"DecompressionStream", "stream/web", "DecompressionStream", false},
}

// defineGlobals puts the lazy globals whose module is written on the global
// object, and "global", its own name.
func defineGlobals(e *env.Env, realm *ecma.Realm) {
	global := e.VM.GlobalObject()
	for _, g := range lazyGlobals {
		if e.HasModule(g.module) {
			g.define(e, realm, global)
		}
	}
	define(global, "global", global, false)
	tag := goja.SymToStringTag
	if err := global.DefineDataPropertySymbol(tag, e.VM.ToValue("global"), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		panic(err)
	}
}

// define makes g an accessor that replaces itself by the value.
func (g lazyGlobal) define(e *env.Env, realm *ecma.Realm, global *goja.Object) {
	get := e.Function("get "+g.name, 0, func(goja.FunctionCall) goja.Value {
		v := goja.Value(e.Require(g.module))
		if g.export != "" {
			v = v.(*goja.Object).Get(g.export)
		}
		define(global, g.name, v, g.enumerable)
		return v
	})
	set := e.Function("set "+g.name, 1, func(c goja.FunctionCall) goja.Value {
		define(global, g.name, c.Argument(0), g.enumerable)
		return goja.Undefined()
	})
	if err := global.DefineAccessorProperty(g.name, get, set, goja.FLAG_TRUE, flagOf(g.enumerable)); err != nil {
		panic(err)
	}
	if !nodeAccessors[g.name] {
		realm.StandsForValue(g.name, get)
	}
}

// nodeAccessors are the globals that are accessors in Node too.
var nodeAccessors = map[string]bool{
	"process": true, "Buffer": true, "performance": true, "crypto": true, "navigator": true,
	"localStorage": true, "sessionStorage": true,
}

func define(o *goja.Object, name string, v goja.Value, enumerable bool) {
	if err := o.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, flagOf(enumerable)); err != nil {
		panic(err)
	}
}

func flagOf(b bool) goja.Flag {
	if b {
		return goja.FLAG_TRUE
	}
	return goja.FLAG_FALSE
}
