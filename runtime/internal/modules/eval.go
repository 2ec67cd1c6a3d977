package modules

import (
	"path/filepath"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/runtime/internal/compile"
	"gonet/runtime/internal/resolve"
)

// Eval runs source as `node -e` does: as a script in the global scope, with
// require, module and the rest as globals, and returns its completion value;
// or as an ES module if kind, the option input-type, or its syntax says so.
// value is nil then.
func (l *Loader) Eval(dir, name, source, kind string) (value goja.Value) {
	switch kind {
	case "module", "module-typescript":
		l.evalModule(dir, name, source, kind == "module-typescript")
		return nil
	case "":
		if compile.HasModuleSyntax(source) && l.compilesAsModule(dir, source) {
			l.evalModule(dir, name, source, false)
			return nil
		}
	case "commonjs-typescript":
		source = l.stripTypes(name, source)
	}
	unit, err := compile.CompileScript(name, source)
	if err != nil && kind == "" {
		if l.compilesAsModule(dir, source) {
			l.evalModule(dir, name, source, false)
			return nil
		}
		return l.evalTypeScript(dir, name, source, err)
	}
	if err != nil {
		l.throwCompile(err)
	}
	return l.evalScript(dir, name, unit)
}

// evalName is what an ES module is called that is evaluated, from the command
// line or standard input.
const evalName = "[eval1]"

func (l *Loader) compilesAsModule(dir, source string) bool {
	_, err := l.compiled(filepath.Join(dir, evalName), source, compile.Options{Format: compile.Module})
	return err == nil
}

func (l *Loader) evalModule(dir, name, source string, typeScript bool) {
	filename := filepath.Join(dir, evalName)
	if typeScript {
		source = l.stripTypes(name, source)
	}
	l.program = program{filename, source}
	u := l.relativeURL("./"+evalName, folderURL(dir))
	unit := l.compileSource(filename, source, compile.Options{Format: compile.Module, URL: u})
	l.runMainModule(u, unit)
}

// evalTypeScript runs a text that is no JavaScript as TypeScript, if it is
// that; err is why it is no JavaScript.
func (l *Loader) evalTypeScript(dir, name, source string, err error) goja.Value {
	if l.disabled("experimental-strip-types") {
		l.throwCompile(err)
	}
	text, stripErr := compile.StripTypes(source, compile.StripOptions{})
	if stripErr != nil {
		l.throwCompile(err)
	}
	if compile.HasModuleSyntax(text) {
		l.evalModule(dir, name, text, false)
		return nil
	}
	unit, scriptErr := compile.CompileScript(name, text)
	if scriptErr == nil {
		return l.evalScript(dir, name, unit)
	}
	if !l.compilesAsModule(dir, text) {
		l.throwCompile(err)
	}
	l.evalModule(dir, name, text, false)
	return nil
}

func (l *Loader) stripTypes(name, source string) string {
	text, err := compile.StripTypes(source, compile.StripOptions{})
	if err != nil {
		l.throwStrip(err)
	}
	return text
}

// throwStrip throws what is wrong with a TypeScript text.
func (l *Loader) throwStrip(err error) {
	o := errs.SyntaxError(l.env, strings.TrimPrefix(err.Error(), "SyntaxError: "), "")
	o.Set("code", "ERR_INVALID_TYPESCRIPT_SYNTAX")
	panic(o)
}

func (l *Loader) evalScript(dir, name string, unit *compile.Unit) goja.Value {
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
	return l.runScript(unit, fileURL(filepath.Join(dir, name)))
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
