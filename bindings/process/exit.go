package process

import (
	"math"
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/events"
	"gonet/bindings/internal/validate"
	"gonet/netimpl"
)

// Exit is what the VM is interrupted with when a script ends the process: no
// script can catch it. Package runtime turns it into the run's result.
type Exit struct {
	Code int // 0 to 255
}

// The statuses that Node gives a meaning.
const (
	exitUncaught       = 1
	exitNoHandler      = 6 // process._fatalException is not a function
	exitHandlerThrew   = 7
	exitUnsettledAwait = 13
)

var (
	nameExit       = events.NewName("exit")
	nameBeforeExit = events.NewName("beforeExit")
)

// exitState is process.exitCode and process._exiting.
type exitState struct {
	code    int
	hasCode bool
	exiting bool
}

// Exiting reports whether 'exit' is being or has been emitted: no callback will
// run any more.
func (p *Process) Exiting() bool { return p.exit.exiting }

// Run runs the loop until nothing keeps it alive, emits 'beforeExit' and
// 'exit', and returns the status. A script that ends the process itself does
// not let it return. As SpinEventLoop in nodejs/node:src/api/embed_helpers.cc.
func (p *Process) Run() int {
	p.env.EndMain()
	for {
		p.env.Loop.Run(netimpl.RunDefault)
		if p.env.Loop.Alive() { // stopped
			break
		}
		if p.env.Hooks != nil {
			p.env.Enter(p.env.Hooks.Flush)
		}
		p.env.Enter(func() { p.emit(nameBeforeExit, p.env.VM.ToValue(p.exitCode(0))) })
		if !p.env.Loop.Alive() {
			break
		}
	}
	if p.env.Ended() {
		return 0
	}
	p.endUnsettled()
	p.env.Enter(func() {
		p.exit.exiting = true
		p.emit(nameExit, p.env.VM.ToValue(p.exitCode(0)))
	})
	p.env.Enter(p.flushStdio)
	return p.exitCode(0) & math.MaxUint8
}

// endUnsettled makes a main module that waits for ever the reason why the
// process ends, unless the script has set a status of its own. As
// handleProcessExit in nodejs/node:lib/internal/modules/run_main.js.
func (p *Process) endUnsettled() {
	if p.config.UnsettledAwait == nil || p.exitCode(0) != 0 {
		return
	}
	warning := p.config.UnsettledAwait()
	if warning == "" {
		return
	}
	p.exit.code, p.exit.hasCode = exitUnsettledAwait, true
	if _, off := p.env.Option("no-warnings"); !off {
		p.writeError(warning)
	}
}

// exitCode is process.exitCode, or fallback if none is set.
func (p *Process) exitCode(fallback int) int {
	if p.exit.hasCode {
		return p.exit.code
	}
	return fallback
}

func (p *Process) defineExit() {
	e, o := p.env, p.object
	e.Accessor(o, "_exiting", goja.FLAG_TRUE,
		func(goja.Value) goja.Value { return e.VM.ToValue(p.exit.exiting) },
		func(_, v goja.Value) { p.exit.exiting = v.ToBoolean() })
	get := e.Function("get", 0, func(goja.FunctionCall) goja.Value {
		if p.exit.hasCode {
			return e.VM.ToValue(p.exit.code)
		}
		return goja.Undefined()
	})
	set := e.Function("set", 1, func(c goja.FunctionCall) goja.Value {
		p.setExitCode(c.Argument(0))
		return goja.Undefined()
	})
	must(o.DefineAccessorProperty("exitCode", get, set, goja.FLAG_FALSE, goja.FLAG_TRUE))
}

// setExitCode sets or, if v is nullish, forgets the status.
func (p *Process) setExitCode(v goja.Value) {
	if validate.Nullish(v) {
		p.exit.hasCode = false
		return
	}
	number := v
	if validate.IsString(v) && v.String() != "" && !math.IsNaN(v.ToFloat()) {
		number = v.ToNumber()
	}
	p.exit.code = int(int32(validate.Integer(p.env, number, "code", -maxSafeInteger, maxSafeInteger)))
	p.exit.hasCode = true
}

const maxSafeInteger = 1<<53 - 1

// exitCall is process.exit.
func (p *Process) exitCall(c goja.FunctionCall) goja.Value {
	if len(c.Arguments) > 0 {
		p.setExitCode(c.Argument(0))
	}
	if !p.exit.exiting {
		p.exit.exiting = true
		p.emit(nameExit, p.env.VM.ToValue(p.exitCode(0)))
	}
	// Scripts replace reallyExit to stay alive.
	p.env.Invoke(p.object, "reallyExit", p.env.VM.ToValue(p.exitCode(0)))
	return goja.Undefined()
}

// reallyExit is process.reallyExit.
func (p *Process) reallyExit(c goja.FunctionCall) goja.Value {
	code := int32(0)
	if v := c.Argument(0); !validate.Nullish(v) {
		code = int32(v.ToInteger())
	}
	p.Stop(int(code))
	return goja.Undefined()
}

// Stop ends the script with a status, from inside one of its callbacks,
// without another line of it being run. It does not return.
func (p *Process) Stop(code int) {
	p.env.EndTurn()
	p.flushStdio()
	p.env.VM.Interrupt(&Exit{Code: code & math.MaxUint8})
	p.env.Unwind()
}

// nextTick is process.nextTick.
func (p *Process) nextTick(c goja.FunctionCall) goja.Value {
	fn := validate.Function(p.env, c.Argument(0), "callback")
	if p.exit.exiting {
		return goja.Undefined()
	}
	var args []goja.Value
	if len(c.Arguments) > 1 {
		args = append(args, c.Arguments[1:]...)
	}
	p.env.NextTickCall(fn, args...)
	return goja.Undefined()
}

func (p *Process) queueMicrotask(c goja.FunctionCall) goja.Value {
	fn := validate.Function(p.env, c.Argument(0), "callback")
	p.env.QueueMicrotask(func() { fn(goja.FunctionCall{This: goja.Undefined()}) })
	return goja.Undefined()
}

// versionLine is the last line of the report of a fatal exception.
func versionLine() string { return "\n" + "Node.js " + Version + "\n" }

// programName is what messages call the program: the first word of the command
// without its folder.
func (p *Process) programName() string {
	name := p.config.Argv0
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = name[i+1:]
	}
	name = strings.TrimSuffix(name, ".exe")
	if name == "" {
		return "node"
	}
	return name
}

func itoa(n int) string { return strconv.Itoa(n) }
