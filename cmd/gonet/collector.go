package main

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strconv"
	"time"
)

// The collector's target for a server: a small heap may grow to heapFloor
// before it is looked at, since most of what a message leaves behind is dead at
// once and a collection costs what is alive; a large one, which is mostly idle
// connections, grows by minPercent only. More than the processor's caches hold
// is no use as a floor: with 28 MB, of which each page is new once and cold ever
// after, an echo of 16 KiB took 40 us, with this 36, and one of 64 bytes took a
// tenth more; with Go's own target they take 5 and 10 % more.
const (
	heapFloor  = 16 << 20
	minPercent = 33
	maxPercent = 400
)

// A process that allocates less than quietBytes between two looks and has
// gathered more than worthBytes since its last collection gives back what it
// does not need, as V8's memory reducer does. It is looked at every minLook
// while it is busy, and less and less often while it is not.
const (
	quietBytes = 256 << 10
	worthBytes = 2 << 20
	minLook    = time.Second / 2
	maxLook    = time.Minute
)

// tuneCollector keeps the target in step with what is alive, unless the user
// has set one with GOGC.
func tuneCollector() {
	if os.Getenv("GOGC") != "" {
		return
	}
	t := &tuner{}
	t.set(maxPercent)
	t.afterCollection()
	go new(reducer).run()
}

// limitMemory makes the collector work harder above so many megabytes, "" for
// no limit. It is a soft limit: the process is not ended there, as Node is.
func limitMemory(megabytes string) error {
	if megabytes == "" {
		return nil
	}
	n, err := strconv.ParseInt(megabytes, 10, 32)
	if err != nil || n <= 0 {
		return fmt.Errorf("--max-old-space-size must be a number of megabytes: %s", megabytes)
	}
	debug.SetMemoryLimit(n << 20)
	return nil
}

// tuner adjusts the target after each collection.
type tuner struct{ percent int }

// sentinel is an object that nothing refers to: its finalizer runs after the
// next collection.
type sentinel struct{ _ *byte }

func (t *tuner) afterCollection() {
	runtime.SetFinalizer(&sentinel{}, func(*sentinel) {
		t.adjust()
		t.afterCollection()
	})
}

func (t *tuner) adjust() {
	live := int64(read("/gc/heap/live:bytes"))
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

// reducer gives memory back when the process is idle.
type reducer struct {
	allocated uint64 // in all, at the last look
	collected uint64 // in all, at the last collection that the reducer asked for
}

// run looks for as long as the process lives.
func (r *reducer) run() {
	for look := minLook; ; {
		time.Sleep(look)
		if r.check() {
			look = min(2*look, maxLook)
		} else {
			look = minLook
		}
	}
}

// check reports whether the process was idle and had nothing to give back.
func (r *reducer) check() (idle bool) {
	allocated := read("/gc/heap/allocs:bytes")
	quiet := allocated-r.allocated < quietBytes
	r.allocated = allocated
	if !quiet || allocated-r.collected <= worthBytes {
		return quiet
	}
	r.collected = allocated
	debug.FreeOSMemory()
	return false
}

// read returns a metric of the runtime's that is a count.
func read(name string) uint64 {
	sample := []metrics.Sample{{Name: name}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
