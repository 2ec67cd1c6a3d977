package asynchooks

import (
	"reflect"

	"github.com/dop251/goja"

	"gonet/bindings/env"
)

// kindPromise is the type of a promise as a resource.
const kindPromise = "PROMISE"

var promiseType = reflect.TypeFor[*goja.Promise]()

// tracker carries the frame, and the numbers if hooks are enabled, from where
// a handler of a promise was added to where it runs.
type tracker struct {
	module *module
	frame  *env.AsyncFrame // what Exited restores
	leave  func()
	await  *await // that has been resumed
	// counted says that what runs tells the hooks by itself.
	counted bool
}

// counted is what a handler carries that tells the hooks by itself.
type counted struct{ frame *env.AsyncFrame }

// track has promises carry what is theirs, from now on: until a script asks
// for it, they do without.
func (m *module) track() {
	if m.tracker == nil {
		m.tracker = &tracker{module: m}
		m.env.VM.SetAsyncContextTracker(m.tracker)
	}
}

// Grab is called when a handler is added, by then or by await.
func (t *tracker) Grab() any {
	p, frame := &t.module.promises, t.module.env.AsyncFrame()
	switch {
	case p.known == nil || !p.active():
		return frame
	case p.inThen > 0:
		return counted{frame}
	}
	return p.begin()
}

// Resumed is called before a handler runs.
func (t *tracker) Resumed(carried any) {
	e, p := t.module.env, &t.module.promises
	t.frame = e.AsyncFrame()
	var frame *env.AsyncFrame
	switch c := carried.(type) {
	case counted:
		t.counted = true
		e.SetAsyncFrame(c.frame)
		return
	case *env.AsyncFrame:
		frame = c
	case *await:
		t.resume(c)
		return
	}
	e.SetAsyncFrame(frame)
	if p.known != nil && p.active() { // added before there was a hook
		p.module.hooks.Settle()
		t.leave = t.module.hooks.enterPromise(&env.Async{ID: e.NewAsyncID(), Frame: frame}, nil)
	}
}

// resume goes on with an async function.
func (t *tracker) resume(a *await) {
	p := &t.module.promises
	p.module.hooks.Settle()
	if !a.numbered || !p.active() {
		t.module.env.SetAsyncFrame(a.frame)
		return
	}
	if a.awaited != nil {
		p.tell(a.awaited)
	}
	t.await = a
	t.leave = p.module.hooks.enterPromise(&a.Async, a.resource)
}

// Exited is called when the handler has run.
func (t *tracker) Exited() {
	p := &t.module.promises
	switch {
	case t.leave != nil:
		if t.await != nil && p.active() {
			p.end(t.await, t.await.ID)
		}
		t.await = nil
		t.leave()
		t.leave = nil
	case !t.counted && p.known != nil && p.active(): // enabled meanwhile
		p.module.hooks.afterPromise(t.module.env.NewAsyncID())
	}
	t.counted = false
	t.module.env.SetAsyncFrame(t.frame)
}
