package compile

import (
	"strings"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/parser"
	"github.com/dop251/goja/unistring"

	"gonet/bindings/ecma/token"
)

// sourceFile is one text on its way to a Unit.
type sourceFile struct {
	name   string
	label  string // what positions call it
	source string // as the user wrote it
	opts   Options

	// text is what is parsed: source, or what esbuild made of it, with a
	// hashbang turned into a comment and placeholders for what goja's parser
	// does not know. moves maps its offsets to source's.
	text  string
	moves *sourceMap // nil if text has the offsets of source

	dynamic  placeholder
	asModule bool // it is compiled as an ES module
	faulty   bool // the walk has found a fault
}

// placeholder is a name that stands in the text for syntax that goja's parser
// does not know, and how often it stands there.
type placeholder struct {
	word  string
	count int
}

func newFile(name, source string, opts Options) *sourceFile {
	return &sourceFile{name: name, label: name, source: source, opts: opts, text: maskHashbang(source)}
}

// maskHashbang makes a hashbang line a comment, without moving anything.
func maskHashbang(source string) string {
	if strings.HasPrefix(source, "#!") {
		return "//" + source[2:]
	}
	return source
}

// wrapper is the text around the parsed text.
type wrapper struct{ before, after string }

// parse parses the text inside wrap and walks the tree. The positions in the
// error and in the tree are the user's.
func (f *sourceFile) parse(wrap wrapper, w *walker) (*ast.Program, error) {
	text := wrap.before + f.text + wrap.after
	prg, err := parser.ParseFile(nil, f.label, text, 0, parser.WithDisableSourceMaps)
	if err != nil {
		return nil, f.parserError(err, len(wrap.before), text)
	}
	prg.File = file.NewFile(f.label, f.source, 1)
	w.move = f.mover(len(wrap.before))
	w.text, w.lowered = f.source, f.moves != nil
	w.importWord = unistring.NewFromString(f.dynamic.word)
	return prg, nil
}

// mover returns what maps an index in the parsed text to one in the source.
func (f *sourceFile) mover(before int) func(file.Idx) file.Idx {
	past := file.Idx(len(f.source) + 1)
	if f.moves == nil {
		return func(idx file.Idx) file.Idx {
			idx -= file.Idx(before)
			if idx < 1 || idx > past {
				return past
			}
			return idx
		}
	}
	find := f.moves.finder()
	return func(idx file.Idx) file.Idx {
		if offset := find(int(idx) - 1 - before); offset >= 0 {
			return file.Idx(offset + 1)
		}
		return past
	}
}

// compile makes the tree that w has walked a program.
func (f *sourceFile) compile(prg *ast.Program, w *walker, strict bool) (*goja.Program, error) {
	if w.fault != nil {
		f.faulty = true
		return nil, f.sourceError(int(w.fault.at)-1, 0, w.fault.message)
	}
	p, err := goja.CompileAST(prg, strict)
	if err != nil {
		return nil, f.compilerError(err)
	}
	return p, nil
}

// maskDynamic puts a placeholder of the same length for `import` wherever it
// is called.
func (f *sourceFile) maskDynamic() {
	if !strings.Contains(f.text, "import") {
		return
	}
	var at []int
	s := token.NewScanner(f.text)
	for t := s.Next(); t.Kind != token.EOF; {
		next := s.Next()
		if t.Kind == token.Name && s.Text(t) == "import" && next.Kind == token.Punct {
			switch s.Text(next) {
			case "(":
				at = append(at, t.Start)
			case ".":
				if property := s.Next(); s.Text(property) == "source" {
					at = append(at, t.Start)
				}
				next = s.Next()
			}
		}
		t = next
	}
	f.putPlaceholders(at)
}

func (f *sourceFile) putPlaceholders(at []int) {
	if len(at) == 0 {
		return
	}
	f.dynamic = placeholder{word: unusedName(f.text, "imp", len("import")), count: len(at)}
	text := []byte(f.text)
	for _, i := range at {
		copy(text[i:], f.dynamic.word)
	}
	f.text = string(text)
}

// unusedName returns a name of n characters that starts with prefix and occurs
// nowhere in text.
func unusedName(text, prefix string, n int) string {
	const letters = "abcdefghijklmnopqrstuvwxyz"
	name := []byte(prefix + strings.Repeat("$", n-len(prefix)))
	for i := 0; strings.Contains(text, string(name)); i++ {
		for j, k := n-1, i; j >= len(prefix); j, k = j-1, k/len(letters) {
			name[j] = letters[k%len(letters)]
		}
	}
	return string(name)
}
