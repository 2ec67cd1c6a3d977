package ecma

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

// jsonParse is JSON.parse(text, reviver). goja's own takes the Go stack for
// each level of nesting, whose overflow ends the process, loses lone
// surrogates and takes ten times as long.
func (r *Realm) jsonParse(call goja.FunctionCall) goja.Value {
	text := r.toString(call.Argument(0))
	p := jsonParser{realm: r, text: jsonText(text), source: text}
	reviver, revives := goja.AssertFunction(call.Argument(1))
	p.keepSource = revives
	v := p.parse()
	if !revives {
		return v
	}
	root := r.vm.NewObject()
	putNew(root, "", v)
	return r.revive(reviver, root, "", p.root)
}

// jsonText returns text in UTF-8, or in WTF-8 if it has lone surrogates, which
// encodes them as if they were characters.
func jsonText(text goja.String) string {
	s := text.String()
	if !strings.Contains(s, "\uFFFD") {
		return s
	}
	var b strings.Builder
	for i, n := 0, text.Length(); i < n; i++ {
		c := rune(text.CharAt(i))
		if utf16.IsSurrogate(c) && i+1 < n {
			if pair := utf16.DecodeRune(c, rune(text.CharAt(i+1))); pair != utf8.RuneError {
				c = pair
				i++
			}
		}
		if utf16.IsSurrogate(c) {
			b.Write([]byte{0xe0 | byte(c>>12), 0x80 | byte(c>>6)&0x3f, 0x80 | byte(c)&0x3f})
			continue
		}
		b.WriteRune(c)
	}
	return b.String()
}

// jsonParser parses without recursion: what is open is on a stack of its own.
type jsonParser struct {
	realm  *Realm
	text   string
	pos    int
	source goja.String
	open   []jsonOpen
	keys   [64]string // keys seen, so that equal ones share their memory

	keepSource bool
	root       *jsonSource
}

// jsonOpen is an array or object that is being filled.
type jsonOpen struct {
	object   *goja.Object // nil for an array
	values   []goja.Value
	key      unistring.String
	children *jsonSource
}

// jsonSource is where a value came from, for the reviver's context.
type jsonSource struct {
	value  goja.Value
	text   string // of a primitive
	array  []*jsonSource
	object map[unistring.String]*jsonSource
}

func (p *jsonParser) parse() goja.Value {
	v, src := p.value()
	p.blank()
	if p.pos < len(p.text) {
		p.fail(p.pos, "Unexpected non-whitespace character after JSON")
	}
	p.root = src
	return v
}

func (p *jsonParser) blank() {
	for p.pos < len(p.text) {
		switch p.text[p.pos] {
		case ' ', '\t', '\n', '\r':
			p.pos++
		default:
			return
		}
	}
}

// value parses one value with everything in it.
func (p *jsonParser) value() (goja.Value, *jsonSource) {
	for {
		p.blank()
		var v goja.Value
		var src *jsonSource
		start := p.pos
		switch c := p.peek(); {
		case c == '{':
			if p.openObject() {
				continue
			}
			v, src = p.close()
		case c == '[':
			if p.openArray() {
				continue
			}
			v, src = p.close()
		default:
			v = p.primitive(c)
			if p.keepSource {
				src = &jsonSource{value: v, text: p.text[start:p.pos]}
			}
		}
		for {
			if len(p.open) == 0 {
				return v, src
			}
			if p.add(v, src) {
				break // another value follows
			}
			v, src = p.close()
		}
	}
}

func (p *jsonParser) peek() byte {
	if p.pos < len(p.text) {
		return p.text[p.pos]
	}
	return 0
}

// openObject begins an object and reports whether a value follows.
func (p *jsonParser) openObject() bool {
	p.pos++
	p.open = append(p.open, jsonOpen{object: p.realm.vm.NewObject(), children: p.sources(true)})
	p.blank()
	if p.peek() == '}' && p.pos < len(p.text) {
		p.pos++
		return false
	}
	p.key("Expected property name or '}' in JSON")
	return true
}

func (p *jsonParser) openArray() bool {
	p.pos++
	p.open = append(p.open, jsonOpen{children: p.sources(false)})
	p.blank()
	if p.peek() == ']' && p.pos < len(p.text) {
		p.pos++
		return false
	}
	return true
}

