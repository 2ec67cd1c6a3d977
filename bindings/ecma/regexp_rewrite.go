package ecma

import (
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/ecma/pattern"
)

// rewritten is a regular expression whose pattern the engine has in another
// form than the script wrote it in.
type rewritten struct {
	source     string // as the property source shows it
	ignoreCase bool
	names      []string     // of the groups, if several have one name
	template   *goja.Object // what expressions are copied from
	pattern    string       // as the engine has it
	flags      string
}

// maxRewritten is how many rewritten patterns a realm keeps: literals come by
// here each time that they are evaluated.
const maxRewritten = 512

// rewrittenRegExp makes a regular expression by rewriting its pattern. plain is
// whether it is of the class RegExp itself, and no subclass.
func (r *Realm) rewrittenRegExp(source, flags string, state regexpState, create func([]goja.Value) *goja.Object, plain bool) *goja.Object {
	key := flags + "/" + source
	w := r.rewrites[key]
	if w == nil {
		w = r.rewrite(source, flags)
		if r.rewrites == nil || len(r.rewrites) >= maxRewritten {
			r.rewrites = make(map[string]*rewritten)
		}
		r.rewrites[key] = w
	}
	given := []goja.Value{r.vm.ToValue(w.pattern), r.vm.ToValue(w.flags)}
	if plain {
		if w.template == nil {
			w.template = r.makeRegExp(func() *goja.Object { return create(given) }, source, flags)
		}
		given = []goja.Value{w.template}
	}
	o := r.makeRegExp(func() *goja.Object { return create(given) }, source, flags)
	state.rewritten = w
	r.setState(o, state)
	if w.names != nil {
		// With an exec of its own the engine uses that wherever it matches o.
		r.method(o, "exec", 1, r.execNamed)
	}
	return o
}

func (r *Realm) rewrite(source, flags string) *rewritten {
	res, err := pattern.Rewrite(source, flags)
	if err != nil {
		panic(r.syntaxError(RegExpMessage(source, flags, err.Error())))
	}
	return &rewritten{
		source: escapedSource(source), ignoreCase: strings.Contains(flags, "i"),
		names: res.Names, pattern: res.Pattern, flags: res.Flags,
	}
}

// execNamed is exec for an expression of which several groups have one name.
func (r *Realm) execNamed(c goja.FunctionCall) goja.Value {
	state := receiver[regexpState](r, c.This, "RegExp.prototype.exec")
	exec, _ := native(r.regexpClass.Get("prototype").(*goja.Object).Get("exec").(*goja.Object))
	v := (*exec)(c)
	match, ok := v.(*goja.Object)
	if !ok {
		return v
	}
	groups := r.vm.CreateObject(nil)
	for i, name := range state.rewritten.names {
		if name == "" {
			continue
		}
		if v := orUndefined(match.Get(strconv.Itoa(i))); groups.Get(name) == nil || !goja.IsUndefined(v) {
			hideNothing(groups, name, v)
		}
	}
	hideNothing(match, "groups", groups)
	if indices, ok := match.Get("indices").(*goja.Object); ok {
		list := make([]goja.Value, len(state.rewritten.names))
		for i := range list {
			list[i] = indices.Get(strconv.Itoa(i))
		}
		hideNothing(indices, "groups", r.namedIndices(state.rewritten.source, groups, list))
	}
	return v
}
