package compile

import (
	"errors"
	"fmt"
	"strings"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/parser"
	"github.com/evanw/esbuild/pkg/api"

	"gonet/bindings/ecma"
	"gonet/bindings/ecma/token"
)

// SyntaxError says where a text is not what it should be, in V8's words.
type SyntaxError struct {
	File     string
	Line     int // from 1
	Column   int // in UTF-16 units, from 1
	Length   int // of what the carets underline, in UTF-16 units
	LineText string
	Message  string
}

func (e *SyntaxError) Error() string { return "SyntaxError: " + e.Message }

// Arrow returns what Node prints before the error: the place, the line, and
// carets under the offending part.
func (e *SyntaxError) Arrow() string {
	var pad strings.Builder
	column := 1
	for _, r := range e.LineText {
		if column >= e.Column {
			break
		}
		if r == '\t' {
			pad.WriteByte('\t')
		} else {
			pad.WriteByte(' ')
		}
		column += utf16Len(r)
	}
	return fmt.Sprintf("%s:%d\n%s\n%s%s", e.File, e.Line, e.LineText, pad.String(), strings.Repeat("^", max(e.Length, 1)))
}

// errorAt makes the error at an offset of f.text.
func (f *sourceFile) errorAt(offset int, message string) error {
	return f.sourceError(f.sourceOffset(offset), 0, message)
}

func (f *sourceFile) sourceOffset(offset int) int {
	if f.moves == nil {
		return offset
	}
	return max(f.moves.finder()(offset), 0)
}

// sourceError makes the error at an offset of the source; length 0 is that of
// the token there.
func (f *sourceFile) sourceError(offset, length int, message string) error {
	offset = min(max(offset, 0), len(f.source))
	l := newLines(f.source)
	line, column := l.position(offset)
	text := l.line(line)
	if length == 0 {
		if t, _ := tokenAt(f.source, offset); t.Start == offset {
			length = t.End - t.Start
		}
	}
	rest := len(text) - (offset - l.starts[line-1])
	return &SyntaxError{
		File: f.label, Line: line, Column: column, LineText: text, Message: message,
		Length: max(min(length, rest), 1),
	}
}

// errorAtWord makes the error at the last place where word stands: names that
// clash do so where the second is.
func (f *sourceFile) errorAtWord(word, message string) error {
	offset := 0
	s := token.NewScanner(f.source)
	for t := s.Next(); t.Kind != token.EOF; t = s.Next() {
		if t.Kind == token.Name && s.Text(t) == word {
			offset = t.Start
		}
	}
	return f.sourceError(offset, len(word), message)
}

// position returns line and column in the source of an offset of f.text.
func (f *sourceFile) position(offset int) (line, column int) {
	return newLines(f.source).position(f.sourceOffset(offset))
}

// misread is the error if the token scan and the parser disagree on a text.
func (f *sourceFile) misread() error {
	return f.sourceError(0, 1, "Unsupported use of import or export")
}

func (f *sourceFile) parserError(err error, before int, text string) error {
	var list parser.ErrorList
	if !errors.As(err, &list) || len(list) == 0 {
		return f.sourceError(0, 1, err.Error())
	}
	first := list[0]
	starts := newLines(text).starts
	offset := f.sourceOffset(starts[first.Position.Line-1] + first.Position.Column - 1 - before)
	offset = literalStart(f.source, offset)
	return f.sourceError(offset, 0, parserMessage(f.source, offset, first.Message))
}

// literalStart returns where the literal begins that is found unterminated at
// offset; any other offset is returned as it is.
func literalStart(source string, offset int) int {
	if t, _ := tokenAt(source, offset-1); t.Kind == token.Invalid && t.Start < offset {
		return t.Start
	}
	return offset
}

// tryAlone is a message of goja's parser in V8's words.
const tryAlone = "Missing catch or finally after try"

// mixedOperators is one that V8 has no words for.
const mixedOperators = "Logical expressions and coalesce expressions cannot be mixed. Wrap either by parentheses"

// parserMessage puts a message of goja's parser in V8's words.
func parserMessage(source string, offset int, message string) string {
	switch {
	case message == tryAlone:
		return message
	case message == "Unexpected token ILLEGAL":
		return "Invalid or unexpected token"
	case message == "Unexpected end of input" || offset >= len(source):
		return "Unexpected end of input"
	case strings.HasPrefix(message, "Unexpected "):
		return unexpected(source, offset)
	}
	return regexpMessage(source, offset, message)
}

// regexpMessage puts what is wrong with a literal that stands at offset in V8's
// words, if it is one of a regular expression.
func regexpMessage(source string, offset int, message string) string {
	t, text := tokenAt(source, offset)
	if t.Kind != token.Regexp {
		return message
	}
	end := strings.LastIndexByte(text, '/')
	return ecma.RegExpMessage(text[1:end], text[end+1:], message)
}

func (f *sourceFile) compilerError(err error) error {
	var syntax *goja.CompilerSyntaxError
	if errors.As(err, &syntax) && syntax.File != nil {
		return f.sourceError(syntax.Offset, 0, regexpMessage(f.source, syntax.Offset, syntax.Message))
	}
	return f.sourceError(0, 1, err.Error())
}

func (f *sourceFile) closesWrapper(prg *ast.Program, wrap wrapper) error {
	s := token.NewScanner(f.text)
	for t := s.Next(); t.Kind != token.EOF; t = s.Next() {
		if t.Depth == 0 && t.Kind == token.Punct && s.Text(t) == "}" {
			return f.errorAt(t.Start, "Unexpected token '}'")
		}
	}
	return f.errorAt(len(f.text), "Unexpected end of input")
}