func (p *jsonParser) sources(object bool) *jsonSource {
	if !p.keepSource {
		return nil
	}
	s := &jsonSource{}
	if object {
		s.object = make(map[unistring.String]*jsonSource)
	}
	return s
}

// key parses a property's name and its colon.
func (p *jsonParser) key(otherwise string) {
	p.blank()
	if p.peek() != '"' {
		p.fail(p.pos, otherwise)
	}
	top := &p.open[len(p.open)-1]
	top.key = p.keyText()
	p.blank()
	if p.peek() != ':' {
		p.fail(p.pos, "Expected ':' after property name in JSON")
	}
	p.pos++
}

// keyText parses the string of a key. Short ASCII keys come again and again.
func (p *jsonParser) keyText() unistring.String {
	start := p.pos + 1
	for i := start; i < len(p.text) && i < start+32; i++ {
		c := p.text[i]
		if c == '"' {
			p.pos = i + 1
			return unistring.String(p.intern(p.text[start:i]))
		}
		if c == '\\' || c < ' ' || c >= utf8.RuneSelf {
			break
		}
	}
	text, units := p.stringText()
	if units != nil {
		return unistring.FromUtf16(append([]uint16{unistring.BOM}, units...))
	}
	return unistring.NewFromString(text)
}

func (p *jsonParser) intern(s string) string {
	if s == "" {
		return ""
	}
	slot := &p.keys[(int(s[0])*7+int(s[len(s)-1])*3+len(s))%len(p.keys)]
	if *slot != s {
		*slot = strings.Clone(s)
	}
	return *slot
}

// add puts a value into what is open and reports whether another follows.
func (p *jsonParser) add(v goja.Value, src *jsonSource) bool {
	top := &p.open[len(p.open)-1]
	p.blank()
	c := p.peek()
	if top.object != nil {
		putNew(top.object, top.key, v)
		if src != nil {
			top.children.object[top.key] = src
		}
		switch c {
		case ',':
			p.pos++
			p.key("Expected double-quoted property name in JSON")
			return true
		case '}':
			p.pos++
			return false
		}
		p.fail(p.pos, "Expected ',' or '}' after property value in JSON")
	}
	top.values = append(top.values, v)
	if src != nil {
		top.children.array = append(top.children.array, src)
	}
	switch c {
	case ',':
		p.pos++
		return true
	case ']':
		p.pos++
		return false
	}
	p.fail(p.pos, "Expected ',' or ']' after array element in JSON")
	return false
}

func (p *jsonParser) close() (goja.Value, *jsonSource) {
	top := p.open[len(p.open)-1]
	p.open[len(p.open)-1] = jsonOpen{}
	p.open = p.open[:len(p.open)-1]
	o := top.object
	if o == nil {
		o = newArray(p.realm.vm, top.values)
	}
	if top.children != nil {
		top.children.value = o
	}
	return o, top.children
}

func (p *jsonParser) primitive(c byte) goja.Value {
	switch c {
	case '"':
		text, units := p.stringText()
		if units != nil {
			return goja.StringFromUTF16(units)
		}
		return p.realm.vm.ToValue(text)
	case 't':
		p.word("true")
		return p.realm.vm.ToValue(true)
	case 'f':
		p.word("false")
		return p.realm.vm.ToValue(false)
	case 'n':
		p.word("null")
		return goja.Null()
	}
	if c == '-' || '0' <= c && c <= '9' {
		return p.number()
	}
	p.unexpected(p.pos)
	return nil
}

func (p *jsonParser) word(word string) {
	for i := range len(word) {
		if p.pos+i >= len(p.text) || p.text[p.pos+i] != word[i] {
			p.unexpected(p.pos + i)
		}
	}
	p.pos += len(word)
}

func (p *jsonParser) number() goja.Value {
	start := p.pos
	if p.peek() == '-' {
		p.pos++
		if c := p.peek(); c < '0' || c > '9' {
			p.fail(p.pos, "No number after minus sign in JSON")
		}
	}
	if p.peek() == '0' {
		p.pos++
		if c := p.peek(); '0' <= c && c <= '9' {
			p.fail(p.pos, "Unexpected number in JSON")
		}
	}
	p.digits("")
	whole := true
	if p.peek() == '.' {
		whole = false
		p.pos++
		p.digits("Unterminated fractional number in JSON")
	}
	if c := p.peek(); c == 'e' || c == 'E' {
		whole = false
		p.pos++
		if c := p.peek(); c == '+' || c == '-' {
			p.pos++
		}
		p.digits("Exponent part is missing a number in JSON")
	}
	return p.numberValue(p.text[start:p.pos], whole)
}

