// Package url is node:url: URL and URLSearchParams over package weburl, and
// the functions between URLs and paths. The older API, url.parse and its like,
// is js/internal/url_legacy.js. Source: nodejs/node:lib/internal/url.js.
package url

import (
	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/weburl"
)

// world is what the package keeps in one Env.
type world struct {
	env      *env.Env
	url      *env.Class
	params   *env.Class
	iterator *goja.Object // the prototype of URLSearchParams' iterators
	decode   env.Callback // decodeURIComponent
}

var slot = env.NewSlot(func(e *env.Env) *world {
	w := &world{env: e, decode: env.CallbackOf(e.VM.Get("decodeURIComponent"))}
	w.defineParams()
	w.defineURL()
	return w
})

// urlObject is the state of a URL.
type urlObject struct {
	*weburl.URL
	params *paramsObject // nil until a script asks for searchParams
}

func (w *world) newURL(u *weburl.URL) *goja.Object {
	o := w.env.VM.CreateObject(w.url.Proto)
	w.env.Attach(o).Parts[env.PartOwner] = &urlObject{URL: u}
	return o
}

// text is `${v}` without lone surrogates.
func (w *world) text(v goja.Value) string {
	return buffer.ToString(w.env, v).String()
}

// arg returns argument i, undefined if it is missing.
func arg(args []goja.Value, i int) goja.Value {
	if i < len(args) {
		return args[i]
	}
	return goja.Undefined()
}

