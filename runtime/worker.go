package runtime

import (
	"context"
	"errors"
	"io"
	"os"
	"sync"
	"time"

	"gonet/bindings/messaging"
	"gonet/bindings/process"
	"gonet/bindings/threads"
)

// workerThread is what makes a Runtime a worker thread of another.
type workerThread struct {
	spec    threads.Spec
	shared  *process.Shared
	environ *process.Environ // nil unless it shares the environment
}

// module is the built-in that does what a worker does otherwise than a main
// thread.
func (w *workerThread) module() string {
	if w.spec.Kind == threads.Builtin {
		return w.spec.Script
	}
	return "internal/worker/child"
}

// workers are the worker threads that a script has started.
type workers struct {
	ctx     context.Context
	cancel  context.CancelCauseFunc
	running sync.WaitGroup
}

// errTerminated is why a worker ends that its parent stops.
var errTerminated = errors.New("gonet: the worker was terminated")

// setThread tells the bindings which thread this is.
func (r *Runtime) setThread() {
	if r.worker != nil {
		r.worker.spec.Thread.Start = r.startWorker
		threads.Set(r.env, r.worker.spec.Thread)
		return
	}
	main := threads.Of(r.env)
	main.Start = r.startWorker
	if r.config.parse != nil {
		main.Options = r.config.parse
	}
}

// startWorker starts a worker thread: a Runtime of its own on a goroutine of its
// own, which ends with this one at the latest.
func (r *Runtime) startWorker(spec threads.Spec) (stop context.CancelFunc) {
	if r.workers.ctx == nil {
		r.workers.ctx, r.workers.cancel = context.WithCancelCause(context.Background())
	}
	ctx, cancel := context.WithCancelCause(r.workers.ctx)
	w := &workerThread{spec: spec, shared: r.process.Shared()}
	config := r.config
	config.process = false
	config.stdin = eofReader{}
	config.script, config.args, config.execArgs = spec.Script, spec.Args, spec.ExecArgs
	config.options, config.env = spec.Options, spec.Env
	if spec.SharesEnv {
		w.environ = r.process.ShareEnviron()
		config.env = r.process.Environ()
	}
	config.dir, _ = r.process.Dir() // it fails where the worker's cwd() does
	if config.dir == "" {
		config.dir = r.config.dir
	}
	r.workers.running.Go(func() {
		code, failure := runWorker(ctx, config, w)
		cancel(nil)
		ending := threads.Ending{Code: code}
		if failure != nil {
			ending.Failure, ending.Detail = "ERR_WORKER_INIT_FAILED", failure.Error()
		}
		spec.Done(ending)
	})
	return func() { cancel(errTerminated) }
}

// runWorker runs a worker to its end and returns its exit status, or what kept
// it from starting.
func runWorker(ctx context.Context, config Config, w *workerThread) (code int, failure error) {
	defer w.spec.Thread.Group.Leave(w.spec.Thread.ID)
	rt, err := newRuntime(ctx, config, w)
	if err != nil {
		w.spec.Thread.Parent.Close()
		if ctx.Err() != nil {
			return 1, nil
		}
		return 1, err
	}
	err = rt.run(ctx, rt.startScript)
	messaging.CloseAll(rt.env)
	_ = rt.Close(context.Background()) // its descriptors are of no use to anybody
	var exit *ExitError
	switch {
	case err == nil:
		return 0, nil
	case errors.As(err, &exit):
		return exit.Code, nil
	case ctx.Err() != nil:
		return 1, nil
	}
	return 1, err
}

// startScript runs what the worker was made for.
func (r *Runtime) startScript() {
	switch spec := r.worker.spec; spec.Kind {
	case threads.Builtin: // its function prepare has begun it
	case threads.URL:
		r.loader.ImportMain(spec.Script)
	case threads.Eval:
		r.sourceName, r.source = spec.Script, spec.Source
		kind, _ := r.env.Option("input-type")
		r.loader.Eval(r.config.dir, spec.Script, spec.Source, kind)
	default:
		r.loader.RunMain(r.scriptPath())
	}
}

// stopGrace is how long the end of a script waits for its workers, which only
// a call that cannot be interrupted keeps from ending.
const stopGrace = 2 * time.Second

// end stops all workers and waits for them.
func (w *workers) end() {
	if w.ctx == nil {
		return
	}
	w.cancel(errTerminated)
	ended := make(chan struct{})
	go func() {
		w.running.Wait()
		close(ended)
	}()
	select {
	case <-ended:
	case <-time.After(stopGrace):
	}
	w.ctx = nil
}

// lockedWriter is an output stream that several threads can write to.
type lockedWriter struct {
	mu sync.Mutex
	io.Writer
}

func (w *lockedWriter) Write(b []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.Writer.Write(b)
}

// locked returns w as a stream for several threads, which files are already.
func locked(w io.Writer) io.Writer {
	switch w.(type) {
	case *os.File, *lockedWriter:
		return w
	}
	return &lockedWriter{Writer: w}
}
