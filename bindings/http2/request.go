package http2

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
)

// request is a PING or SETTINGS frame that waits for its acknowledgement: a
// resource of its own to async_hooks.
type request struct {
	env.Async
	session *session
	object  *goja.Object
	done    env.Callback
}

func (s *session) request(kind string, done goja.Value) *request {
	r := &request{session: s, object: s.env.VM.NewObject(), done: env.CallbackOf(done)}
	s.env.TriggeredBy(s.ID, func() { s.env.InitAsync(&r.Async, kind, r.object) })
	return r
}

// call tells the script how the request has ended.
func (r *request) call(args ...goja.Value) {
	e := r.session.env
	e.Enter(func() {
		e.RunAsync(&r.Async, r.object, func() { e.Call(r.done, r.object, args...) })
	})
	e.DestroyAsync(&r.Async)
}
