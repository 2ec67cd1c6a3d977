package url

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/validate"
	"gonet/bindings/internal/weburl"
)

// Module is node:url.
func Module(e *env.Env) goja.Value {
	w := slot.Of(e)
	exports := e.VM.NewObject()
	lazy := func(module string, names ...string) {
		for _, name := range names {
			e.Lazy(exports, name, goja.FLAG_TRUE, func() goja.Value { return e.Require(module).Get(name) })
		}
	}
	function := func(name string, length int, fn func(goja.FunctionCall) goja.Value) {
		exports.Set(name, e.Function(name, length, fn))
	}
	lazy("internal/url_legacy", "Url", "parse", "resolve", "resolveObject", "format")
	exports.Set("URL", w.url.Ctor)
	lazy("internal/urlpattern", "URLPattern")
	exports.Set("URLSearchParams", w.params.Ctor)
	function("domainToASCII", 1, w.domain(func(domain string) string { return domain }))
	function("domainToUnicode", 1, w.domain(weburl.DomainToUnicode))
	function("pathToFileURL", 2, w.pathToFileURL)
	function("fileURLToPath", 1, w.fileURLToPath)
	function("fileURLToPathBuffer", 1, w.fileURLToPathBuffer)
	function("urlToHttpOptions", 1, w.urlToHTTPOptions)
	return exports
}

// Binding is "internal/binding/url": what the older API needs of this one.
func Binding(e *env.Env) goja.Value {
	w := slot.Of(e)
	exports := e.VM.NewObject()
	exports.Set("URL", w.url.Ctor)
	exports.Set("toASCII", e.Function("toASCII", 1, func(c goja.FunctionCall) goja.Value {
		ascii, _ := weburl.DomainToASCII(c.Argument(0).String())
		return e.VM.ToValue(ascii)
	}))
	first := func(name string, is func(rune) bool) {
		exports.Set(name, e.Function(name, 1, func(c goja.FunctionCall) goja.Value {
			r, _ := utf8.DecodeRuneInString(c.Argument(0).String())
			return e.VM.ToValue(is(r))
		}))
	}
	first("isIdentifierStart", isIdentifierStart)
	first("isIdentifierPart", isIdentifierPart)
	exports.Set("format", e.Function("format", 5, func(c goja.FunctionCall) goja.Value {
		return e.VM.ToValue(w.this(c.Argument(0)).Format(weburl.Parts{
			Fragment: c.Argument(1).ToBoolean(),
			Unicode:  c.Argument(2).ToBoolean(),
			Search:   c.Argument(3).ToBoolean(),
			Auth:     c.Argument(4).ToBoolean(),
		}))
	}))
	return exports
}

// isIdentifierStart and isIdentifierPart are what names in JavaScript are made
// of, which goja's regular expressions do not know.
func isIdentifierStart(r rune) bool {
	return r == '$' || r == '_' || unicode.In(r, unicode.L, unicode.Nl, unicode.Other_ID_Start)
}

func isIdentifierPart(r rune) bool {
	return isIdentifierStart(r) || r == '\u200C' || r == '\u200D' ||
		unicode.In(r, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Continue)
}

// domain makes a function of a domain, which gives "" for what is none.
func (w *world) domain(convert func(string) string) func(goja.FunctionCall) goja.Value {
	return func(c goja.FunctionCall) goja.Value {
		w.requireArguments(len(c.Arguments), "domain")
		host, ok := weburl.SpecialHost(w.text(c.Argument(0)))
		if !ok {
			return w.env.VM.ToValue("")
		}
		return w.env.VM.ToValue(convert(host))
	}
}

// urlToHTTPOptions makes the options that http.request takes.
func (w *world) urlToHTTPOptions(c goja.FunctionCall) goja.Value {
	o, ok := c.Argument(0).(*goja.Object)
	if !ok || validate.IsArray(o) {
		errs.Throw(w.env, "ERR_INVALID_ARG_TYPE", "url", "Object", c.Argument(0))
	}
	get := func(name string) goja.Value {
		if v := o.Get(name); v != nil {
			return v
		}
		return goja.Undefined()
	}
	text := func(name string) string {
		if v := get(name); v.ToBoolean() {
			return v.String()
		}
		return ""
	}
	options := w.env.VM.CreateObject(nil)
	for _, key := range o.Keys() {
		options.Set(key, o.Get(key))
	}
	options.Set("protocol", get("protocol"))
	hostname := get("hostname")
	if host := text("hostname"); strings.HasPrefix(host, "[") {
		hostname = w.env.VM.ToValue(host[1 : len(host)-1])
	}
	options.Set("hostname", hostname)
	for _, name := range []string{"hash", "search", "pathname"} {
		options.Set(name, get(name))
	}
	options.Set("path", text("pathname")+text("search"))
	options.Set("href", get("href"))
	if port := get("port"); !validate.IsString(port) || port.String() != "" {
		options.Set("port", port.ToNumber())
	}
	if text("username") != "" || text("password") != "" {
		options.Set("auth", w.decoded(text("username")).String()+":"+w.decoded(text("password")).String())
	}
	return options
}
