package compile

import (
	"slices"
	"strings"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/parser"

	"gonet/bindings/ecma/token"
)

// moduleSyntax is what the import and export statements of a text say.
type moduleSyntax struct {
	requests []Request
	imports  []Import
	exports  []Export // of clauses and of export default; declarations come later
	// declarations are the offsets of declarations that were exported.
	declarations []int
	// blanks are the ranges that were import and export statements.
	blanks [][2]int
	// dynamic are the offsets of `import` where it is called or has a property.
	dynamic []int

	defaultWord string
	statements  bool // there is an import or export statement
}

// moduleScanner finds the import and export statements of a text. What it does
// not understand it leaves in place, for the parser to complain about.
type moduleScanner struct {
	f        *sourceFile
	s        *token.Scanner
	tok      token.Token // the current token
	before   token.Token // the one before it
	text     []byte      // the text with placeholders and blanks
	out      *moduleSyntax
	requests map[string]int
}

// scanModule scans f.text and replaces it by the text without its import and
// export statements, which has the same offsets.
func (f *sourceFile) scanModule() *moduleSyntax {
	m := &moduleScanner{
		f:        f,
		s:        token.NewScanner(f.text),
		text:     []byte(f.text),
		out:      &moduleSyntax{},
		requests: make(map[string]int),
	}
	m.next()
	for m.tok.Kind != token.EOF {
		m.scanToken()
	}
	f.text = string(m.text)
	f.putPlaceholders(m.out.dynamic)
	return m.out
}

func (m *moduleScanner) next() {
	m.before = m.tok
	m.tok = m.s.Next()
}

func (m *moduleScanner) is(text string) bool {
	return (m.tok.Kind == token.Punct || m.tok.Kind == token.Name) && m.s.Text(m.tok) == text
}

// take moves on if the current token is text.
func (m *moduleScanner) take(text string) bool {
	if m.is(text) {
		m.next()
		return true
	}
	return false
}

func (m *moduleScanner) scanToken() {
	start := m.tok
	word := m.s.Text(start)
	afterDot := m.before.Kind == token.Punct && strings.HasSuffix(m.s.Text(m.before), ".") && m.s.Text(m.before) != "..."
	m.next()
	if start.Kind != token.Name || afterDot {
		return
	}
	switch {
	case word == "import" && (m.is("(") || m.is(".")):
		m.out.dynamic = append(m.out.dynamic, start.Start)
	case word == "import" && start.Depth == 0:
		m.importStatement(start)
	case word == "export" && start.Depth == 0:
		m.exportStatement(start)
	}
}

// blank replaces a statement's text by an empty statement and spaces.
func (m *moduleScanner) blank(start, end int) {
	m.out.statements = true
	m.out.blanks = append(m.out.blanks, [2]int{start, end})
	m.put(start, end, ";")
}

func (m *moduleScanner) put(start, end int, text string) {
	for i := start + copy(m.text[start:end], text); i < end; i++ {
		m.text[i] = ' '
	}
}

// binding is one `imported as local` of a clause.
type binding struct {
	name, as string
	at       token.Token // the name
}

// place is where a token of the text stands in the source.
func (m *moduleScanner) place(t token.Token) Place {
	return Place{m.f.sourceOffset(t.Start), t.End - t.Start}
}

func (m *moduleScanner) importStatement(start token.Token) {
	var clause []binding
	source := m.takeSource()
	if m.tok.Kind != token.String {
		var ok bool
		if clause, ok = m.importClause(); !ok || !m.take("from") || m.tok.Kind != token.String {
			return
		}
	}
	if source && (len(clause) != 1 || clause[0].name != "default") {
		return
	}
	if slices.ContainsFunc(clause, func(b binding) bool { return !token.IsName(b.as) || reserved[b.as] }) {
		return
	}
	request, end, ok := m.moduleSpecifier(source)
	if !ok {
		return
	}
	for _, b := range clause {
		m.out.imports = append(m.out.imports, Import{Request: request, Name: b.name, Local: b.as, Place: m.place(b.at)})
	}
	m.blank(start.Start, end)
}

