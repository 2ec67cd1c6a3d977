package env

import "github.com/dop251/goja"

// Lazy defines a property of o whose value is made when it is first read, so
// that what a script does not use costs nothing. After that it is a plain
// property.
func (e *Env) Lazy(o *goja.Object, name string, enumerable goja.Flag, make func() goja.Value) {
	define := func(v goja.Value) {
		must(o.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, enumerable))
	}
	e.Accessor(o, name, enumerable,
		func(goja.Value) goja.Value {
			v := make()
			define(v)
			return v
		},
		func(_, v goja.Value) { define(v) })
}
