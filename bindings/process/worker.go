package process

import (
	"os"
	"sync"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
)

// Shared is what the threads of a script have in common: the folder, which only
// the main one changes. It is safe for use from all of them.
type Shared struct {
	own bool // the script has the process for its own
	mu  sync.Mutex
	dir string
}

// Shared returns what the script shares with its workers.
func (p *Process) Shared() *Shared {
	if p.config.Shared == nil {
		p.config.Shared = &Shared{own: p.config.Own, dir: p.dir}
		if p.dir == "" {
			p.config.Shared.dir = p.config.Dir
		}
	}
	return p.config.Shared
}

func (s *Shared) getDir() (string, error) {
	if s.own {
		return os.Getwd()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.dir, nil
}

func (s *Shared) setDir(dir string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.dir = dir
}

func (p *Process) isWorker() bool { return p.config.Worker != "" }

// workerStream makes a standard stream of a worker: its parent has the other
// end.
func (p *Process) workerStream(fd int) *goja.Object {
	return p.env.Invoke(p.env.Require(p.config.Worker), "stream", p.env.VM.ToValue(fd)).(*goja.Object)
}

// endWorker tells the parent of an exception that nobody has caught, and ends
// the worker.
func (p *Process) endWorker(exception goja.Value) {
	if !p.exit.hasCode {
		p.exit.code, p.exit.hasCode = exitUncaught, true
	}
	p.env.VM.Try(func() { p.env.Invoke(p.env.Require(p.config.Worker), "fail", exception) })
	p.Stop(p.exitCode(exitUncaught))
}

// restrictWorker replaces what a worker must not do, since it would change the
// process of all.
func (p *Process) restrictWorker() {
	refuse := func(name, what string) {
		f := p.method(name, 0, func(goja.FunctionCall) goja.Value {
			errs.Throw(p.env, "ERR_WORKER_UNSUPPORTED_OPERATION", what)
			return nil
		})
		must(f.Set("disabled", true))
	}
	for _, name := range []string{
		"abort", "chdir", "send", "disconnect", "initgroups", "setgroups", "setegid", "seteuid", "setgid", "setuid", "execve",
	} {
		if name == "send" || name == "disconnect" || p.object.Get(name) != nil {
			refuse(name, "process."+name+"()")
		}
	}
	for _, name := range []string{"channel", "connected"} {
		p.env.Accessor(p.object, name, goja.FLAG_TRUE, func(goja.Value) goja.Value {
			errs.Throw(p.env, "ERR_WORKER_UNSUPPORTED_OPERATION", "process."+name)
			return nil
		}, nil)
	}
	umask := env.CallbackOf(p.object.Get("umask"))
	p.method("umask", 1, func(c goja.FunctionCall) goja.Value {
		if !goja.IsUndefined(c.Argument(0)) {
			errs.Throw(p.env, "ERR_WORKER_UNSUPPORTED_OPERATION", "Setting process.umask()")
		}
		return umask(c)
	})
}
