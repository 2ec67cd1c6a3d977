package inspect

import (
	"math"
	"strings"
	"time"

	"github.com/dop251/goja"
)

// describe decides how o is written: its prefix and braces, keys, and what lists
// its items.
func (c *context) describe(o *goja.Object, level int, inBuffer bool) *shape {
	s := &shape{inBuffer: inBuffer, open: "{", close: "}"}
	var protoProps *[]rope
	if c.opts.ShowHidden && !c.tooDeep(level) {
		protoProps = new([]rope)
	}
	s.name = c.constructorName(o, level, protoProps)
	if protoProps != nil && len(*protoProps) > 0 {
		s.protoProps = *protoProps
	}
	s.tag = c.tagOf(o)
	k := c.kindOf(o)
	if (s.name == nil || c.isIterable(o)) && c.describeIterable(o, k, s) {
		return s
	}
	c.describeObject(o, k, level, s)
	return s
}

// isIterable is Symbol.iterator in o.
func (c *context) isIterable(o *goja.Object) bool {
	return c.call(c.natives.has, goja.Undefined(), o, goja.SymIterator).ToBoolean()
}

// describeIterable describes arrays, Maps, Sets, typed arrays and iterators, and
// reports false for everything else.
func (c *context) describeIterable(o *goja.Object, k kind, s *shape) bool {
	switch k {
	case kindArray:
		c.describeArray(o, s)
	case kindSet, kindMap:
		c.describeCollection(o, k, s)
	case kindTypedArray:
		c.describeTypedArray(o, s)
	case kindMapIterator, kindSetIterator:
		name := "Map Iterator"
		if k == kindSetIterator {
			name = "Set Iterator"
		}
		c.describeIterator(o, name, s)
	default:
		return false
	}
	return true
}

func (c *context) describeArray(o *goja.Object, s *shape) {
	length := int(o.Get("length").ToInteger())
	before := ""
	if s.name == nil || *s.name != "Array" || s.tag != "" {
		before = prefix(s.name, s.tag, "Array", "("+itoa(length)+")")
	}
	s.keys = c.nonIndexKeys(o, c.opts.ShowHidden)
	s.open, s.close = before+"[", "]"
	if length == 0 && s.bare() {
		s.finish(s.open + "]")
		return
	}
	s.extras = extrasArray
	s.items = func(level int) []rope { return c.formatArray(o, length, level) }
}

func (c *context) describeCollection(o *goja.Object, k kind, s *shape) {
	_, size := c.entriesOf(o, 0)
	s.open = prefix(s.name, s.tag, kindNames[k], "("+itoa(size)+")") + "{"
	s.keys = c.keysOf(o, c.opts.ShowHidden)
	if size == 0 && s.bare() {
		s.finish(s.open + "}")
		return
	}
	s.items = func(level int) []rope { return c.formatCollection(o, k, level) }
}

func (c *context) describeTypedArray(o *goja.Object, s *shape) {
	s.keys = c.nonIndexKeys(o, c.opts.ShowHidden)
	elements := c.elementsOf(o)
	// Node takes the length that a script may have given the object for whether
	// there are numbers in it.
	if length := o.Get("length"); length != nil && length.ToInteger() <= 0 && elements.length > 0 {
		elements.big = true
	}
	fallback := ""
	if s.name == nil {
		fallback = c.typedArrayName(o)
	}
	s.open, s.close = prefix(s.name, s.tag, fallback, "("+itoa(elements.length)+")")+"[", "]"
	if elements.length == 0 && len(s.keys) == 0 && !c.opts.ShowHidden {
		s.finish(s.open + "]")
		return
	}
	s.extras = extrasArray
	s.items = func(int) []rope { return c.formatTypedArray(elements) }
	if c.opts.ShowHidden {
		s.extraKeys = []string{"BYTES_PER_ELEMENT", "length", "byteLength", "byteOffset", "buffer"}
		s.inBuffer = true
	}
}

