package modules

import (
	"errors"
	"os"
	"os/signal"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/runtime/internal/compile"
)

// VM is "internal/binding/vm": what node:vm and node:repl compile and run
// scripts with.
func (l *Loader) VM() goja.Value {
	e := l.env
	exports := e.VM.NewObject()
	// compileScript(code, filename[, base]) returns the function that runs the
	// script in the global scope and returns its completion value. import() in it
	// is relative to the file base. The names that the script declares are the
	// function's properties lexical, constant and variables.
	exports.Set("compileScript", e.Function("compileScript", 3, func(c goja.FunctionCall) goja.Value {
		return l.compileScript(c)
	}))
	// compileInScope is compileScript for a script in a scope, which the function
	// is called with. Its property strict is whether the script is in strict mode.
	exports.Set("compileInScope", e.Function("compileInScope", 3, func(c goja.FunctionCall) goja.Value {
		return l.compileInScope(c)
	}))
	// interruptible(fn, late) calls fn, which a SIGINT ends with
	// ERR_SCRIPT_EXECUTION_INTERRUPTED. If one comes too late, late is called.
	exports.Set("interruptible", e.Function("interruptible", 2, func(c goja.FunctionCall) goja.Value {
		return l.interruptible(c.Argument(0), env.CallbackOf(c.Argument(1)))
	}))
	// cutTrace(err) leaves out the frames of an error's stack below the script
	// that a REPL has run, if the stack has not been read yet.
	exports.Set("cutTrace", e.Function("cutTrace", 1, func(c goja.FunctionCall) goja.Value {
		if o, ok := c.Argument(0).(*goja.Object); ok {
			e.CutTrace(o)
		}
		return goja.Undefined()
	}))
	return exports
}

func (l *Loader) compileScript(c goja.FunctionCall) goja.Value {
	filename := c.Argument(1).String()
	unit, err := compile.CompileScript(filename, c.Argument(0).String())
	if err != nil {
		l.throwCompile(err)
	}
	base := base(c, filename)
	return l.withDeclared(unit, l.env.Function("run", 0, func(goja.FunctionCall) goja.Value {
		return l.runScript(unit, base)
	}))
}

func (l *Loader) compileInScope(c goja.FunctionCall) goja.Value {
	filename := c.Argument(1).String()
	unit, err := compile.CompileInScope(filename, c.Argument(0).String())
	if err != nil {
		l.throwCompile(err)
	}
	base := base(c, filename)
	run := l.env.Function("run", 1, func(call goja.FunctionCall) goja.Value {
		return l.runInScope(unit, base, call.Argument(0))
	})
	run.Set("strict", unit.Strict)
	return l.withDeclared(unit, run)
}

func (l *Loader) runInScope(unit *compile.Unit, base string, scope goja.Value) goja.Value {
	global := l.env.VM.GlobalObject()
	global.Set(compile.ScopeName, scope)
	defer global.Delete(compile.ScopeName)
	v := l.runScript(unit, base)
	if unit.Strict {
		v = env.CallbackOf(v)(goja.FunctionCall{This: goja.Undefined()})
	}
	return v
}

func (l *Loader) withDeclared(unit *compile.Unit, run *goja.Object) goja.Value {
	run.Set("lexical", l.strings(unit.Declared.Lexical))
	run.Set("constant", l.strings(unit.Declared.Constant))
	run.Set("variables", l.strings(unit.Declared.Variables))
	return run
}

// base is the file that the import() of a script is relative to.
func base(c goja.FunctionCall, filename string) string {
	if v := c.Argument(2); !goja.IsUndefined(v) {
		return v.String()
	}
	return filename
}

func (l *Loader) runScript(unit *compile.Unit, base string) goja.Value {
	vm := l.env.VM
	if unit.Dynamic {
		vm.GlobalObject().Set(compile.DynamicName, l.dynamicImport(func() string { return l.scriptURL(base) }))
	}
	v, err := vm.RunProgram(unit.Program)
	if err != nil {
		panic(err)
	}
	return v
}

// interruptible calls fn, which a SIGINT ends.
func (l *Loader) interruptible(fn goja.Value, late env.Callback) goja.Value {
	vm := l.env.VM
	call, _ := goja.AssertFunction(fn)
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt)
	done, came := make(chan struct{}), make(chan bool)
	go func() {
		select {
		case <-signals:
			vm.Interrupt("SIGINT")
			came <- true
		case <-done:
			came <- false
		}
	}()
	v, err := call(goja.Undefined())
	close(done)
	signal.Stop(signals)
	if <-came {
		vm.ClearInterrupt()
		var interrupt *goja.InterruptedError
		if errors.As(err, &interrupt) {
			errs.Throw(l.env, "ERR_SCRIPT_EXECUTION_INTERRUPTED")
		}
		late(goja.FunctionCall{This: goja.Undefined()})
	}
	if err != nil {
		panic(err)
	}
	return v
}
