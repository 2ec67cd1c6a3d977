package modules

import (
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/runtime/internal/compile"
)

// maxOffset is up to which a line or column offset of vm.Script is heeded.
const maxOffset = 1 << 20

// VM is "internal/binding/vm": what node:vm and node:repl compile and run
// scripts with.
//
//   - compileScript(code, filename, lineOffset, columnOffset, importName) returns
//     a function (timeout, breakOnSigint) that runs the script in the global
//     scope and returns its completion value. importName is the name that
//     import() calls in it.
//   - compileContext has the same arguments. Its function is (scope, timeout,
//     breakOnSigint, jobs), and runs the script in scope. jobs is what createJobs
//     gives, the queue of the script's promise jobs, which then run before the
//     function returns; or undefined.
//
// Both functions have the property sourceMapURL, if the code has one. That of
// compileScript has lexical, the names that the code declares by let, const and
// class.
func (l *Loader) VM() goja.Value {
	e := l.env
	exports := e.VM.NewObject()
	exports.Set("compileScript", e.Function("compileScript", 5, func(c goja.FunctionCall) goja.Value {
		unit := l.checked(compile.CompileScriptImporting(c.Argument(1).String(), shifted(c), c.Argument(4).String()))
		run := l.runner(unit, "run", func(c goja.FunctionCall) goja.Value {
			return l.runLimited(c.Argument(0), c.Argument(1), unit, nil)
		})
		run.Set("lexical", l.strings(unit.Lexical))
		return run
	}))
	exports.Set("compileContext", e.Function("compileContext", 5, func(c goja.FunctionCall) goja.Value {
		unit := l.checked(compile.CompileContext(c.Argument(1).String(), shifted(c), c.Argument(4).String()))
		return l.runner(unit, "run", func(c goja.FunctionCall) goja.Value {
			l.defineHidden(compile.ContextScope, c.Argument(0))
			jobs, _ := c.Argument(3).Export().(*env.Jobs)
			return l.runLimited(c.Argument(1), c.Argument(2), unit, jobs)
		})
	}))
	// compileFunction(code, filename, lineOffset, columnOffset, importName,
	// parameters, scopeKind) returns a function (scope) that makes the function.
	exports.Set("compileFunction", e.Function("compileFunction", 7, func(c goja.FunctionCall) goja.Value {
		var parameters []string
		if err := e.VM.ExportTo(c.Argument(5), &parameters); err != nil {
			panic(err)
		}
		kind := compile.FunctionScope(c.Argument(6).ToInteger())
		unit := l.checked(compile.CompileFunction(c.Argument(1).String(), shifted(c), parameters, kind, c.Argument(4).String()))
		return l.runner(unit, "make", func(c goja.FunctionCall) goja.Value {
			l.defineHidden(compile.ContextScope, c.Argument(0))
			return l.runLimited(goja.Undefined(), goja.Undefined(), unit, nil)
		})
	}))
	// defineHidden(name, value) sets a property of the global object.
	exports.Set("defineHidden", e.Function("defineHidden", 2, func(c goja.FunctionCall) goja.Value {
		l.defineHidden(c.Argument(0).String(), c.Argument(1))
		return goja.Undefined()
	}))
	exports.Set("createJobs", e.Function("createJobs", 0, func(goja.FunctionCall) goja.Value {
		return e.VM.ToValue(new(env.Jobs))
	}))
	exports.Set("createScope", e.Function("createScope", 7, l.newScope))
	// importFrom(base) returns what import() of a script that is relative to the
	// file base calls.
	exports.Set("importFrom", e.Function("importFrom", 1, func(c goja.FunctionCall) goja.Value {
		return l.dynamicImport(l.scriptURL(c.Argument(0).String()))
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

// checked throws the error of a compilation, if there is one.
func (l *Loader) checked(unit *compile.Unit, err error) *compile.Unit {
	if err != nil {
		l.throwCompile(err)
	}
	return unit
}

func (l *Loader) runner(unit *compile.Unit, name string, run func(goja.FunctionCall) goja.Value) *goja.Object {
	f := l.env.Function(name, 0, run)
	if unit.SourceMapURL != "" {
		f.Set("sourceMapURL", unit.SourceMapURL)
	}
	return f
}

// shifted returns the code with as many lines and columns before it as the
// offsets say.
func shifted(c goja.FunctionCall) string {
	offset := func(i int) int { return int(min(max(c.Argument(i).ToInteger(), 0), maxOffset)) }
	return strings.Repeat("\n", offset(2)) + strings.Repeat(" ", offset(3)) + c.Argument(0).String()
}

// defineHidden sets a property of the global object that scripts do not see by
// chance.
func (l *Loader) defineHidden(name string, v goja.Value) {
	global := l.env.VM.GlobalObject()
	if err := global.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		panic(err)
	}
}

// runScript runs a compiled script; its import() is relative to parentURL.
func (l *Loader) runScript(unit *compile.Unit, parentURL string) goja.Value {
	if unit.Dynamic {
		l.env.VM.GlobalObject().Set(compile.DynamicName, l.dynamicImport(parentURL))
	}
	v, err := l.env.VM.RunProgram(unit.Program)
	if err != nil {
		panic(err)
	}
	return v
}
