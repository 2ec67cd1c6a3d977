package env

import "github.com/dop251/goja"

// Call calls fn with args in memory that is used again afterwards: as in every
// call, fn must not keep the slice. Nothing is allocated.
func (e *Env) Call(fn Callback, this goja.Value, args ...goja.Value) goja.Value {
	if len(args) == 0 {
		return fn(goja.FunctionCall{This: this})
	}
	bottom := len(e.args)
	e.args = append(e.args, args...)
	defer e.dropArgs(bottom)
	return fn(goja.FunctionCall{This: this, Arguments: e.args[bottom:len(e.args):len(e.args)]})
}

// dropArgs forgets the arguments of a call that has ended, perhaps with an
// exception.
func (e *Env) dropArgs(bottom int) {
	clear(e.args[bottom:])
	e.args = e.args[:bottom]
}
