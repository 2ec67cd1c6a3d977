package env

import (
	"github.com/dop251/goja"
)

// Loader makes the exports of a built-in module; it runs once in each Env, on
// first require.
type Loader func(e *Env) goja.Value

// modules are the built-in modules: how they are made, and those that are.
type modules struct {
	find   func(name string) (Loader, bool)
	loaded map[string]goja.Value
}

// SetModules sets what finds the loader of a built-in, by its name without
// "node:". The runtime package calls it once.
func (e *Env) SetModules(find func(name string) (Loader, bool)) {
	e.modules = modules{find: find, loaded: make(map[string]goja.Value)}
}

// HasModule reports whether there is a built-in called name.
func (e *Env) HasModule(name string) bool {
	_, ok := e.modules.find(name)
	return ok
}

// Require returns the exports of the built-in called name: a module that
// scripts may require, or an internal one. A name that does not exist is a
// mistake of ours; the script sees a TypeError.
func (e *Env) Require(name string) *goja.Object {
	if v, ok := e.modules.loaded[name]; ok {
		return v.(*goja.Object)
	}
	load, ok := e.modules.find(name)
	if !ok {
		panic(e.VM.NewTypeError("No such built-in module: " + name))
	}
	v := load(e)
	e.modules.loaded[name] = v
	return v.(*goja.Object)
}

// Provide sets the exports of the built-in called name before its loader has
// returned, so that modules that require each other find them.
func (e *Env) Provide(name string, exports goja.Value) {
	e.modules.loaded[name] = exports
}

// Loaded returns the names of the built-in modules that have been required.
func (e *Env) Loaded() []string {
	names := make([]string, 0, len(e.modules.loaded))
	for name := range e.modules.loaded {
		names = append(names, name)
	}
	return names
}

// IfLoaded returns the exports of a built-in module that has been required
// before, else nil.
func (e *Env) IfLoaded(name string) *goja.Object {
	o, _ := e.modules.loaded[name].(*goja.Object)
	return o
}
