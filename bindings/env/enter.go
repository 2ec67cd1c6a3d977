package env

import (
	"sync"

	"github.com/dop251/goja"
)

// TurnEnder is told when the JavaScript of one callback from the loop has run,
// before nextTicks and promise jobs do: net sends what the turn has written.
type TurnEnder interface {
	EndTurn()
}

// AtTurnEnd has t told once, at the end of the turn that is running now.
func (e *Env) AtTurnEnd(t TurnEnder) {
	e.turnEnds = append(e.turnEnds, t)
}

// Entered reports whether JavaScript is running, that is, whether a turn's end
// is still to come.
func (e *Env) Entered() bool { return e.entered }

// Ended reports whether the program has been ended from inside or
// outside: no callback will run any more.
func (e *Env) Ended() bool { return e.interrupted != nil }

// Frame runs fn with a JavaScript frame at the bottom of the VM's stack, for as
// long as a program runs, so that goja does not take every return to Go for
// the end of the outermost call: that would run promise jobs before the
// nextTick queue and drop the VM's stack each time. The error is what ended
// fn early: an *goja.InterruptedError, or nil.
func (e *Env) Frame(fn func()) error {
	if e.framed {
		fn()
		return nil
	}
	bottom, _ := goja.AssertFunction(e.trampoline())
	e.framed = true
	defer func() { e.framed, e.entered, e.interrupted = false, false, nil }()
	native := e.VM.ToValue(func(goja.FunctionCall) goja.Value {
		fn()
		if e.interrupted != nil {
			panic(e.interrupted)
		}
		return goja.Undefined()
	}).(*goja.Object)
	if e.Guard != nil {
		e.Guard(native)
	}
	_, err := bottom(goja.Undefined(), native)
	return err
}

var trampolineProgram = goja.MustCompile("gonet:frame", "(function (native) { native() })", true)

func (e *Env) trampoline() goja.Value {
	fn, err := e.VM.RunProgram(trampolineProgram)
	must(err)
	return fn
}

// Enter runs fn as a callback from the loop: then what the turn gathered is
// sent, and all nextTicks and promise jobs run, until both queues are empty
// (InternalCallbackScope in nodejs/node:src/api/callback.cc). An exception
// that leaves fn goes to Uncaught; the queues then wait for the next callback.
// Inside JavaScript that is already running it is a plain call.
//
// An interrupt of the VM ends the callback and stops the loop; no JavaScript
// runs after it.
func (e *Env) Enter(fn func()) {
	if e.entered {
		fn()
		return
	}
	if e.interrupted != nil {
		return
	}
	defer e.leave()
	e.entered = true
	if e.Try(fn) {
		e.Drain()
	} else {
		e.endTurn()
	}
}

// leave ends a callback from the loop. It takes an interrupt off the stack,
// which must not unwind the loop; any other panic goes on.
func (e *Env) leave() {
	e.entered, e.execution = false, e.idle
	e.SetAsyncFrame(nil)
	reason := recover()
	if reason == nil {
		return
	}
	interrupted, ok := reason.(*goja.InterruptedError)
	if !ok {
		bug := e.bug(reason)
		e.Enter(func() { e.Uncaught(bug.Value(), "uncaughtException") })
		return
	}
	e.interrupted = interrupted
	e.Loop.Stop()
}

var nothing = sync.OnceValue(func() *goja.Program { return goja.MustCompile("gonet:nothing", "", true) })

// Unwind ends what runs of the script, the VM having been interrupted, and does
// not return then: the interrupt comes with the next instruction, and the VM
// is given one.
func (e *Env) Unwind() {
	if _, err := e.VM.RunProgram(nothing()); err != nil {
		panic(err)
	}
}

// Try runs fn, hands an exception that leaves it to Uncaught, and reports
// whether there was none.
func (e *Env) Try(fn func()) bool {
	if ex := e.tryVM(fn); ex != nil {
		before := e.thrown
		e.thrown = ex
		e.Uncaught(ex.Value(), "uncaughtException")
		e.thrown = before
		return false
	}
	return true
}

// Thrown returns the exception that Uncaught is being told of, with the place
// where it was thrown, or nil: rejections have none.
func (e *Env) Thrown() *goja.Exception { return e.thrown }

// EndTurn sends what the running turn has gathered so far, before its end: the
// process is about to exit.
func (e *Env) EndTurn() { e.endTurn() }

// Drain runs all nextTicks and promise jobs until both queues are empty, then
// what became of unhandled rejections. Enter does so at its end; timers call
// it between the callbacks of one phase. A nextTick that throws ends it early,
// and Drain reports false: the rest waits for the next callback, so that ticks
// which throw for ever do not starve the loop.
func (e *Env) Drain() bool {
	e.endTurn()
	if e.ticks.len() == 0 {
		e.runJobs()
	}
	return e.processTicks()
}

// processTicks is processTicksAndRejections, in whose name a stack trace shows
// what ticks call, and promise jobs after them.
func (e *Env) processTicks() bool {
	for {
		e.endTurn()
		if !e.runTicks() {
			return false
		}
		e.runJobs()
		if e.ticks.len() > 0 || len(e.turnEnds) > 0 {
			continue
		}
		if e.Rejections == nil || !e.Rejections() {
			return true
		}
	}
}

func (e *Env) endTurn() {
	for i := 0; i < len(e.turnEnds); i++ {
		e.turnEnds[i].EndTurn()
		e.turnEnds[i] = nil
	}
	e.turnEnds = e.turnEnds[:0]
}
