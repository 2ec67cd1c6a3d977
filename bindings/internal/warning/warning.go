// Package warning raises process warnings from Go.
package warning

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
)

// Emit is process.emitWarning(text, kind, code); kind and code may be empty.
func Emit(e *env.Env, text, kind, code string) {
	args := []goja.Value{e.VM.ToValue(text), optional(e, kind), optional(e, code)}
	e.Invoke(e.Require("process"), "emitWarning", args...)
}

func optional(e *env.Env, s string) goja.Value {
	if s == "" {
		return goja.Undefined()
	}
	return e.VM.ToValue(s)
}
