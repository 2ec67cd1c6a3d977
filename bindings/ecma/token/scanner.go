// Package token splits JavaScript source into tokens without parsing it: what
// the module compiler needs to find import and export, and what the nesting
// check needs to know before a recursive parser sees the text.
//
// Whether a slash starts a regular expression depends on grammar that a
// scanner does not have. It is decided by the token before and by what opened
// the bracket before, which is right for all code that people write; a caller
// for whom "almost always" is not enough compares its findings with the tree
// that the parser makes of the same text.
package token

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Kind is the sort of a token.
type Kind uint8

const (
	EOF      Kind = iota
	Name          // identifier or keyword, escapes included
	Private       // #name
	Number        //
	String        //
	Template      // a template's text, from ` or } up to ` or ${
	Regexp        //
	Punct         // operator or bracket
	Invalid       // a character or an unterminated literal that is in no token
)

// Token is one token of the text: text[Start:End].
type Token struct {
	Kind       Kind
	Start, End int
	Newline    bool // a line end stands before it
	Depth      int  // how many brackets are open around it
}

// bracket is an open (, [, { or ${.
type bracket struct {
	char byte
	// operand is whether the closing bracket ends an operand, so that a slash
	// after it divides.
	operand bool
}

// Scanner yields the tokens of one text.
type Scanner struct {
	text     string
	pos      int
	last     Token
	operand  bool // the last token ended an operand
	newline  bool
	brackets []bracket
}

// NewScanner returns a scanner at the start of text. A hashbang is skipped.
func NewScanner(text string) *Scanner {
	s := &Scanner{text: text}
	if strings.HasPrefix(text, "#!") {
		s.skipLine()
	}
	return s
}

// Text returns the text of t.
func (s *Scanner) Text(t Token) string { return s.text[t.Start:t.End] }

// Next returns the next token; at the end, one of kind EOF for ever.
func (s *Scanner) Next() Token {
	s.newline = false
	s.skipBlank()
	t := Token{Start: s.pos, Newline: s.newline, Depth: len(s.brackets)}
	t.Kind = s.scan()
	t.End = s.pos
	s.last = t
	return t
}

func (s *Scanner) scan() Kind {
	if s.pos >= len(s.text) {
		return EOF
	}
	c := s.text[s.pos]
	switch {
	case isNameByte(c):
		return s.scanName()
	case '0' <= c && c <= '9', c == '.' && s.digitAt(s.pos+1):
		s.scanNumber()
		s.operand = true
		return Number
	}
	switch c {
	case '"', '\'':
		s.operand = true
		return s.scanString(c)
	case '`':
		s.pos++
		return s.scanTemplate()
	case '#':
		if s.pos+1 < len(s.text) && isNameByte(s.text[s.pos+1]) {
			s.pos++
			s.scanNameBytes()
			s.operand = true
			return Private
		}
		s.pos++
		return Invalid
	case '/':
		if !s.operand {
			return s.scanRegexp()
		}
	case '(', '[', '{':
		s.open(c)
		return Punct
	case ')', ']', '}':
		return s.close(c)
	}
	return s.scanOperator(c)
}

func (s *Scanner) scanName() Kind {
	start := s.pos
	s.scanNameBytes()
	afterDot := s.last.Kind == Punct && isMemberDot(s.Text(s.last))
	s.operand = afterDot || !isOperatorWord(s.text[start:s.pos])
	return Name
}

func isMemberDot(punct string) bool { return punct == "." || punct == "?." }

// isOperatorWord reports whether word is a keyword after which an operand
// follows.
func isOperatorWord(word string) bool {
	switch word {
	case "await", "case", "delete", "do", "else", "extends", "in", "instanceof", "new", "return",
		"throw", "typeof", "void", "yield":
		return true
	}
	return false
}

// isHeadWord reports whether a statement follows the parentheses after word.
func isHeadWord(word string) bool {
	return word == "if" || word == "for" || word == "while" || word == "with"
}

func (s *Scanner) scanNameBytes() {
	for s.pos < len(s.text) {
		c := s.text[s.pos]
		switch {
		case c == '\\':
			s.pos++
			if strings.HasPrefix(s.text[s.pos:], "u{") {
				if end := strings.IndexByte(s.text[s.pos:], '}'); end > 0 {
					s.pos += end + 1
				}
			}
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(s.text[s.pos:])
			if isBlankRune(r) {
				return
			}
			s.pos += n
		case isNameByte(c), '0' <= c && c <= '9':
			s.pos++
		default:
			return
		}
	}
}

// isNameByte reports whether c can start a name. Bytes past ASCII count: blanks
// among them have been skipped, and the parser will judge the others.
func isNameByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '$' || c == '_' || c == '\\' || c >= utf8.RuneSelf
}

func (s *Scanner) digitAt(i int) bool {
	return i < len(s.text) && '0' <= s.text[i] && s.text[i] <= '9'
}

func (s *Scanner) scanNumber() {
	hex := strings.HasPrefix(s.text[s.pos:], "0x") || strings.HasPrefix(s.text[s.pos:], "0X")
	for s.pos < len(s.text) {
		c := s.text[s.pos]
		switch {
		case '0' <= c && c <= '9', 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', c == '_', c == '.':
		case (c == '+' || c == '-') && !hex && (s.text[s.pos-1] == 'e' || s.text[s.pos-1] == 'E'):
		default:
			return
		}
		s.pos++
	}
}

