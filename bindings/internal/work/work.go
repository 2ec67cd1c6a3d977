// Package work does what blocks on goroutines and brings the results back to
// the script: what libuv's pool of threads is for.
package work

import (
	"slices"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/internal/active"
)

// maxRunning bounds the goroutines that are in a blocking call at a time, each
// of which may hold a thread.
const maxRunning = 64

// Request is one piece of work under way, an asynchronous resource.
type Request struct {
	env.Async
	kind     string
	resource *goja.Object
}

// pool is the requests of one Env.
type pool struct {
	requests []*Request
	slots    chan struct{}
}

var slot = env.NewSlot(func(e *env.Env) *pool {
	p := &pool{slots: make(chan struct{}, maxRunning)}
	active.Add(e, func(yield func(active.Resource)) {
		for _, r := range p.requests {
			yield(active.Resource{Kind: r.kind, Owner: r.object(e), Request: true})
		}
	})
	return p
})

func (r *Request) object(e *env.Env) *goja.Object {
	if r.resource == nil {
		r.resource = e.VM.NewObject()
	}
	return r.resource
}

// Do runs run on a goroutine, where it must touch no JavaScript, and then done
// as a callback from the loop, which stays alive until then. kind is what
// async_hooks calls the request.
func Do(e *env.Env, kind string, run, done func()) {
	p := slot.Of(e)
	r := &Request{kind: kind}
	if e.Hooks != nil {
		r.object(e)
	}
	e.InitAsync(&r.Async, kind, r.resource)
	p.requests = append(p.requests, r)
	post := e.Loop.Hold()
	go func() {
		p.slots <- struct{}{}
		run()
		<-p.slots
		post(func() {
			p.requests = slices.DeleteFunc(p.requests, func(other *Request) bool { return other == r })
			e.Enter(func() { e.RunAsync(&r.Async, r.resource, done) })
			e.DestroyAsync(&r.Async)
		})
	}()
}
