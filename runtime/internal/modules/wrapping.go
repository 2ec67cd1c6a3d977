package modules

import (
	"github.com/dop251/goja"

	"gonet/runtime/internal/compile"
)

// wrapping is Module.wrapper and Module.wrap. Files are compiled without them
// unless a script has changed one.
type wrapping struct {
	wrap, wrapper goja.Value
	patched       bool
}

// define adds the two to the class.
func (w *wrapping) define(l *Loader) {
	vm := l.env.VM
	target := l.strings([]string{"(function (exports, require, module, __filename, __dirname) { ", "\n});"}).(*goja.Object)
	w.wrapper = vm.ToValue(vm.NewProxy(target, &goja.ProxyTrapConfig{
		Set: func(target *goja.Object, name string, v goja.Value, _ goja.Value) bool {
			w.patched = true
			return target.Set(name, v) == nil
		},
		SetIdx: func(target *goja.Object, i int, v goja.Value, _ goja.Value) bool {
			w.patched = true
			return target.Set(vm.ToValue(i).String(), v) == nil
		},
		DefineProperty: func(target *goja.Object, name string, d goja.PropertyDescriptor) bool {
			w.patched = true
			return target.DefineDataProperty(name, d.Value, d.Writable, d.Configurable, d.Enumerable) == nil
		},
		DefinePropertyIdx: func(target *goja.Object, i int, d goja.PropertyDescriptor) bool {
			w.patched = true
			return target.DefineDataProperty(vm.ToValue(i).String(), d.Value, d.Writable, d.Configurable, d.Enumerable) == nil
		},
	}))
	w.wrap = l.env.Function("wrap", 1, func(c goja.FunctionCall) goja.Value {
		wrapper := l.class.Ctor.Get("wrapper").ToObject(vm)
		return vm.ToValue(wrapper.Get("0").String() + c.Argument(0).String() + wrapper.Get("1").String())
	})
	accessor := func(name string, place *goja.Value) {
		l.env.Accessor(l.class.Ctor, name, goja.FLAG_FALSE,
			func(goja.Value) goja.Value { return *place },
			func(_, v goja.Value) { w.patched, *place = true, v })
	}
	accessor("wrap", &w.wrap)
	accessor("wrapper", &w.wrapper)
}

// wrapped compiles a CommonJS text with what Module.wrap puts around it.
func (l *Loader) wrapped(source, filename string) goja.Value {
	text := l.env.Invoke(l.class.Ctor, "wrap", l.env.VM.ToValue(source)).String()
	unit, err := compile.CompileScript(filename, text)
	if err != nil {
		l.throwCompile(err)
	}
	return l.runScript(unit, fileURL(filename))
}
