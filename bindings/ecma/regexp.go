package ecma

import (
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/ecma/pattern"
)

// regexpState is what the engine does not know of a regular expression.
type regexpState struct {
	indices, sets bool       // the flags d and v
	rewritten     *rewritten // if the engine has another pattern than the script wrote
}

// maxGroupNesting is how deep the groups of a pattern may nest: goja's and Go's
// parsers of patterns recurse.
const maxGroupNesting = 1000

func (r *Realm) installRegExp() {
	class := r.global("RegExp")
	proto := class.Get("prototype").(*goja.Object)
	call, makeNew := native(class)
	oldCall, oldMake := *call, *makeNew
	*makeNew = func(args []goja.Value, newTarget *goja.Object) *goja.Object {
		return r.newRegExp(args, newTarget == nil || newTarget == class, func(args []goja.Value) *goja.Object { return oldMake(args, newTarget) })
	}
	*call = func(c goja.FunctionCall) goja.Value {
		return r.newRegExp(c.Arguments, true, func(args []goja.Value) *goja.Object {
			return oldCall(goja.FunctionCall{This: c.This, Arguments: args}).(*goja.Object)
		})
	}
	r.method(class, "escape", 1, r.regexpEscape)
	r.getter(proto, "hasIndices", func(this goja.Value) goja.Value {
		return r.regexpFlag(this, proto, "hasIndices", func(f regexpState) bool { return f.indices })
	})
	r.getter(proto, "unicodeSets", func(this goja.Value) goja.Value {
		return r.regexpFlag(this, proto, "unicodeSets", func(f regexpState) bool { return f.sets })
	})
	r.patchFlags(proto)
	r.patchExec(proto)
}

// newRegExp makes a regular expression: with the flags d and v, which goja
// lacks, rewritten if need be, and with V8's errors. plain is whether it is of
// the class RegExp itself.
func (r *Realm) newRegExp(args []goja.Value, plain bool, create func([]goja.Value) *goja.Object) *goja.Object {
	from, flags := argument(args, 0), argument(args, 1)
	re, isRegExp := from.(*goja.Object)
	isRegExp = isRegExp && re.ClassName() == "RegExp"
	if isRegExp && goja.IsUndefined(flags) {
		flags = orUndefined(re.Get("flags"))
	}
	text := ""
	if !goja.IsUndefined(flags) {
		text = r.toString(flags).String()
	}
	source := ""
	switch {
	case isRegExp:
		source = re.Get("source").String()
	case kindOf(from) == kindString:
		source = from.String()
	}
	if nestsGroups(source) {
		panic(r.syntaxError(RegExpMessage(source, text, "Regular expression too large")))
	}
	known, state := r.splitFlags(text)
	if pattern.Needed(source, text) {
		return r.rewrittenRegExp(source, text, state, create, plain)
	}
	given := []goja.Value{from, r.vm.ToValue(known)}
	if goja.IsUndefined(argument(args, 1)) && !isRegExp {
		given = args
	}
	o := r.makeRegExp(func() *goja.Object { return create(given) }, source, text)
	if state != (regexpState{}) {
		r.setState(o, state)
	}
	return o
}

// makeRegExp calls create and puts the message of its SyntaxError in V8's words.
func (r *Realm) makeRegExp(create func() *goja.Object, source, flags string) (o *goja.Object) {
	ex := r.vm.Try(func() { o = create() })
	if ex == nil {
		return o
	}
	err, ok := ex.Value().(*goja.Object)
	if ok && framesOf(err) != nil && err.Prototype() == r.errors.classes["SyntaxError"].Get("prototype") {
		panic(r.syntaxError(RegExpMessage(source, flags, err.Get("message").String())))
	}
	panic(ex)
}

// splitFlags takes d and v out of flags.
func (r *Realm) splitFlags(flags string) (known string, state regexpState) {
	invalid := strings.Count(flags, "d") > 1 || strings.Count(flags, "v") > 1 || strings.Contains(flags, "u") && strings.Contains(flags, "v")
	if invalid {
		panic(r.syntaxError("Invalid flags supplied to RegExp constructor '" + flags + "'"))
	}
	state = regexpState{indices: strings.Contains(flags, "d"), sets: strings.Contains(flags, "v")}
	return strings.NewReplacer("d", "", "v", "u").Replace(flags), state
}

// nestsGroups reports whether the groups of a pattern nest too deep.
func nestsGroups(source string) bool {
	if strings.Count(source, "(") <= maxGroupNesting {
		return false
	}
	depth, class := 0, false
	for i := 0; i < len(source); i++ {
		switch c := source[i]; {
		case c == '\\':
			i++
		case c == '[':
			class = true
		case c == ']':
			class = false
		case c == '(' && !class:
			if depth++; depth > maxGroupNesting {
				return true
			}
		case c == ')' && !class && depth > 0:
			depth--
		}
	}
	return false
}

