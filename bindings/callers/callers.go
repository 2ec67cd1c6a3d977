// Package callers looks at which script is calling: deprecated functions warn
// programs, but not the packages that a program uses.
package callers

import (
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/env"
)

// depth is how many frames are looked through for one of a script.
const depth = 10

// InsideNodeModules reports whether the innermost script that is running, apart
// from built-in modules, lies in a node_modules folder.
func InsideNodeModules(e *env.Env) bool {
	var frames [depth]goja.StackFrame
	for _, frame := range e.VM.CaptureCallStack(depth, frames[:0]) {
		name := frame.SrcName()
		if name == "" || name == "<native>" || strings.HasPrefix(name, "node:") {
			continue
		}
		return strings.Contains(strings.ReplaceAll(name, `\`, "/"), "/node_modules/")
	}
	return false
}

// Module is "internal/binding/callers".
func Module(e *env.Env) goja.Value {
	exports := e.VM.NewObject()
	exports.Set("isInsideNodeModules", e.Function("isInsideNodeModules", 0, func(goja.FunctionCall) goja.Value {
		return e.VM.ToValue(InsideNodeModules(e))
	}))
	return exports
}