// digits skips digits; otherwise, if not empty, is the error if there are none.
func (p *jsonParser) digits(otherwise string) {
	start := p.pos
	for p.pos < len(p.text) && '0' <= p.text[p.pos] && p.text[p.pos] <= '9' {
		p.pos++
	}
	if p.pos == start && otherwise != "" {
		p.fail(p.pos, otherwise)
	}
}

func (p *jsonParser) numberValue(text string, whole bool) goja.Value {
	if whole && len(text) < 16 && text != "-0" {
		n, err := strconv.ParseInt(text, 10, 64)
		must(err)
		return p.realm.vm.ToValue(n)
	}
	// Out of range is an infinity, as in JavaScript.
	f, _ := strconv.ParseFloat(text, 64)
	if f == 0 && text[0] == '-' {
		f = math.Copysign(0, -1)
	}
	return p.realm.vm.ToValue(f)
}

// stringText parses a string: as UTF-8, or as UTF-16 if it has lone surrogates.
func (p *jsonParser) stringText() (text string, units []uint16) {
	p.pos++
	start := p.pos
	for p.pos < len(p.text) {
		switch c := p.text[p.pos]; {
		case c == '"':
			text = p.text[start:p.pos]
			p.pos++
			if strings.IndexByte(text, 0xed) >= 0 && !utf8.ValidString(text) {
				return "", wtf8Units(text)
			}
			return p.own(text), nil
		case c == '\\':
			return p.escapedText(start)
		case c < ' ':
			p.fail(p.pos, "Bad control character in string literal in JSON")
		default:
			p.pos++
		}
	}
	p.fail(p.pos, "Unterminated string in JSON")
	return "", nil
}

// own copies a string that would keep a much longer text in memory.
func (p *jsonParser) own(s string) string {
	if len(p.text) > 256 && len(s)*2 < len(p.text) {
		return strings.Clone(s)
	}
	return s
}

// escapedText parses the rest of a string that has escapes.
func (p *jsonParser) escapedText(start int) (text string, units []uint16) {
	b := []byte(p.text[start:p.pos])
	for p.pos < len(p.text) {
		c := p.text[p.pos]
		switch {
		case c == '"':
			p.pos++
			if !utf8.Valid(b) {
				return "", wtf8Units(string(b))
			}
			return string(b), nil
		case c == '\\':
			p.pos++
			b = p.escape(b)
		case c < ' ':
			p.fail(p.pos, "Bad control character in string literal in JSON")
		default:
			b = append(b, c)
			p.pos++
		}
	}
	p.fail(p.pos, "Unterminated string in JSON")
	return "", nil
}

const (
	jsonEscapes = `"\/bfnrt`
	jsonMeaning = "\"\\/\b\f\n\r\t"
)

func (p *jsonParser) escape(b []byte) []byte {
	if p.pos >= len(p.text) {
		p.fail(p.pos, "Unterminated string in JSON")
	}
	c := p.text[p.pos]
	if i := strings.IndexByte(jsonEscapes, c); i >= 0 {
		p.pos++
		return append(b, jsonMeaning[i])
	}
	if c != 'u' {
		p.fail(p.pos, "Bad escaped character in JSON")
	}
	p.pos++
	u := p.hex4()
	if utf16.IsSurrogate(u) && strings.HasPrefix(p.text[p.pos:], `\u`) {
		after := p.pos
		p.pos += 2
		if pair := utf16.DecodeRune(u, p.hex4()); pair != utf8.RuneError {
			return utf8.AppendRune(b, pair)
		}
		p.pos = after
	}
	if utf16.IsSurrogate(u) {
		return append(b, 0xe0|byte(u>>12), 0x80|byte(u>>6)&0x3f, 0x80|byte(u)&0x3f)
	}
	return utf8.AppendRune(b, u)
}