func (w *world) defineURL() {
	w.env.Href = func(o *goja.Object) (string, bool) {
		u, ok := env.PartOf[*urlObject](w.env, o, env.PartOwner)
		if !ok {
			return "", false
		}
		return u.Href(), true
	}
	w.url = w.env.NewStrictClass("URL", 1, nil, func(this *goja.Object, args []goja.Value) {
		w.requireArguments(len(args), "url")
		u := w.parse(arg(args, 0), arg(args, 1), true)
		w.env.Attach(this).Parts[env.PartOwner] = &urlObject{URL: u}
	})
	w.url.Enumerable()
	w.url.Proto.DefineDataPropertySymbol(goja.SymToStringTag, w.env.VM.ToValue("URL"), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	href := func(c goja.FunctionCall) goja.Value { return w.env.VM.ToValue(w.receiver(c.This).Href()) }
	w.url.Method("toString", 0, href)
	w.defineParts()
	w.url.Method("toJSON", 0, href)
	w.defineStatics()
	w.url.SymbolMethod(w.env.InspectCustom(), "[nodejs.util.inspect.custom]", 2, w.inspectURL)
}

// parse parses a URL as the constructor does. What is not one throws, or is
// nil if it must not.
func (w *world) parse(input, base goja.Value, throw bool) *weburl.URL {
	text := w.text(input)
	baseText := ""
	var baseURL *weburl.URL
	ok := true
	if !goja.IsUndefined(base) {
		baseText = w.text(base)
		baseURL, ok = weburl.Parse(baseText, nil)
	}
	if ok {
		if u, ok := weburl.Parse(text, baseURL); ok {
			return u
		}
	}
	if throw {
		err := Invalid(w.env, text)
		if !goja.IsUndefined(base) {
			err.Set("base", baseText)
		}
		panic(err)
	}
	return nil
}

// requireArguments throws unless there are as many arguments as names.
func (w *world) requireArguments(n int, names ...any) {
	if n < len(names) {
		errs.Throw(w.env, "ERR_MISSING_ARGS", names...)
	}
}

// this returns the state of the URL that a getter or setter is called on.
func (w *world) this(v goja.Value) *urlObject {
	return w.thisOr(v, "Cannot read private member #context from an object whose class did not declare it")
}

// receiver is this for what begins by calling a private method in Node.
func (w *world) receiver(v goja.Value) *urlObject {
	return w.thisOr(v, "Receiver must be an instance of class URL")
}

func (w *world) thisOr(v goja.Value, message string) *urlObject {
	u, ok := env.PartOf[*urlObject](w.env, v, env.PartOwner)
	if !ok {
		panic(errs.TypeError(w.env, message))
	}
	return u
}

// defineParts defines the accessors for the parts of a URL.
func (w *world) defineParts() {
	part := func(name string, get func(*weburl.URL) string, set func(*weburl.URL, string)) {
		var setter func(this, v goja.Value)
		if set != nil {
			setter = func(this, v goja.Value) {
				u := w.this(this)
				set(u.URL, w.text(v))
			}
		}
		w.url.Accessor(name, func(this goja.Value) goja.Value {
			return w.env.VM.ToValue(get(w.this(this).URL))
		}, setter)
	}
	w.url.Accessor("href", func(this goja.Value) goja.Value {
		return w.env.VM.ToValue(w.receiver(this).Href())
	}, func(this, v goja.Value) {
		u, text := w.this(this), w.text(v)
		w.updateSearch(u, func() {
			if !u.SetHref(text) {
				err := errs.New(w.env, "ERR_INVALID_URL")
				err.Set("input", text)
				panic(err)
			}
		})
	})
	part("origin", (*weburl.URL).Origin, nil)
	part("protocol", (*weburl.URL).Protocol, (*weburl.URL).SetProtocol)
	part("username", (*weburl.URL).Username, (*weburl.URL).SetUsername)
	part("password", (*weburl.URL).Password, (*weburl.URL).SetPassword)
	part("host", (*weburl.URL).Host, (*weburl.URL).SetHost)
	part("hostname", (*weburl.URL).Hostname, (*weburl.URL).SetHostname)
	part("port", (*weburl.URL).Port, (*weburl.URL).SetPort)
	part("pathname", (*weburl.URL).Pathname, (*weburl.URL).SetPathname)
	w.url.Accessor("search", func(this goja.Value) goja.Value {
		return w.env.VM.ToValue(w.receiver(this).Search())
	}, func(this, v goja.Value) {
		u, text := w.this(this), w.text(v)
		w.updateSearch(u, func() { u.SetSearch(text) })
	})
	w.url.Accessor("searchParams", func(this goja.Value) goja.Value { return w.searchParams(w.this(this)) }, nil)
	part("hash", (*weburl.URL).Hash, (*weburl.URL).SetHash)
}

// updateSearch makes a change that may change the query, and then has
// searchParams show it.
func (w *world) updateSearch(u *urlObject, change func()) {
	before := u.Query()
	change()
	if u.params != nil && u.Query() != before {
		u.params.list = weburl.ParseForm(u.Query())
	}
}

func (w *world) searchParams(u *urlObject) goja.Value {
	if u.params == nil {
		u.params = w.newParams(weburl.ParseForm(u.Query()))
		u.params.url = u.URL
	}
	return u.params.object
}

func (w *world) defineStatics() {
	e := w.env
	static := func(name string, fn func(goja.FunctionCall) goja.Value) {
		w.url.Static(name, e.Function(name, 1, fn))
	}
	static("parse", func(c goja.FunctionCall) goja.Value {
		w.requireArguments(len(c.Arguments), "url")
		if u := w.parse(c.Argument(0), c.Argument(1), false); u != nil {
			return w.newURL(u)
		}
		return goja.Null()
	})
	static("canParse", func(c goja.FunctionCall) goja.Value {
		w.requireArguments(len(c.Arguments), "url")
		return e.VM.ToValue(w.parse(c.Argument(0), c.Argument(1), false) != nil)
	})
	static("createObjectURL", func(c goja.FunctionCall) goja.Value {
		return env.CallbackOf(e.Require("internal/blob").Get("createObjectURL"))(c)
	})
	static("revokeObjectURL", func(c goja.FunctionCall) goja.Value {
		w.requireArguments(len(c.Arguments), "url")
		return env.CallbackOf(e.Require("internal/blob").Get("revokeObjectURL"))(c)
	})
}

// inspectURL shows a URL as util.inspect does.
func (w *world) inspectURL(c goja.FunctionCall) goja.Value {
	w.this(c.This)
	if depth := c.Argument(0); goja.IsNumber(depth) && depth.ToFloat() < 0 {
		return c.This
	}
	this := c.This.(*goja.Object)
	proto := w.env.VM.NewObject()
	proto.Set("constructor", this.Get("constructor"))
	shown := w.env.VM.CreateObject(proto)
	for _, name := range []string{"href", "origin", "protocol", "username", "password", "host",
		"hostname", "port", "pathname", "search", "searchParams", "hash"} {
		shown.Set(name, this.Get(name))
	}
	text := w.inspect(c.Argument(2))(goja.FunctionCall{
		This:      goja.Undefined(),
		Arguments: []goja.Value{shown, c.Argument(1)},
	})
	return w.env.VM.ToValue(className(w.env, this) + " " + text.String())
}

// inspect returns util.inspect, which is the third argument of a custom
// inspect method.
func (w *world) inspect(v goja.Value) env.Callback {
	if fn := env.CallbackOf(v); fn != nil {
		return fn
	}
	return env.CallbackOf(w.env.Require("util").Get("inspect"))
}

func className(e *env.Env, o *goja.Object) string {
	return o.Get("constructor").ToObject(e.VM).Get("name").String()
}
