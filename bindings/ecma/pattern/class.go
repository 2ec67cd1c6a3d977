package pattern

import (
	"fmt"
	"slices"
	"strings"
)

// class reads a class, whose bracket has been read, and writes it.
func (t *translator) class() {
	if t.sets {
		t.write(t.nested(0))
		return
	}
	negated := t.take("^")
	var s set
	for !t.take("]") {
		s = s.union(t.item())
	}
	if t.cases && t.now.i {
		s = s.folded(t.unicode)
	}
	if negated && !t.cases && t.now.i {
		// The engine adds the cases, and only then takes the complement.
		t.writeSpans(s, true)
		return
	}
	if negated {
		s = s.complement()
	}
	t.write(s)
}

// item reads a character, an escape or a range of a class with or without u.
func (t *translator) item() set {
	from, character := t.atom()
	if !t.ahead("-") || t.ahead("-]") {
		return from
	}
	start := t.pos
	t.pos++
	to, second := t.atom()
	if character && second {
		return rangeOf(from, to)
	}
	t.strict("Invalid character class")
	t.pos = start
	return from.union(single(t.next()))
}

func (t *translator) atom() (set, bool) {
	if !t.more() {
		panic(Error("Unterminated character class"))
	}
	if c := t.next(); c != '\\' {
		return single(c), true
	}
	return t.escapeInClass()
}

func (t *translator) escapeInClass() (set, bool) {
	if t.take("b") {
		return single('\b'), true
	}
	return t.classEscape()
}

func rangeOf(from, to set) set {
	lo, hi := from.spans[0].lo, to.spans[0].lo
	if lo > hi {
		panic(Error("Range out of order in character class"))
	}
	return spans(lo, hi)
}

// nested reads a class of the flag v.
func (t *translator) nested(depth int) set {
	if depth > maxDepth {
		panic(Error("Regular expression too large"))
	}
	negated := t.take("^")
	s := t.operands(depth)
	if negated {
		if len(s.strings) > 0 {
			panic(Error("Negated character class may contain strings"))
		}
		return s.complement()
	}
	return s
}

// operands reads up to the closing bracket: a union, or operands with one kind
// of operator between.
func (t *translator) operands(depth int) (s set) {
	operator := ""
	for count := 0; !t.take("]"); count++ {
		if count > 0 {
			operator = t.operator(operator, count)
		}
		x := t.operand(depth, operator == "")
		if t.now.i {
			x = x.folded(true)
		}
		switch operator {
		case "--":
			s = s.subtract(x)
		case "&&":
			s = s.intersect(x)
		default:
			s = s.union(x)
		}
	}
	return s
}

// operator reads the operator that stands after count operands, "" if they are
// those of a union. All operators of a class are the same.
func (t *translator) operator(before string, count int) string {
	now := ""
	if t.ahead("--") || t.ahead("&&") {
		now = string([]rune{t.next(), t.next()})
	}
	if now != before && count > 1 {
		panic(Error("Invalid set operation in character class"))
	}
	return now
}

// operand reads one operand: a class, strings, an escape or a character, and
// in a union a range.
func (t *translator) operand(depth int, union bool) set {
	switch {
	case t.take("["):
		return t.nested(depth + 1)
	case t.take(`\q{`):
		return t.quoted()
	}
	from, character := t.setCharacter()
	if !character || !union || !t.ahead("-") || t.ahead("--") {
		return from
	}
	t.pos++
	to, character := t.setCharacter()
	if !character {
		panic(Error("Invalid character class"))
	}
	return rangeOf(from, to)
}

// setCharacter reads an escape or a character that may stand for itself.
func (t *translator) setCharacter() (set, bool) {
	if !t.more() {
		panic(Error("Unterminated character class"))
	}
	c := t.next()
	if c == '\\' {
		return t.escapeInClass()
	}
	if strings.ContainsRune("()[]{}/-|", c) {
		panic(Error("Invalid character in character class"))
	}
	if c == t.peek() && strings.ContainsRune("&!#$%*+,.:;<=>?@^`~", c) {
		panic(Error("Invalid set operation in character class"))
	}
	return single(c), true
}

// quoted reads the strings of \q{a|bc}.
func (t *translator) quoted() (s set) {
	var text []rune
	for {
		switch {
		case !t.more():
			panic(Error("Invalid escape"))
		case t.take("}"):
			s.add(string(text))
			return s.normal()
		case t.take("|"):
			s.add(string(text))
			text = nil
		default:
			c, character := t.setCharacter()
			if !character {
				panic(Error("Invalid escape"))
			}
			text = append(text, c.spans[0].lo)
		}
	}
}

// write writes what matches s: its strings, longest first, or its characters.
func (t *translator) write(s set) {
	if len(s.strings) == 0 {
		t.writeSpans(s, false)
		return
	}
	texts := slices.Clone(s.strings)
	slices.SortStableFunc(texts, func(a, b string) int { return len([]rune(b)) - len([]rune(a)) })
	empty := false
	t.out.WriteString("(?:")
	for i, text := range texts {
		if text == "" {
			empty = true
			continue
		}
		if i > 0 {
			t.out.WriteByte('|')
		}
		for _, c := range text {
			x := single(c)
			if t.cases && t.now.i {
				x = x.folded(true)
			}
			t.writeSpans(x, false)
		}
	}
	if len(s.spans) > 0 {
		if texts[0] != "" {
			t.out.WriteByte('|')
		}
		t.writeSpans(s, false)
	}
	if empty {
		t.out.WriteByte('|')
	}
	t.out.WriteByte(')')
}

// writeSpans writes a class of characters, of which there are none outside of
// ASCII that could be mistaken for another.
func (t *translator) writeSpans(s set, negated bool) {
	switch {
	case len(s.spans) == 0 && !negated:
		t.out.WriteString("(?!)")
		return
	case len(s.spans) == 0:
		s, negated = spans(0, maxRune), false
	}
	t.out.WriteByte('[')
	if negated {
		t.out.WriteByte('^')
	}
	for _, sp := range s.spans {
		if !t.unicode && sp.lo > 0xffff {
			break
		}
		t.writeRune(sp.lo)
		if sp.hi > sp.lo {
			t.out.WriteByte('-')
			t.writeRune(sp.hi)
		}
	}
	t.out.WriteByte(']')
}

func (t *translator) writeRune(c rune) {
	if t.unicode {
		fmt.Fprintf(&t.out, `\u{%x}`, c)
		return
	}
	fmt.Fprintf(&t.out, `\u%04x`, min(c, 0xffff))
}
