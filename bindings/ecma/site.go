package ecma

import (
	"strings"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// site is a place in a source text.
type site struct {
	text string
	at   int
}

// site returns where the innermost frame is; false if it is native.
func (r *Realm) site() (site, bool) {
	if r.machine.program() == nil {
		return site{}, false
	}
	var frames [1]goja.StackFrame
	list := r.vm.CaptureCallStack(1, frames[:0])
	if len(list) == 0 {
		return site{}, false
	}
	src, offset := sourceOf(&list[0])
	if src == nil || offset >= len(src.Source()) {
		return site{}, false
	}
	return site{src.Source(), offset}, true
}

// longestCallee bounds how far back the source is read for a message.
const longestCallee = 400

const intermediate = "(intermediate value)"

// callee writes what is called at s, as V8's CallPrinter does. s is at the
// callee if that is a name, at the property's name, or at the parenthesis.
func (s site) callee() string {
	end := s.at
	if n := nameLength(s.text[s.at:]); n > 0 {
		end += n
	}
	b := backward{s.text, max(0, end-longestCallee)}
	text, _ := b.expression(end)
	return text
}

// constructed writes what follows `new` at s.
func (s site) constructed() (string, bool) {
	rest, ok := strings.CutPrefix(s.text[s.at:], "new")
	if !ok || nameLength(rest) > 0 {
		return "", false
	}
	rest = strings.TrimLeft(rest, " \t\r\n")
	n := nameLength(rest)
	for n > 0 && n < len(rest) && rest[n] == '.' && nameLength(rest[n+1:]) > 0 {
		n += 1 + nameLength(rest[n+1:])
	}
	if n == 0 {
		return intermediate, true
	}
	return rest[:n], true
}

// calls reports whether s is at a call.
func (s site) calls() bool {
	rest := s.text[s.at:]
	rest = strings.TrimLeft(rest[nameLength(rest):], " \t\r\n")
	rest = strings.TrimPrefix(rest, "?.")
	return strings.HasPrefix(rest, "(") || strings.HasPrefix(rest, "`")
}

// property is the name of the property at s, or "" if s is not at one.
func (s site) property() string {
	if s.at == 0 || s.text[s.at-1] != '.' {
		return ""
	}
	return s.name()
}

func (s site) name() string { return s.text[s.at : s.at+nameLength(s.text[s.at:])] }

func nameLength(text string) int {
	n := 0
	for n < len(text) && isNameByte(text[n]) {
		n++
	}
	return n
}

func isNameByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '$' || c == '_' || c == '#' || c >= utf8.RuneSelf
}

// backward reads source from the end of an expression to its start.
type backward struct {
	text string
	from int // no further
}

func (b backward) skipBlank(i int) int {
	for i > b.from && strings.IndexByte(" \t\r\n", b.text[i-1]) >= 0 {
		i--
	}
	return i
}

// expression writes the member expression or call that ends at end, and
// returns where it starts.
func (b backward) expression(end int) (text string, start int) {
	i := b.skipBlank(end)
	if i <= b.from {
		return intermediate, i
	}
	switch c := b.text[i-1]; {
	case isNameByte(c):
		return b.member(i)
	case c == ')':
		return b.parenthesis(i)
	case c == ']':
		return b.element(i)
	}
	return intermediate, i
}

func (b backward) member(end int) (string, int) {
	i := end
	for i > b.from && isNameByte(b.text[i-1]) {
		i--
	}
	name := b.text[i:end]
	dot := b.skipBlank(i)
	if dot > b.from && b.text[dot-1] == '.' {
		op := "."
		left := dot - 1
		if left > b.from && b.text[left-1] == '?' {
			op, left = "?.", left-1
		}
		object, start := b.expression(left)
		return object + op + name, start
	}
	if name == "super" {
		name = intermediate
	}
	return name, i
}

func (b backward) parenthesis(end int) (string, int) {
	open := b.matching(end, '(', ')')
	if open < 0 {
		return intermediate, end
	}
	before := b.skipBlank(open)
	if before > b.from && (isNameByte(b.text[before-1]) || b.text[before-1] == ')' || b.text[before-1] == ']') {
		callee, start := b.expression(before)
		if !statementWords[callee] && !b.constructs(start) {
			return callee + "(...)", start
		}
		return intermediate, open
	}
	if inner := strings.TrimSpace(b.text[open+1 : end-1]); inner != "" && nameLength(strings.ReplaceAll(inner, ".", "")) == len(strings.ReplaceAll(inner, ".", "")) {
		return inner, open
	}
	return intermediate, open
}

// constructs reports whether `new` stands before start.
func (b backward) constructs(start int) bool {
	i := b.skipBlank(start)
	return i-3 >= b.from && b.text[i-3:i] == "new" && (i-3 == 0 || !isNameByte(b.text[i-4]))
}

var statementWords = map[string]bool{
	"if": true, "while": true, "for": true, "with": true, "switch": true, "return": true, "typeof": true,
	"await": true, "yield": true, "void": true, "delete": true, "throw": true, "in": true, "of": true, "function": true,
}

func (b backward) element(end int) (string, int) {
	open := b.matching(end, '[', ']')
	if open < 0 {
		return intermediate, end
	}
	before := b.skipBlank(open)
	if before == b.from || !(isNameByte(b.text[before-1]) || b.text[before-1] == ')' || b.text[before-1] == ']') {
		return intermediate, open
	}
	object, start := b.expression(before)
	key := strings.TrimSpace(b.text[open+1 : end-1])
	if n := len(key); n >= 2 && (key[0] == '\'' || key[0] == '"') && key[n-1] == key[0] {
		return object + "." + key[1:n-1], start
	}
	return object + "[" + key + "]", start
}

// matching returns where the bracket opens that closes at end, or -1. It does
// not know strings: a bracket in one gives a wrong text, no more.
func (b backward) matching(end int, open, close byte) int {
	depth := 0
	for i := end - 1; i >= b.from; i-- {
		switch b.text[i] {
		case close:
			depth++
		case open:
			depth--
			if depth == 0 {
				return i
			}
		}
	}
	return -1
}
