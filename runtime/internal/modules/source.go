package modules

import (
	"path/filepath"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/runtime/internal/compile"
)

// The formats of modules, as hooks know them.
const (
	formatBuiltin    = "builtin"
	formatCommonJS   = "commonjs"
	formatModule     = "module"
	formatJSON       = "json"
	formatAddon      = "addon"
	formatCommonJSTS = "commonjs-typescript"
	formatModuleTS   = "module-typescript"
	formatWasm       = "wasm"
)

// source is a module's text. An empty format is that of a file whose syntax
// decides; custom is whether a hook has given the text.
type source struct {
	format string
	text   string
	custom bool
}

// fileFormat is what a file's name and its package say of its format; known is
// false for an extension that only require knows.
func (l *Loader) fileFormat(filename string) (format string, known bool) {
	switch extension := filepath.Ext(filename); extension {
	case ".mjs":
		return formatModule, true
	case ".cjs":
		return formatCommonJS, true
	case ".json":
		return formatJSON, true
	case ".node":
		return formatAddon, true
	case ".mts":
		return l.typescript(filename, formatModuleTS), true
	case ".cts":
		return l.typescript(filename, formatCommonJSTS), true
	case ".ts":
		switch l.packageFormat(filename) {
		case formatModule:
			return l.typescript(filename, formatModuleTS), true
		case formatCommonJS:
			return l.typescript(filename, formatCommonJSTS), true
		}
		return l.typescript(filename, ""), true
	case ".js":
		return l.packageFormat(filename), true
	case "":
		return l.packageFormat(filename), true
	}
	return l.packageFormat(filename), false
}

// typescript refuses TypeScript in packages, as Node does.
func (l *Loader) typescript(filename, format string) string {
	if l.disabled("experimental-strip-types") {
		errs.Throw(l.env, "ERR_UNKNOWN_FILE_EXTENSION", `Unknown file extension "`+filepath.Ext(filename)+`" for `+filename)
	}
	if strings.Contains(filename, string(filepath.Separator)+"node_modules"+string(filepath.Separator)) {
		errs.Throw(l.env, "ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING", fileURL(filename))
	}
	return format
}

// packageFormat is what the nearest package.json says of files that end in
// .js or .ts; "" if nothing.
func (l *Loader) packageFormat(filename string) string {
	p, err := l.resolver.Scope(filename)
	if err != nil {
		l.throwResolve(err, filename, nil)
	}
	switch {
	case p != nil && p.Type == "module":
		return formatModule
	case p != nil && p.Type == "commonjs", l.disabled("experimental-detect-module"):
		return formatCommonJS
	}
	return ""
}

// compileAs compiles a module's text, or throws its SyntaxError. An ES module
// that only its syntax has shown to be one is warned of if its package could
// say so.
func (l *Loader) compileAs(filename, text, format string) *compile.Unit {
	opts := compile.Options{URL: fileURL(filename)}
	switch format {
	case formatModule:
		opts.Format = compile.Module
	case formatModuleTS:
		opts.Format, opts.TypeScript = compile.Module, true
	case formatCommonJSTS:
		opts.TypeScript = true
	case "":
		opts.Format, opts.TypeScript = compile.Detect, filepath.Ext(filename) == ".ts"
	}
	unit, err := l.compiled(filename, text, opts)
	if err != nil {
		l.noteModuleSyntax(filename, text, format, err)
		l.throwCompile(err)
	}
	if unit.IsESM && format == "" {
		l.warnTypeless(filename)
	}
	return unit
}

// compiled compiles a file with the loader's cache.
func (l *Loader) compiled(filename, text string, opts compile.Options) (*compile.Unit, error) {
	if l.Cache != nil {
		opts.Cache = l.Cache
	}
	unit, err := compile.Compile(filename, text, opts)
	if err == nil && l.mapSupport.enabled && unit.SourceMapURL != "" {
		l.keepMap(filename, text, unit.SourceMapURL)
	}
	return unit, err
}

// warnTypeless warns of an ES module in a package that does not say what its
// files are, once for each package.
func (l *Loader) warnTypeless(filename string) {
	p, err := l.resolver.Scope(filename)
	if err != nil || p == nil || l.typeless[p.Dir] {
		return
	}
	l.typeless[p.Dir] = true
	l.warn("Module type of "+fileURL(filename)+" is not specified and it doesn't parse as CommonJS.\nReparsing as ES module because module syntax was detected. This incurs a performance overhead.\nTo eliminate this warning, add \"type\": \"module\" to "+filepath.Join(p.Dir, "package.json")+".", "", "MODULE_TYPELESS_PACKAGE_JSON")
}

// noteModuleSyntax tells the user of a file that is CommonJS by its name or
// its package, but is written as an ES module.
func (l *Loader) noteModuleSyntax(filename, text, format string, err error) {
	if format == formatCommonJS && compile.HasModuleSyntax(text) {
		// The process may end before a warning of the usual kind is shown.
		w := errs.Error(l.env, "Failed to load the ES module: "+filename+". Make sure to set \"type\": \"module\" in the nearest package.json file or use the .mjs extension.")
		define(w, "name", l.env.VM.ToValue("Warning"))
		l.env.Invoke(l.env.Require("process"), "emit", l.env.VM.ToValue("warning"), w)
	}
}

// sourceForRequire is the text that require loads a file from.
func (l *Loader) sourceForRequire(o *goja.Object, filename string) source {
	m := l.moduleOf(o)
	format := ""
	if m != nil {
		format = m.format
	}
	if l.hooks != nil {
		return l.hookedSource(l.urlOf(m, filename), format, filename)
	}
	if filepath.Ext(filename) == ".mts" && l.disabled("experimental-require-module") && o != l.main {
		panic(l.requireDisabled(o, filename))
	}
	if format == "" {
		format, _ = l.fileFormat(filename)
	}
	return source{format: format, text: l.readFile(filename)}
}
