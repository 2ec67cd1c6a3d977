package modules

import (
	"path/filepath"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/runtime/internal/compile"
	"gonet/runtime/internal/resolve"
)

// RunMain runs the file at the absolute path as the program: extensions are
// tried and folders looked into as for require.
func (l *Loader) RunMain(path string) {
	filename, err := l.resolver.Require(path, path, nil)
	if err != nil {
		l.throwMissingMain(err, path)
	}
	l.env.Invoke(l.class.Ctor, "_load", l.env.VM.ToValue(filename), goja.Null(), l.env.VM.ToValue(true))
}

func (l *Loader) throwMissingMain(err error, path string) {
	if err != resolve.ErrNotFound {
		l.throwResolve(err, path, nil)
	}
	o := errs.Error(l.env, "Cannot find module '"+path+"'")
	o.Set("code", "MODULE_NOT_FOUND")
	o.Set("requireStack", l.env.VM.NewArray())
	panic(o)
}

// program is the text of a program that is no file.
type program struct{ filename, source string }

// sourceOf returns the text of a module.
func (l *Loader) sourceOf(filename string) string {
	if filename == l.program.filename {
		return l.program.source
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
	unit := l.compile(filename, source, compile.Options{Format: format, TypeScript: filepath.Ext(name) == ".ts"})
	m := l.newModule(filename, nil)
	m.Set("filename", filename)
	m.Set("paths", l.strings(resolve.NodeModulePaths(dir)))
	l.setMain(m)
	if unit.IsESM {
		l.runMainModule(unit)
		return goja.Undefined()
	}
	result := l.runCommonJS(m, unit)
	m.Set("loaded", true)
	return result
}

// Eval runs source as a script in the global scope, with require, module and
// the rest as globals, as `node -e` does, and returns its completion value.
func (l *Loader) Eval(dir, name, source string) goja.Value {
	unit, err := compile.CompileScript(name, source)
	if err != nil {
		l.throwCompile(err)
	}
	m := l.newModule(name, nil)
	m.Set("filename", filepath.Join(dir, name))
	m.Set("paths", l.strings(resolve.NodeModulePaths(dir)))
	global := l.env.VM.GlobalObject()
	global.Set("module", m)
	global.Set("exports", m.Get("exports"))
	global.Set("require", l.makeRequire(m))
	global.Set("__filename", name)
	global.Set("__dirname", ".")
	l.defineBuiltins(global)
	if unit.Dynamic {
		global.Set(compile.DynamicName, l.dynamicImport(filepath.Join(dir, name)))
	}
	v, err := l.env.VM.RunProgram(unit.Program)
	if err != nil {
		panic(err)
	}
	return v
}

// defineBuiltins makes the public built-ins globals, each loaded when it is
// named: evaluated code has them, as in Node.
func (l *Loader) defineBuiltins(global *goja.Object) {
	for name := range l.public {
		if strings.Contains(name, "/") || schemeOnly[name] || global.Get(name) != nil {
			continue
		}
		l.env.Lazy(global, name, goja.FLAG_FALSE, func() goja.Value { return l.env.Require(name) })
	}
}

// Check compiles the file at path, or throws its SyntaxError.
func (l *Loader) Check(path string) {
	filename, err := l.resolver.Require(path, path, nil)
	if err != nil {
		l.throwMissingMain(err, path)
	}
	l.compile(filename, l.readFile(filename), l.format(filename))
}

// CheckSource compiles source as the file name, or throws its SyntaxError.
func (l *Loader) CheckSource(name, source string) {
	l.compile(name, source, compile.Options{Format: compile.Detect})
}

// Require loads a module as require(name) in the folder dir does.
func (l *Loader) Require(dir, name string) goja.Value {
	m := l.newModule(filepath.Join(dir, "[preload]"), nil)
	m.Set("filename", filepath.Join(dir, "[preload]"))
	m.Set("paths", l.strings(resolve.NodeModulePaths(dir)))
	return l.require(m, l.env.VM.ToValue(name))
}

// Import loads a module as import(name) in the folder dir does; a failure is
// an unhandled rejection.
func (l *Loader) Import(dir, name string) {
	l.importDynamically(l.env.VM.ToValue(name), goja.Undefined(), filepath.Join(dir, "[preload]"))
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