// takeSource takes the word source of an import of the source phase, which a
// name follows: one that is not from, or is followed by from.
func (m *moduleScanner) takeSource() bool {
	if !m.is("source") {
		return false
	}
	scanner, tok, before := *m.s, m.tok, m.before
	m.next()
	if m.tok.Kind == token.Name {
		if !m.is("from") {
			return true
		}
		ahead, at := *m.s, m.tok
		next := m.s.Next()
		isFrom := next.Kind == token.Name && m.s.Text(next) == "from"
		if *m.s = ahead; isFrom {
			m.tok = at
			return true
		}
	}
	*m.s, m.tok, m.before = scanner, tok, before
	return false
}

func (m *moduleScanner) importClause() (clause []binding, ok bool) {
	if m.tok.Kind == token.Name {
		b := binding{at: m.tok, name: "default"}
		b.as = m.name()
		clause = append(clause, b)
		if !m.take(",") {
			return clause, true
		}
	}
	switch {
	case m.take("*"):
		if !m.take("as") || m.tok.Kind != token.Name {
			return nil, false
		}
		b := binding{at: m.tok, name: "*"}
		b.as = m.name()
		return append(clause, b), true
	case m.is("{"):
		list, ok := m.namedClause()
		return append(clause, list...), ok
	}
	return nil, false
}

// namedClause reads { a, b as c, "d" as e }.
func (m *moduleScanner) namedClause() (list []binding, ok bool) {
	m.next()
	for !m.take("}") {
		if m.tok.Kind != token.Name && m.tok.Kind != token.String {
			return nil, false
		}
		b := binding{at: m.tok}
		b.name = m.name()
		b.as = b.name
		if m.take("as") {
			if m.tok.Kind != token.Name && m.tok.Kind != token.String {
				return nil, false
			}
			b.as = m.name()
		}
		list = append(list, b)
		if !m.take(",") && !m.is("}") {
			return nil, false
		}
	}
	return list, true
}

// name takes a name or a string and returns what it says.
func (m *moduleScanner) name() string {
	t := m.tok
	m.next()
	return literalValue(t.Kind, m.s.Text(t))
}

// moduleSpecifier takes a specifier with its attributes and the semicolon, and
// returns the index of the request and the end of the statement.
func (m *moduleScanner) moduleSpecifier(source bool) (request, end int, ok bool) {
	at := m.tok
	r := Request{Specifier: m.name(), Source: source}
	if m.is("with") {
		m.next()
		if r.Attributes, ok = m.attributes(); !ok {
			return 0, 0, false
		}
	}
	end = m.before.End
	if m.is(";") {
		end = m.tok.End
		m.next()
	} else if m.tok.Kind != token.EOF && !m.tok.Newline && !m.is("}") {
		return 0, 0, false
	}
	return m.request(r, at.Start), end, true
}

func (m *moduleScanner) attributes() (list []Attribute, ok bool) {
	if !m.take("{") {
		return nil, false
	}
	for !m.take("}") {
		a := Attribute{Key: m.name()}
		if !m.take(":") || m.tok.Kind != token.String {
			return nil, false
		}
		a.Value = m.name()
		if slices.ContainsFunc(list, func(before Attribute) bool { return before.Key == a.Key }) {
			return nil, false
		}
		list = append(list, a)
		if !m.take(",") && !m.is("}") {
			return nil, false
		}
	}
	return list, true
}

// request returns the index of r among the module's requests.
func (m *moduleScanner) request(r Request, offset int) int {
	var key strings.Builder
	key.WriteString(r.Specifier)
	if r.Source {
		key.WriteString("\x00source")
	}
	for _, a := range r.Attributes {
		key.WriteString("\x00" + a.Key + "\x00" + a.Value)
	}
	if i, ok := m.requests[key.String()]; ok {
		return i
	}
	r.Line, r.Column = m.f.position(offset)
	i := len(m.out.requests)
	m.requests[key.String()] = i
	m.out.requests = append(m.out.requests, r)
	return i
}

