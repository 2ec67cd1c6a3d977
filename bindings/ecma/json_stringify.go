package ecma

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// maxStringLength is how long a string may be, in UTF-16 units: V8's limit.
var maxStringLength = 536_870_888

// jsonStringify is JSON.stringify(value, replacer, space). goja's own recurses
// on the Go stack, whose overflow ends the process.
func (r *Realm) jsonStringify(call goja.FunctionCall) goja.Value {
	w := jsonWriter{realm: r, gap: r.jsonGap(call.Argument(2))}
	if o, ok := call.Argument(1).(*goja.Object); ok {
		if fn, callable := goja.AssertFunction(o); callable {
			w.replacer = fn
		} else if r.isArray(o) {
			w.only = r.jsonNames(o)
		}
	}
	var holder *goja.Object
	if w.replacer != nil {
		holder = r.vm.NewObject()
		putNew(holder, "", call.Argument(0))
	}
	w.bounded = w.gap != "" || w.replacer != nil || w.only != nil
	if !w.write(holder, call.Argument(0)) {
		return goja.Undefined()
	}
	return r.vm.ToValue(string(w.out))
}

func (r *Realm) jsonGap(space goja.Value) string {
	if o, ok := space.(*goja.Object); ok {
		switch o.ClassName() {
		case "Number":
			space = r.vm.ToValue(o.ToFloat())
		case "String":
			space = o.ToString()
		}
	}
	if s, ok := space.(goja.String); ok {
		return s.Substring(0, min(s.Length(), 10)).String()
	}
	if kindOf(space) != kindNumber {
		return ""
	}
	return strings.Repeat(" ", int(min(max(space.ToFloat(), 0), 10)))
}

