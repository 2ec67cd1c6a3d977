package ecma

import (
	"strconv"
	"strings"

	"github.com/dop251/goja"
)

// lastMatch is the last match that a script made, for RegExp.$1 and its like.
type lastMatch struct {
	re    *goja.Object
	input goja.Value
	from  goja.Value
	res   *goja.Object // once it has been asked for
}

// noteMatch keeps what is needed to make a match once more.
func (r *Realm) noteMatch(re, input, from goja.Value) {
	if o, ok := re.(*goja.Object); ok && o.ClassName() == "RegExp" {
		r.last = lastMatch{re: o, input: input, from: from}
	}
}

// lastGroup returns a group of the last match, "" if there is none.
func (r *Realm) lastGroup(n int) goja.Value {
	l := &r.last
	if l.re != nil && l.res == nil {
		l.res = r.rematch()
	}
	if l.res != nil {
		if v := l.res.Get(strconv.Itoa(n)); kindOf(v) == kindString {
			return v
		}
	}
	return r.vm.ToValue("")
}

// rematch makes the last match again, from where it began to look.
func (r *Realm) rematch() *goja.Object {
	flags := strings.NewReplacer("g", "", "y", "").Replace(r.last.re.Get("flags").String())
	if strings.ContainsAny(r.last.re.Get("flags").String(), "gy") {
		flags += "g"
	}
	again, err := r.vm.New(r.regexpClass, r.last.re, r.vm.ToValue(flags))
	must(err)
	must(again.Set("lastIndex", r.last.from))
	exec, _ := goja.AssertFunction(again.Get("exec"))
	last := r.last
	res, _ := invoke(exec, again, r.last.input).(*goja.Object)
	r.last = last
	return res
}

// installLegacyRegExp adds the properties of RegExp that show the last match.
func (r *Realm) installLegacyRegExp() {
	r.regexpClass = r.global("RegExp")
	ignore := r.function("set $", 1, func(goja.FunctionCall) goja.Value { return goja.Undefined() })
	define := func(group int, names ...string) {
		get := r.function("get "+names[0], 0, func(goja.FunctionCall) goja.Value { return r.lastGroup(group) })
		for _, name := range names {
			must(r.regexpClass.DefineAccessorProperty(name, get, ignore, goja.FLAG_TRUE, goja.FLAG_FALSE))
		}
	}
	define(0, "lastMatch", "$&")
	for i := 1; i <= 9; i++ {
		define(i, "$"+strconv.Itoa(i))
	}
}
