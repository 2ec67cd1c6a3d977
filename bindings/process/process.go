// Package process is Node's process object: what a script learns of the
// process that runs it, its end, uncaught exceptions and rejections, warnings,
// signals, the environment and the standard streams.
//
// Source: nodejs/node:lib/internal/bootstrap/node.js and lib/internal/process/.
package process

import (
	"io"
	"runtime"
	"runtime/metrics"
	"time"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/events"
	"gonet/bindings/inspect"
	"gonet/netimpl"
)

// Config is what the embedder decides about the process that a script sees.
type Config struct {
	Argv     []string // process.argv
	Argv0    string   // the first word as it was given
	ExecArgv []string // the options before the script, as they were given
	ExecPath string
	Env      []string // "NAME=value"
	Dir      string   // the folder that relative paths start from; absolute

	// Own says that the script has this process for its own: changing its
	// folder, environment or mask changes the process's.
	Own bool
	// Worker is "" unless the script is a worker thread of another's: then it is
	// the built-in module that has what a worker does otherwise, the functions
	// stream and fail. Shared is what the script shares with the thread that has
	// started it, SharedEnv the environment if it shares that.
	Worker    string
	Shared    *Shared
	SharedEnv *Environ

	Stdin          io.Reader
	Stdout, Stderr io.Writer
	// Direct says that a worker writes to Stdout and Stderr itself, and at once.
	Direct bool

	Inspector *inspect.Inspector

	// Source returns the text of a script that is not a file, such as the one
	// of --eval, for the report of an uncaught exception. It may be nil.
	Source func(name string) (string, bool)
	// Original, if set, shows a place by a source map, as placeOf does; "" if
	// there is none.
	Original func(file string, line, column int) string
	// SourceMaps and SetSourceMaps, if set, tell and change whether source maps
	// are heeded.
	SourceMaps    func() bool
	SetSourceMaps func(on bool)
	// UnsettledAwait returns what to write on stderr if the main module waits
	// for ever at its top level, "" if it does not. It may be nil.
	UnsettledAwait func() string
	// Builtin returns the exports of a module for scripts, nil if there is
	// none of that name: process.getBuiltinModule.
	Builtin func(name string) goja.Value
}

// Process is the process object of one script.
type Process struct {
	env    *env.Env
	config Config
	events *events.Events

	state   env.State
	emitter events.Emitter
	object  *goja.Object
	begun   time.Time
	dir     string // cwd; "" until asked for
	environ *goja.Object

	envTraps  *goja.ProxyTrapConfig // of process.env
	sharedEnv *Environ              // nil unless threads share it
	envSeen   int                   // the version of it that environ is

	exit     exitState
	capture  captureState
	rejected rejections
	warnings warnings
	signals  map[string]*watchedSignal
	stdio    stdio
}

var slot = env.NewSlot(func(e *env.Env) *Process { return &Process{env: e} })

// Of returns the process of e, after Setup.
func Of(e *env.Env) *Process { return slot.Of(e) }

// Setup makes the process of e and takes charge of its uncaught exceptions and
// rejections. Call it once, before any script runs.
func Setup(e *env.Env, config Config) *Process {
	p := Of(e)
	p.config = config
	p.events = events.For(e)
	p.begun = time.Now()
	p.signals = make(map[string]*watchedSignal)
	e.Uncaught = p.uncaught
	e.Rejections = p.processRejections
	e.VM.SetPromiseRejectionTracker(p.trackRejection)
	if config.Own {
		netimpl.EndBySignals()
	}
	p.makeObject()
	e.Provide("process", p.object)
	return p
}

// Module is the module process.
func Module(e *env.Env) goja.Value { return Of(e).object }

// Globals defines process and queueMicrotask on the global object.
func Globals(e *env.Env) {
	p, global := Of(e), e.VM.GlobalObject()
	current := goja.Value(p.object)
	e.Accessor(global, "process", goja.FLAG_FALSE,
		func(goja.Value) goja.Value { return current },
		func(_, v goja.Value) { current = v })
	must(global.Set("queueMicrotask", e.Function("queueMicrotask", 1, p.queueMicrotask)))
	if _, expose := e.Option("expose-gc"); expose {
		must(global.DefineDataProperty("gc", e.Function("gc", 0, p.collectGarbage), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	}
}

// collectGarbage is the function gc of --expose-gc; with the option execution
// 'async' it returns a promise. The second time round collects what the
// finalizers of the first let go.
func (p *Process) collectGarbage(c goja.FunctionCall) goja.Value {
	if p.env.ForgetStale != nil {
		p.env.ForgetStale()
	}
	collect()
	collect()
	options, ok := c.Argument(0).(*goja.Object)
	if !ok {
		return goja.Undefined()
	}
	if execution := options.Get("execution"); execution == nil || execution.String() != "async" {
		return goja.Undefined()
	}
	promise, resolve, _ := p.env.VM.NewPromise()
	must(resolve(goja.Undefined()))
	return p.env.VM.ToValue(promise)
}

// collect has Go collect what nothing refers to and waits for the cleanups of
// it, which Go runs on goroutines, for a second at most.
func collect() {
	runtime.GC()
	counts := []metrics.Sample{{Name: "/gc/cleanups/queued:cleanups"}, {Name: "/gc/cleanups/executed:cleanups"}}
	for deadline := time.Now().Add(time.Second); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		metrics.Read(counts)
		if counts[1].Value.Uint64() >= counts[0].Value.Uint64() {
			return
		}
	}
}

// Object returns the object that scripts see.
func (p *Process) Object() *goja.Object { return p.object }

// Argv0 returns the word that started the process.
func (p *Process) Argv0() string { return p.config.Argv0 }

// ExecPath returns the path of the executable.
func (p *Process) ExecPath() string { return p.config.ExecPath }

// emit emits an event on the process object.
func (p *Process) emit(name *events.Name, args ...goja.Value) bool {
	return p.events.Emit(p.object, &p.emitter, name, args...)
}

// must panics on the error of a definition that cannot fail, or of a promise's
// resolution in a script that is being stopped.
func must(err error) {
	if err != nil {
		panic(err)
	}
}
