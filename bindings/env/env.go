// Package env is one script's world as the bindings see it: the VM, the loop,
// the one way into JavaScript with Node's nextTick and promise order, the
// built-in modules, and the Go state behind JavaScript objects.
//
// Everything here belongs to the loop's goroutine, except where a method says
// otherwise. Bindings report failure to a script by panicking with a goja
// value (see Throw); such a panic never leaves the VM.
package env

import (
	"github.com/dop251/goja"

	"gonet/netimpl"
)

// Env is one script's world.
type Env struct {
	VM   *goja.Runtime
	Loop *netimpl.Loop

	// Options are Node's command-line options in force, by name without dashes;
	// "no-warnings" is there under that name.
	Options map[string][]string

	// Uncaught is told of every exception that no script caught. The process
	// binding sets it; origin is "uncaughtException" or "unhandledRejection".
	Uncaught func(exception goja.Value, origin string)
	// Rejections runs what Node does with unhandled rejections once the queues
	// are empty, and reports whether it may have queued more work.
	Rejections func() bool
	// IsNamespace reports whether an object is an ES module's namespace.
	IsNamespace func(o *goja.Object) bool
	// Href gives the address of a URL instance. It is nil until there is one.
	Href func(o *goja.Object) (address string, ok bool)
	// Inspect shows a value as util.inspect does, to the given depth.
	Inspect func(v goja.Value, depth int) string
	// ForgetStale clears what keeps ended calls' values from being collected. It
	// may be nil.
	ForgetStale func()
	// CutTrace leaves out of an error's stack, if it has not been read yet, the
	// script that a REPL has run and what is below it.
	CutTrace func(err *goja.Object)
	// Interrupted reports whether the script is to stop: for calls that block.
	Interrupted func() bool
	// Guard, if set, prepares the native function that Frame keeps at the bottom
	// of the VM's stack: ecma makes stack overflow above it catchable.
	Guard func(native *goja.Object)
	// AsyncIteratorPrototype returns what asynchronous iterators inherit.
	AsyncIteratorPrototype func() *goja.Object
	// Hooks is nil unless a script has enabled hooks of async_hooks.
	Hooks AsyncHooks

	// True and False are the booleans, which ToValue would make again.
	True, False goja.Value

	kState      *goja.Symbol
	ticks       tickQueue
	jobs        *jobQueue
	jobFrames   jobFrames
	interrupted *goja.InterruptedError // what ended the program early
	entered     bool                   // a callback is on the stack: its end drains the queues
	framed      bool                   // the VM has the frame of Frame at its bottom
	turnEnds    []TurnEnder
	slots       []any
	modules     modules
	frame       *AsyncFrame
	args        []goja.Value // of the calls that run now: see Call

	lastAsyncID int64
	execution   execution
	trigger     int64     // that TriggeredBy has set; 0 if none
	idle        execution // between callbacks
	topResource *goja.Object
	symbolClass *goja.Object
	thrown      *goja.Exception
}

// New makes the world of one script over vm and loop.
func New(vm *goja.Runtime, loop *netimpl.Loop) *Env {
	return &Env{
		VM:     vm,
		Loop:   loop,
		kState: goja.NewSymbol("gonet.state"),
		jobs:   jobsOf(vm),
		True:   vm.ToValue(true),
		False:  vm.ToValue(false),

		lastAsyncID: mainAsyncID,
		execution:   execution{id: mainAsyncID},
		idle:        execution{id: mainAsyncID},
	}
}

// Option returns the last value of the option called name, and whether it was
// given.
func (e *Env) Option(name string) (value string, given bool) {
	list, given := e.Options[name]
	if len(list) > 0 {
		value = list[len(list)-1]
	}
	return value, given
}

// Throw raises v in the script. It does not return.
func (e *Env) Throw(v goja.Value) {
	panic(v)
}

// Function makes a JavaScript function of fn with Node's name and length.
func (e *Env) Function(name string, length int, fn func(goja.FunctionCall) goja.Value) *goja.Object {
	f := e.VM.ToValue(fn).(*goja.Object)
	e.setNameAndLength(f, name, length)
	return f
}

func (e *Env) setNameAndLength(f *goja.Object, name string, length int) {
	must(f.DefineDataProperty("name", e.VM.ToValue(name), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	must(f.DefineDataProperty("length", e.VM.ToValue(length), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
}

// must panics on an error that a property definition of ours cannot give.
func must(err error) {
	if err != nil {
		panic(err)
	}
}
