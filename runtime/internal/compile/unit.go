package compile

import "github.com/dop251/goja"

// Format is the module system of a source text.
type Format uint8

const (
	// CommonJS is the body of Node's module wrapper function.
	CommonJS Format = iota
	// Module is an ES module.
	Module
	// Detect is CommonJS, unless the text can only be an ES module: Node's
	// syntax detection for a file that no package.json or extension decides.
	Detect
)

// Options say what a text is. The zero value is a CommonJS file in JavaScript.
type Options struct {
	Format     Format
	TypeScript bool
	JSX        bool
	// URL, if set, is what stack traces and errors call the file if it turns out
	// to be an ES module.
	URL string
	// Cache, if set, keeps what texts are rewritten to.
	Cache Cache
}

// Unit is a compiled source text. See the package's comment for what Program
// evaluates to. Units are immutable.
type Unit struct {
	Program  *goja.Program
	Filename string
	// IsESM is whether the text is an ES module; never for scripts.
	IsESM bool
	// HasTLA is whether the module awaits at its top level; require() of it is
	// ERR_REQUIRE_ASYNC_MODULE.
	HasTLA bool
	// Dynamic is whether the text has import() or import.meta.
	Dynamic bool
	// Requests are the modules that an ES module names in import and export
	// statements, each specifier with the same attributes once, in order of
	// first mention.
	Requests []Request
	Imports  []Import
	Exports  []Export
	file     *sourceFile
	// Lexical are the names that a script declares at its top level by let, const
	// and class.
	Lexical []string
	// Strict is whether a script for a context is in strict mode: Program
	// evaluates to a function, which runs it.
	Strict bool
	// SourceMapURL is what a last comment `//# sourceMappingURL=` says, if any.
	SourceMapURL string
}

// Request is a module asked for by a static import or export.
type Request struct {
	Specifier  string
	Attributes []Attribute
	Source     bool // of the source phase: the import called default is the source
	Line       int
	Column     int // in UTF-16 units, from 1
}

// Attribute is one of `with { key: 'value' }`.
type Attribute struct{ Key, Value string }

// Import is one imported binding: Local reads the export called Name of
// Requests[Request]. Name is "default", or "*" for the namespace object.
//
// Place is where the name stands.
type Import struct {
	Request int
	Name    string
	Local   string
	Place   Place
}

// Place is where a word stands in the source.
type Place struct{ offset, length int }

// Export is one exported name or, when Name is empty, `export * from`.
//
// A local export has Request -1 and Local set. Any other passes on the export
// called Import of Requests[Request]; Import is "*" for its namespace object
// and empty for all of its names but default.
type Export struct {
	Name    string
	Local   string
	Request int
	Import  string
	Place   Place // of a name that is passed on
	// Constant is whether a local binding keeps its value once the module has
	// been evaluated: nothing in the module assigns to it later.
	Constant bool
}

// Compile compiles a file. The error is a *SyntaxError or a *NestingError.
func Compile(filename, source string, opts Options) (*Unit, error) {
	f := newFile(filename, source, opts)
	if err := f.checkNesting(); err != nil {
		return nil, err
	}
	switch opts.Format {
	case Module:
		return f.module()
	case Detect:
		return f.detect()
	}
	return f.commonJS()
}

// CompileScript compiles a script, whose completion value Program evaluates
// to, as for `gonet -p`. An `import()` in it calls the global property named
// DynamicName, which must be there if Unit.Dynamic is set.
func CompileScript(filename, source string) (*Unit, error) {
	return CompileScriptImporting(filename, source, DynamicName)
}

// CompileScriptImporting is CompileScript for a script whose `import()` calls
// the global property named dynamic, as for vm.Script.
func CompileScriptImporting(filename, source, dynamic string) (*Unit, error) {
	f := newFile(filename, source, Options{})
	if err := f.checkNesting(); err != nil {
		return nil, err
	}
	return f.script(dynamic)
}

// DynamicName is the global property that an `import()` in a script calls.
const DynamicName = "gonet:import"

// ErrorAt makes an error that points at a place in an ES module.
func (u *Unit) ErrorAt(at Place, message string) *SyntaxError {
	return u.file.sourceError(at.offset, at.length, message).(*SyntaxError)
}
