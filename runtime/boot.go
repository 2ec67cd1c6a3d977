package runtime

import (
	"os"
	"path/filepath"
	"strconv"

	"github.com/dop251/goja"

	"gonet/bindings/ecma"
	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/inspector"
	"gonet/bindings/perf"
	"gonet/bindings/process"
	"gonet/bindings/threads"
	"gonet/bindings/timers"
	"gonet/runtime/internal/compile"
	"gonet/runtime/internal/modules"
	"gonet/runtime/internal/transforms"
)

// boot makes the VM and everything in it that a script finds at its start.
func (r *Runtime) boot() {
	vm := goja.New()
	realm := ecma.Install(vm)
	e := env.New(vm, r.loop)
	r.env = e
	perf.Setup(e)
	e.Guard = realm.GuardStack
	e.ForgetStale = realm.ForgetStale
	e.AsyncIteratorPrototype = realm.AsyncIteratorPrototype
	e.CutTrace = realm.CutTrace
	e.Interrupted = realm.Interrupted
	realm.Post = func(fn func()) { r.loop.Post(func() { e.Enter(fn) }) }
	e.Options = inForce(r.config.options, r.config.env)
	r.setThread()
	errs.Setup(e)
	realm.NodeError = errs.KIsNodeError(e)
	inspector.Setup(e)
	e.SetModules(findBuiltin)
	r.loader = modules.New(e, available())
	realm.Lower = compile.LowerScript
	realm.TraceMapper = r.loader.TraceMapper
	realm.ImportBase, realm.Import = r.loader.RunningURL, r.loader.EvaluatedImport
	if r.config.cacheDir != "" {
		r.loader.Cache = transforms.New(r.config.cacheDir)
	}
	for name, make := range r.config.modules {
		r.loader.Host[name] = func(e *env.Env) goja.Value { return make(e.VM) }
	}
	e.IsNamespace = r.loader.IsNamespace
	e.Provide("module", r.loader.Module())
	e.Provide("internal/binding/vm", r.loader.VM())
	e.Provide("internal/binding/modules", r.loader.Binding())
	r.process = process.Setup(e, r.processConfig())
	perf.SetEnvironment(e)
	process.Globals(e)
	timers.Globals(e)
	defineGlobals(e, realm)
	defineLocaleMethods(e)
	r.limitTraces()
	perf.SetBooted(e)
}

// limitTraces applies the option stack-trace-limit.
func (r *Runtime) limitTraces() {
	text, given := r.env.Option("stack-trace-limit")
	if limit, err := strconv.Atoi(text); given && err == nil {
		r.env.VM.Get("Error").(*goja.Object).Set("stackTraceLimit", limit)
	}
}

// processConfig is what process shows of the configuration.
func (r *Runtime) processConfig() process.Config {
	c := r.config
	exec, err := os.Executable()
	if err != nil {
		exec = os.Args[0]
	}
	argv := []string{exec}
	switch {
	case r.worker != nil && r.worker.spec.Kind != threads.File:
		argv = append(argv, c.script)
	case c.script != "":
		argv = append(argv, r.scriptPath())
	}
	config := process.Config{
		Argv:           append(argv, c.args...),
		Argv0:          os.Args[0],
		ExecArgv:       c.execArgs,
		ExecPath:       exec,
		Env:            c.env,
		Dir:            c.dir,
		Own:            c.process,
		Stdin:          c.stdin,
		Stdout:         c.stdout,
		Stderr:         c.stderr,
		Inspector:      inspector.Of(r.env),
		Source:         r.sourceOf,
		Original:       r.loader.OriginalPlace,
		SourceMaps:     r.loader.SourceMapsEnabled,
		SetSourceMaps:  r.loader.EnableSourceMaps,
		UnsettledAwait: r.loader.Unsettled,
		Builtin:        r.loader.Builtin,
	}
	if w := r.worker; w != nil {
		config.Worker, config.Shared, config.SharedEnv = w.module(), w.shared, w.environ
		config.Direct = w.spec.Thread.Internal
	}
	return config
}

// sourceOf returns the text of the program if it is called name and no file.
func (r *Runtime) sourceOf(name string) (string, bool) {
	given := r.sourceName
	return r.source, given != "" && (name == given || name == filepath.Join(r.config.dir, given))
}

// scriptPath is the configured script's absolute path.
func (r *Runtime) scriptPath() string {
	if filepath.IsAbs(r.config.script) {
		return r.config.script
	}
	return filepath.Join(r.config.dir, r.config.script)
}
