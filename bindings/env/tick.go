package env

import "github.com/dop251/goja"

// Runner is what a tick may run besides a function. A pointer type that is a
// Runner needs no allocation to be queued.
type Runner interface {
	Run()
}

type runnerFunc func()

func (fn runnerFunc) Run() { fn() }

// tick is one entry of process.nextTick's queue: a Runner, or a JavaScript
// function with its arguments.
type tick struct {
	runner   Runner
	callback Callback
	args     []goja.Value
	async    Async
	resource *goja.Object // nil unless hooks are enabled
}

// compactAt is how many spent entries at its front a queue that is never empty
// may keep.
const compactAt = 1024

// tickQueue is a first-in first-out queue that reuses its memory.
type tickQueue struct {
	items []tick
	head  int

	current    tick
	runCurrent func() // q.run, made once
}

func (q *tickQueue) run() {
	if q.current.runner != nil {
		q.current.runner.Run()
		return
	}
	q.current.callback(goja.FunctionCall{This: goja.Undefined(), Arguments: q.current.args})
}

func (q *tickQueue) len() int { return len(q.items) - q.head }

func (q *tickQueue) push(t tick) { q.items = append(q.items, t) }

func (q *tickQueue) shift() tick {
	t := q.items[q.head]
	q.items[q.head] = tick{}
	q.head++
	switch {
	case q.head == len(q.items):
		q.items, q.head = q.items[:0], 0
	case q.head >= compactAt && q.head*2 >= len(q.items):
		n := copy(q.items, q.items[q.head:])
		clear(q.items[n:])
		q.items, q.head = q.items[:n], 0
	}
	return t
}

// NextTick queues fn among the callbacks of process.nextTick.
func (e *Env) NextTick(fn func()) {
	e.pushTick(tick{runner: runnerFunc(fn)})
}

// NextTickRun queues r.Run among the callbacks of process.nextTick.
func (e *Env) NextTickRun(r Runner) {
	e.pushTick(tick{runner: r})
}

// NextTickCall queues a call of callback with args, as process.nextTick does.
func (e *Env) NextTickCall(callback Callback, args ...goja.Value) {
	e.pushTick(tick{callback: callback, args: args})
}

func (e *Env) pushTick(t tick) {
	if e.Hooks != nil {
		t.resource = e.VM.NewObject()
	}
	e.InitAsync(&t.async, "TickObject", t.resource)
	e.ticks.push(t)
}

// runTicks runs the queue until it is empty or a tick throws, and reports
// whether none did.
func (e *Env) runTicks() bool {
	q := &e.ticks
	if q.runCurrent == nil {
		q.runCurrent = q.run
	}
	for q.len() > 0 {
		t := q.shift()
		q.current = t
		ok := e.RunAsync(&t.async, t.resource, q.runCurrent)
		e.DestroyAsync(&t.async)
		q.current = tick{}
		e.endTurn()
		if !ok {
			return false
		}
	}
	return true
}
