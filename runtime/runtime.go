// Package runtime runs scripts written for Node's node:net in a Go program.
// Its name hides Go's own, so import it as gonet:
//
//	import gonet "gonet/runtime"
//
// A Runtime is one script's world: a JavaScript VM, an event loop, Node's
// modules and globals. New makes one from a Config, Run runs its script until
// nothing keeps the loop alive, and Close releases what is left.
package runtime

import (
	"context"
	"errors"
	"os"
	"sync"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/process"
	"gonet/netimpl"
	"gonet/runtime/internal/compile"
	"gonet/runtime/internal/modules"
)

// Runtime is one script's world. One goroutine at a time may Run it; Do and
// Close are safe from any goroutine.
type Runtime struct {
	config  Config
	env     *env.Env
	loop    *netimpl.Loop
	loader  *modules.Loader
	process *process.Process
	worker  *workerThread // nil unless it is a worker thread
	workers workers       // that the script has started

	// A source that is no file, for the reports of its errors.
	sourceName, source string

	mu      sync.Mutex
	running bool
	closed  bool
	done    chan struct{} // closed when the running call ends
}

// ErrClosed is returned by the methods of a Runtime that has been closed.
var ErrClosed = errors.New("gonet: the runtime is closed")

// ErrRunning is returned by Run while another Run goes on.
var ErrRunning = errors.New("gonet: the runtime is running already")

// New makes a runtime. It runs no script yet; ctx only bounds New itself.
func New(ctx context.Context, config Config) (*Runtime, error) {
	return newRuntime(ctx, config, nil)
}

func newRuntime(ctx context.Context, config Config, w *workerThread) (*Runtime, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if config.dir == "" {
		dir, err := os.Getwd()
		if err != nil {
			return nil, err
		}
		config.dir = dir
	}
	var options []netimpl.Option
	if config.process {
		options = append(options, netimpl.Alone())
	}
	loop, err := netimpl.NewLoop(options...)
	if err != nil {
		return nil, err
	}
	config.stdout, config.stderr = locked(config.stdout), locked(config.stderr)
	r := &Runtime{config: config, loop: loop, worker: w}
	r.boot()
	return r, nil
}

// Run runs the configured script until nothing keeps the loop alive. It
// returns nil if the script ended with status 0, an *ExitError if with
// another, and the context's error if ctx ended first: that stops a busy
// script as well as one that waits.
func (r *Runtime) Run(ctx context.Context) error {
	if r.config.script == "" {
		return errNoScript
	}
	return r.run(ctx, func() { r.loader.RunMain(r.scriptPath()) })
}

// RunScript runs source as a CommonJS module, or as an ES module if it has
// import or export statements; name is what stack traces call it. Otherwise it
// is as Run.
func (r *Runtime) RunScript(ctx context.Context, name, source string) error {
	r.sourceName, r.source = name, source
	return r.run(ctx, func() { r.loader.RunSource(r.config.dir, name, source, compile.Detect) })
}

// Do runs fn with the VM on the loop's goroutine, as a callback from the loop,
// while a Run goes on, and returns fn's error: this is how other goroutines
// call into a script. An exception that fn raises by panicking with a goja
// value, or by returning a *goja.Exception, comes back as the error. It fails
// with ctx's error when ctx ends before fn has begun, and with ErrClosed when
// no Run goes on.
func (r *Runtime) Do(ctx context.Context, fn func(vm *goja.Runtime) error) error {
	r.mu.Lock()
	done := r.done
	if r.closed || !r.running {
		r.mu.Unlock()
		return ErrClosed
	}
	r.mu.Unlock()
	call := &call{fn: fn, result: make(chan error, 1)}
	if !r.loop.Post(func() { call.run(r.env) }) {
		return ErrClosed
	}
	select {
	case err := <-call.result:
		return err
	case <-done:
		return call.abandon(ErrClosed)
	case <-ctx.Done():
		return call.abandon(ctx.Err())
	}
}

// Close stops a Run that goes on, which then returns ErrClosed, and releases
// the loop with all its handles. Closing twice is harmless.
func (r *Runtime) Close(ctx context.Context) error {
	r.mu.Lock()
	if r.closed {
		r.mu.Unlock()
		return nil
	}
	r.closed = true
	running, done := r.running, r.done
	r.mu.Unlock()
	if running {
		r.interrupt(ErrClosed)
		select {
		case <-done:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return r.loop.Close()
}

// interrupt makes the script stop with reason as soon as it can: a busy one at
// its next instruction, a waiting one at once.
func (r *Runtime) interrupt(reason error) {
	r.env.VM.Interrupt(reason)
	r.loop.Interrupt()
}

// begin marks the runtime as running.
func (r *Runtime) begin() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case r.closed:
		return ErrClosed
	case r.running:
		return ErrRunning
	}
	r.running, r.done = true, make(chan struct{})
	return nil
}

func (r *Runtime) end() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.running = false
	close(r.done)
}

// NodeVersion is the version of Node whose behaviour scripts find, as
// process.version shows it.
const NodeVersion = process.Version
