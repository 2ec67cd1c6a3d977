// Package envtest runs small scripts over bindings in Go tests.
package envtest

import (
	"testing"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/netimpl"
)

// World is an Env whose scripts can log(...) and require(...) the modules that
// New was given.
type World struct {
	*env.Env
	Log []string // what log was called with, and "uncaught: ..." for exceptions

	t testing.TB
}

// New makes a world over a loop of its own, which is closed with the test.
func New(t testing.TB, modules map[string]env.Loader) *World {
	t.Helper()
	loop, err := netimpl.NewLoop()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := loop.Close(); err != nil {
			t.Error(err)
		}
	})
	w := &World{Env: env.New(goja.New(), loop), t: t}
	w.Env.Inspect = func(v goja.Value, _ int) string { return v.String() }
	w.Env.Uncaught = func(v goja.Value, _ string) { w.Log = append(w.Log, "uncaught: "+v.String()) }
	w.SetModules(func(name string) (env.Loader, bool) {
		load, ok := modules[name]
		return load, ok
	})
	errs.Setup(w.Env)
	w.global("log", func(c goja.FunctionCall) goja.Value {
		line := ""
		for i, a := range c.Arguments {
			if i > 0 {
				line += " "
			}
			line += a.String()
		}
		w.Log = append(w.Log, line)
		return goja.Undefined()
	})
	w.global("require", func(c goja.FunctionCall) goja.Value { return w.Require(c.Argument(0).String()) })
	return w
}

func (w *World) global(name string, fn func(goja.FunctionCall) goja.Value) {
	if err := w.VM.Set(name, fn); err != nil {
		w.t.Fatal(err)
	}
}

// Run runs source and then the loop until nothing keeps it alive.
func (w *World) Run(source string) {
	w.t.Helper()
	err := w.Frame(func() {
		w.Enter(func() {
			if _, err := w.VM.RunScript("test.js", source); err != nil {
				panic(err)
			}
		})
		w.Loop.Run(netimpl.RunDefault)
	})
	if err != nil {
		w.t.Fatal(err)
	}
}
