// Package inspect is Node's util.inspect and util.format in Go, so that
// console.log of an object costs no JavaScript to compile.
//
// It follows lib/internal/util/inspect.js of Node 26: the same texts for the same
// values, as far as goja can tell values apart.
package inspect

import (
	"reflect"

	"github.com/dop251/goja"
)

// Hooks are what inspect needs of the world around a VM. Each may be nil.
type Hooks struct {
	// Cwd is process.cwd(). Coloured stack traces dim it.
	Cwd func() (string, bool)
	// IsBuiltin tells whether a name is that of a built-in module. Coloured stack
	// traces dim their frames.
	IsBuiltin func(name string) bool
	// ModuleNamespace tells whether a Proxy is an ES module's namespace.
	ModuleNamespace func(o *goja.Object) bool
	// Href gives the address of a URL instance.
	Href func(o *goja.Object) (string, bool)
	// Key gives the key that o itself holds, nil if it is neither a KeyObject nor a
	// CryptoKey.
	Key func(o *goja.Object) HeldKey
	// Shown gives the properties that an object of the host's has under Node and
	// keeps elsewhere here; they are shown before its own ones.
	Shown func(o *goja.Object, show func(key, value goja.Value))
	// InvalidArgType makes the error ERR_INVALID_ARG_TYPE; expected is what Node
	// names as the type, "object" or "string".
	InvalidArgType func(name, expected string, actual goja.Value) goja.Value
}

// Inspector inspects the values of one VM. All its methods are for the VM's
// goroutine. They throw what getters and custom inspect functions throw, as goja
// panics: call them from a function that JavaScript called, or inside Try.
type Inspector struct {
	vm      *goja.Runtime
	hooks   Hooks
	custom  *goja.Symbol // Symbol.for('nodejs.util.inspect.custom')
	natives natives
	goTypes map[reflect.Type]*goType

	wellKnown map[*goja.Object]string // made on first need

	inspectFn, plainFn, colorFn *goja.Object // made on first need
	types, exports              *goja.Object
	defaults, colors, styles    *goja.Object // nil until a script has seen them

	origins origins

	cyclic bool // a comparison has met a cycle
	active int  // nested calls of formatValue, over all nested inspections
}

// natives are built-ins as they were before any script ran.
type natives struct {
	object, error                                *goja.Object // constructors
	objectProto, functionProto                   *goja.Object
	getOwnPropertyDescriptor                     nativeFunc
	getOwnPropertyNames, getOwnPropertySymbols   nativeFunc
	hasOwnProperty, propertyIsEnumerable         nativeFunc
	has, keys, ownKeys, errorToString, sort, str nativeFunc
	parseInt, parseFloat, mapGet, mapHas, setHas nativeFunc
}

type nativeFunc func(goja.FunctionCall) goja.Value

// New makes the inspector of vm. It must be called before scripts run, because
// it keeps the built-ins as they are.
func New(vm *goja.Runtime, hooks Hooks) *Inspector {
	in := &Inspector{vm: vm, hooks: hooks, goTypes: make(map[reflect.Type]*goType)}
	n := &in.natives
	symbol := vm.Get("Symbol").(*goja.Object)
	in.custom = native(symbol, "for")(goja.FunctionCall{
		Arguments: []goja.Value{vm.ToValue("nodejs.util.inspect.custom")},
	}).(*goja.Symbol)

	n.object, n.objectProto = constructor(vm, "Object")
	_, n.functionProto = constructor(vm, "Function")
	_, arrayProto := constructor(vm, "Array")
	n.getOwnPropertyDescriptor = native(n.object, "getOwnPropertyDescriptor")
	n.getOwnPropertyNames = native(n.object, "getOwnPropertyNames")
	n.getOwnPropertySymbols = native(n.object, "getOwnPropertySymbols")
	n.keys = native(n.object, "keys")
	n.hasOwnProperty = native(n.objectProto, "hasOwnProperty")
	n.propertyIsEnumerable = native(n.objectProto, "propertyIsEnumerable")
	n.str = native(n.objectProto, "toString")
	n.sort = native(arrayProto, "sort")
	n.parseInt = native(vm.GlobalObject(), "parseInt")
	n.parseFloat = native(vm.GlobalObject(), "parseFloat")
	_, mapProto := constructor(vm, "Map")
	n.mapGet, n.mapHas = native(mapProto, "get"), native(mapProto, "has")
	_, setProto := constructor(vm, "Set")
	n.setHas = native(setProto, "has")
	reflectObject := vm.Get("Reflect").(*goja.Object)
	n.has = native(reflectObject, "has")
	n.ownKeys = native(reflectObject, "ownKeys")
	in.watchPrototypes(reflectObject)
	var errorProto *goja.Object
	n.error, errorProto = constructor(vm, "Error")
	n.errorToString = native(errorProto, "toString")
	return in
}

func constructor(vm *goja.Runtime, name string) (ctor, proto *goja.Object) {
	ctor = vm.Get(name).(*goja.Object)
	return ctor, ctor.Get("prototype").(*goja.Object)
}

func native(o *goja.Object, name string) nativeFunc {
	return function(o.Get(name).(*goja.Object))
}

// function gives what calls f. goja exports functions as Go functions that throw
// by panicking, which is how everything here throws.
func function(f *goja.Object) nativeFunc {
	switch call := f.Export().(type) {
	case func(goja.FunctionCall) goja.Value:
		return call
	}
	call, ok := goja.AssertFunction(f)
	if !ok {
		return nil
	}
	return func(c goja.FunctionCall) goja.Value {
		v, err := call(c.This, c.Arguments...)
		if err != nil {
			panic(err)
		}
		return v
	}
}

func (in *Inspector) call(f nativeFunc, this goja.Value, args ...goja.Value) goja.Value {
	return f(goja.FunctionCall{This: this, Arguments: args})
}

// Inspect is util.inspect: v as readable text.
func (in *Inspector) Inspect(v goja.Value, opts Options) string {
	c := newContext(in, opts)
	return c.formatValue(v, 0, false).String()
}
