package ecma

import (
	"reflect"
	"strings"
	"sync"

	"github.com/dop251/goja"
)

// asyncGenerators are the prototypes of asynchronous iterators, generators and
// of the functions that make these. goja has none of them.
type asyncGenerators struct{ iterators, generators, functions *goja.Object }

// asyncGeneratorProgram makes them. A generator that esbuild has lowered has
// its methods itself; those of the prototype are for others to look at.
var asyncGeneratorProgram = compileOnce(`(() => {
	const define = (object, key, value, writable = true) =>
		Object.defineProperty(object, key, { __proto__: null, configurable: true, enumerable: false, writable, value });
	const methods = (object, all) => { for (const key of Reflect.ownKeys(all)) define(object, key, all[key]); };
	const iterators = {};
	methods(iterators, {
		[Symbol.asyncIterator]() { return this; },
		async [Symbol.asyncDispose]() { await this.return?.(undefined); },
	});
	const refuse = (name) => { throw new TypeError(name + ' method called on incompatible receiver'); };
	const generators = Object.create(iterators);
	const functions = Object.create(Function.prototype);
	define(generators, 'constructor', functions, false);
	methods(generators, {
		async next(value) { refuse('next'); },
		async return(value) { refuse('return'); },
		async throw(exception) { refuse('throw'); },
	});
	const constructor = function AsyncGeneratorFunction(...args) {
		const body = args.pop() ?? '';
		return Function('return async function* anonymous(' + args.join() + '\n) {\n' + body + '\n}')();
	};
	Object.setPrototypeOf(constructor, Function);
	define(constructor, 'length', 1, false);
	Object.defineProperty(constructor, 'prototype', { __proto__: null, value: functions, writable: false });
	define(functions, 'constructor', constructor, false);
	define(functions, 'prototype', generators, false);
	define(functions, Symbol.toStringTag, 'AsyncGeneratorFunction', false);
	define(generators, Symbol.toStringTag, 'AsyncGenerator', false);
	return [iterators, generators, functions];
})()`)

// AsyncIteratorPrototype is what all built-in asynchronous iterators inherit.
func (r *Realm) AsyncIteratorPrototype() *goja.Object { return r.asyncGenerators().iterators }

func (r *Realm) asyncGenerators() *asyncGenerators {
	if r.async == nil {
		v, err := r.vm.RunProgram(asyncGeneratorProgram())
		must(err)
		list, _ := elements(v.(*goja.Object))
		get := func(i int) *goja.Object { return list[i].(*goja.Object) }
		r.async = &asyncGenerators{get(0), get(1), get(2)}
	}
	return r.async
}

// installAsyncGenerators has an asynchronous generator function show its
// prototypes. It is an ordinary function to goja, and it gets them when a
// script first asks what it inherits: the engine has no place to do that when
// the function is made, and few programs ask.
func (r *Realm) installAsyncGenerators() {
	r.functions = r.prototypeOf("Function")
	r.functionText, _ = goja.AssertFunction(r.functions.Get("toString"))
	ask := func(v goja.Value) {
		if o, ok := v.(*goja.Object); ok && r.isAsyncGenerator(o) {
			r.adoptAsyncGenerator(o)
		}
	}
	for _, owner := range []string{"Object", "Reflect"} {
		r.before(r.global(owner), "getPrototypeOf", func(c *goja.FunctionCall) { ask(c.Argument(0)) })
	}
	d := invoke(r.getDescriptor, goja.Undefined(), r.prototypeOf("Object"), r.vm.ToValue("__proto__")).(*goja.Object)
	r.before(d, "get", func(c *goja.FunctionCall) { ask(c.This) })
}

// isAsyncGenerator is whether o is an asynchronous generator function that
// inherits Function.prototype as goja has made it. The compiler keeps the text
// of these, and no other function can have one that begins like it.
func (r *Realm) isAsyncGenerator(o *goja.Object) bool {
	if !jsFunctionTypes()[implementation(o)] || o.Prototype() != r.functions {
		return false
	}
	const blank = " \t\r\n"
	text, ok := strings.CutPrefix(invoke(r.functionText, o).String(), "async")
	if !ok {
		return false
	}
	text = strings.TrimLeft(text, blank)
	text = strings.TrimLeft(strings.TrimPrefix(text, "function"), blank)
	return strings.HasPrefix(text, "*")
}

// jsFunctionTypes are goja's types of functions and methods.
var jsFunctionTypes = sync.OnceValue(func() map[reflect.Type]bool {
	types := make(map[reflect.Type]bool)
	for _, text := range []string{"(function() {})", "({ m() {} }).m"} {
		v, err := goja.New().RunString(text)
		must(err)
		types[implementation(v.(*goja.Object))] = true
	}
	return types
})

// adoptAsyncGenerator gives f its prototypes.
func (r *Realm) adoptAsyncGenerator(f *goja.Object) {
	async := r.asyncGenerators()
	must(f.SetPrototype(async.functions))
	proto, _ := f.Get("prototype").(*goja.Object)
	if proto == async.generators { // inherited: methods have none of their own
		proto = r.vm.CreateObject(async.generators)
		must(f.DefineDataProperty("prototype", proto, goja.FLAG_TRUE, goja.FLAG_FALSE, goja.FLAG_FALSE))
		return
	}
	if proto != nil && proto.Get("constructor") == goja.Value(f) {
		must(proto.Delete("constructor"))
		must(proto.SetPrototype(async.generators))
	}
}
