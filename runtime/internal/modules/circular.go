package modules

import (
	"reflect"

	"github.com/dop251/goja"
)

// What a module that is still being loaded exports gets a prototype that warns
// of properties that are not there yet, until it has been loaded.

var proxyType = reflect.TypeFor[goja.Proxy]()

func isProxy(o *goja.Object) bool { return o.ExportType() == proxyType }

// circularExports is the exports of a module that is required in a cycle.
func (l *Loader) circularExports(m *goja.Object) goja.Value {
	exports, ok := property(m, "exports").(*goja.Object)
	if !ok || isProxy(exports) || exports.Prototype() != l.objectProto {
		return property(m, "exports")
	}
	if v := exports.Get("__esModule"); v != nil && v.ToBoolean() {
		return exports
	}
	_ = exports.SetPrototype(l.warningPrototype())
	return exports
}

// endCircular takes the warning prototype away again.
func (l *Loader) endCircular(m *goja.Object) {
	if l.circular == nil {
		return
	}
	exports, ok := m.Get("exports").(*goja.Object)
	if ok && !isProxy(exports) && exports.Prototype() == l.circular {
		_ = exports.SetPrototype(l.objectProto)
	}
}

func (l *Loader) warningPrototype() *goja.Object {
	if l.circular != nil {
		return l.circular
	}
	vm := l.env.VM
	warn := func(name string) {
		l.warn("Accessing non-existent property '"+name+"' of module exports inside circular dependency", "", "")
	}
	l.circular = vm.ToValue(vm.NewProxy(vm.CreateObject(l.objectProto), &goja.ProxyTrapConfig{
		Get: func(target *goja.Object, name string, _ goja.Value) goja.Value {
			// A transpiled module looks for __esModule in any module.
			if v := target.Get(name); v != nil || name == "__esModule" {
				return orUndefined(v)
			}
			warn(name)
			return goja.Undefined()
		},
		GetSym: func(target *goja.Object, symbol *goja.Symbol, _ goja.Value) goja.Value {
			// Stack traces look for the tag of what a function is a method of.
			if v := target.GetSymbol(symbol); v != nil || symbol == goja.SymToStringTag {
				return orUndefined(v)
			}
			warn("Symbol(" + symbol.String() + ")")
			return goja.Undefined()
		},
		GetOwnPropertyDescriptor: func(target *goja.Object, name string) goja.PropertyDescriptor {
			if name != "__esModule" && target.Get(name) == nil {
				warn(name)
			}
			return goja.PropertyDescriptor{}
		},
	})).(*goja.Object)
	return l.circular
}

func orUndefined(v goja.Value) goja.Value {
	if v == nil {
		return goja.Undefined()
	}
	return v
}

// property is o's property, undefined if it has none: a script may have put
// any object where the loader expects a module.
func property(o *goja.Object, name string) goja.Value { return orUndefined(o.Get(name)) }

// own is o's own property, nil if it has none.
func (l *Loader) own(o *goja.Object, name string) goja.Value {
	if !l.hasOwn(goja.FunctionCall{This: o, Arguments: []goja.Value{l.env.VM.ToValue(name)}}).ToBoolean() {
		return nil
	}
	return o.Get(name)
}

// setOwn makes an ordinary property, whatever setters o inherits.
func setOwn(o *goja.Object, name string, v goja.Value) {
	if err := o.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE); err != nil {
		panic(err)
	}
}