func (c *context) describeIterator(o *goja.Object, name string, s *shape) {
	s.keys = c.keysOf(o, c.opts.ShowHidden)
	tag := s.tag
	if tag != name {
		if tag != "" {
			tag += "] ["
		}
		tag += name
	}
	s.open = "[" + tag + "] {"
	s.items = func(level int) []rope { return c.formatIterator(o, s, level) }
}

// describeObject describes everything that is not a list.
func (c *context) describeObject(o *goja.Object, k kind, level int, s *shape) {
	s.keys = c.keysOf(o, c.opts.ShowHidden)
	switch {
	case k.isFunction() || k == kindHost && c.callable(o):
		s.base = c.functionBase(o, k, s)
		if s.bare() {
			s.finish(c.paint(s.base, "special"))
		}
	case s.name != nil && *s.name == "Object":
		if k == kindArguments {
			s.open = "[Arguments] {"
		} else if s.tag != "" {
			s.open = prefix(s.name, s.tag, "Object", "") + "{"
		}
		if s.bare() {
			s.finish(s.open + "}")
		}
	case k == kindRegExp:
		c.describeRegExp(o, level, s)
	case k == kindDate:
		c.describeDate(o, s)
	case c.isErrorValue(o):
		s.base = c.formatError(o, s)
		if s.bare() {
			s.finish(s.base)
		}
	case k == kindArrayBuffer:
		c.describeArrayBuffer(o, s)
	case k == kindDataView:
		s.open = prefix(s.name, s.tag, "DataView", "") + "{"
		s.extraKeys = []string{"byteLength", "byteOffset", "buffer"}
	case k == kindPromise:
		s.open = prefix(s.name, s.tag, "Promise", "") + "{"
		s.items = func(level int) []rope { return c.formatPromise(o, level) }
	case k == kindWeakSet || k == kindWeakMap:
		s.open = prefix(s.name, s.tag, kindNames[k], "") + "{"
		s.items = func(level int) []rope { return c.formatWeak(o, k, level) }
	case k == kindNamespace:
		c.describeNamespace(o, s)
	case k.isBoxed():
		c.describeBoxed(o, k, s)
	default:
		c.describePlain(o, level, s)
	}
}

func (c *context) describePlain(o *goja.Object, level int, s *shape) {
	if c.hooks.Href != nil && !c.tooDeep(level) {
		if href, ok := c.hooks.Href(o); ok {
			s.base = href
			if s.bare() {
				s.finish(href)
			}
			return
		}
	}
	s.open = c.ctxStyle(o, s.name, s.tag) + "{"
	if s.bare() {
		s.finish(s.open + "}")
	}
}

// withPrefix puts the class before text unless it is the usual one.
func withPrefix(s *shape, usual, text string) string {
	if p := prefix(s.name, s.tag, usual, ""); p != usual+" " {
		return p + text
	}
	return text
}

func (c *context) describeRegExp(o *goja.Object, level int, s *shape) {
	text := "/" + stringOf(o.Get("source")) + "/" + stringOf(o.Get("flags"))
	if s.name == nil {
		text = c.regExpText(o)
	}
	s.base = c.paint(withPrefix(s, "RegExp", text), "regexp")
	if s.bare() || c.tooDeep(level) {
		s.finish(s.base)
	}
}

// regExpText reads an expression that has lost its prototype.
func (c *context) regExpText(o *goja.Object) string {
	_, proto := constructor(c.vm, "RegExp")
	read := func(name string) goja.Value {
		getter := c.ownProperty(proto, stringKey(name)).get
		if getter == nil {
			return goja.Undefined() // a flag that goja does not know
		}
		return c.call(function(getter), o)
	}
	text := "/" + stringOf(read("source")) + "/"
	for _, flag := range [...]string{"d hasIndices", "g global", "i ignoreCase", "m multiline", "s dotAll",
		"u unicode", "v unicodeSets", "y sticky"} {
		if letter, name, _ := strings.Cut(flag, " "); truthy(read(name)) {
			text += letter
		}
	}
	return text
}

