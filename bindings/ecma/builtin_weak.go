package ecma

import (
	"runtime"
	"sync"
	"weak"

	"github.com/dop251/goja"
)

// installWeak adds WeakRef and FinalizationRegistry, on Go's weak pointers and
// cleanups.
func (r *Realm) installWeak() {
	_, proto := r.class("WeakRef", 1, func(proto *goja.Object, args []goja.Value) *goja.Object {
		target, ok := argument(args, 0).(*goja.Object)
		if !ok {
			panic(r.typeError("WeakRef: invalid target"))
		}
		r.keepDuringJob(target)
		o := r.vm.CreateObject(proto)
		r.setState(o, weak.Make(target))
		return o
	})
	r.method(proto, "deref", 0, func(c goja.FunctionCall) goja.Value {
		target := receiver[weak.Pointer[goja.Object]](r, c.This, "WeakRef.prototype.deref").Value()
		if target == nil {
			return goja.Undefined()
		}
		r.keepDuringJob(target)
		return target
	})
	r.installFinalizationRegistry()
}

// keepDuringJob keeps o until the promise jobs that are due have run: what a
// script has seen alive stays so for the rest of its turn.
func (r *Realm) keepDuringJob(o *goja.Object) {
	r.kept = append(r.kept, o)
	if len(r.kept) > 1 {
		return
	}
	promise, resolve, _ := r.vm.NewPromise()
	p := r.vm.ToValue(promise).(*goja.Object)
	forget := r.vm.ToValue(func(goja.FunctionCall) goja.Value {
		r.kept = nil
		return goja.Undefined()
	})
	must(resolve(goja.Undefined()))
	invoke(r.promiseThen, p, forget)
}

// registry is a FinalizationRegistry. The cleanups of its targets run on a
// goroutine of Go's and hand over here.
type registry struct {
	realm   *Realm
	cleanup goja.Callable
	cells   map[*cell]struct{}

	mu   sync.Mutex
	dead []*cell
	told bool // the loop has been asked to call the cleanup
}

// cell is one registered target.
type cell struct {
	held  goja.Value
	token weak.Pointer[goja.Object]
	stop  runtime.Cleanup
}

func (r *Realm) installFinalizationRegistry() {
	const name = "FinalizationRegistry.prototype."
	_, proto := r.class("FinalizationRegistry", 1, func(proto *goja.Object, args []goja.Value) *goja.Object {
		cleanup, ok := goja.AssertFunction(argument(args, 0))
		if !ok {
			panic(r.typeError("FinalizationRegistry: cleanup must be callable"))
		}
		o := r.vm.CreateObject(proto)
		r.setState(o, &registry{realm: r, cleanup: cleanup, cells: make(map[*cell]struct{})})
		return o
	})
	r.method(proto, "register", 2, func(c goja.FunctionCall) goja.Value {
		g := receiver[*registry](r, c.This, name+"register")
		target, ok := c.Argument(0).(*goja.Object)
		if !ok {
			panic(r.typeError(name + "register: invalid target"))
		}
		if held, ok := c.Argument(1).(*goja.Object); ok && held == target {
			panic(r.typeError(name + "register: target and holdings must not be same"))
		}
		token, ok := c.Argument(2).(*goja.Object)
		if !ok && !goja.IsUndefined(c.Argument(2)) {
			panic(r.typeError("Invalid unregisterToken ('" + c.Argument(2).String() + "')"))
		}
		g.register(target, c.Argument(1), token)
		return goja.Undefined()
	})
	r.method(proto, "unregister", 1, func(c goja.FunctionCall) goja.Value {
		g := receiver[*registry](r, c.This, name+"unregister")
		token, ok := c.Argument(0).(*goja.Object)
		if !ok {
			panic(r.typeError("Invalid unregisterToken ('" + c.Argument(0).String() + "')"))
		}
		return r.vm.ToValue(g.unregister(token))
	})
}

func (g *registry) register(target *goja.Object, held goja.Value, token *goja.Object) {
	e := &cell{held: held}
	if token != nil {
		e.token = weak.Make(token)
	}
	g.cells[e] = struct{}{}
	e.stop = runtime.AddCleanup(target, g.collected, e)
}

func (g *registry) unregister(token *goja.Object) bool {
	removed := false
	for e := range g.cells {
		if e.token != (weak.Pointer[goja.Object]{}) && e.token.Value() == token {
			e.stop.Stop()
			delete(g.cells, e)
			removed = true
		}
	}
	return removed
}

// collected runs on Go's cleanup goroutine.
func (g *registry) collected(e *cell) {
	g.mu.Lock()
	g.dead = append(g.dead, e)
	tell := !g.told && g.realm.Post != nil
	g.told = g.told || tell
	g.mu.Unlock()
	if tell {
		g.realm.Post(g.clean)
	}
}

// clean calls the cleanup for what has been collected, on the loop. What the
// cleanup throws goes the way of any callback's exception.
func (g *registry) clean() {
	g.mu.Lock()
	dead := g.dead
	g.dead, g.told = nil, false
	g.mu.Unlock()
	for _, e := range dead {
		if _, ok := g.cells[e]; !ok {
			continue // unregistered meanwhile
		}
		delete(g.cells, e)
		invoke(g.cleanup, goja.Undefined(), e.held)
	}
}