// jsonNames is the list of property names that an array as replacer means.
func (r *Realm) jsonNames(list *goja.Object) []string {
	names := []string{}
	seen := make(map[string]bool)
	for i := range list.Get("length").ToInteger() {
		v := list.Get(strconv.FormatInt(i, 10))
		name, ok := "", false
		switch o, isObject := v.(*goja.Object); {
		case isObject:
			ok = o.ClassName() == "Number" || o.ClassName() == "String"
		default:
			ok = kindOf(v) == kindNumber || kindOf(v) == kindString
		}
		if ok {
			name = r.toString(v).String()
		}
		if ok && !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	return names
}

// jsonWriter writes JSON without recursion: what is open is on a stack of its
// own.
type jsonWriter struct {
	realm    *Realm
	out      []byte
	gap      string
	replacer goja.Callable
	only     []string // nil: all properties
	open     []jsonWriting
	depths   map[*goja.Object]int // of open, once there are many
	// bounded says that nesting is limited, as where V8's own writer recurses: if
	// there is a replacer or an indentation, and from a hole in an array on whose
	// value an element of Array.prototype may be.
	bounded bool
}

// jsonWriting is an array or object that is being written.
type jsonWriting struct {
	object *goja.Object
	keys   []string // of an object
	length int      // of an array, or of keys
	array  bool
	next   int
	some   bool // something has been written
}

// write writes a value with everything in it; false if JSON does not know it.
func (w *jsonWriter) write(holder *goja.Object, v goja.Value) bool {
	if !w.property(holder, "", v) {
		return false
	}
	for len(w.open) > 0 {
		top := &w.open[len(w.open)-1]
		if top.next == top.length {
			w.close(top)
			continue
		}
		i := top.next
		top.next++
		w.element(top, i)
		if len(w.out) > maxStringLength && utf16Length(string(w.out)) > maxStringLength {
			panic(w.realm.rangeError("Invalid string length"))
		}
	}
	return true
}

// element writes the part of top at i. It may open another, so that top is not
// to be used afterwards.
func (w *jsonWriter) element(top *jsonWriting, i int) {
	object, array := top.object, top.array
	key := ""
	if array {
		key = strconv.Itoa(i)
	} else {
		key = top.keys[i]
	}
	v := orUndefined(object.Get(key))
	before := len(w.out)
	wasSome := top.some
	depth := len(w.open)
	if wasSome {
		w.out = append(w.out, ',')
	}
	w.newline(depth)
	if !array {
		w.quote(key)
		w.out = append(w.out, ':')
		if w.gap != "" {
			w.out = append(w.out, ' ')
		}
	}
	if !w.property(object, key, v) {
		if !array {
			w.out = w.out[:before]
			return
		}
		w.out = append(w.out, "null"...)
	}
	w.open[depth-1].some = true
}

func orUndefined(v goja.Value) goja.Value {
	if v == nil {
		return goja.Undefined()
	}
	return v
}

func (w *jsonWriter) newline(depth int) {
	if w.gap == "" {
		return
	}
	w.out = append(w.out, '\n')
	for range depth {
		w.out = append(w.out, w.gap...)
	}
}

func (w *jsonWriter) close(top *jsonWriting) {
	some, array := top.some, top.array
	if w.depths != nil {
		delete(w.depths, top.object)
	}
	w.open[len(w.open)-1] = jsonWriting{}
	w.open = w.open[:len(w.open)-1]
	if some {
		w.newline(len(w.open))
	}
	if array {
		w.out = append(w.out, ']')
	} else {
		w.out = append(w.out, '}')
	}
}

// property writes a primitive, or opens an object; false if JSON does not know
// the value. SerializeJSONProperty of the specification.
func (w *jsonWriter) property(holder *goja.Object, key string, v goja.Value) bool {
	v = w.replaced(holder, key, v)
	o, ok := v.(*goja.Object)
	if !ok {
		return w.primitive(v)
	}
	switch o.ClassName() {
	case "Number":
		return w.primitive(w.realm.vm.ToValue(o.ToNumber()))
	case "String":
		return w.primitive(o.ToString())
	case "Boolean", "BigInt":
		if value, ok := goja.AssertFunction(o.Get("valueOf")); ok {
			p, err := value(o)
			if err != nil {
				panic(err)
			}
			return w.primitive(p)
		}
	}
	if w.realm.isRawJSON(o) {
		w.out = append(w.out, o.Get("rawJSON").String()...)
		return true
	}
	if _, callable := goja.AssertFunction(o); callable {
		return false
	}
	w.begin(key, o)
	return true
}

// replaced applies toJSON and the replacer to a value.
func (w *jsonWriter) replaced(holder *goja.Object, key string, v goja.Value) goja.Value {
	o, isObject := v.(*goja.Object)
	if isObject || kindOf(v) == kindBigInt {
		if !isObject {
			o = v.ToObject(w.realm.vm)
		}
		if toJSON, ok := goja.AssertFunction(orUndefined(o.Get("toJSON"))); ok {
			v = w.call(toJSON, v, w.realm.vm.ToValue(key))
		}
	}
	if w.replacer != nil {
		v = w.call(w.replacer, holder, w.realm.vm.ToValue(key), v)
	}
	return v
}

func (w *jsonWriter) call(fn goja.Callable, this goja.Value, args ...goja.Value) goja.Value {
	v, err := fn(this, args...)
	if err != nil {
		panic(err)
	}
	return v
}

func (w *jsonWriter) primitive(v goja.Value) bool {
	switch kindOf(v) {
	case kindNull:
		w.out = append(w.out, "null"...)
	case kindBoolean:
		w.out = strconv.AppendBool(w.out, v.ToBoolean())
	case kindString:
		w.quoteValue(v.(goja.String))
	case kindNumber:
		if f := v.ToFloat(); math.IsNaN(f) || math.IsInf(f, 0) {
			w.out = append(w.out, "null"...)
		} else {
			w.out = append(w.out, v.String()...)
		}
	case kindBigInt:
		panic(w.realm.typeError("Do not know how to serialize a BigInt"))
	default:
		return false
	}
	return true
}

func (w *jsonWriter) begin(key string, o *goja.Object) {
	w.checkCircle(key, o)
	s := jsonWriting{object: o, array: w.realm.isArray(o)}
	w.bounded = w.bounded || s.array && w.realm.inheritsElements(o)
	if w.bounded && len(w.open) >= maxNativeDepth {
		panic(w.realm.rangeError("Maximum call stack size exceeded"))
	}
	switch {
	case s.array:
		s.length = int(o.Get("length").ToInteger())
		w.out = append(w.out, '[')
	case w.only != nil:
		s.keys, s.length = w.only, len(w.only)
		w.out = append(w.out, '{')
	default:
		s.keys = o.Keys()
		s.length = len(s.keys)
		w.out = append(w.out, '{')
	}
	w.open = append(w.open, s)
	if w.depths != nil {
		w.depths[o] = len(w.open) - 1
	}
}

// inheritsElements reports whether an array has a hole, and the prototype of
// arrays has elements.
func (r *Realm) inheritsElements(o *goja.Object) bool {
	if _, plain := elements(o); plain {
		return false
	}
	proto := o.Prototype()
	return proto != nil && r.isArray(proto) && proto.Get("length").ToInteger() > 0
}

// manyOpen is how many open objects are searched one by one.
const manyOpen = 24

func (w *jsonWriter) checkCircle(key string, o *goja.Object) {
	if w.depths == nil && len(w.open) == manyOpen {
		w.depths = make(map[*goja.Object]int)
		for i := range w.open {
			w.depths[w.open[i].object] = i
		}
	}
	if w.depths != nil {
		if i, ok := w.depths[o]; ok {
			panic(w.realm.typeError(w.circle(i, key)))
		}
		return
	}
	for i := range w.open {
		if w.open[i].object == o {
			panic(w.realm.typeError(w.circle(i, key)))
		}
	}
}

// circle is V8's message for an object in itself; from is where it is open.
func (w *jsonWriter) circle(from int, last string) string {
	const first, tail = 2, 1 // how many objects are shown from either end
	var b strings.Builder
	b.WriteString("Converting circular structure to JSON\n    --> starting at object with constructor ")
	b.WriteString(w.constructorName(from))
	line := func(i int) {
		b.WriteString("\n    |     " + w.keyText(w.open[i-1].array, w.keyOf(i-1)) + " -> object with constructor " + w.constructorName(i))
	}
	i := from + 1
	for ; i < min(len(w.open), from+1+first); i++ {
		line(i)
	}
	if len(w.open) > i+tail {
		b.WriteString("\n    |     ...")
	}
	for i = max(i, len(w.open)-tail); i < len(w.open); i++ {
		line(i)
	}
	b.WriteString("\n    --- " + w.keyText(w.open[len(w.open)-1].array, last) + " closes the circle")
	return b.String()
}

// keyOf is the key of the part of w.open[i] that is being written.
func (w *jsonWriter) keyOf(i int) string {
	s := &w.open[i]
	if s.array {
		return strconv.Itoa(s.next - 1)
	}
	return s.keys[s.next-1]
}

func (w *jsonWriter) keyText(array bool, key string) string {
	if array {
		return "index " + key
	}
	return "property '" + key + "'"
}

func (w *jsonWriter) constructorName(i int) string {
	name := w.realm.typeName(w.open[i].object)
	if name == "" {
		name = "Object"
	}
	return "'" + name + "'"
}

func (w *jsonWriter) quoteValue(s goja.String) {
	text := s.String()
	if !strings.Contains(text, "\uFFFD") {
		w.quote(text)
		return
	}
	w.out = append(w.out, '"')
	for i, n := 0, s.Length(); i < n; i++ {
		c := rune(s.CharAt(i))
		if utf16.IsSurrogate(c) && i+1 < n {
			if pair := utf16.DecodeRune(c, rune(s.CharAt(i+1))); pair != utf8.RuneError {
				w.out = utf8.AppendRune(w.out, pair)
				i++
				continue
			}
		}
		switch {
		case utf16.IsSurrogate(c):
			w.out = append(w.out, `\u`...)
			w.out = strconv.AppendInt(w.out, int64(c), 16)
		case c < utf8.RuneSelf:
			w.quoteByte(byte(c))
		default:
			w.out = utf8.AppendRune(w.out, c)
		}
	}
	w.out = append(w.out, '"')
}

func (w *jsonWriter) quote(s string) {
	w.out = append(w.out, '"')
	start := 0
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' {
			w.out = append(w.out, s[start:i]...)
			w.quoteByte(c)
			start = i + 1
		}
	}
	w.out = append(w.out, s[start:]...)
	w.out = append(w.out, '"')
}

func (w *jsonWriter) quoteByte(c byte) {
	switch {
	case c == '"' || c == '\\':
		w.out = append(w.out, '\\', c)
	case c >= ' ':
		w.out = append(w.out, c)
	default:
		if i := strings.IndexByte(jsonMeaning, c); i >= 0 {
			w.out = append(w.out, '\\', jsonEscapes[i])
			return
		}
		const hex = "0123456789abcdef"
		w.out = append(w.out, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
	}
}
