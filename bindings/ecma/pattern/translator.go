package pattern

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
)

// modifiers are the flags that a part of a pattern can change.
type modifiers struct{ i, m, s bool }

// translator reads a pattern and writes what takes its place.
type translator struct {
	source []rune // characters with the flag u or v, else UTF-16 units
	pos    int
	out    strings.Builder

	unicode, sets bool
	base, now     modifiers
	cases         bool // whether the cases of i are written out, not left to the engine

	names   []string // of the groups by number; the first is the whole match
	total   map[string]int
	renamed bool
	groups  []named
	within  []alternative // around the present place
	ids     int           // of disjunctions
}

// named is a group with a name, and the alternatives that it stands in.
type named struct {
	name, written string
	within        []alternative
}

// alternative is one of the alternatives of a disjunction.
type alternative struct{ disjunction, index int }

func newTranslator(source, flags string) *translator {
	t := &translator{
		unicode: strings.ContainsAny(flags, "uv"),
		sets:    strings.Contains(flags, "v"),
		base:    modifiers{strings.Contains(flags, "i"), strings.Contains(flags, "m"), strings.Contains(flags, "s")},
		names:   []string{""},
	}
	t.now = t.base
	if t.unicode {
		t.source = []rune(source)
	} else {
		for _, u := range utf16.Encode([]rune(source)) {
			t.source = append(t.source, rune(u))
		}
	}
	t.prescan(source)
	return t
}

// prescan finds the names that several groups have, and whether a modifier
// changes i: both must be known from the start.
func (t *translator) prescan(source string) {
	t.total = make(map[string]int)
	for i := 0; i+2 < len(source); i++ {
		if source[i] == '\\' {
			i++
			continue
		}
		if !strings.HasPrefix(source[i:], "(?") {
			continue
		}
		rest := source[i+2:]
		if strings.HasPrefix(rest, "<") {
			if name, _, ok := strings.Cut(rest[1:], ">"); ok {
				t.total[name]++
			}
			continue
		}
		if flags, _, ok := strings.Cut(rest, ":"); ok && flags != "" && strings.Trim(flags, "ims-") == "" && strings.Contains(flags, "i") {
			t.cases = true
		}
	}
}

func (t *translator) more() bool { return t.pos < len(t.source) }

func (t *translator) peek() rune {
	if !t.more() {
		return -1
	}
	return t.source[t.pos]
}

func (t *translator) next() rune {
	c := t.peek()
	if c < 0 {
		panic(Error("\\ at end of pattern"))
	}
	t.pos++
	return c
}

// ahead reports whether text comes next.
func (t *translator) ahead(text string) bool {
	for i, c := range []rune(text) {
		if t.pos+i >= len(t.source) || t.source[t.pos+i] != c {
			return false
		}
	}
	return true
}

// take reads text if it comes next.
func (t *translator) take(text string) bool {
	if !t.ahead(text) {
		return false
	}
	t.pos += len([]rune(text))
	return true
}

// copy writes what was read from start on as it stands.
func (t *translator) copy(start int) {
	if t.unicode {
		t.out.WriteString(string(t.source[start:t.pos]))
		return
	}
	units := make([]uint16, 0, t.pos-start)
	for _, u := range t.source[start:t.pos] {
		units = append(units, uint16(u))
	}
	t.out.WriteString(string(utf16.Decode(units)))
}

// maxDepth is how deep groups and classes may nest.
const maxDepth = 1000

// disjunction reads alternatives up to the end or a closing parenthesis.
func (t *translator) disjunction(depth int) {
	if depth > maxDepth {
		panic(Error("Regular expression too large"))
	}
	t.ids++
	t.within = append(t.within, alternative{t.ids, 0})
	saved := t.now
	for t.more() && t.peek() != ')' {
		if t.take("|") {
			t.out.WriteByte('|')
			t.within[len(t.within)-1].index++
			continue
		}
		t.term(depth)
	}
	t.now = saved
	t.within = t.within[:len(t.within)-1]
}

func (t *translator) term(depth int) {
	start := t.pos
	switch c := t.next(); c {
	case '(':
		t.group(depth)
	case '[':
		t.class()
	case '\\':
		t.escape(start)
	case '.':
		t.dot()
	case '^', '$':
		t.boundary(c)
	case '*', '+', '?', '{', '}', ']':
		t.copy(start)
		if c == '{' {
			t.quantifier()
		}
	default:
		t.character(c, start)
	}
}

