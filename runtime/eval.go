package runtime

import (
	"context"
	"fmt"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/runtime/internal/compile"
)

// Eval runs source as `node -e` does: as a script in the global scope with
// require, module and the others as globals, or as an ES module if it can only
// be one, or if the option input-type says so. With print the value of a
// script goes to stdout, shown as console.log does. name is what stack traces
// call the source.
func (r *Runtime) Eval(ctx context.Context, name, source string, print bool) error {
	r.sourceName, r.source = name, source
	return r.run(ctx, func() {
		kind, _ := r.env.Option("input-type")
		if kind == "module" || kind != "commonjs" && !print && compile.HasModuleSyntax(source) {
			r.loader.RunSource(r.config.dir, name+"1", source, compile.Module)
			return
		}
		value := r.loader.Eval(r.config.dir, name, source)
		if print {
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

// preload loads the modules that the options require and import name, before
// the program.
func (r *Runtime) preload() {
	for _, name := range r.env.Options["require"] {
		r.loader.Require(r.config.dir, name)
	}
	for _, name := range r.env.Options["import"] {
		r.loader.Import(r.config.dir, name)
	}
}

var errNoScript = fmt.Errorf("gonet: the configuration has no script: use WithScript, RunScript or Eval")
