package asynchooks

import (
	"weak"

	"github.com/dop251/goja"

	"gonet/bindings/ecma"
	"gonet/bindings/env"
)

// await is one await of an async function, which the hooks know as a promise of
// its own: V8's throwaway promise, whose callback is the rest of the function.
type await struct {
	env.Async
	resource *goja.Object
	frame    *env.AsyncFrame

	value    goja.Value // what is awaited; nil if it is not known
	job      int        // the promise job that goes on, if it was queued at once
	function *promise   // that of the async function; nil if it is not known
	object   weak.Pointer[goja.Promise]
	awaited  *promise
	numbered bool
}

// begin notes that an async function waits. What it waits for is not in goja's
// books yet: number does the rest.
func (p *promises) begin() *await {
	e := p.module.env
	value := ecma.AwaitedValue(e.VM) // before a hook runs
	p.module.hooks.Settle()
	p.awaited = &await{value: value, job: e.QueuedJobs(), frame: e.AsyncFrame()}
	return p.awaited
}

// number numbers the promises of an await, and tells the hooks: of the async
// function's own if this is its first await, of one made of the value, and of
// the one that stands for the await.
func (p *promises) number(a *await) {
	e := p.module.env
	a.numbered = true
	awaited, _ := isPromise(a.value)
	var job func()
	if e.QueuedJobs() > a.job {
		job = e.QueuedJob(a.job)
	}
	trigger := e.ExecutionAsyncID()
	if o := ecma.AsyncFunctionOf(awaited, job, a); o != nil {
		object, _ := isPromise(o)
		a.function, a.object = p.of(object), weak.Make(object)
		trigger = a.function.ID
	}
	if awaited != nil {
		a.awaited = p.of(awaited)
		trigger = a.awaited.ID
	} else {
		trigger = p.wrap(a.value, trigger)
	}
	a.ID, a.Trigger, a.Frame = e.NewAsyncID(), trigger, a.frame
	a.resource = p.standIn()
	p.module.hooks.Init(a.ID, a.Trigger, kindPromise, a.resource)
	a.value = nil
}

// wrap tells of the promise that await makes of a value which is none.
func (p *promises) wrap(v goja.Value, trigger int64) int64 {
	id := p.module.env.NewAsyncID()
	p.module.hooks.Init(id, trigger, kindPromise, p.standIn())
	if v == nil || !thenable(v) {
		p.module.hooks.resolved(id)
	}
	return id
}

// standIn is a promise that no script meets but as a resource: those of an
// await are goja's own.
func (p *promises) standIn() *goja.Object {
	made, _, _ := p.module.env.VM.NewPromise()
	return p.module.env.VM.ToValue(made).(*goja.Object)
}

// end tells what the rest of an async function, up to its next await, has done.
func (p *promises) end(a *await, id int64) {
	if a.function != nil {
		another := p.awaited != nil && p.awaited != a
		p.module.hooks.Settle()
		if !another {
			p.tellOrLock(a.function)
		}
	}
	p.module.hooks.Settle()
	p.tellLocked()
	p.module.hooks.resolved(id)
}
