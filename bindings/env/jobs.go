package env

import (
	"reflect"
	"unsafe"

	"github.com/dop251/goja"
)

// jobQueue is goja's queue of promise jobs.
//
// goja runs it when the outermost call returns and offers no other way. Going
// out and in again around each callback costs 360 ns and 384 bytes, calling
// inside one lasting frame 80 ns and none, of the 7 us that an echoed message
// may take. So the queue is reached by its field, and run where Node runs it.
type jobQueue []func()

var jobsOffset = func() uintptr {
	field, ok := reflect.TypeFor[goja.Runtime]().FieldByName("jobQueue")
	if !ok || field.Type != reflect.TypeFor[[]func()]() {
		panic("env: this version of goja keeps its promise jobs elsewhere: mend jobs.go")
	}
	return field.Offset
}()

func jobsOf(vm *goja.Runtime) *jobQueue {
	return (*jobQueue)(unsafe.Add(unsafe.Pointer(vm), jobsOffset))
}

// runJobs runs all promise jobs, those that jobs add too, each under the frame
// that it was queued under.
func (e *Env) runJobs() {
	q, before := e.jobs, e.frame
	for len(*q) > 0 {
		if e.Hooks != nil {
			e.Hooks.Settle()
		}
		jobs, frames := *q, e.jobFrames.take(len(*q), e.frame)
		*q = nil
		for i, job := range jobs {
			if frames != nil {
				frames = e.enterSpan(frames, i)
			}
			jobs[i] = nil
			job()
		}
		if *q == nil {
			*q = jobs[:0]
		}
	}
	e.SetAsyncFrame(before)
}

// Jobs is a queue of promise jobs beside the Env's own.
type Jobs struct {
	queue  jobQueue
	frames jobFrames
}

// Apart calls fn with jobs in place of the Env's queue: fn runs what waits in
// it, and what it queues itself, if it calls RunJobs. What is left when fn
// returns or panics waits until the next time.
func (e *Env) Apart(jobs *Jobs, fn func()) {
	queue, frames, frame := *e.jobs, e.jobFrames, e.frame
	*e.jobs, e.jobFrames = jobs.queue, jobs.frames
	defer func() {
		jobs.queue, jobs.frames = *e.jobs, e.jobFrames
		*e.jobs, e.jobFrames = queue, frames
		e.SetAsyncFrame(frame)
	}()
	fn()
}

// RunJobs runs all promise jobs before what runs now has returned. An interrupt
// of the engine, which RunJobs does not catch, ends it; the jobs are lost.
func (e *Env) RunJobs() { e.runJobs() }

// enterSpan makes the frame of job i current and returns the spans from there.
func (e *Env) enterSpan(spans []span, i int) []span {
	for len(spans) > 1 && i >= spans[0].end {
		spans = spans[1:]
	}
	e.SetAsyncFrame(spans[0].frame)
	return spans
}

// span is a run of queued jobs that share a frame: those before end, from the
// end of the span before.
type span struct {
	end   int
	frame *AsyncFrame
}

// jobFrames are the frames that the queued jobs were queued under. goja's own
// tracking covers the handlers of promises, but not the job that calls the
// then method of an object which a promise is resolved with.
type jobFrames []span

// mark says that the n jobs now queued, as far as no span has them, were queued
// under frame.
func (f *jobFrames) mark(n int, frame *AsyncFrame) {
	last := 0
	if len(*f) > 0 {
		last = (*f)[len(*f)-1].end
	}
	if n > last {
		*f = append(*f, span{n, frame})
	}
}

// take returns the spans of all n queued jobs, nil if all have none.
func (f *jobFrames) take(n int, frame *AsyncFrame) []span {
	if len(*f) == 0 && frame == nil {
		return nil
	}
	f.mark(n, frame)
	spans := *f
	*f = nil
	return spans
}

// QueuedJobs is how many promise jobs wait, and QueuedJob the one with index i.
func (e *Env) QueuedJobs() int        { return len(*e.jobs) }
func (e *Env) QueuedJob(i int) func() { return (*e.jobs)[i] }

// QueueJob queues fn among the promise jobs, as a callback of nothing.
func (e *Env) QueueJob(fn func()) { *e.jobs = append(*e.jobs, fn) }

// QueueMicrotask queues fn among the promise jobs.
func (e *Env) QueueMicrotask(fn func()) {
	a := Async{e.execution.id, e.execution.trigger, e.frame}
	var resource *goja.Object
	if e.Hooks != nil {
		resource = e.VM.NewObject()
		e.InitAsync(&a, "Microtask", resource)
	}
	*e.jobs = append(*e.jobs, func() {
		e.RunAsync(&a, resource, fn)
		if resource != nil {
			e.DestroyAsync(&a)
		}
	})
}
