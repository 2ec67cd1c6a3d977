package ecma

import "github.com/dop251/goja"

// lazyGlobals has install define the globals called names when a script first
// names one of them: few programs use these, and each would cost every program
// a few dozen microseconds at its start.
func (r *Realm) lazyGlobals(install func(), names ...string) {
	global := r.vm.GlobalObject()
	installed := false
	taken := make(map[string]goja.Value) // what a script has set before
	for _, name := range names {
		get := r.function("get "+name, 0, func(goja.FunctionCall) goja.Value {
			if !installed {
				installed = true
				install()
				for name, v := range taken {
					hide(global, name, v)
				}
			}
			return orUndefined(global.Get(name))
		})
		set := r.function("set "+name, 1, func(c goja.FunctionCall) goja.Value {
			taken[name] = c.Argument(0)
			hide(global, name, c.Argument(0))
			return goja.Undefined()
		})
		must(global.DefineAccessorProperty(name, get, set, goja.FLAG_TRUE, goja.FLAG_FALSE))
	}
}
