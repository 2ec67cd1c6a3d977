package asynchooks

import (
	"gonet/bindings/env"
)

// kindPromise is the type of a promise as a resource.
const kindPromise = "PROMISE"

// tracker carries the frame, and the numbers if hooks are enabled, from where
// a handler of a promise was added to where it runs.
type tracker struct {
	module *module
	frame  *env.AsyncFrame // what Exited restores
	leave  func()
}

// reaction is what a handler of a promise carries while hooks are enabled.
type reaction struct{ env.Async }

// track has promises carry what is theirs, from now on: until a script asks
// for it, they do without.
func (m *module) track() {
	if m.tracker == nil {
		m.tracker = &tracker{module: m}
		m.env.VM.SetAsyncContextTracker(m.tracker)
	}
}

// Grab is called when a handler is added: in effect, when then has made
// another promise.
func (t *tracker) Grab() any {
	e := t.module.env
	if e.Hooks == nil || !t.module.hooks.tracksPromises() {
		return e.AsyncFrame()
	}
	r := new(reaction)
	e.InitAsync(&r.Async, kindPromise, nil)
	return r
}

// Resumed is called before a handler runs.
func (t *tracker) Resumed(carried any) {
	e := t.module.env
	t.frame = e.AsyncFrame()
	switch c := carried.(type) {
	case *env.AsyncFrame:
		e.SetAsyncFrame(c)
	case *reaction:
		t.leave = e.EnterAsync(&c.Async, nil)
	default: // added before tracking began
		e.SetAsyncFrame(nil)
	}
}

// Exited is called when the handler has run.
func (t *tracker) Exited() {
	if t.leave != nil {
		t.leave()
		t.leave = nil
	}
	t.module.env.SetAsyncFrame(t.frame)
}
