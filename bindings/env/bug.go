package env

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/dop251/goja"
)

// A panic of Go's below a script is a bug, in the engine or in gonet. A script
// cannot catch it, since the engine has already left the script's frames, but
// it ends the program as any uncaught exception does: with a report, after the
// listeners of 'uncaughtException'.

// tryVM is VM.Try with bugs as exceptions.
func (e *Env) tryVM(fn func()) (ex *goja.Exception) {
	defer func() {
		if reason := recover(); reason != nil {
			ex = e.bug(reason)
		}
	}()
	return e.VM.Try(fn)
}

// bug makes the exception for a panic of Go's. Other panics go on.
func (e *Env) bug(reason any) *goja.Exception {
	err, ok := reason.(runtime.Error)
	if !ok {
		panic(reason)
	}
	message := fmt.Sprintf("Internal error: %v\nThis is caused by a bug in gonet. Please open an issue with this stack trace.\n", err)
	o := e.Construct(e.VM.Get("Error").(*goja.Object), e.VM.ToValue(message))
	o.Set("code", "ERR_INTERNAL_ASSERTION")
	o.Set("goStack", string(debug.Stack()))
	return e.VM.Try(func() { panic(o) })
}
