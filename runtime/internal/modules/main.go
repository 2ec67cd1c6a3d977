package modules

import (
	"path/filepath"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/runtime/internal/compile"
	"gonet/runtime/internal/resolve"
)

// RunMain runs the file at path as the program: Module.runMain, which a
// script that was required before may have replaced.
func (l *Loader) RunMain(path string) {
	if kind, given := l.env.Option("input-type"); given && kind != "" {
		errs.Throw(l.env, "ERR_INPUT_TYPE_NOT_ALLOWED")
	}
	if _, isURL := l.env.Option("entry-url"); isURL {
		l.ImportMain(l.entryURL(path))
		return
	}
	l.env.Invoke(l.class.Ctor, "runMain", l.env.VM.ToValue(path))
}

// entryURL is the URL of a program that is given as one, relative to the
// working directory.
func (l *Loader) entryURL(given string) string {
	if scheme.MatchString(given) {
		return given
	}
	return l.relativeURL(given, folderURL(absolute(".")))
}

// runMain runs the file that path means: extensions are tried and folders
// looked into as for require. ES modules are imported, and everything is if
// the user has had modules imported before.
func (l *Loader) runMain(path string) {
	found, err := l.resolver.FindPath(absolute(path), nil, l.conditions(resolve.RequireConditions), true)
	if err != nil && err != resolve.ErrNotFound {
		l.throwResolve(err, path, nil)
	}
	if !l.mainIsModule(found) {
		l.env.Invoke(l.class.Ctor, "_load", l.env.VM.ToValue(path), goja.Null(), l.env.VM.ToValue(true))
		return
	}
	if found == "" {
		found = absolute(path)
	}
	l.ImportMain(fileURL(found))
}

func (l *Loader) mainIsModule(found string) bool {
	if len(l.env.Options["import"]) > 0 || len(l.env.Options["experimental-loader"]) > 0 {
		return true
	}
	if found == "" {
		return false
	}
	switch filepath.Ext(found) {
	case ".mjs", ".mts", ".wasm":
		return true
	case ".cjs", ".cts", ".json", ".node":
		return false
	}
	return l.packageFormat(found) == formatModule
}

// ImportMain imports the program, an ES module.
func (l *Loader) ImportMain(u string) {
	l.startMain(func() *record {
		m := l.importRecord(u, "", nil, true)
		m.isMain = true
		return m
	})
}

// startMain evaluates the program's module as a promise job, as Node does:
// other promise jobs come before the nextTicks of what it does. MainPromise
// settles with it.
func (l *Loader) startMain(load func() *record) {
	promise, fulfil, reject := l.env.VM.NewPromise()
	l.MainPromise = promise
	l.env.QueueMicrotask(func() {
		ex := l.env.VM.Try(func() {
			m := load()
			m.link()
			l.then(l.env.VM.ToValue(l.evaluateMain(m)), func(goja.Value) { _ = fulfil(goja.Undefined()) }, func(reason goja.Value) { _ = reject(reason) })
		})
		if ex != nil {
			_ = reject(ex.Value())
		}
	})
}

// evaluateMain evaluates the program's module.
func (l *Loader) evaluateMain(m *record) *goja.Promise { return m.evaluate() }

// runMainModule runs a compiled ES module as the program.
func (l *Loader) runMainModule(u string, unit *compile.Unit) {
	l.startMain(func() *record {
		key := l.esm.key(u, "")
		m, ok := l.esm.records[key]
		if !ok {
			m = l.unitRecord(key, u, unit)
		}
		m.isMain = true
		return m
	})
}

// program is the text of a program that is no file.
type program struct{ filename, source string }

// sourceOf returns the text of a module.
func (l *Loader) sourceOf(filename string) string {
	if filename == l.program.filename {
		return l.program.source
	}
	if strings.HasPrefix(filename, "data:") {
		_, text, _ := decodeDataURL(filename) // it has been loaded before
		return text
	}
	return l.readFile(filename)
}

// RunSource runs source as the program, a CommonJS module unless its syntax
// says otherwise; name is its file's, relative to dir.
func (l *Loader) RunSource(dir, name, source string, format compile.Format) goja.Value {
	filename := name
	if !filepath.IsAbs(name) {
		filename = filepath.Join(dir, name)
	}
	l.program = program{filename, source}
	unit := l.compileSource(filename, source, compile.Options{Format: format, TypeScript: filepath.Ext(name) == ".ts"})
	if unit.IsESM {
		l.runMainModule(fileURL(filename), unit)
		return goja.Undefined()
	}
	m := l.newModule(filename, nil)
	m.Set("filename", filename)
	m.Set("paths", l.strings(resolve.NodeModulePaths(dir)))
	l.setMain(m)
	result := l.runCommonJS(m, unit)
	m.Set("loaded", true)
	return result
}

// compileSource compiles a text that is no file, or throws its SyntaxError.
func (l *Loader) compileSource(filename, source string, opts compile.Options) *compile.Unit {
	if opts.URL == "" {
		opts.URL = fileURL(filename)
	}
	unit, err := l.compiled(filename, source, opts)
	if err != nil {
		l.throwCompile(err)
	}
	return unit
}

// Check compiles the file at path, or throws its SyntaxError.
func (l *Loader) Check(path string) {
	filename, err := l.resolver.FindPath(path, nil, l.conditions(resolve.RequireConditions), true)
	if err != nil {
		l.throwResolve(err, path, nil)
	}
	format, _ := l.fileFormat(filename)
	l.compileAs(filename, l.readFile(filename), format)
}

// CheckSource compiles source as the file name, or throws its SyntaxError.
func (l *Loader) CheckSource(name, source string) {
	l.compileSource(name, source, compile.Options{Format: compile.Detect})
}

// Preload loads the modules that the options require and import name, in the
// folder dir, and then calls run: at once if nothing is imported.
func (l *Loader) Preload(dir string, run func()) {
	vm := l.env.VM
	l.env.Invoke(l.class.Ctor, "_preloadModules", l.strings(l.env.Options["require"]))
	l.startLoaders(dir)
	parent := folderURL(dir)
	left := len(l.env.Options["import"])
	if left == 0 {
		run()
		return
	}
	failed := false
	for _, name := range l.env.Options["import"] {
		promise := l.importDynamically(vm.ToValue(name), goja.Undefined(), parent)
		l.then(promise, func(goja.Value) {
			if left--; left == 0 && !failed {
				l.env.Try(run)
			}
		}, func(reason goja.Value) {
			failed = true
			l.env.Uncaught(reason, "uncaughtException")
		})
	}
}

// preloadModules is Module._preloadModules: it requires a list of modules in
// the working directory.
func (l *Loader) preloadModules(c goja.FunctionCall) goja.Value {
	names := l.exportStrings(c.Argument(0))
	if len(names) == 0 {
		return goja.Undefined()
	}
	l.preloading = true
	defer func() { l.preloading = false }()
	m := l.newModule("internal/preload", nil)
	m.Set("paths", l.strings(resolve.NodeModulePaths(absolute("."))))
	for _, name := range names {
		l.require(m, l.env.VM.ToValue(name))
	}
	return goja.Undefined()
}

// Builtin returns the exports of a public built-in, nil if name is none.
func (l *Loader) Builtin(name string) goja.Value {
	if !l.IsBuiltin(name) {
		return nil
	}
	exports, _ := l.builtin(name)
	return exports
}

// Module returns what node:module exports: the class Module.
func (l *Loader) Module() *goja.Object { return l.class.Ctor }