func (c *context) describeDate(o *goja.Object, s *shape) {
	text := "Invalid Date"
	if t, ok := o.Export().(time.Time); ok {
		text = isoTime(t)
	}
	s.base = withPrefix(s, "Date", text)
	if s.bare() {
		s.finish(c.paint(s.base, "date"))
	}
}

// isoTime is Date.prototype.toISOString.
func isoTime(t time.Time) string {
	t = t.UTC()
	if y := t.Year(); y < 0 || y > 9999 {
		sign := "+"
		if y < 0 {
			sign, y = "-", -y
		}
		digits := itoa(y)
		return sign + strings.Repeat("0", 6-len(digits)) + digits + t.Format("-01-02T15:04:05.000Z")
	}
	return t.Format("2006-01-02T15:04:05.000Z")
}

func (c *context) describeArrayBuffer(o *goja.Object, s *shape) {
	before := prefix(s.name, s.tag, "ArrayBuffer", "")
	buffer, _ := o.Export().(goja.ArrayBuffer)
	if s.inBuffer && s.bare() {
		size := c.vm.ToValue(len(buffer.Bytes()))
		s.finish(before + "{ [byteLength]: " + c.paint(numberText(size, false), "number") + " }")
		return
	}
	if !s.inBuffer {
		s.items = func(int) []rope { return c.formatArrayBuffer(buffer) }
	}
	s.open = before + "{"
	s.extraKeys = []string{"byteLength"}
}

func (c *context) describeBoxed(o *goja.Object, k kind, s *shape) {
	v := c.unbox(o, k)
	if text, ok := v.(goja.String); ok {
		s.keys = s.keys[min(text.Length(), len(s.keys)):] // its characters
	}
	name := kindNames[k]
	base := "[" + name
	switch {
	case s.name == nil:
		base += " (null prototype)"
	case *s.name != name:
		base += " (" + *s.name + ")"
	}
	base += ": " + c.formatPrimitive(v, unpainted) + "]"
	if s.tag != "" && (s.name == nil || s.tag != *s.name) {
		base += " [" + s.tag + "]"
	}
	if len(s.keys) == 0 {
		base = c.paint(base, strings.ToLower(name))
	}
	s.base = base
	if s.bare() {
		s.finish(base)
	}
}

// unbox gives the primitive inside a boxed one.
func (in *Inspector) unbox(o *goja.Object, k kind) goja.Value {
	ptr, t := in.behind(o)
	if t.pValue != 0 {
		return boxedValue(ptr, t)
	}
	if k == kindString {
		_, proto := constructor(in.vm, "String")
		return in.call(native(proto, "valueOf"), o)
	}
	return in.vm.ToValue(o.Export())
}

func (c *context) describeNamespace(o *goja.Object, s *shape) {
	s.open = prefix(s.name, s.tag, "Module", "") + "{"
	keys := s.keys
	s.keys = nil
	s.items = func(level int) []rope {
		output := make([]rope, len(keys))
		for i, k := range keys {
			output[i] = c.formatBinding(o, k, level)
		}
		return output
	}
}

// formatBinding writes an export, which throws ReferenceError while its module
// has not got to it.
func (c *context) formatBinding(o *goja.Object, k key, level int) (text rope) {
	before := c.save()
	ex := c.vm.Try(func() { text = c.formatProperty(o, k, c.ownProperty(o, k), level, extrasObject, o) })
	if ex == nil {
		return text
	}
	c.restore(before)
	return leaf(c.formatKey(k) + ": " + c.paint("<uninitialized>", "special"))
}

// clampLimit applies an option such as maxArrayLength to a count.
func clampLimit(limit float64, count int) int {
	return int(math.Min(math.Max(0, limit), float64(count)))
}
