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
		r.StandsForValue(name, get)
	}
}

// StandsForValue says that get is the getter of a global that is a plain
// property under Node and is made when it is first read: a script that asks
// for the property's descriptor sees the plain one.
func (r *Realm) StandsForValue(name string, get *goja.Object) {
	if r.lazy == nil {
		r.lazy = make(map[*goja.Object]string)
	}
	r.lazy[get] = name
}

// describeLazily has the functions that give descriptors make such globals.
func (r *Realm) describeLazily() {
	global := r.vm.GlobalObject()
	object := r.global("Object")
	for _, owner := range []*goja.Object{object, r.global("Reflect")} {
		call, _ := native(owner.Get("getOwnPropertyDescriptor").(*goja.Object))
		old := *call
		*call = func(c goja.FunctionCall) goja.Value {
			v := old(c)
			if c.Argument(0) != global {
				return v
			}
			d, _ := v.(*goja.Object)
			if d == nil || !r.makeLazy(d) {
				return v
			}
			return old(c)
		}
	}
	all, _ := native(object.Get("getOwnPropertyDescriptors").(*goja.Object))
	oldAll := *all
	*all = func(c goja.FunctionCall) goja.Value {
		if c.Argument(0) == global {
			for _, name := range r.lazy {
				global.Get(name)
			}
		}
		return oldAll(c)
	}
}

// makeLazy makes the global that the descriptor d stands for, and reports
// whether it is one.
func (r *Realm) makeLazy(d *goja.Object) bool {
	get, _ := d.Get("get").(*goja.Object)
	name, ok := r.lazy[get]
	if ok {
		r.vm.GlobalObject().Get(name)
	}
	return ok
}
