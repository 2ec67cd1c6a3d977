package runtime

import (
	"sync/atomic"

	"github.com/dop251/goja"

	"gonet/bindings/env"
)

// call is a function on its way from another goroutine to the loop.
type call struct {
	fn     func(vm *goja.Runtime) error
	begun  atomic.Bool
	result chan error
}

// run runs the function on the loop, unless its caller has given up.
func (c *call) run(e *env.Env) {
	if !c.begun.CompareAndSwap(false, true) {
		return
	}
	err := error(ErrClosed) // unless the script is interrupted
	defer func() { c.result <- err }()
	e.Enter(func() {
		if ex := e.VM.Try(func() { err = c.fn(e.VM) }); ex != nil {
			err = ex
		}
	})
}

// abandon gives the call up with err, unless it has begun: then it waits for
// the result.
func (c *call) abandon(err error) error {
	if c.begun.CompareAndSwap(false, true) {
		return err
	}
	return <-c.result
}