func (m *moduleScanner) exportStatement(start token.Token) {
	switch {
	case m.is("*"):
		m.exportStar(start)
	case m.is("{"):
		m.exportClause(start)
	case m.is("default"):
		m.exportDefault(start)
	case m.tok.Kind == token.Name:
		m.out.declarations = append(m.out.declarations, m.tok.Start)
		m.blank(start.Start, m.tok.Start)
	}
}

func (m *moduleScanner) exportStar(start token.Token) {
	m.next()
	e := Export{}
	if m.take("as") {
		e.Name, e.Import = m.name(), "*"
	}
	if !m.take("from") || m.tok.Kind != token.String {
		return
	}
	request, end, ok := m.moduleSpecifier(false)
	if !ok {
		return
	}
	e.Request = request
	m.out.exports = append(m.out.exports, e)
	m.blank(start.Start, end)
}

func (m *moduleScanner) exportClause(start token.Token) {
	list, ok := m.namedClause()
	if !ok {
		return
	}
	if m.take("from") {
		if m.tok.Kind != token.String {
			return
		}
		request, end, ok := m.moduleSpecifier(false)
		if !ok {
			return
		}
		for _, b := range list {
			m.out.exports = append(m.out.exports, Export{Name: b.as, Request: request, Import: b.name, Place: m.place(b.at)})
		}
		m.blank(start.Start, end)
		return
	}
	end := m.before.End
	if m.is(";") {
		end = m.tok.End
		m.next()
	}
	for _, b := range list {
		m.out.exports = append(m.out.exports, Export{Name: b.as, Local: b.name, Request: -1})
	}
	m.blank(start.Start, end)
}

// exportDefault makes `export default` a declaration of the default binding:
// of a variable, or of the function or class that has no name of its own.
func (m *moduleScanner) exportDefault(start token.Token) {
	m.out.statements = true
	local := defaultBinding.String()
	if m.out.defaultWord == "" {
		m.out.defaultWord = unusedName(m.f.text, "dflt", 8)
	}
	word := m.out.defaultWord
	m.next()
	async := ""
	end := m.before.End
	if m.is("async") {
		m.next()
		if !m.is("function") || m.tok.Newline {
			m.put(start.Start, end, ";let "+word+"=")
			m.addDefault(local)
			return
		}
		async = "async "
	}
	switch {
	case m.is("function"):
		m.next()
		star := ""
		if m.take("*") {
			star = "*"
		}
		if m.tok.Kind == token.Name {
			local = m.s.Text(m.tok)
			m.put(start.Start, end, ";")
		} else {
			m.put(start.Start, m.before.End, ";"+async+"function"+star+" "+word)
		}
	case m.is("class"):
		m.next()
		if m.tok.Kind == token.Name && !m.is("extends") {
			local = m.s.Text(m.tok)
			m.put(start.Start, end, ";")
		} else {
			m.put(start.Start, m.before.End, ";class "+word)
		}
	default:
		m.put(start.Start, end, ";let "+word+"=")
	}
	m.addDefault(local)
}

func (m *moduleScanner) addDefault(local string) {
	m.out.exports = append(m.out.exports, Export{Name: "default", Local: local, Request: -1})
}

// literalValue returns what a name or string in an import or export says. The
// parser has the last word on its escapes.
func literalValue(kind token.Kind, text string) string {
	if kind == token.String && !strings.Contains(text, `\`) {
		return text[1 : len(text)-1]
	}
	if kind == token.Name && !strings.Contains(text, `\`) {
		return text
	}
	prg, err := parser.ParseFile(nil, "", "("+text+")", 0, parser.WithDisableSourceMaps)
	if err != nil || len(prg.Body) != 1 {
		return text
	}
	if s, ok := prg.Body[0].(*ast.ExpressionStatement); ok {
		switch e := s.Expression.(type) {
		case *ast.StringLiteral:
			return e.Value.String()
		case *ast.Identifier:
			return e.Name.String()
		}
	}
	return text
}
