package ecma

import (
	"strings"
	"unicode/utf16"

	"github.com/dlclark/regexp2/v2"
	"github.com/dop251/goja"
)

// regexpFlag is the value of a getter of flags.
func (r *Realm) regexpFlag(this goja.Value, proto *goja.Object, name string, flag func(regexpState) bool) goja.Value {
	o, ok := this.(*goja.Object)
	switch {
	case ok && o == proto:
		return goja.Undefined()
	case !ok || o.ClassName() != "RegExp":
		panic(r.typeError("RegExp.prototype." + name + " getter called on non-RegExp object"))
	}
	f, _ := stateOf[regexpState](r, o)
	return r.vm.ToValue(flag(f))
}

// patchFlags has what shows an expression's flags know of d and v, and what
// shows its source write slashes as V8 does.
func (r *Realm) patchFlags(proto *goja.Object) {
	get := func(name string) *goja.Object {
		d := invoke(r.getDescriptor, goja.Undefined(), proto, r.vm.ToValue(name)).(*goja.Object)
		return d.Get("get").(*goja.Object)
	}
	flags, _ := native(get("flags"))
	oldFlags := *flags
	*flags = func(c goja.FunctionCall) goja.Value {
		text := oldFlags(c).String()
		o := c.This.(*goja.Object)
		if r.states.table == nil && o.Prototype() == proto {
			return r.vm.ToValue(text)
		}
		if v := o.Get("hasIndices"); v != nil && v.ToBoolean() {
			text = "d" + text
		}
		if v := o.Get("unicodeSets"); v != nil && v.ToBoolean() {
			text = insertFlag(text, 'v', "y")
		}
		return r.vm.ToValue(text)
	}
	toString, _ := native(proto.Get("toString").(*goja.Object))
	oldToString := *toString
	*toString = func(c goja.FunctionCall) goja.Value {
		o, ok := c.This.(*goja.Object)
		if !ok {
			return oldToString(c)
		}
		return r.vm.ToValue("/" + r.toString(orUndefined(o.Get("source"))).String() + "/" + r.toString(orUndefined(o.Get("flags"))).String())
	}
	source, _ := native(get("source"))
	oldSource := *source
	*source = func(c goja.FunctionCall) goja.Value {
		if f, ok := stateOf[regexpState](r, c.This); ok && f.rewritten != nil {
			return r.vm.ToValue(f.rewritten.source)
		}
		v := oldSource(c)
		o, _ := c.This.(*goja.Object)
		if o == nil || o == proto {
			return v
		}
		// goja writes every slash as \u002f, those in classes too.
		if raw := rawSource(o); strings.ContainsAny(raw, "/\n\r\u2028\u2029") {
			return r.vm.ToValue(escapedSource(raw))
		}
		return v
	}
	unicode, _ := native(get("unicode"))
	oldUnicode := *unicode
	*unicode = func(c goja.FunctionCall) goja.Value {
		if f, ok := stateOf[regexpState](r, c.This); ok && f.sets {
			return r.vm.ToValue(false)
		}
		return oldUnicode(c)
	}
	ignoreCase, _ := native(get("ignoreCase"))
	oldIgnoreCase := *ignoreCase
	*ignoreCase = func(c goja.FunctionCall) goja.Value {
		if f, ok := stateOf[regexpState](r, c.This); ok && f.rewritten != nil {
			return r.vm.ToValue(f.rewritten.ignoreCase)
		}
		return oldIgnoreCase(c)
	}
}

// insertFlag puts a flag before any of those that come after it.
func insertFlag(flags string, flag byte, after string) string {
	for i := range flags {
		for j := range after {
			if flags[i] == after[j] {
				return flags[:i] + string(flag) + flags[i:]
			}
		}
	}
	return flags + string(flag)
}

// patchExec has exec add the indices that the flag d asks for.
func (r *Realm) patchExec(proto *goja.Object) {
	exec, _ := native(proto.Get("exec").(*goja.Object))
	old := *exec
	*exec = func(c goja.FunctionCall) goja.Value {
		v := old(c)
		res, ok := v.(*goja.Object)
		if !ok || r.states.table == nil {
			return v
		}
		if f, ok := stateOf[regexpState](r, c.This); ok && f.indices {
			hideNothing(res, "indices", r.indices(c.This.(*goja.Object), res))
		}
		return v
	}
}

// hideNothing defines an ordinary property.
func hideNothing(o *goja.Object, name string, v goja.Value) {
	must(o.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE))
}

// indices is where the groups of a match are. goja keeps that to itself, so the
// pattern, in the form that goja has given it, is matched once more.
func (r *Realm) indices(re, res *goja.Object) goja.Value {
	match := r.matchAgain(re, res)
	list := make([]goja.Value, len(match))
	for i, m := range match {
		list[i] = goja.Undefined()
		if m[0] >= 0 {
			list[i] = r.vm.NewArray(m[0], m[1])
		}
	}
	indices := newArray(r.vm, list)
	var groups goja.Value = goja.Undefined()
	if named, ok := res.Get("groups").(*goja.Object); ok {
		groups = r.namedIndices(re.Get("source").String(), named, list)
	}
	hideNothing(indices, "groups", groups)
	return indices
}

