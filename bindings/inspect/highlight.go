package inspect

import "strings"

// highlighter colors a regular expression by the depth of its groups. It reads
// the text once and tolerates what it does not understand.
type highlighter struct {
	text    string
	pos     int
	depth   int
	palette []color
	out     strings.Builder
}

func highlightRegExp(text string, palette []color) string {
	if len(palette) == 0 {
		return text
	}
	h := &highlighter{text: text, palette: palette}
	h.write("/")
	h.depth++
	h.pos = 1
	inClass := false
	for h.pos < len(text) && (inClass || text[h.pos] != '/') {
		if inClass {
			inClass = h.class()
		} else {
			inClass = h.pattern()
		}
	}
	h.at("/", -1)
	h.pos++
	if h.pos < len(text) {
		h.write(text[h.pos:])
	}
	return h.out.String()
}

func (h *highlighter) write(s string) {
	// More groups may be closed than opened: then it is the first color.
	h.out.WriteString(h.palette[max(h.depth%len(h.palette), 0)].wrap(s))
}

// at writes s in the color of a depth relative to the current one.
func (h *highlighter) at(s string, depth int) {
	h.depth += depth
	h.write(s)
	h.depth -= depth
}

func (h *highlighter) peek() byte {
	if h.pos < len(h.text) {
		return h.text[h.pos]
	}
	return 0
}

// char takes one character, of any size.
func (h *highlighter) char() string {
	_, size := decodeText(h.text[h.pos:])
	s := h.text[h.pos : h.pos+size]
	h.pos += size
	return s
}

func (h *highlighter) digits() string {
	start := h.pos
	for h.peek() >= '0' && h.peek() <= '9' {
		h.pos++
	}
	return h.text[start:h.pos]
}

// group writes start, what is inside up to end, and end. Without an end it only
// writes start.
func (h *highlighter) group(start string, end byte, shallower int) {
	h.pos++
	inside := h.pos
	length := strings.IndexByte(h.text[inside:], end)
	if length < 0 {
		h.at(start, 1)
		return
	}
	h.depth -= shallower
	h.write(start)
	h.at(h.text[inside:inside+length], 1)
	h.write(string(end))
	h.depth += shallower
	h.pos = inside + length + 1
}

// escape takes a backslash and what follows. done says that it wrote it all.
func (h *highlighter) escape(inClass bool) (seq string, done bool) {
	h.pos++
	if h.pos >= len(h.text) {
		return `\`, false
	}
	next := h.text[h.pos]
	seq = `\` + h.char()
	if h.pos >= len(h.text) {
		return seq, false
	}
	switch {
	case (next == 'u' || next == 'p' || next == 'P') && h.peek() == '{':
		h.group(seq+"{", '}', 0)
		return "", true
	case next == 'x':
		end := min(h.pos+2, len(h.text))
		seq += h.text[h.pos:end]
		h.pos = end
	case !inClass && next >= '0' && next <= '9':
		seq += h.digits()
	case !inClass && next == 'k' && h.peek() == '<':
		h.group(seq+"<", '>', 1)
		return "", true
	}
	return seq, false
}

// class reads one item of a character class and tells whether it goes on.
func (h *highlighter) class() bool {
	switch h.peek() {
	case '\\':
		if seq, done := h.escape(true); !done {
			h.write(seq)
		}
	case ']':
		h.depth--
		h.write("]")
		h.pos++
		return false
	case '-':
		if h.text[h.pos-1] != '[' && h.pos+1 < len(h.text) && h.text[h.pos+1] != ']' {
			h.at("-", 1)
		} else {
			h.write("-")
		}
		h.pos++
	default:
		h.write(h.char())
	}
	return true
}

// pattern reads one item outside of classes and tells whether a class begins.
func (h *highlighter) pattern() bool {
	switch ch := h.peek(); ch {
	case '[':
		h.write("[")
		h.depth++
		h.pos++
		return true
	case '(':
		h.write("(")
		h.depth++
		h.pos++
		if h.peek() == '?' {
			h.pos++
			h.groupKind()
		}
	case ')':
		h.depth--
		h.write(")")
		h.pos++
	case '\\':
		if seq, done := h.escape(false); !done {
			h.at(seq, 1)
		}
	case '|', '+', '*', '?', ',', '^', '$':
		h.at(string(ch), 3)
		h.pos++
	case '{':
		h.quantifier()
	case '.':
		h.at(".", 2)
		h.pos++
	default:
		h.at(h.char(), 1)
	}
	return false
}

// groupKind reads what follows "(?".
func (h *highlighter) groupKind() {
	rest := h.text[h.pos:]
	switch {
	case rest != "" && strings.ContainsRune(":=!", rune(rest[0])):
		h.at("?"+rest[:1], -1)
		h.pos++
	case strings.HasPrefix(rest, "<=") || strings.HasPrefix(rest, "<!"):
		h.at("?"+rest[:2], -1)
		h.pos += 2
	case strings.HasPrefix(rest, "<"):
		h.pos++
		name, _, closed := strings.Cut(rest[1:], ">")
		if !closed {
			h.at("?<", -1)
			h.write(name)
			h.pos += len(name)
			return
		}
		h.depth--
		h.write("?<")
		h.at(name, 1)
		h.write(">")
		h.depth++
		h.pos += len(name) + 1
	default:
		h.write("?")
	}
}

// quantifier reads {n}, {n,} or {n,m}; anything else is a brace.
func (h *highlighter) quantifier() {
	h.pos++
	least := h.digits()
	if least != "" {
		h.write("{")
		h.depth++
		h.at(least, 1)
	}
	if h.peek() == ',' {
		if least == "" {
			h.write("{")
			h.depth++
		}
		h.write(",")
		h.pos++
	} else if least == "" && h.pos < len(h.text) {
		h.depth++
		h.write("{")
		h.depth--
		return
	}
	if most := h.digits(); most != "" {
		h.at(most, 1)
	}
	if h.peek() == '}' {
		h.depth--
		h.write("}")
		h.pos++
	}
	if h.peek() == '?' {
		h.at("?", 3)
		h.pos++
	}
}