// regexpMessages are parts of the messages of goja and of what it uses, with
// V8's words for them.
var regexpMessages = []struct{ part, text string }{
	{"missing argument to repetition", "Nothing to repeat"},
	{"invalid nested repetition", "Nothing to repeat"},
	{"invalid repeat count", "numbers out of order in {} quantifier"},
	{"invalid character class range", "Range out of order in character class"},
	{"] range in reverse order", "Range out of order in character class"},
	{"missing closing ]", "Unterminated character class"},
	{"unterminated [] set", "Unterminated character class"},
	{"missing closing )", "Unterminated group"},
	{"not enough )", "Unterminated group"},
	{"unexpected )", "Unmatched ')'"},
	{"too many )", "Unmatched ')'"},
	{"trailing backslash", "\\ at end of pattern"},
	{"invalid capture group", "Invalid capture group name"},
	{"invalid group name", "Invalid capture group name"},
	{"reference to undefined group", "Invalid named capture referenced"},
	{"duplicate", "Duplicate capture group name"},
	{"\\x{", "Invalid Unicode escape"},
	{"Invalid control escape", "Invalid Unicode escape"},
	{"invalid escape", "Invalid escape"},
	{"nests too deeply", "Regular expression too large"},
	{"too large", "Regular expression too large"},
}

// RegExpMessage is what V8 says of a regular expression that goja finds wrong
// with message.
func RegExpMessage(source, flags, message string) string {
	if strings.HasPrefix(message, "Invalid flags") {
		return "Invalid flags supplied to RegExp constructor '" + flags + "'"
	}
	for _, m := range regexpMessages {
		if strings.Contains(message, m.part) {
			message = m.text
			break
		}
	}
	if _, after, ok := strings.Cut(message, "error parsing regexp: "); ok {
		message = strings.TrimRight(after, ")")
	}
	return "Invalid regular expression: /" + source + "/" + flags + ": " + message
}

// regexpEscape is RegExp.escape(text).
func (r *Realm) regexpEscape(c goja.FunctionCall) goja.Value {
	s, ok := c.Argument(0).(goja.String)
	if !ok {
		panic(r.typeError("Input argument must be a string"))
	}
	var b goja.StringBuilder
	for i, n := 0, s.Length(); i < n; i++ {
		b.WriteUTF8String(escapeUnit(s, i))
		if u := s.CharAt(i); escapeUnit(s, i) == "" {
			b.WriteString(goja.StringFromUTF16([]uint16{u}))
		}
	}
	return b.String()
}

// escapeUnit returns the escape for s[i], or "" if it stands for itself.
func escapeUnit(s goja.String, i int) string {
	const hex = "0123456789abcdef"
	u := s.CharAt(i)
	alphanumeric := u < 0x80 && (u >= '0' && u <= '9' || u|0x20 >= 'a' && u|0x20 <= 'z')
	switch {
	case i == 0 && alphanumeric:
		return `\x` + string(hex[u>>4]) + string(hex[u&15])
	case u < 0x80 && strings.IndexByte(`^$\.*+?()[]{}|/`, byte(u)) >= 0:
		return `\` + string(rune(u))
	case u < 0x80 && strings.IndexByte("\t\n\v\f\r", byte(u)) >= 0:
		return `\` + string("tnvfr"[u-'\t'])
	case u < 0x100 && (strings.ContainsRune(",-=<>#&!%:;@~'`\" ", rune(u)) || u == 0xa0):
		return `\x` + string(hex[u>>4]) + string(hex[u&15])
	case u == 0xfeff || u >= 0x2028 && u <= 0x2029 || u >= 0xd800 && u <= 0xdfff && isLone(s, i) || u >= 0x2000 && u <= 0x200a || u == 0x1680 || u == 0x202f || u == 0x205f || u == 0x3000:
		return `\u` + string(hex[u>>12]) + string(hex[u>>8&15]) + string(hex[u>>4&15]) + string(hex[u&15])
	}
	return ""
}

// isLone reports whether the surrogate s[i] is not one of a pair.
func isLone(s goja.String, i int) bool {
	u := s.CharAt(i)
	if u < 0xdc00 {
		return i+1 >= s.Length() || s.CharAt(i+1) < 0xdc00 || s.CharAt(i+1) > 0xdfff
	}
	return i == 0 || s.CharAt(i-1) < 0xd800 || s.CharAt(i-1) > 0xdbff
}
