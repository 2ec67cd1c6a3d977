package inspect

import "github.com/dop251/goja"

// V8 remembers which class made an object when the object loses its prototype,
// and inspect shows it: [Foo: null prototype]. origins remembers the class's name
// for objects whose prototype is set to null.
type origins struct {
	names    *goja.Object // a WeakMap
	get, set nativeFunc
}

// watchPrototypes makes Object.setPrototypeOf and Reflect.setPrototypeOf note
// the classes of objects that they take the prototype from.
func (in *Inspector) watchPrototypes(reflect *goja.Object) {
	for _, holder := range []*goja.Object{in.natives.object, reflect} {
		set := native(holder, "setPrototypeOf")
		watched := in.newFunction("setPrototypeOf", func(call goja.FunctionCall) goja.Value {
			o, ok := call.Argument(0).(*goja.Object)
			if !ok || !goja.IsNull(call.Argument(1)) {
				return set(call)
			}
			name := in.className(o)
			result := set(call)
			if name != "" && o.Prototype() == nil {
				in.noteOrigin(o, name)
			}
			return result
		}, 2)
		must(holder.DefineDataProperty("setPrototypeOf", watched, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	}
}

// className is the name of the class whose prototype o has; "" for built-in
// ones, which the object itself tells.
func (in *Inspector) className(o *goja.Object) string {
	if in.kindOf(o) == kindProxy {
		return ""
	}
	proto := o.Prototype()
	if proto == nil || proto == in.natives.objectProto || in.kindOf(proto) == kindProxy {
		return ""
	}
	ctor, ok := in.ownProperty(proto, stringKey("constructor")).value.(*goja.Object)
	if !ok || !in.kindOf(ctor).isFunction() {
		return ""
	}
	name, ok := in.ownProperty(ctor, stringKey("name")).value.(goja.String)
	if !ok || builtinNames[name.String()] {
		return ""
	}
	return textOf(name)
}

func (in *Inspector) noteOrigin(o *goja.Object, name string) {
	if in.origins.names == nil {
		ctor, proto := constructor(in.vm, "WeakMap")
		names, err := in.vm.New(ctor)
		if err != nil {
			panic(err)
		}
		in.origins = origins{names, native(proto, "get"), native(proto, "set")}
	}
	in.call(in.origins.set, in.origins.names, o, in.vm.ToValue(name))
}

// origin is the class that o had before it lost its prototype.
func (in *Inspector) origin(o *goja.Object) (name string, known bool) {
	if in.origins.names == nil {
		return "", false
	}
	v := in.call(in.origins.get, in.origins.names, o)
	if isUndefined(v) {
		return "", false
	}
	return v.String(), true
}
