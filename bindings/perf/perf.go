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

// clock is the state of one script: when its parts began.
type clock struct {
	environment time.Duration // when the script's world asked for a clock first
	loopStart   time.Duration // zero before the loop runs
}

var slot = env.NewSlot(func(*env.Env) *clock { return &clock{environment: Now()} })

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
	set("loopStart", func() any {
		if c.loopStart == 0 {
			return -1
		}
		return Milliseconds(c.loopStart)
	})
	set("environment", func() any { return Milliseconds(c.environment) })
	set("idleTime", func() any { return Milliseconds(e.Loop.IdleTime()) })
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
