// Package perf is what node:perf_hooks and the events of the web need of time:
// a clock that begins with the process and the milestones of the process.
package perf

import (
	"time"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/netimpl"
)

// origin is the moment that performance.now() counts from: the process's start,
// as far as Go tells it.
var origin = time.Now()

// Now returns the time since the process began.
func Now() time.Duration { return time.Since(origin) }

// Milliseconds is d as JavaScript has times: with fractions.
func Milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// started is when this program's own code began to run.
var started = Now()

// clock is the state of one script: when its parts began. Zero is a time that
// has not come.
type clock struct {
	vm, environment, booted, loopStart time.Duration
}

var slot = env.NewSlot(func(*env.Env) *clock { return &clock{} })

// Setup notes that the VM of a script has been made.
func Setup(e *env.Env) { slot.Of(e).vm = Now() }

// SetEnvironment notes that the process object and what it needs are there.
func SetEnvironment(e *env.Env) { slot.Of(e).environment = Now() }

// SetBooted notes that a script's world is complete.
func SetBooted(e *env.Env) { slot.Of(e).booted = Now() }

// Clock is "internal/binding/clock": what is needed most often, and costs
// nothing to load.
func Clock(e *env.Env) goja.Value {
	exports := e.VM.NewObject()
	exports.Set("now", e.Function("now", 0, func(goja.FunctionCall) goja.Value {
		return e.VM.ToValue(Milliseconds(Now()))
	}))
	exports.Set("timeOrigin", float64(origin.UnixMicro())/1e3)
	return exports
}

// Module is "internal/binding/perf".
func Module(e *env.Env) goja.Value {
	c := slot.Of(e)
	e.Loop.MeasureIdleTime()
	c.watchLoop(e)
	exports := e.VM.NewObject()
	set := func(name string, fn func() any) {
		exports.Set(name, e.Function(name, 0, func(goja.FunctionCall) goja.Value { return e.VM.ToValue(fn()) }))
	}
	exports.Set("nodeStart", Milliseconds(started))
	exports.Set("v8Start", Milliseconds(c.vm))
	exports.Set("environment", Milliseconds(c.environment))
	exports.Set("bootstrapComplete", Milliseconds(c.booted))
	set("loopStart", func() any {
		if c.loopStart == 0 {
			return -1
		}
		return Milliseconds(c.loopStart)
	})
	set("idleTime", func() any { return Milliseconds(e.Loop.IdleTime()) })
	exports.Set("createHistogram", e.Function("createHistogram", 3, func(c goja.FunctionCall) goja.Value {
		return createHistogram(e, c.Argument(0).ToInteger(), c.Argument(1).ToInteger(), int(c.Argument(2).ToInteger()))
	}))
	set("metrics", func() any {
		m := e.Loop.Metrics()
		return []any{m.Iterations, m.Events}
	})
	return exports
}

// watchLoop takes the time at which the loop begins to run, or now if it runs
// already.
func (c *clock) watchLoop(e *env.Env) {
	if e.Loop.Metrics().Iterations > 0 {
		c.loopStart = Now()
		return
	}
	prepare := netimpl.NewPrepare(e.Loop)
	prepare.Unref()
	if err := prepare.Start(func() {
		c.loopStart = Now()
		prepare.Close(nil)
	}); err != nil {
		panic(err) // a new handle can be started
	}
}
