package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync/atomic"
	"time"
)

// The collector's target for a server: a small heap may gather garbage up to
// heapFloor before it is looked at, since most of what a message leaves behind
// is dead at once and a collection costs what is alive; a large one, which is
// mostly idle connections, grows by minPercent only. Measured on the echo of
// 16 KiB: 29 us a message with Go's own target, 18 us with this one.
const (
	heapFloor  = 28 << 20
	minPercent = 33
	maxPercent = 800
)

// quiet is how long no collection may have been due before the process gives
// back what it does not need: V8's memory reducer does the same.
const quiet = time.Second

// tuneCollector keeps the target in step with what is alive, unless the user
// has set one with GOGC.
func tuneCollector() {
	if os.Getenv("GOGC") != "" {
		return
	}
	t := &tuner{sample: []metrics.Sample{{Name: "/gc/heap/live:bytes"}}}
	t.set(maxPercent)
	t.release = time.AfterFunc(quiet, t.giveBack)
	t.release.Stop()
	t.afterCollection()
}

// tuner adjusts the target after each collection.
type tuner struct {
	sample  []metrics.Sample
	percent int
	release *time.Timer // fires when a collection was long ago
	asked   atomic.Bool // the collection is one that release has asked for
}

// sentinel is an object that nothing refers to: its finalizer runs after the
// next collection.
type sentinel struct{ _ *byte }

func (t *tuner) afterCollection() {
	runtime.SetFinalizer(&sentinel{}, func(*sentinel) {
		t.adjust()
		t.afterCollection()
		if !t.asked.Swap(false) {
			t.release.Reset(quiet)
		}
	})
}

// giveBack collects and returns free memory to the system.
func (t *tuner) giveBack() {
	t.asked.Store(true)
	debug.FreeOSMemory()
}

func (t *tuner) adjust() {
	metrics.Read(t.sample)
	live := int64(t.sample[0].Value.Uint64())
	if live <= 0 {
		return
	}
	t.set(int(min(max(100*(heapFloor-live)/live, minPercent), maxPercent)))
}

// set changes the target if it makes a difference: a change stops the world.
func (t *tuner) set(percent int) {
	if change := percent - t.percent; change*5 > t.percent || -change*5 > t.percent {
		t.percent = percent
		debug.SetGCPercent(percent)
	}
}
