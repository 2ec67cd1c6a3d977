package modules

import (
	"errors"
	"os"
	"os/signal"
	"sync"
	"time"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/runtime/internal/compile"
)

// A limit may end a run of the engine early. It is used once.
type limit struct {
	vm   *goja.Runtime
	code string // of the error
	arg  any    // of its message, if not nil
	stop func()

	mu          sync.Mutex
	fired, over bool
}

// fire interrupts the run, unless it is over.
func (m *limit) fire() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.over {
		m.fired = true
		m.vm.Interrupt(m)
	}
}

// end says that the run is over, and returns whether the limit has fired.
func (m *limit) end() bool {
	m.stop()
	m.mu.Lock()
	defer m.mu.Unlock()
	m.over = true
	return m.fired
}

// timeLimit fires after some milliseconds.
func (l *Loader) timeLimit(timeout goja.Value) *limit {
	m := &limit{vm: l.env.VM, code: "ERR_SCRIPT_EXECUTION_TIMEOUT", arg: timeout}
	timer := time.AfterFunc(time.Duration(timeout.ToInteger())*time.Millisecond, m.fire)
	m.stop = func() { timer.Stop() }
	return m
}

// signalLimit fires at SIGINT.
func (l *Loader) signalLimit() *limit {
	m := &limit{vm: l.env.VM, code: "ERR_SCRIPT_EXECUTION_INTERRUPTED"}
	signals, done := make(chan os.Signal, 1), make(chan struct{})
	signal.Notify(signals, os.Interrupt)
	go func() {
		select {
		case <-signals:
			m.fire()
		case <-done:
		}
	}()
	m.stop = func() {
		signal.Stop(signals)
		close(done)
	}
	return m
}

// runLimited runs a script, for at most timeout milliseconds and until SIGINT
// if those are wanted. With jobs, these limits also hold for the promise jobs of
// the script, which run then.
func (l *Loader) runLimited(timeout, sigint goja.Value, unit *compile.Unit, jobs *env.Jobs) goja.Value {
	var limits []*limit
	if !goja.IsUndefined(timeout) {
		limits = append(limits, l.timeLimit(timeout))
	}
	if sigint.ToBoolean() {
		limits = append(limits, l.signalLimit())
	}
	v, err := l.runWithJobs(unit, jobs)
	var fired []*limit
	for _, m := range limits {
		if m.end() {
			fired = append(fired, m)
		}
	}
	for _, m := range fired {
		l.ended(m, err)
	}
	if err != nil {
		panic(err)
	}
	return v
}

func (l *Loader) runWithJobs(unit *compile.Unit, jobs *env.Jobs) (v goja.Value, err error) {
	if jobs == nil {
		return l.runUnit(unit)
	}
	l.env.Apart(jobs, func() {
		if v, err = l.runUnit(unit); err != nil {
			return // the jobs wait for the next script
		}
		drain, _ := goja.AssertFunction(l.env.Function("", 0, func(goja.FunctionCall) goja.Value {
			l.env.RunJobs()
			return goja.Undefined()
		}))
		_, err = drain(goja.Undefined())
	})
	return v, err
}

// runUnit runs a program, and the function that a strict script of a context is.
func (l *Loader) runUnit(unit *compile.Unit) (goja.Value, error) {
	v, err := l.env.VM.RunProgram(unit.Program)
	if script, ok := goja.AssertFunction(v); ok && unit.Strict && err == nil {
		return script(goja.Undefined())
	}
	return v, err
}

// interruptible calls fn until SIGINT. If one comes while nothing can be ended
// any more, late is called.
func (l *Loader) interruptible(fn goja.Value, late env.Callback) goja.Value {
	call, _ := goja.AssertFunction(fn)
	m := l.signalLimit()
	v, err := call(goja.Undefined())
	if m.end() {
		l.ended(m, err)
		late(goja.FunctionCall{This: goja.Undefined()})
	}
	if err != nil {
		panic(err)
	}
	return v
}

// ended throws the error for a run that a limit has ended. If the run was over
// before, nothing but the interrupt is left to be cleared.
func (l *Loader) ended(m *limit, err error) {
	var interrupted *goja.InterruptedError
	if errors.As(err, &interrupted) && interrupted.Value() != m {
		return // by an outer limit, or the end of the program
	}
	l.env.VM.ClearInterrupt()
	if interrupted == nil {
		return
	}
	if m.arg != nil {
		panic(errs.Native(l.env, m.code, m.arg))
	}
	panic(errs.Native(l.env, m.code))
}
