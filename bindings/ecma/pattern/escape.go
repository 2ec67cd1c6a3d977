package pattern

import (
	"strconv"
	"strings"
)

// escape reads an escape outside of a class, whose backslash, at start, has
// been read.
func (t *translator) escape(start int) {
	switch c := t.next(); {
	case c == 'k' && t.take("<"):
		t.namedReference()
	case c >= '1' && c <= '9':
		for t.peek() >= '0' && t.peek() <= '9' {
			t.pos++
		}
		t.noCases()
		t.copy(start)
	case c == 'b' || c == 'B':
		t.copy(start)
	default:
		t.pos = start + 1
		s, character := t.classEscape()
		switch {
		case !character:
			t.write(s)
		case t.cases && t.now.i:
			t.write(s.folded(t.unicode))
		default:
			t.copy(start)
		}
	}
}

// noCases refuses what cannot be written out in all cases.
func (t *translator) noCases() {
	if t.cases && t.now.i {
		panic(Error("Back references inside of the modifier i are not supported"))
	}
}

// namedReference writes \k<name>: for several groups of the name a reference to
// each, of which all but one match nothing.
func (t *translator) namedReference() {
	name := t.name()
	t.noCases()
	if t.total[name] < 2 {
		t.out.WriteString(`\k<` + name + ">")
		return
	}
	// Groups are numbered from left to right, also those that are still to come.
	t.out.WriteString("(?:")
	number := 0
	for i := 0; i < len(t.source); i++ {
		switch {
		case t.source[i] == '\\':
			i++
		case t.source[i] == '[' && !t.sets:
			for i < len(t.source) && t.source[i] != ']' {
				if t.source[i] == '\\' {
					i++
				}
				i++
			}
		case t.source[i] == '(':
			rest := string(t.source[i+1 : min(i+1+len(name)+3, len(t.source))])
			if !strings.HasPrefix(rest, "?") || strings.HasPrefix(rest, "?<") && !strings.HasPrefix(rest, "?<=") && !strings.HasPrefix(rest, "?<!") {
				number++
			}
			if strings.HasPrefix(rest, "?<"+name+">") {
				t.out.WriteString(`\k<` + name + "$" + strconv.Itoa(number+1) + ">")
			}
		}
	}
	t.out.WriteByte(')')
}

// classEscape reads what follows a backslash, in a class or out of it. It
// reports whether that is a single character.
func (t *translator) classEscape() (s set, character bool) {
	switch c := t.next(); c {
	case 'd':
		return digits, false
	case 'D':
		return t.negated(digits), false
	case 's':
		return whiteSpace, false
	case 'S':
		return t.negated(whiteSpace), false
	case 'w':
		return t.word(), false
	case 'W':
		return t.negated(t.word()), false
	case 'p', 'P':
		if t.unicode {
			return t.property(c == 'P'), false
		}
		return single(c), true
	case 't', 'n', 'v', 'f', 'r':
		return single(map[rune]rune{'t': '\t', 'n': '\n', 'v': '\v', 'f': '\f', 'r': '\r'}[c]), true
	case 'c':
		if letter := t.peek() | 0x20; letter >= 'a' && letter <= 'z' {
			return single(t.next() & 31), true
		}
		t.strict("Invalid unicode escape")
		t.pos-- // it stands for a backslash, and c for itself
		return single('\\'), true
	case 'x':
		return t.hexEscape(c, 2), true
	case 'u':
		return t.unicodeEscape(), true
	case '0', '1', '2', '3', '4', '5', '6', '7':
		return t.octal(c), true
	default:
		if t.unicode && !strings.ContainsRune(`^$\.*+?()[]{}|/-&!#%,:;<=>@`+"`~", c) {
			panic(Error("Invalid escape"))
		}
		return single(c), true
	}
}

// strict throws where only the flags u and v do.
func (t *translator) strict(message string) {
	if t.unicode {
		panic(Error(message))
	}
}

func (t *translator) negated(s set) set {
	if t.sets && t.now.i {
		s = s.folded(true)
	}
	return s.complement()
}

// word is \w, which with the flags u and i has the other cases of its letters.
func (t *translator) word() set {
	if t.unicode && t.now.i {
		return wordCharacters.folded(true)
	}
	return wordCharacters
}

func (t *translator) property(negated bool) set {
	if !t.take("{") {
		panic(Error("Invalid property name"))
	}
	start := t.pos
	for t.peek() != '}' {
		if !t.more() {
			panic(Error("Invalid property name"))
		}
		t.pos++
	}
	s, ok := property(string(t.source[start:t.pos]), t.sets)
	t.pos++
	if !ok || negated && len(s.strings) > 0 {
		panic(Error("Invalid property name"))
	}
	if negated {
		return t.negated(s)
	}
	return s
}

func (t *translator) octal(first rune) set {
	if t.unicode && (first != '0' || t.peek() >= '0' && t.peek() <= '9') {
		panic(Error("Invalid decimal escape"))
	}
	value := first - '0'
	for t.peek() >= '0' && t.peek() <= '7' && value*8+t.peek()-'0' <= 0xff {
		value = value*8 + t.next() - '0'
	}
	return single(value)
}

// hexEscape reads n hexadecimal digits. Without them, and the flags u and v,
// the letter stands for itself.
func (t *translator) hexEscape(letter rune, n int) set {
	if c, ok := t.hex(n); ok {
		return single(c)
	}
	t.strict(map[rune]string{'x': "Invalid escape", 'u': "Invalid Unicode escape"}[letter])
	return single(letter)
}

func (t *translator) hex(n int) (rune, bool) {
	if t.pos+n > len(t.source) {
		return 0, false
	}
	value, err := strconv.ParseUint(string(t.source[t.pos:t.pos+n]), 16, 32)
	if err != nil {
		return 0, false
	}
	t.pos += n
	return rune(value), true
}

func (t *translator) unicodeEscape() set {
	if t.unicode && t.take("{") {
		end := t.pos
		for end < len(t.source) && t.source[end] != '}' {
			end++
		}
		value, err := strconv.ParseUint(string(t.source[t.pos:end]), 16, 32)
		if err != nil || value > maxRune {
			panic(Error("Invalid Unicode escape"))
		}
		t.pos = end + 1
		return single(rune(value))
	}
	s := t.hexEscape('u', 4)
	if high := s.spans[0].lo; t.unicode && high >= 0xd800 && high < 0xdc00 && t.ahead(`\u`) {
		start := t.pos
		t.pos += 2
		if low, ok := t.hex(4); ok && low >= 0xdc00 && low < 0xe000 {
			return single(0x10000 + (high-0xd800)<<10 + low - 0xdc00)
		}
		t.pos = start
	}
	return s
}