func (f *sourceFile) esbuildError(m api.Message) error {
	if m.Location == nil {
		return f.sourceError(0, 1, m.Text)
	}
	starts := newLines(f.source).starts
	offset := literalStart(f.source, starts[min(m.Location.Line, len(starts))-1]+m.Location.Column)
	return f.sourceError(offset, 0, f.esbuildMessage(offset, m.Text))
}

// better chooses between the errors of goja's parser and of esbuild for one
// text. They differ where goja stumbled over what it does not know.
func (f *sourceFile) better(gojaErr, esbuildErr error) error {
	var g, e *SyntaxError
	if !errors.As(gojaErr, &g) || !errors.As(esbuildErr, &e) {
		return esbuildErr
	}
	if !f.asModule && (g.Message == importOutside || g.Message == "Unexpected token 'export'") {
		return g // esbuild takes it for a module
	}
	samePlace := g.Line == e.Line && g.Column == e.Column
	vague := strings.HasPrefix(e.Message, "Unexpected ") && !strings.HasSuffix(e.Message, "reserved word") && e.Message != strictNames
	if g.Message == tryAlone || samePlace && vague && g.Message != mixedOperators {
		return g
	}
	return esbuildErr
}

// unexpected says in V8's words that what stands at offset should not.
func unexpected(source string, offset int) string {
	t, text := tokenAt(source, offset)
	switch t.Kind {
	case token.EOF:
		return "Unexpected end of input"
	case token.Number:
		return "Unexpected number"
	case token.String:
		return "Unexpected string"
	case token.Template:
		return "Unexpected template string"
	case token.Name:
		return unexpectedName(source, t, text)
	case token.Invalid:
		return "Invalid or unexpected token"
	}
	switch before, beforeThat := tokensBefore(source, t.Start); {
	case text == "(" && before == "function":
		return "Function statements require a function name"
	case text == "=" && token.IsName(before) && (beforeThat == "{" || beforeThat == ","):
		return "Invalid shorthand property initializer"
	}
	return fmt.Sprintf("Unexpected token '%s'", text)
}

// importOutside is the message for an import statement where there can be none.
const importOutside = "Cannot use import statement outside a module"

func unexpectedName(source string, t token.Token, text string) string {
	switch {
	case text == "import" && strings.HasPrefix(strings.TrimLeft(source[t.End:], " "), "."):
		return "Cannot use 'import.meta' outside a module"
	case text == "import":
		return importOutside
	case text == "enum":
		return "Unexpected reserved word"
	case reserved[text]:
		return fmt.Sprintf("Unexpected token '%s'", text)
	case declaresConstant(source, t.Start):
		return "Missing initializer in const declaration"
	}
	return fmt.Sprintf("Unexpected identifier '%s'", text)
}

// tokensBefore returns the two tokens that stand before offset.
func tokensBefore(source string, offset int) (before, beforeThat string) {
	s := token.NewScanner(source)
	for t := s.Next(); t.Kind != token.EOF && t.Start < offset; t = s.Next() {
		before, beforeThat = s.Text(t), before
	}
	return before, beforeThat
}

// declaresConstant reports whether `const name` stands before offset.
func declaresConstant(source string, offset int) bool {
	before, beforeThat := tokensBefore(source, offset)
	return beforeThat == "const" && token.IsName(before)
}

var reserved = func() map[string]bool {
	m := make(map[string]bool)
	for _, word := range strings.Fields(`break case catch class const continue debugger default delete
		do else export extends false finally for function if import in instanceof new null return super
		switch this throw true try typeof var void while with`) {
		m[word] = true
	}
	return m
}()

// tokenAt returns the first token that ends after offset.
func tokenAt(source string, offset int) (token.Token, string) {
	s := token.NewScanner(source)
	t := s.Next()
	for t.Kind != token.EOF && t.End <= offset {
		t = s.Next()
	}
	return t, s.Text(t)
}

// inArguments reports whether the innermost bracket open at offset is that of
// a call's arguments.
func inArguments(source string, offset int) bool {
	type open struct{ call bool }
	var stack []open
	var before, beforeThat string
	s := token.NewScanner(source)
	for t := s.Next(); t.Kind != token.EOF && t.Start < offset; t = s.Next() {
		text := s.Text(t)
		if t.Kind == token.Punct {
			switch text {
			case "(":
				callee := before != "" && (token.IsName(before) || before == ")" || before == "]")
				stack = append(stack, open{callee && !reserved[before] && beforeThat != "function"})
			case "[", "{":
				stack = append(stack, open{})
			case ")", "]", "}":
				if len(stack) > 0 {
					stack = stack[:len(stack)-1]
				}
			}
		}
		before, beforeThat = text, before
	}
	return len(stack) > 0 && stack[len(stack)-1].call
}

// sourceMapURL returns what the last comment `//# sourceMappingURL=` says.
func sourceMapURL(source string) string {
	const comment = "//# sourceMappingURL="
	i := strings.LastIndex(source, comment)
	if i < 0 {
		return ""
	}
	url, rest, _ := strings.Cut(source[i+len(comment):], "\n")
	url = strings.TrimSpace(url)
	if strings.ContainsAny(url, " \t\"'`") {
		return ""
	}
	if strings.TrimSpace(rest) != "" {
		if t, _ := tokenAt(source, i); t.Start < i { // inside of a string
			return ""
		}
	}
	return url
}
