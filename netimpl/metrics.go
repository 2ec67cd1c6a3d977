package netimpl

import (
	"sync/atomic"
	"time"
)

// Metrics counts what a loop has done, as uv_metrics_info.
type Metrics struct {
	Iterations uint64
	Events     uint64 // callbacks run in poll phases
}

// Metrics returns the loop's counters.
func (l *Loop) Metrics() Metrics { return l.metrics }

// idleTime adds up the time spent waiting for events, once it is switched on:
// it costs two readings of the clock for each wait.
type idleTime struct {
	on    bool
	total atomic.Int64 // a Duration
}

func (t *idleTime) begin(clock func() time.Duration) time.Duration {
	if !t.on {
		return 0
	}
	return clock()
}

func (t *idleTime) end(clock func() time.Duration, from time.Duration) {
	if t.on {
		t.total.Add(int64(clock() - from))
	}
}

// MeasureIdleTime makes IdleTime count from now on.
func (l *Loop) MeasureIdleTime() { l.idleTime.on = true }

// IdleTime returns how long the loop has waited for events since
// MeasureIdleTime. As uv_metrics_idle_time; it may be called from any goroutine.
func (l *Loop) IdleTime() time.Duration { return time.Duration(l.idleTime.total.Load()) }
