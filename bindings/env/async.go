package env

import "github.com/dop251/goja"

// Async is what an asynchronous resource (a timer, a tick, a request) carries
// from where it was started to its callbacks: its number and the number of
// what started it, which async_hooks shows, and the AsyncLocalStorage values.
// Embed it by value.
type Async struct {
	ID, Trigger int64
	Frame       *AsyncFrame
}

// AsyncHooks is told of the life of asynchronous resources while a script has
// hooks of async_hooks enabled.
type AsyncHooks interface {
	// Settle tells of what is known a little late, before anything newer is
	// numbered.
	Settle()
	Init(id, trigger int64, kind string, resource *goja.Object)
	Before(id int64)
	After(id int64)
	Destroy(id int64)
	// OfPromise returns the numbers of a promise, nil if it has none.
	OfPromise(promise *goja.Promise) *Async
	// Flush tells of what has been destroyed, which is otherwise done a little
	// later.
	Flush()
}

// execution is the resource whose callback is running.
type execution struct {
	id, trigger int64
	resource    *goja.Object // made on first need; nil until then
}

// mainAsyncID is the number of the script's own run. Callbacks that belong to
// no resource run as 0.
const mainAsyncID = 1

// EndMain says that the script's own run has ended: callbacks that belong to no
// resource do not run as part of it from now on.
func (e *Env) EndMain() {
	e.idle = execution{}
	if !e.entered {
		e.execution = e.idle
	}
}

// NewAsyncID returns a number that no resource has had.
func (e *Env) NewAsyncID() int64 {
	e.lastAsyncID++
	return e.lastAsyncID
}

// ExecutionAsyncID and TriggerAsyncID are the numbers of the resource whose
// callback is running and of what started that.
func (e *Env) ExecutionAsyncID() int64 { return e.execution.id }
func (e *Env) TriggerAsyncID() int64   { return e.execution.trigger }

// ExecutionResource returns the object of the resource whose callback is
// running, or an empty object that stands for it.
func (e *Env) ExecutionResource() *goja.Object {
	if e.execution.resource == nil {
		if e.execution.id > mainAsyncID {
			e.execution.resource = e.VM.NewObject()
		} else {
			e.execution.resource = e.topLevel()
		}
	}
	return e.execution.resource
}

// topLevel is the object that stands for what runs outside of any resource.
func (e *Env) topLevel() *goja.Object {
	if e.topResource == nil {
		e.topResource = e.VM.NewObject()
	}
	return e.topResource
}

// InitAsync numbers a, a resource started now, and tells the hooks. kind is
// its type as async_hooks shows it; resource may be nil if none is enabled.
func (e *Env) InitAsync(a *Async, kind string, resource *goja.Object) {
	if e.Hooks != nil {
		e.Hooks.Settle()
	}
	a.ID, a.Trigger, a.Frame = e.NewAsyncID(), e.execution.id, e.frame
	if e.trigger != 0 {
		a.Trigger = e.trigger
	}
	if e.Hooks != nil {
		e.Hooks.Init(a.ID, a.Trigger, kind, resource)
	}
}

// TriggeredBy runs fn; what InitAsync numbers in it counts as started by the
// resource with the number trigger.
func (e *Env) TriggeredBy(trigger int64, fn func()) {
	before := e.trigger
	e.trigger = trigger
	defer func() { e.trigger = before }()
	fn()
}

// DestroyAsync tells the hooks that a is gone.
func (e *Env) DestroyAsync(a *Async) {
	if e.Hooks != nil {
		e.Hooks.Destroy(a.ID)
	}
}

// RunAsync runs fn as a callback of a and reports whether it ended without an
// exception; an exception goes to Uncaught. Only call it below Enter.
func (e *Env) RunAsync(a *Async, resource *goja.Object, fn func()) bool {
	before, frame := e.execution, e.frame
	e.execution = execution{a.ID, a.Trigger, resource}
	e.SetAsyncFrame(a.Frame)
	if e.Hooks != nil {
		e.Hooks.Before(a.ID)
	}
	ok := e.Try(fn)
	if e.Hooks != nil {
		e.Hooks.After(a.ID)
	}
	e.execution = before
	e.SetAsyncFrame(frame)
	return ok
}

// EnterAsync makes a the resource whose callback is running, until leave is
// called: for a call inside JavaScript, whose exceptions its caller gets.
func (e *Env) EnterAsync(a *Async, resource *goja.Object) (leave func()) {
	before, frame := e.execution, e.frame
	e.execution = execution{a.ID, a.Trigger, resource}
	e.SetAsyncFrame(a.Frame)
	if e.Hooks != nil {
		e.Hooks.Before(a.ID)
	}
	return func() {
		e.SetAsyncFrame(frame)
		if e.Hooks != nil {
			e.Hooks.After(a.ID)
		}
		e.execution = before
	}
}

// SetExecution makes id and trigger the numbers of the callback that runs now,
// and returns the ones before.
func (e *Env) SetExecution(id, trigger int64, resource *goja.Object) (restore func()) {
	before := e.execution
	e.execution = execution{id, trigger, resource}
	return func() { e.execution = before }
}
