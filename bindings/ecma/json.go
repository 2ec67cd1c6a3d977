package ecma

import (
	"strings"

	"github.com/dop251/goja"
)

// installJSON replaces the functions of JSON.
func (r *Realm) installJSON() {
	json := r.vm.Get("JSON").(*goja.Object)
	r.method(json, "parse", 2, r.jsonParse)
	r.method(json, "stringify", 3, r.jsonStringify)
	r.method(json, "rawJSON", 1, r.rawJSON)
	r.method(json, "isRawJSON", 1, func(call goja.FunctionCall) goja.Value {
		o, ok := call.Argument(0).(*goja.Object)
		return r.vm.ToValue(ok && r.isRawJSON(o))
	})
}

// rawJSON is JSON.rawJSON(text): an object that is written as text.
func (r *Realm) rawJSON(call goja.FunctionCall) goja.Value {
	text := r.toString(call.Argument(0))
	s := text.String()
	if s == "" || strings.IndexByte("\t\n\r ", s[0]) >= 0 || strings.IndexByte("\t\n\r ", s[len(s)-1]) >= 0 {
		panic(r.syntaxError("Invalid value for JSON.rawJSON"))
	}
	p := jsonParser{realm: r, text: jsonText(text), source: text}
	if c := s[0]; c == '{' || c == '[' {
		p.unexpected(0)
	}
	p.parse()
	o := r.vm.CreateObject(nil)
	must(o.DefineDataProperty("rawJSON", text, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_TRUE))
	r.setState(o, rawJSON{})
	r.freeze(o)
	return o
}

// rawJSON marks what JSON.rawJSON has made.
type rawJSON struct{}

func (r *Realm) isRawJSON(o *goja.Object) bool {
	if r.states.table == nil || isProxy(o) || o.Prototype() != nil {
		return false
	}
	_, ok := stateOf[rawJSON](r, o)
	return ok
}
