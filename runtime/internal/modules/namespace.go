package modules

import (
	"slices"

	"github.com/dop251/goja"

	"gonet/bindings/errs"
)

// namespaceObject is what `import * as ns` gives.
// https://tc39.es/ecma262/#sec-module-namespace-exotic-objects
func (m *record) namespaceObject() *goja.Object {
	if m.namespace != nil {
		return m.namespace
	}
	m.namespace = m.makeNamespace(m.exportNames(map[*record]bool{}))
	return m.namespace
}

// makeNamespace makes a namespace object of m's exports called names, and of
// __esModule, which is true if m exports none.
func (m *record) makeNamespace(names []string) *goja.Object {
	slices.Sort(names)
	ns := &namespace{module: m, names: names, bindings: make(map[string]*binding)}
	for _, name := range names {
		if b, ok := m.resolve(name, nil); ok && b != nil {
			ns.bindings[name] = b
		} else if ok && name == "__esModule" {
			ns.bindings[name] = m.loader.esModuleMark()
		}
	}
	ns.names = slices.DeleteFunc(ns.names, func(name string) bool { return ns.bindings[name] == nil })
	o := ns.object()
	m.loader.namespaces[o] = true
	return o
}

// esModuleMark is the binding of the property that transpiled code knows an
// ES module by.
func (l *Loader) esModuleMark() *binding {
	mark := l.syntheticRecord("", []string{"__esModule"}, nil)
	mark.exports = l.env.VM.CreateObject(nil)
	mark.exports.Set("__esModule", true)
	return &binding{mark, "__esModule"}
}

// IsNamespace reports whether o is the namespace object of a module.
func (l *Loader) IsNamespace(o *goja.Object) bool { return l.namespaces[o] }

// namespace reads the bindings of a module as properties.
type namespace struct {
	module   *record
	names    []string // sorted
	bindings map[string]*binding
}

// object makes the proxy that is the namespace. Its target has the same
// properties, without their values, as a proxy's invariants demand.
func (n *namespace) object() *goja.Object {
	vm := n.module.loader.env.VM
	target := vm.CreateObject(nil)
	for _, name := range n.names {
		n.must(target.DefineDataProperty(name, goja.Undefined(), goja.FLAG_TRUE, goja.FLAG_FALSE, goja.FLAG_TRUE))
	}
	n.must(target.DefineDataPropertySymbol(goja.SymToStringTag, vm.ToValue("Module"), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE))
	n.module.loader.preventExtensions(goja.FunctionCall{Arguments: []goja.Value{target}})
	proxy := vm.NewProxy(target, &goja.ProxyTrapConfig{
		Get:            func(_ *goja.Object, name string, _ goja.Value) goja.Value { return n.get(name) },
		Set:            func(_ *goja.Object, name string, _ goja.Value, _ goja.Value) bool { return n.refuse(name) },
		DefineProperty: func(_ *goja.Object, name string, d goja.PropertyDescriptor) bool { return n.redefine(name, d) },
		GetOwnPropertyDescriptor: func(_ *goja.Object, name string) goja.PropertyDescriptor {
			if n.bindings[name] == nil {
				return goja.PropertyDescriptor{}
			}
			return goja.PropertyDescriptor{Value: n.get(name), Writable: goja.FLAG_TRUE, Enumerable: goja.FLAG_TRUE, Configurable: goja.FLAG_FALSE}
		},
	})
	return vm.ToValue(proxy).(*goja.Object)
}

func (n *namespace) get(name string) goja.Value {
	if b, ok := n.bindings[name]; ok {
		return b.value()
	}
	return goja.Undefined()
}

// redefine allows a definition that changes nothing.
func (n *namespace) redefine(name string, d goja.PropertyDescriptor) bool {
	if n.bindings[name] == nil {
		panic(errs.TypeError(n.module.loader.env, "Cannot define property "+name+", object is not extensible"))
	}
	same := d.Configurable != goja.FLAG_TRUE && d.Enumerable != goja.FLAG_FALSE && d.Writable != goja.FLAG_FALSE &&
		d.Getter == nil && d.Setter == nil && (d.Value == nil || d.Value.SameAs(n.get(name)))
	if !same {
		panic(errs.TypeError(n.module.loader.env, "Cannot redefine property: "+name))
	}
	return true
}

func (n *namespace) refuse(name string) bool {
	e := n.module.loader.env
	if n.bindings[name] != nil {
		panic(errs.TypeError(e, "Cannot assign to read only property '"+name+"' of object '[object Module]'"))
	}
	panic(errs.TypeError(e, "Cannot add property "+name+", object is not extensible"))
}

// must panics on an error that a property definition of ours cannot give.
func (n *namespace) must(err error) {
	if err != nil {
		panic(err)
	}
}
