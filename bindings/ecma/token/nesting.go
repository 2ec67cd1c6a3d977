package token

// How deep a text may nest. goja's parser and compiler recurse on the Go
// stack, whose overflow ends the process: TestNestingBounds in package compile
// measures what they take at these bounds, which is far from its gigabyte.
const (
	maxBrackets = 10_000
	maxChain    = 20_000
)

// TooDeep reports whether a parser that recurses might go too deep in text: V8
// then throws a RangeError. It counts open brackets, and the tokens of one
// statement beside them, since prefix operators, arrows, assignments and
// statements in statements nest without brackets.
func TooDeep(text string) bool {
	// Each level takes a character. Most files are shorter.
	if len(text) <= maxBrackets {
		return false
	}
	s := NewScanner(text)
	chains := []int{0} // for each bracket depth, the tokens since a statement began
	ended := false     // the token before may end a statement
	for {
		t := s.Next()
		if t.Kind == EOF {
			return false
		}
		if t.Depth > maxBrackets {
			return true
		}
		for len(chains) <= t.Depth {
			chains = append(chains, 0)
		}
		chains = chains[:t.Depth+1]
		chains[t.Depth]++
		if s.startsStatement(t, ended) {
			chains[t.Depth] = 0
		}
		if chains[t.Depth] > maxChain {
			return true
		}
		ended = s.operand || t.Kind == Punct && s.text[t.Start:t.End] == "}"
	}
}

// startsStatement reports whether t separates or begins statements or the
// elements of a list. Without semicolons, a name on a new line after an
// operand or a block begins a statement.
func (s *Scanner) startsStatement(t Token, ended bool) bool {
	switch t.Kind {
	case Punct:
		text := s.text[t.Start:t.End]
		return text == ";" || text == ","
	case Name:
		return t.Newline && ended && !continues(s.text[t.Start:t.End])
	}
	return false
}

// continues reports whether a name goes on with what is before it.
func continues(name string) bool { return name == "else" || name == "in" || name == "instanceof" }

// IsName reports whether text starts as a name does.
func IsName(text string) bool { return text != "" && isNameByte(text[0]) }
