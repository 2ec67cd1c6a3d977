package ecma

import (
	"strings"
	"unicode/utf16"

	"github.com/dop251/goja"
)

func (r *Realm) installStrings() {
	proto := r.prototypeOf("String")
	r.method(proto, "isWellFormed", 0, func(c goja.FunctionCall) goja.Value {
		return r.vm.ToValue(firstLone(r.thisString(c.This, "isWellFormed")) < 0)
	})
	r.method(proto, "toWellFormed", 0, func(c goja.FunctionCall) goja.Value {
		return wellFormed(r.thisString(c.This, "toWellFormed"))
	})
	for _, h := range htmlMethods {
		length := 0
		if h.attribute != "" {
			length = 1
		}
		r.method(proto, h.name, length, func(c goja.FunctionCall) goja.Value { return r.html(c, h) })
	}
}

// thisString is the receiver of a method of strings as a string.
func (r *Realm) thisString(this goja.Value, method string) goja.String {
	if nullish(this) != "" {
		panic(r.typeError("String.prototype." + method + " called on null or undefined"))
	}
	return r.toString(this)
}

// firstLone is the index of the first surrogate that is not one of a pair, or
// -1.
func firstLone(s goja.String) int {
	for i, n := 0, s.Length(); i < n; i++ {
		c := rune(s.CharAt(i))
		if !utf16.IsSurrogate(c) {
			continue
		}
		if i+1 < n && utf16.DecodeRune(c, rune(s.CharAt(i+1))) != '\uFFFD' {
			i++
			continue
		}
		return i
	}
	return -1
}

func wellFormed(s goja.String) goja.Value {
	if firstLone(s) < 0 {
		return s
	}
	units := make([]uint16, s.Length())
	for i := range units {
		units[i] = s.CharAt(i)
	}
	for i := 0; i < len(units); i++ {
		c := rune(units[i])
		switch {
		case !utf16.IsSurrogate(c):
		case i+1 < len(units) && utf16.DecodeRune(c, rune(units[i+1])) != '\uFFFD':
			i++
		default:
			units[i] = '\uFFFD'
		}
	}
	return goja.StringFromUTF16(units)
}

// htmlMethods are the methods of Annex B that wrap a string in a tag.
var htmlMethods = []htmlMethod{
	{"anchor", "a", "name"}, {"big", "big", ""}, {"blink", "blink", ""}, {"bold", "b", ""},
	{"fixed", "tt", ""}, {"fontcolor", "font", "color"}, {"fontsize", "font", "size"}, {"italics", "i", ""},
	{"link", "a", "href"}, {"small", "small", ""}, {"strike", "strike", ""}, {"sub", "sub", ""}, {"sup", "sup", ""},
}

// htmlMethod is one of them; attribute may be empty.
type htmlMethod struct{ name, tag, attribute string }

func (r *Realm) html(c goja.FunctionCall, h htmlMethod) goja.Value {
	s := r.thisString(c.This, h.name).String()
	open := "<" + h.tag
	if h.attribute != "" {
		value := strings.ReplaceAll(r.toString(c.Argument(0)).String(), `"`, "&quot;")
		open += " " + h.attribute + `="` + value + `"`
	}
	return r.vm.ToValue(open + ">" + s + "</" + h.tag + ">")
}
