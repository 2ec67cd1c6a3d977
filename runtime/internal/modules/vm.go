package modules

import (
	"github.com/dop251/goja"

	"gonet/runtime/internal/compile"
)

// VM is "internal/binding/vm": what node:vm compiles and runs scripts with.
func (l *Loader) VM() goja.Value {
	e := l.env
	exports := e.VM.NewObject()
	// compileScript(code, filename) returns the function that runs the script in
	// the global scope and returns its completion value.
	exports.Set("compileScript", e.Function("compileScript", 2, func(c goja.FunctionCall) goja.Value {
		filename := c.Argument(1).String()
		unit, err := compile.CompileScript(filename, c.Argument(0).String())
		if err != nil {
			l.throwCompile(err)
		}
		return e.Function("run", 0, func(goja.FunctionCall) goja.Value {
			return l.runScript(unit, l.scriptURL(filename))
		})
	}))
	return exports
}

// runScript runs a compiled script; its import() is relative to parentURL.
func (l *Loader) runScript(unit *compile.Unit, parentURL string) goja.Value {
	if unit.Dynamic {
		l.env.VM.GlobalObject().Set(compile.DynamicName, l.dynamicImport(func() string { return parentURL }))
	}
	v, err := l.env.VM.RunProgram(unit.Program)
	if err != nil {
		panic(err)
	}
	return v
}