// quantifier copies the rest of {1,2}, whose digits are no characters to match.
func (t *translator) quantifier() {
	start := t.pos
	for t.more() && (t.peek() >= '0' && t.peek() <= '9' || t.peek() == ',') {
		t.pos++
	}
	t.copy(start)
}

// character writes c, which was read from start on.
func (t *translator) character(c rune, start int) {
	if t.cases && t.now.i {
		if s := single(c).folded(t.unicode); len(s.spans) > 1 || s.spans[0].lo != s.spans[0].hi {
			t.write(s)
			return
		}
	}
	if !t.unicode && c >= 0xd800 && c < 0xdc00 && t.more() && t.peek() >= 0xdc00 && t.peek() < 0xe000 {
		t.pos++ // the engine sees a pair as one character of the pattern's text
	}
	t.copy(start)
}

func (t *translator) dot() {
	switch {
	case t.now.s && t.base.s:
		t.out.WriteByte('.')
	case t.now.s:
		t.write(set{}.complement())
	default:
		t.write(lineEnds.complement())
	}
}

// boundary writes ^ or $ for the present state of m: the engine's know one line
// end, \n.
func (t *translator) boundary(c rune) {
	if !t.now.m && !t.base.m {
		t.out.WriteRune(c)
		return
	}
	t.out.WriteString(map[rune]string{'^': "(?<!", '$': "(?!"}[c])
	if t.now.m {
		t.write(lineEnds.complement())
	} else {
		t.write(set{}.complement())
	}
	t.out.WriteByte(')')
}

// group reads a group, whose parenthesis has been read.
func (t *translator) group(depth int) {
	saved := t.now
	switch {
	case !t.take("?"):
		t.names = append(t.names, "")
		t.out.WriteByte('(')
	case t.ahead("<") && !t.ahead("<=") && !t.ahead("<!"):
		t.pos++
		t.namedGroup()
	case t.ahead("=") || t.ahead("!") || t.ahead("<") || t.ahead(":"):
		start := t.pos
		t.pos++
		if t.source[start] == '<' {
			t.pos++
		}
		t.out.WriteString("(?")
		t.copy(start)
	default:
		t.modify()
		t.out.WriteString("(?:")
	}
	t.disjunction(depth + 1)
	if !t.take(")") {
		panic(Error("Unterminated group"))
	}
	t.out.WriteByte(')')
	t.now = saved
}

// modify reads the flags of a modifier and its colon.
func (t *translator) modify() {
	seen, on := "", true
	for !t.take(":") {
		c := t.peek()
		switch {
		case c == '-' && on:
			on = false
			t.pos++
			continue
		case c < 0 || !strings.ContainsRune("ims", c):
			panic(Error("Invalid group"))
		case strings.ContainsRune(seen, c):
			panic(Error("Repeated regexp flag"))
		}
		t.pos++
		seen += string(c)
		*map[rune]*bool{'i': &t.now.i, 'm': &t.now.m, 's': &t.now.s}[c] = on
	}
	if seen == "" {
		panic(Error("Invalid regular expression flags"))
	}
}

// namedGroup reads the name of a group and writes the group's beginning.
func (t *translator) namedGroup() {
	name := t.name()
	g := named{name: name, written: name, within: slices.Clone(t.within)}
	t.names = append(t.names, name)
	for _, other := range t.groups {
		if other.name == name && !apart(other.within, g.within) {
			panic(Error("Duplicate capture group name"))
		}
	}
	if t.total[name] > 1 {
		t.renamed = true
		g.written = name + "$" + strconv.Itoa(len(t.names))
	}
	t.groups = append(t.groups, g)
	t.out.WriteString("(?<" + g.written + ">")
}

// apart reports whether two groups cannot both take part in a match.
func apart(a, b []alternative) bool {
	for i := range min(len(a), len(b)) {
		if a[i].disjunction != b[i].disjunction {
			return false
		}
		if a[i].index != b[i].index {
			return true
		}
	}
	return false
}

func (t *translator) name() string {
	start := t.pos
	for t.peek() != '>' {
		if !t.more() {
			panic(Error("Invalid capture group name"))
		}
		t.pos++
	}
	name := string(t.source[start:t.pos])
	t.pos++
	return name
}
