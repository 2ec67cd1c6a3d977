// Package ecma completes goja's ECMAScript: it makes natives safe that a
// script's data could turn against the process, adds the built-ins that goja
// lacks, and gives errors V8's stack traces and messages.
//
// Everything works on one VM and belongs to the goroutine that runs it.
package ecma

import (
	"github.com/dop251/goja"
)

// Realm is what Install keeps for one VM.
type Realm struct {
	vm      *goja.Runtime
	machine machine

	// NodeError, if set, is the symbol that the errors of Node's own API have:
	// the first line of their stack shows their code.
	NodeError *goja.Symbol

	// Post, if set, runs fn on the VM's goroutine, later and as a callback of
	// its own; it is called from any goroutine. The callbacks of
	// FinalizationRegistry come through it: without it they do not come.
	Post func(fn func())

	// Lower, if set, rewrites a script that the engine's parser refuses. It
	// reports whether it could.
	Lower func(source string) (string, bool)

	// TraceMapper, if set, returns what makes the stacks of errors of their header
	// and an array of call sites; nil leaves them as they are.
	TraceMapper func() goja.Callable

	// ImportBase, if set, returns what import() in a text that a script evaluates
	// now is relative to, and Import makes what it calls there.
	ImportBase func() string
	Import     func(base string) *goja.Object

	errors errorClasses
	// These are set while a stack overflow is being reported, a frame described
	// and a script's prepareStackTrace called: all three can make errors.
	overflowing, describing, preparing bool

	unnamed unnamed

	// Built-ins as they were before any script ran.
	defineProperty, getDescriptor, freezeObject goja.Callable
	mapClass                                    *goja.Object

	promiseThen goja.Callable
	kept        []*goja.Object // that WeakRefs have shown alive in this job

	regexpClass *goja.Object
	rewrites    map[string]*rewritten // by flags and source
	last        lastMatch

	symbols   symbols
	iterators iterators
	states    states
	scripts   map[*script]goja.Callable
	lazy      map[*goja.Object]string // the getters of globals that are made when read

	async        *asyncGenerators // made when asked for
	functions    *goja.Object     // Function.prototype
	functionText goja.Callable    // and its toString

	depth  int    // of bounded natives
	ascend func() // ends one; made once, since it is used often

	passes  []*pass // to be used again
	yes, no goja.Value
}

// Install completes the ECMAScript of vm. It is to be called once, before any
// script runs.
func Install(vm *goja.Runtime) *Realm {
	r := &Realm{vm: vm, machine: machineOf(vm)}
	vm.SetMaxCallStackSize(maxCallDepth)
	r.ascend = func() { r.depth-- }
	r.findUnnamed()
	r.installErrors()
	r.installBounds()
	r.installSafeNatives()
	r.installMatchTime()
	r.installBuiltins()
	return r
}

// unnamed are the built-ins that no global has.
type unnamed struct {
	generators, iterators                   *goja.Object // prototypes
	asyncFunction, generatorFunction        *goja.Object
	arrayIterator, mapIterator, setIterator *goja.Object // prototypes
}

var unnamedProgram = compileOnce(`(() => {
	const generator = function* () {};
	return [
		Object.getPrototypeOf(generator).prototype, Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())),
		(async () => 0).constructor, generator.constructor,
		...[[], new Map(), new Set()].map((collection) => Object.getPrototypeOf(collection[Symbol.iterator]())),
	];
})()`)

func (r *Realm) findUnnamed() {
	v, err := r.vm.RunProgram(unnamedProgram())
	must(err)
	list, _ := elements(v.(*goja.Object))
	get := func(i int) *goja.Object { return list[i].(*goja.Object) }
	r.unnamed = unnamed{get(0), get(1), get(2), get(3), get(4), get(5), get(6)}
}

// installBuiltins adds the built-ins that goja lacks.
func (r *Realm) installBuiltins() {
	r.installSymbols()
	r.installObject()
	r.trimBigInt()
	r.installJSON()
	r.installPromise()
	r.installStrings()
	r.installRegExp()
	r.installLegacyRegExp()
	r.installDate()
	r.installIterator()
	r.installPasses()
	r.installAsyncGenerators()
	r.installArray()
	r.lazyGlobals(r.installWeak, "WeakRef", "FinalizationRegistry")
	r.lazyGlobals(r.installDispose, "DisposableStack", "AsyncDisposableStack", "SuppressedError")
	r.lazyGlobals(r.installAtomics, "Atomics")
	r.installBuffers()
	r.installFloat16()
	r.describeLazily()
}

// function makes a native function with the name and length that scripts see.
func (r *Realm) function(name string, length int, fn func(goja.FunctionCall) goja.Value) *goja.Object {
	f := r.vm.ToValue(fn).(*goja.Object)
	setNative(f, "name", r.vm.ToValue(name))
	setNative(f, "length", r.vm.ToValue(length))
	return f
}

// method defines a native function as a property as built-ins have it:
// writable, configurable, not enumerable.
func (r *Realm) method(o *goja.Object, name string, length int, fn func(goja.FunctionCall) goja.Value) *goja.Object {
	f := r.function(name, length, fn)
	hide(o, name, f)
	return f
}

// hide defines a property that is writable and configurable, not enumerable.
func hide(o *goja.Object, name string, v goja.Value) {
	must(o.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
}

// freeze is Object.freeze.
func (r *Realm) freeze(o *goja.Object) {
	_, err := r.freezeObject(goja.Undefined(), o)
	must(err)
}

// must panics on an error that a definition of ours cannot give.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

// try runs fn and reports whether it threw nothing.
func (r *Realm) try(fn func()) bool { return r.vm.Try(fn) == nil }

func (r *Realm) typeError(message string) *goja.Object {
	return r.errors.construct("TypeError", message)
}

func (r *Realm) rangeError(message string) *goja.Object {
	return r.errors.construct("RangeError", message)
}

func (r *Realm) syntaxError(message string) *goja.Object {
	return r.errors.construct("SyntaxError", message)
}