func (s *Scanner) scanString(quote byte) Kind {
	for s.pos++; s.pos < len(s.text); s.pos++ {
		switch s.text[s.pos] {
		case quote:
			s.pos++
			return String
		case '\\':
			s.pos++
			if strings.HasPrefix(s.text[s.pos:], "\r\n") {
				s.pos++
			}
		case '\n', '\r':
			return Invalid
		}
	}
	s.pos = len(s.text)
	return Invalid
}

// scanTemplate scans from inside a template to its end or to a substitution.
func (s *Scanner) scanTemplate() Kind {
	for ; s.pos < len(s.text); s.pos++ {
		switch s.text[s.pos] {
		case '`':
			s.pos++
			s.operand = true
			return Template
		case '\\':
			s.pos++
		case '$':
			if s.pos+1 < len(s.text) && s.text[s.pos+1] == '{' {
				s.pos += 2
				s.brackets = append(s.brackets, bracket{char: '$'})
				s.operand = false
				return Template
			}
		}
	}
	s.pos = len(s.text)
	return Invalid
}

func (s *Scanner) scanRegexp() Kind {
	inClass := false
	for s.pos++; s.pos < len(s.text); s.pos++ {
		switch c := s.text[s.pos]; {
		case c == '\\':
			s.pos++
		case c == '[':
			inClass = true
		case c == ']':
			inClass = false
		case c == '\n' || c == '\r':
			return Invalid
		case c == '/' && !inClass:
			s.pos++
			s.scanNameBytes()
			s.operand = true
			return Regexp
		}
	}
	s.pos = len(s.text)
	return Invalid
}

func (s *Scanner) open(c byte) {
	b := bracket{char: c, operand: true}
	switch c {
	case '(':
		b.operand = !(s.last.Kind == Name && isHeadWord(s.Text(s.last)))
	case '{':
		b.operand = s.opensObject()
	}
	s.brackets = append(s.brackets, b)
	s.operand = false
	s.pos++
}

// opensObject reports whether the "{" at the scanner begins an object literal
// rather than a block or a body.
func (s *Scanner) opensObject() bool {
	switch s.last.Kind {
	case Punct:
		switch s.Text(s.last) {
		case ")", "]", "}", ";", "=>", "{":
			return false
		case ":":
			// A property's value, or a label's or a case's block: what is open
			// around it tells, except for a label in an object's method.
			return len(s.brackets) > 0 && s.brackets[len(s.brackets)-1].operand
		}
		return true
	case Name:
		switch s.Text(s.last) {
		case "do", "else", "extends":
			return false
		}
		return !s.operand
	}
	return s.last.Kind == Template && !s.operand
}

func (s *Scanner) close(c byte) Kind {
	s.pos++
	if len(s.brackets) == 0 {
		s.operand = c != '}'
		return Punct
	}
	b := s.brackets[len(s.brackets)-1]
	s.brackets = s.brackets[:len(s.brackets)-1]
	if b.char == '$' && c == '}' {
		return s.scanTemplate()
	}
	s.operand = b.operand
	return Punct
}

func (s *Scanner) scanOperator(c byte) Kind {
	n := s.operatorLength(c)
	s.pos += n
	if n == 2 && (c == '+' || c == '-') && s.text[s.pos-1] == c {
		return Punct // x++ is still an operand, ++x is still none
	}
	s.operand = false
	if strings.IndexByte("+-*/%&|^!~<>=?:;,.@", c) < 0 {
		return Invalid
	}
	return Punct
}

// operatorLength returns the length of the operator at s, as far as it matters
// whole: where it would otherwise be cut in parts that read differently.
func (s *Scanner) operatorLength(c byte) int {
	next := byte(0)
	if s.pos+1 < len(s.text) {
		next = s.text[s.pos+1]
	}
	switch c {
	case '.':
		if next == '.' && s.pos+2 < len(s.text) && s.text[s.pos+2] == '.' {
			return 3
		}
	case '=':
		if next == '>' || next == '=' {
			return 2
		}
	case '+', '-', '&', '|', '*':
		if next == c {
			return 2
		}
	case '?':
		if next == '?' || next == '.' && !s.digitAt(s.pos+2) {
			return 2
		}
	case '!', '<', '>':
		if next == '=' {
			return 2
		}
	}
	return 1
}

func (s *Scanner) skipBlank() {
	for s.pos < len(s.text) {
		switch c := s.text[s.pos]; {
		case c == '\n' || c == '\r':
			s.newline = true
			s.pos++
		case c == ' ' || c == '\t' || c == '\v' || c == '\f':
			s.pos++
		case c == '/' && strings.HasPrefix(s.text[s.pos:], "//"):
			s.skipLine()
		case c == '/' && strings.HasPrefix(s.text[s.pos:], "/*"):
			s.skipComment()
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(s.text[s.pos:])
			if !isBlankRune(r) {
				return
			}
			s.newline = s.newline || isLineRune(r)
			s.pos += n
		default:
			return
		}
	}
}

func (s *Scanner) skipLine() {
	end := strings.IndexFunc(s.text[s.pos:], isLineRune)
	if end < 0 {
		s.pos = len(s.text)
		return
	}
	s.pos += end
}

func (s *Scanner) skipComment() {
	end := strings.Index(s.text[s.pos+2:], "*/")
	if end < 0 {
		s.pos = len(s.text)
		return
	}
	comment := s.text[s.pos : s.pos+2+end]
	s.newline = s.newline || strings.IndexFunc(comment, isLineRune) >= 0
	s.pos += end + 4
}

func isLineRune(r rune) bool { return r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029' }

func isBlankRune(r rune) bool {
	return r == '\ufeff' || isLineRune(r) || unicode.Is(unicode.Zs, r)
}