func (p *jsonParser) hex4() rune {
	var u rune
	for range 4 {
		d := strings.IndexByte("0123456789abcdef", p.peek()|0x20)
		if c := p.peek(); c >= '0' && c <= '9' {
			d = int(c - '0')
		}
		if d < 0 || p.pos >= len(p.text) {
			p.fail(p.pos, "Bad Unicode escape in JSON")
		}
		u = u<<4 | rune(d)
		p.pos++
	}
	return u
}

// wtf8Units decodes WTF-8.
func wtf8Units(s string) []uint16 {
	var units []uint16
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		if r == utf8.RuneError && n == 1 && len(s) >= 3 {
			units = append(units, uint16(s[0]&0x0f)<<12|uint16(s[1]&0x3f)<<6|uint16(s[2]&0x3f))
			s = s[3:]
			continue
		}
		units = utf16.AppendRune(units, r)
		s = s[n:]
	}
	return units
}

// fail throws the SyntaxError for something at pos, with its place.
func (p *jsonParser) fail(pos int, message string) {
	if pos >= len(p.text) && (strings.HasPrefix(message, "Unexpected")) {
		panic(p.realm.syntaxError("Unexpected end of JSON input"))
	}
	before := p.text[:pos]
	offset := utf16Length(before)
	line := strings.Count(before, "\n") + 1
	column := utf16Length(before[strings.LastIndexByte(before, '\n')+1:]) + 1
	panic(p.realm.syntaxError(fmt.Sprintf("%s at position %d (line %d column %d)", message, offset, line, column)))
}

// unexpected throws the SyntaxError for a character that begins no value.
func (p *jsonParser) unexpected(pos int) {
	if pos >= len(p.text) {
		panic(p.realm.syntaxError("Unexpected end of JSON input"))
	}
	whole := p.source.String()
	if whole == "undefined" || whole == "NaN" || whole == "Infinity" || whole == "[object Object]" {
		panic(p.realm.syntaxError(`"` + whole + `" is not valid JSON`))
	}
	const around = 10 // characters of the text that V8 shows on either side
	at := utf16Length(p.text[:pos])
	from, to := max(0, at-around), min(p.source.Length(), at+around)
	excerpt := `"` + p.source.Substring(from, to).String() + `"`
	if from > 0 {
		excerpt = "..." + excerpt
	}
	if to < p.source.Length() {
		excerpt += "..."
	}
	panic(p.realm.syntaxError("Unexpected token '" + p.source.Substring(at, at+1).String() + "', " + excerpt + " is not valid JSON"))
}

// revive calls the reviver for a value's parts, then for the value itself.
func (r *Realm) revive(reviver goja.Callable, holder *goja.Object, key string, src *jsonSource) goja.Value {
	defer r.descend()()
	v := holder.Get(key)
	context := r.vm.NewObject()
	if o, ok := v.(*goja.Object); ok {
		r.reviveParts(reviver, o, src)
	} else if src != nil && src.text != "" && v.StrictEquals(src.value) {
		putNew(context, "source", r.vm.ToValue(src.text))
	}
	res, err := reviver(holder, r.vm.ToValue(key), v, context)
	if err != nil {
		panic(err)
	}
	return res
}

func (r *Realm) reviveParts(reviver goja.Callable, o *goja.Object, src *jsonSource) {
	var keys []string
	if r.isArray(o) {
		for i := range o.Get("length").ToInteger() {
			keys = append(keys, strconv.FormatInt(i, 10))
		}
	} else {
		keys = o.Keys()
	}
	for i, key := range keys {
		var part *jsonSource
		switch {
		case src == nil || src.value != goja.Value(o):
		case src.object != nil:
			part = src.object[unistring.NewFromString(key)]
		case i < len(src.array):
			part = src.array[i]
		}
		v := r.revive(reviver, o, key, part)
		// As the specification has it, what cannot be changed stays.
		_ = r.try(func() {
			if goja.IsUndefined(v) {
				_ = o.Delete(key)
				return
			}
			_ = o.DefineDataProperty(key, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
		})
	}
}

// isArray is Array.isArray.
func (r *Realm) isArray(v goja.Value) bool {
	o, ok := v.(*goja.Object)
	for ok && isProxy(o) {
		proxy, isProxy := o.Export().(goja.Proxy)
		if !isProxy || proxy.Target() == nil {
			return false
		}
		o = proxy.Target()
	}
	return ok && o.ClassName() == "Array"
}
