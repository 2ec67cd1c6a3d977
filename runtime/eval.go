package runtime

import (
	"context"
	"fmt"

	"github.com/dop251/goja"

	"gonet/bindings/env"
)

// Eval runs source as `node -e` does: as a script in the global scope with
// require, module and the others as globals, or as an ES module if it can only
// be one, or if the option input-type says so. With print the value of a
// script goes to stdout, shown as console.log does. name is what stack traces
// call the source.
func (r *Runtime) Eval(ctx context.Context, name, source string, print bool) error {
	r.sourceName, r.source = name, source
	r.process.SetEval(source)
	return r.run(ctx, func() {
		kind, _ := r.env.Option("input-type")
		if value := r.loader.Eval(r.config.dir, name, source, kind); print && value != nil {
			r.log(value)
		}
	})
}

// log is console.log(v), whatever a script has done to console.
func (r *Runtime) log(v goja.Value) {
	console := r.env.Require("console")
	env.CallbackOf(console.Get("log"))(goja.FunctionCall{This: console, Arguments: []goja.Value{v}})
}

// Check compiles the configured script without running it. A syntax error is
// reported on stderr and returned as an *ExitError.
func (r *Runtime) Check(ctx context.Context) error {
	if r.config.script == "" {
		return errNoScript
	}
	return r.run(ctx, func() { r.loader.Check(r.scriptPath()) })
}

// CheckSource is Check for source; name is its file's.
func (r *Runtime) CheckSource(ctx context.Context, name, source string) error {
	r.sourceName, r.source = name, source
	return r.run(ctx, func() { r.loader.CheckSource(name, source) })
}

var errNoScript = fmt.Errorf("gonet: the configuration has no script: use WithScript, RunScript or Eval")