// matchAgain returns start and end of each group, in UTF-16 units; -1 for a
// group that took no part.
func (r *Realm) matchAgain(re, res *goja.Object) [][2]int {
	text := r.toString(res.Get("input"))
	start := int(res.Get("index").ToInteger())
	unicode := re.Get("unicode").ToBoolean() || re.Get("unicodeSets").ToBoolean()
	units := make([]uint16, text.Length())
	for i := range units {
		units[i] = text.CharAt(i)
	}
	runes, offsets := matchedRunes(units, unicode)
	from := 0
	for from < len(offsets)-1 && offsets[from] < start {
		from++
	}
	options := regexp2.RegexOptions(regexp2.ECMAScript)
	for name, option := range map[string]regexp2.RegexOptions{
		"multiline": regexp2.Multiline, "dotAll": regexp2.Singleline, "ignoreCase": regexp2.IgnoreCase,
	} {
		if re.Get(name).ToBoolean() {
			options |= option
		}
	}
	if unicode {
		options |= regexp2.Unicode
	}
	compiled, err := regexp2.Compile(patternOf(re), options)
	if err != nil {
		panic(r.syntaxError(RegExpMessage(re.Get("source").String(), "", err.Error())))
	}
	match, err := compiled.FindRunesMatchStartingAt(runes, from)
	if err != nil || match == nil {
		return [][2]int{{start, start + r.toString(res.Get("0")).Length()}}
	}
	var list [][2]int
	for _, g := range match.Groups() {
		if len(g.Captures) == 0 {
			list = append(list, [2]int{-1, -1})
			continue
		}
		list = append(list, [2]int{offsets[g.RuneIndex], offsets[g.RuneIndex+g.RuneLength]})
	}
	return list
}

// matchedRunes is a text as patterns see it: characters or, without the flag u,
// UTF-16 units; with the offset in units of each, and of the end.
func matchedRunes(units []uint16, unicode bool) (runes []rune, offsets []int) {
	for i := 0; i < len(units); i++ {
		offsets = append(offsets, i)
		c := rune(units[i])
		if unicode && utf16.IsSurrogate(c) && i+1 < len(units) {
			if pair := utf16.DecodeRune(c, rune(units[i+1])); pair != '\uFFFD' {
				c = pair
				i++
			}
		}
		runes = append(runes, c)
	}
	return runes, append(offsets, len(units))
}

// namedIndices are the indices of named groups, which stand in the pattern in
// the order of their numbers.
func (r *Realm) namedIndices(source string, named *goja.Object, list []goja.Value) goja.Value {
	o := r.vm.CreateObject(nil)
	group := 0
	class := false
	for i := 0; i < len(source); i++ {
		switch c := source[i]; {
		case c == '\\':
			i++
		case c == '[':
			class = true
		case c == ']':
			class = false
		case c == '(' && !class:
			name, captures := groupName(source[i+1:])
			if captures {
				group++
			}
			if name != "" && group < len(list) && named.Get(name) != nil && (o.Get(name) == nil || !goja.IsUndefined(list[group])) {
				hideNothing(o, name, list[group])
			}
		}
	}
	return o
}

// groupName reads what follows the parenthesis of a group.
func groupName(rest string) (name string, captures bool) {
	if len(rest) == 0 || rest[0] != '?' {
		return "", true
	}
	if len(rest) < 3 || rest[1] != '<' || rest[2] == '=' || rest[2] == '!' {
		return "", false
	}
	for i := 2; i < len(rest); i++ {
		if rest[i] == '>' {
			return rest[2:i], true
		}
	}
	return "", false
}

// escapedSource is the pattern of a regular expression as a literal has it:
// slashes outside of classes and line ends are escaped (EscapeRegExpSource in
// v8/v8:src/objects/js-regexp.cc).
func escapedSource(source string) string {
	var b strings.Builder
	class, escaped := false, false
	for _, c := range source {
		before := escaped
		escaped = false
		switch {
		case c == '\n' || c == '\r' || c == '\u2028' || c == '\u2029':
			b.WriteString(lineEndEscape(c, before))
			continue
		case before:
		case c == '\\':
			escaped = true
		case c == '/' && !class:
			b.WriteByte('\\')
		case c == '[':
			class = true
		case c == ']':
			class = false
		}
		b.WriteRune(c)
	}
	return b.String()
}

// lineEndEscape is how a literal writes a line end; a backslash before it is
// written already.
func lineEndEscape(c rune, escaped bool) string {
	text := map[rune]string{'\n': "n", '\r': "r", '\u2028': "u2028", '\u2029': "u2029"}[c]
	if escaped {
		return text
	}
	return `\` + text
}
