package modules

import (
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/runtime/internal/compile"
)

// defineExtensions fills Module._extensions: how a file is loaded, by the end
// of its name.
func (l *Loader) defineExtensions() {
	define := func(extension string, load func(m *goja.Object, filename string)) {
		l.kinds.Set(extension, l.env.Function("", 2, func(c goja.FunctionCall) goja.Value {
			load(c.Argument(0).ToObject(l.env.VM), c.Argument(1).String())
			return goja.Undefined()
		}))
	}
	for _, extension := range []string{".js", ".cjs", ".mjs", ".ts", ".cts", ".mts"} {
		define(extension, l.loadCode)
	}
	define(".json", l.loadJSON)
	define(".node", func(_ *goja.Object, filename string) {
		errs.Throw(l.env, "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM", "loading of native addons ("+filename+")")
	})
	// Scripts see the three that Node has; the others are found all the same.
	for _, hidden := range []string{".cjs", ".mjs", ".ts", ".cts", ".mts"} {
		fn := l.kinds.Get(hidden)
		if err := l.kinds.DefineDataProperty(hidden, fn, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
			panic(err)
		}
	}
}

// loadCode runs a JavaScript or TypeScript file: as an ES module if its name,
// its package or its syntax says so.
func (l *Loader) loadCode(m *goja.Object, filename string) {
	source := l.readFile(filename)
	unit := l.compile(filename, source, l.format(filename))
	switch {
	case unit.IsESM && m == l.main:
		l.runMainModule(unit)
		return
	case unit.IsESM:
		m.Set("exports", l.requireModule(filename, unit))
		return
	}
	l.runCommonJS(m, unit)
}

// format tells how a file is to be compiled.
func (l *Loader) format(filename string) compile.Options {
	opts := compile.Options{Format: compile.Detect}
	switch extension := filepath.Ext(filename); extension {
	case ".mjs":
		opts.Format = compile.Module
	case ".cjs":
		opts.Format = compile.CommonJS
	case ".mts":
		opts = compile.Options{Format: compile.Module, TypeScript: true}
	case ".cts":
		opts = compile.Options{Format: compile.CommonJS, TypeScript: true}
	default:
		opts.TypeScript = extension == ".ts"
		opts.Format = l.packageFormat(filename)
	}
	return opts
}

// packageFormat is what the nearest package.json says of files that end in
// .js or .ts.
func (l *Loader) packageFormat(filename string) compile.Format {
	p, err := l.resolver.Scope(filename)
	if err != nil {
		l.throwResolve(err, filename, nil)
	}
	switch {
	case p != nil && p.Type == "module":
		return compile.Module
	case p != nil && p.Type == "commonjs":
		return compile.CommonJS
	}
	return compile.Detect
}

// compile compiles source, or throws its SyntaxError.
func (l *Loader) compile(filename, source string, opts compile.Options) *compile.Unit {
	opts.URL = fileURL(filename)
	unit, err := compile.Compile(filename, source, opts)
	if err != nil {
		l.throwCompile(err)
	}
	return unit
}

// compileCommonJS is Module.prototype._compile: it runs source as m's code.
func (l *Loader) compileCommonJS(m *goja.Object, source, filename string) goja.Value {
	return l.runCommonJS(m, l.compile(filename, source, compile.Options{Format: compile.CommonJS}))
}

func (l *Loader) runCommonJS(m *goja.Object, unit *compile.Unit) goja.Value {
	wrapper, err := l.env.VM.RunProgram(unit.Program)
	if err != nil {
		panic(err)
	}
	filename := unit.Filename
	exports := m.Get("exports")
	args := []goja.Value{
		exports, l.makeRequire(m), m,
		l.env.VM.ToValue(filename), l.env.VM.ToValue(filepath.Dir(filename)),
	}
	if unit.Dynamic {
		args = append(args, l.dynamicImport(filename))
	}
	return env.CallbackOf(wrapper)(goja.FunctionCall{This: exports, Arguments: args})
}

func (l *Loader) loadJSON(m *goja.Object, filename string) {
	m.Set("exports", l.parseJSON(filename))
}

// parseJSON is the value of a JSON file; a SyntaxError names the file.
func (l *Loader) parseJSON(filename string) goja.Value {
	return l.parseJSONText(strings.TrimPrefix(l.readFile(filename), "\ufeff"), filename)
}

// readFile is the text of a module's file; failure throws the file system's
// error.
func (l *Loader) readFile(filename string) string {
	data, err := os.ReadFile(filename)
	if err != nil {
		panic(errs.FileSystem(l.env, err, "open", filename))
	}
	return string(data)
}

// filePath is the absolute path that a string or URL object gives.
func filePath(v goja.Value) (string, bool) {
	text := ""
	switch o := v.(type) {
	case *goja.Object:
		href := o.Get("href")
		if href == nil || goja.IsUndefined(href) {
			return "", false
		}
		text = href.String()
	default:
		text = v.String()
	}
	if filepath.IsAbs(text) {
		return text, true
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "file" {
		return "", false
	}
	return filepath.FromSlash(u.Path), true
}

// throwCompile throws a compiler's error as the script's SyntaxError or
// RangeError.
func (l *Loader) throwCompile(err error) {
	var syntax *compile.SyntaxError
	if errors.As(err, &syntax) {
		panic(errs.SyntaxError(l.env, syntax.Message, syntax.Arrow()))
	}
	panic(errs.RangeError(l.env, err.Error()))
}
