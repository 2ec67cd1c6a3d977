package ecma

import (
	"reflect"
	"sync"
	"unsafe"

	"github.com/dop251/goja"
)

// This file shows async_hooks what goja keeps to itself of promises, which V8
// shows to Node by its promise hooks: the promise of an async function, and
// what the function waits for.

// Call and Construct are what a native function does when it is called and when
// it is constructed.
type (
	Call      = func(goja.FunctionCall) goja.Value
	Construct = construct
)

// Rewire replaces what the native function f does by what the given functions
// make of it; either may be nil.
func Rewire(f *goja.Object, call func(old Call) Call, construct func(old Construct) Construct) {
	c, n := native(f)
	if call != nil {
		*c = call(*c)
	}
	if construct != nil {
		*n = construct(*n)
	}
}

var promiseLayout = func() (l struct {
	fulfill, context, runner, capability, promise uintptr
}) {
	// pointed finds a field that is a pointer to a struct, and that struct.
	pointed := func(t reflect.Type, name string) (uintptr, reflect.Type) {
		f := fieldOf(t, name)
		if f.Type.Kind() != reflect.Pointer || f.Type.Elem().Kind() != reflect.Struct {
			mend(t.String() + "." + name)
		}
		return f.Offset, f.Type.Elem()
	}
	list := fieldOf(reflect.TypeFor[goja.Promise](), "fulfillReactions")
	if list.Type.Kind() != reflect.Slice || list.Type.Elem().Kind() != reflect.Pointer {
		mend("the reactions of promises")
	}
	l.fulfill = list.Offset
	reaction := list.Type.Elem().Elem()
	l.context = offsetOf[any](reaction, "asyncCtx")
	var runner, capability reflect.Type
	l.runner, runner = pointed(reaction, "asyncRunner")
	l.capability, capability = pointed(runner, "promiseCap")
	l.promise = offsetOf[*goja.Object](capability, "promise")
	return l
}()

// AsyncFunctionOf returns the promise of the async function that has come to an
// await for which an AsyncContextTracker's Grab gave context, or nil. awaited
// is the promise that it waits for, if that is known, and job the promise job
// queued right after Grab, if there is one: that of a settled promise.
func AsyncFunctionOf(awaited *goja.Promise, job func(), context any) *goja.Object {
	if awaited != nil {
		reactions := *at[[]unsafe.Pointer](unsafe.Pointer(awaited), promiseLayout.fulfill)
		if n := len(reactions); n > 0 {
			return runnerPromise(reactions[n-1], context)
		}
	}
	if layout := jobLayout(); job != nil && layout.reaction != 0 {
		closure := closureOf(job)
		if code := *at[uintptr](closure, 0); code == layout.fulfilled || code == layout.rejected {
			return runnerPromise(*at[unsafe.Pointer](closure, layout.reaction), context)
		}
	}
	return nil
}

// runnerPromise is the promise of the async function that a reaction resumes,
// if context is what the reaction carries.
func runnerPromise(reaction unsafe.Pointer, context any) *goja.Object {
	if *at[any](reaction, promiseLayout.context) != context {
		return nil
	}
	runner := *at[unsafe.Pointer](reaction, promiseLayout.runner)
	if runner == nil {
		return nil
	}
	capability := *at[unsafe.Pointer](runner, promiseLayout.capability)
	return *at[*goja.Object](capability, promiseLayout.promise)
}

func closureOf(fn func()) unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&fn)) }

// jobLayout is where the closure of a job that runs a reaction has the reaction,
// and the code of those queued for settled promises, by which such a job is
// known: goja's function is inlined, into each place anew. The compiler chooses
// the order of what a closure holds, so it is looked for, with a reaction that
// is known; if it is not found, await is told of a little less exactly.
var jobLayout = sync.OnceValue(func() (l struct {
	fulfilled, rejected uintptr
	reaction            uintptr
}) {
	vm := goja.New()
	jobs := at[[]func()](unsafe.Pointer(vm), fieldOf(runtimeType, "jobQueue").Offset)
	last := func() unsafe.Pointer { return closureOf((*jobs)[len(*jobs)-1]) }
	handler := vm.ToValue(func(goja.FunctionCall) goja.Value { return goja.Undefined() })
	then := func(promise *goja.Promise) {
		call, _ := goja.AssertFunction(vm.ToValue(promise).(*goja.Object).Get("then"))
		_, err := call(vm.ToValue(promise), handler, handler)
		must(err)
	}
	// Called by JavaScript, so that the jobs are still queued when they are
	// looked at.
	must(vm.Set("look", func(goja.FunctionCall) goja.Value {
		promise, resolve, _ := vm.NewPromise()
		then(promise)
		reaction := (*at[[]unsafe.Pointer](unsafe.Pointer(promise), promiseLayout.fulfill))[0]
		must(resolve(goja.Undefined()))
		// It holds the reaction, the VM and a value of two words, after its code.
		word := unsafe.Sizeof(uintptr(0))
		for offset := word; offset < 5*word; offset += word {
			if *at[unsafe.Pointer](last(), offset) == reaction {
				l.reaction = offset
			}
		}
		then(promise)
		l.fulfilled = *at[uintptr](last(), 0)
		failed, _, reject := vm.NewPromise()
		must(reject(goja.Undefined()))
		then(failed)
		l.rejected = *at[uintptr](last(), 0)
		return goja.Undefined()
	}))
	_, err := vm.RunString("look()")
	must(err)
	return l
})

// AwaitedValue is the value that an async function waits for, while
// AsyncContextTracker's Grab is told of it: goja has left it on its stack,
// under a mark of the await.
func AwaitedValue(vm *goja.Runtime) goja.Value {
	mark := yieldMark()
	m := machineOf(vm)
	stack := *at[[]goja.Value](m.p, vmStack)
	for i := *at[int](m.p, vmSp); i+1 < len(stack); i++ {
		if v := stack[i+1]; v != nil && reflect.TypeOf(v) == mark {
			return stack[i]
		}
	}
	return nil
}

// yieldMark is the type of that mark.
var yieldMark = sync.OnceValue(func() (mark reflect.Type) {
	vm := goja.New()
	tracker := &markFinder{find: func() {
		m := machineOf(vm)
		stack := *at[[]goja.Value](m.p, vmStack)
		for i := *at[int](m.p, vmSp); i+1 < len(stack) && mark == nil; i++ {
			if v := stack[i]; v != nil && v.StrictEquals(vm.ToValue(awaitProbe)) && stack[i+1] != nil {
				mark = reflect.TypeOf(stack[i+1])
			}
		}
	}}
	vm.SetAsyncContextTracker(tracker)
	_, err := vm.RunString("(async () => { await '" + awaitProbe + "' })()")
	must(err)
	return mark
})

const awaitProbe = "gonet:await"

type markFinder struct{ find func() }

func (f *markFinder) Grab() any   { f.find(); return nil }
func (f *markFinder) Resumed(any) {}
func (f *markFinder) Exited()     {}
