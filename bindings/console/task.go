package console

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
)

// createTask is V8's console.createTask: what it returns runs functions. A
// debugger would show where it was made in the stacks of what they do.
func createTask(e *env.Env) *goja.Object {
	return e.Function("createTask", 0, func(c goja.FunctionCall) goja.Value {
		if name, ok := c.Argument(0).(goja.String); !ok || name.Length() == 0 {
			panic(errs.Error(e, "First argument must be a non-empty string."))
		}
		task := e.VM.NewObject()
		run := e.Function("run", 0, func(c goja.FunctionCall) goja.Value {
			if c.This != task {
				panic(errs.Error(e, "'run' called with illegal receiver."))
			}
			fn := env.CallbackOf(c.Argument(0))
			if fn == nil {
				panic(errs.Error(e, "First argument must be a function."))
			}
			return fn(goja.FunctionCall{This: goja.Undefined()})
		})
		if err := task.Set("run", run); err != nil {
			panic(err)
		}
		return task
	})
}
