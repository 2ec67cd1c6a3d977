package util

import (
	"iter"
	"strings"
	"unicode/utf8"
)

type tokenKind uint8

const (
	tokenPunctuation tokenKind = iota
	tokenName
	tokenLiteral // string, template, number, regular expression
)

// token is a piece of a line of JavaScript.
type token struct {
	kind  tokenKind
	start int
	text  string // of punctuation only
}

// tokens scans one line of JavaScript. The line may be part of a longer
// expression; what does not close on it ends with it.
func tokens(code string) iter.Seq[token] {
	return func(yield func(token) bool) {
		last := token{}
		for i := 0; i < len(code); {
			rest := code[i:]
			switch {
			case strings.HasPrefix(rest, "//"):
				return
			case strings.HasPrefix(rest, "/*"):
				i += spanUntil(rest, 2, "*/")
				continue
			case rest[0] == ' ' || rest[0] == '\t':
				i++
				continue
			}
			t, size := scan(rest, last)
			t.start = i
			if !yield(t) {
				return
			}
			last = t
			i += size
		}
	}
}

func scan(rest string, last token) (token, int) {
	c := rest[0]
	switch {
	case c == '\'' || c == '"' || c == '`':
		return token{kind: tokenLiteral}, quoted(rest, c)
	case c == '/' && startsExpression(last):
		return token{kind: tokenLiteral}, regExp(rest)
	case isNamePart(c):
		size := 1
		for size < len(rest) && isNamePart(rest[size]) {
			size++
		}
		if c >= '0' && c <= '9' {
			return token{kind: tokenLiteral}, size
		}
		return token{kind: tokenName}, size
	case strings.HasPrefix(rest, "?."):
		return token{text: "?."}, 2
	}
	return token{text: rest[:1]}, 1
}

func isNamePart(c byte) bool {
	return c == '_' || c == '$' || c >= utf8.RuneSelf || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// startsExpression tells a regular expression from a division.
func startsExpression(last token) bool {
	return last.kind == tokenPunctuation && last.text != ")" && last.text != "]" && last.text != "}"
}

func spanUntil(s string, from int, end string) int {
	if i := strings.Index(s[from:], end); i >= 0 {
		return from + i + len(end)
	}
	return len(s)
}

func quoted(s string, quote byte) int {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case quote:
			return i + 1
		}
	}
	return len(s)
}

func regExp(s string) int {
	class := false
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '\\':
			i++
		case s[i] == '[':
			class = true
		case s[i] == ']':
			class = false
		case s[i] == '/' && !class:
			return i + 1
		}
	}
	return len(s)
}
