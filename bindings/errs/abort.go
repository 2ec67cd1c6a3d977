package errs

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
)

// AbortError makes the error of an operation that a signal aborted; cause is
// the signal's reason, or nil.
func AbortError(e *env.Env, cause goja.Value) *goja.Object {
	o := makeError(e, plain, "ABORT_ERR", "The operation was aborted")
	o.Set("name", "AbortError")
	if cause != nil && !goja.IsUndefined(cause) {
		SetCause(o, cause)
	}
	return o
}

// SetCause gives an error the cause that `new Error(text, { cause })` would.
func SetCause(o *goja.Object, cause goja.Value) {
	if err := o.DefineDataProperty("cause", cause, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		panic(err)
	}
}

// ConnReset makes the ECONNRESET error that has a text of its own.
func ConnReset(e *env.Env, message string) *goja.Object {
	o := Error(e, message)
	o.Set("code", "ECONNRESET")
	return o
}
