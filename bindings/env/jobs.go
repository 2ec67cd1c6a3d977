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

// run runs all jobs, those that jobs add too.
func (q *jobQueue) run() {
	for len(*q) > 0 {
		jobs := *q
		*q = nil
		for i, job := range jobs {
			jobs[i] = nil
			job()
		}
		if *q == nil {
			*q = jobs[:0]
		}
	}
}

// QueueMicrotask queues fn among the promise jobs.
func (e *Env) QueueMicrotask(fn func()) {
	a := Async{e.execution.id, e.execution.trigger, e.frame}
	var resource *goja.Object
	if e.Hooks != nil {
		resource = e.VM.NewObject()
		e.InitAsync(&a, "Microtask", resource)
	}
	*e.jobs = append(*e.jobs, func() { e.RunAsync(&a, resource, fn) })
}
