package modules

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/runtime/internal/compile"
)

// defineExtensions fills Module._extensions: how a file is loaded, by the end
// of its name. Files that end otherwise are loaded as ".js".
func (l *Loader) defineExtensions() {
	define := func(extension string, load func(m *goja.Object, filename string)) {
		l.kinds.Set(extension, l.env.Function("", 2, func(c goja.FunctionCall) goja.Value {
			load(c.Argument(0).ToObject(l.env.VM), c.Argument(1).String())
			return goja.Undefined()
		}))
	}
	define(".js", l.loadCode)
	define(".json", l.loadJSON)
	define(".node", l.loadAddon)
}

// loadCode runs a JavaScript or TypeScript file: as an ES module if its name,
// its package or its syntax says so.
func (l *Loader) loadCode(o *goja.Object, filename string) {
	s := l.sourceForRequire(o, filename)
	switch s.format {
	case formatModule, formatModuleTS:
		if l.disabled("experimental-require-module") && o != l.main {
			panic(l.requireDisabled(o, filename))
		}
	case formatJSON:
		o.Set("exports", l.parseJSONText(strings.TrimPrefix(s.text, "\ufeff"), filename))
		return
	case formatBuiltin:
		exports, _ := l.builtin(l.moduleOf(o).url)
		o.Set("exports", exports)
		return
	}
	compileFn := o.Get("_compile")
	if compileFn == l.ownCompile {
		l.compileText(o, s.text, filename, s.format)
		return
	}
	vm := l.env.VM
	format := goja.Undefined()
	if s.format != "" {
		format = vm.ToValue(s.format)
	}
	env.CallbackOf(compileFn)(goja.FunctionCall{This: o, Arguments: []goja.Value{vm.ToValue(s.text), vm.ToValue(filename), format}})
}

// disabled reports whether the user has turned an option off.
func (l *Loader) disabled(option string) bool {
	_, off := l.env.Option("no-" + option)
	return off
}

// compileModule is Module.prototype._compile: it runs content as m's code.
func (l *Loader) compileModule(m *goja.Object, content goja.Value, filename string, format goja.Value) goja.Value {
	name := formatCommonJS
	if goja.IsString(format) {
		name = format.String()
	}
	return l.compileText(m, content.String(), filename, name)
}

func (l *Loader) compileText(m *goja.Object, source, filename, format string) goja.Value {
	if l.wrapping.patched && format != formatModule && format != formatModuleTS {
		return l.callWrapper(m, l.wrapped(source, filename), filename, nil)
	}
	unit := l.compileAs(filename, source, format)
	switch {
	case unit.IsESM && l.disabled("experimental-require-module") && m != l.main:
		panic(l.requireDisabled(m, filename))
	case unit.IsESM && m == l.main:
		l.env.Require("process").Set("mainModule", goja.Undefined())
		l.runMainModule(fileURL(filename), unit)
		return goja.Undefined()
	case unit.IsESM:
		l.traceRequire(m, filename)
		m.Set("exports", l.requireModule(m, filename, unit))
		return goja.Undefined()
	}
	return l.runCommonJS(m, unit)
}

// requireDisabled is the error for require() of an ES module when that has
// been turned off.
func (l *Loader) requireDisabled(m *goja.Object, filename string) goja.Value {
	parent := ""
	if state := l.moduleOf(m); state != nil && state.parent != nil {
		parent = property(state.parent, "filename").String()
	}
	base := filepath.Base(filename)
	message := "require() of ES Module " + filename
	if parent != "" {
		message += " from " + parent
	}
	message += " not supported.\n"
	p, err := l.resolver.Scope(filename)
	if err == nil && p != nil && p.Type == "module" && filepath.Ext(filename) == ".js" && !compile.HasModuleSyntax(l.readFile(filename)) {
		message += base + ` is treated as an ES module file as it is a .js file whose nearest parent package.json contains "type": "module" which declares all .js files in that package scope as ES modules.
Instead either rename ` + base + ` to end in .cjs, change the requiring code to use dynamic import() which is available in all CommonJS modules, or change "type": "module" to "type": "commonjs" in ` + filepath.Join(p.Dir, "package.json") + ` to treat all .js files as CommonJS (using .mjs for all ES modules instead).
`
	} else {
		message += "Instead change the require of " + base + " in " + parent + " to a dynamic import() which is available in all CommonJS modules."
	}
	return errs.New(l.env, "ERR_REQUIRE_ESM", message)
}

// traceRequire warns of require() of an ES module if the user has asked for it.
func (l *Loader) traceRequire(m *goja.Object, filename string) {
	kind, given := l.env.Option("trace-require-module")
	stack := l.requireStack(m)
	if !given || len(stack) < 2 || kind == "no-node-modules" && strings.Contains(filepath.ToSlash(stack[1]), "/node_modules/") {
		return
	}
	warning := errs.Error(l.env, "CommonJS module "+stack[1]+" is loading ES Module "+filename+" using require().\nSupport for loading ES Module in require() is an experimental feature and might change at any time")
	warning.Set("name", "ExperimentalWarning")
	l.beginAtRequire(warning)
	l.env.Invoke(l.env.Require("process"), "emitWarning", warning)
}

// beginAtRequire leaves out of an error's stack what lies above the script's
// call of require.
func (l *Loader) beginAtRequire(o *goja.Object) {
	const frame = "\n    at "
	stack := property(o, "stack").String()
	head, call := strings.Index(stack, frame), strings.Index(stack, frame+"require (")
	if head >= 0 && call > head {
		o.Set("stack", stack[:head]+stack[call:])
	}
}

func (l *Loader) runCommonJS(m *goja.Object, unit *compile.Unit) goja.Value {
	wrapper, err := l.env.VM.RunProgram(unit.Program)
	if err != nil {
		panic(err)
	}
	return l.callWrapper(m, wrapper, unit.Filename, unit)
}

// callWrapper calls the function that m's code has become.
func (l *Loader) callWrapper(o *goja.Object, wrapper goja.Value, filename string, unit *compile.Unit) goja.Value {
	exports := property(o, "exports")
	args := []goja.Value{
		exports, l.makeRequire(o), o,
		l.env.VM.ToValue(filename), l.env.VM.ToValue(filepath.Dir(filename)),
	}
	m := l.moduleOf(o)
	if unit != nil && unit.Dynamic {
		args = append(args, l.dynamicImport(l.urlOf(m, filename)))
	}
	if m != nil {
		m.executing = true
		defer func() { m.executing = false }()
	}
	return env.CallbackOf(wrapper)(goja.FunctionCall{This: exports, Arguments: args})
}

// urlOf is what imports in a CommonJS module are relative to.
func (l *Loader) urlOf(m *module, filename string) string {
	if m != nil && m.url != "" {
		return m.url
	}
	return fileURL(filename)
}

func (l *Loader) loadJSON(m *goja.Object, filename string) {
	s := l.sourceForRequire(m, filename)
	m.Set("exports", l.parseJSONText(strings.TrimPrefix(s.text, "\ufeff"), filename))
}

// loadAddon is the handler of .node files: m's exports become the addon's.
func (l *Loader) loadAddon(m *goja.Object, filename string) {
	l.env.Invoke(l.env.Require("process"), "dlopen", m, l.env.VM.ToValue(filename))
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

// throwCompile throws a compiler's error as the script's SyntaxError or
// RangeError.
func (l *Loader) throwCompile(err error) {
	var syntax *compile.SyntaxError
	if errors.As(err, &syntax) {
		panic(errs.SyntaxError(l.env, syntax.Message, syntax.Arrow()))
	}
	panic(errs.RangeError(l.env, err.Error()))
}
