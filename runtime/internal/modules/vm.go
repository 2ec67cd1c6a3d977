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
			if unit.Dynamic {
				e.VM.GlobalObject().Set(compile.DynamicName, l.dynamicImport(filename))
			}
			v, err := e.VM.RunProgram(unit.Program)
			if err != nil {
				panic(err)
			}
			return v
		})
	}))
	return exports
}
