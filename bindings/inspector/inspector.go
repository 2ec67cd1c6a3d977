// Package inspector holds the one inspect.Inspector of each Env.
package inspector

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/frames"
	"gonet/bindings/inspect"
)

var slot = env.NewSlot(func(e *env.Env) *inspect.Inspector {
	return inspect.New(e.VM, inspect.Hooks{
		Cwd:             func() (string, bool) { return cwd(e) },
		IsBuiltin:       func(name string) bool { return e.HasModule(name) || frames.HasFile("node:"+name) },
		ModuleNamespace: func(o *goja.Object) bool { return e.IsNamespace != nil && e.IsNamespace(o) },
		Href: func(o *goja.Object) (string, bool) {
			if e.Href == nil {
				return "", false
			}
			return e.Href(o)
		},
		Key: func(o *goja.Object) inspect.HeldKey {
			if s := e.StateOf(o); s != nil && s.Object == o {
				key, _ := s.Parts[env.PartOwner].(inspect.HeldKey)
				return key
			}
			return nil
		},
		Shown: func(o *goja.Object, show func(key, value goja.Value)) {
			for _, p := range e.ShownBy(o) {
				show(p.Key, p.Value)
			}
		},
		InvalidArgType: func(name, expected string, actual goja.Value) goja.Value {
			return errs.New(e, "ERR_INVALID_ARG_TYPE", name, expected, actual)
		},
	})
})

// cwd is process.cwd(), as a script may have replaced it.
func cwd(e *env.Env) (dir string, ok bool) {
	ex := e.VM.Try(func() {
		if v, isString := e.Invoke(e.Require("process"), "cwd").(goja.String); isString {
			dir, ok = v.String(), true
		}
	})
	return dir, ok && ex == nil
}

// Of returns e's inspector. The first call must come before scripts run.
func Of(e *env.Env) *inspect.Inspector { return slot.Of(e) }

// Setup makes the inspector and gives it to e.
func Setup(e *env.Env) {
	in := Of(e)
	e.Inspect = func(v goja.Value, depth int) string {
		opts := inspect.DefaultOptions()
		opts.Depth = float64(depth)
		return in.Inspect(v, opts)
	}
}

// Module is "internal/binding/inspect", also called "internal/util/inspect": what
// JavaScript built-ins use of it.
func Module(e *env.Env) goja.Value { return Of(e).Exports() }

// Types is node:util/types.
func Types(e *env.Env) goja.Value { return Of(e).Types() }
