package messaging

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/netimpl"
)

// port is what delivers the messages of a MessagePort or BroadcastChannel, and
// keeps the loop alive while it is referenced, which it is not at first.
type port struct {
	env.Async
	env      *env.Env
	resource *goja.Object
	handle   *netimpl.Check // does nothing but to be active
	closed   bool
}

var portSlot = env.NewSlot(newPortClass)

// newPortClass makes the class Port: new Port(resource), with the object that
// async_hooks shows.
func newPortClass(e *env.Env) *env.Class {
	class := e.NewClass("Port", 1, nil, func(c goja.ConstructorCall) *goja.Object {
		p := &port{env: e, resource: c.Argument(0).ToObject(e.VM), handle: netimpl.NewCheck(e.Loop)}
		e.InitAsync(&p.Async, "MESSAGEPORT", p.resource)
		p.handle.Unref()
		must(p.handle.Start(func() {}))
		e.Attach(c.This).Parts[env.PartOwner] = p
		return nil
	})
	method := func(name string, fn func(p *port, c goja.FunctionCall)) {
		class.Method(name, 0, func(c goja.FunctionCall) goja.Value {
			fn(portOf(e, c.This), c)
			return goja.Undefined()
		})
	}
	method("ref", func(p *port, _ goja.FunctionCall) { p.handle.Ref() })
	method("unref", func(p *port, _ goja.FunctionCall) { p.handle.Unref() })
	class.Method("hasRef", 0, func(c goja.FunctionCall) goja.Value {
		p := portOf(e, c.This)
		return e.VM.ToValue(!p.closed && p.handle.HasRef())
	})
	// post(fn) calls fn as a callback from the loop, unless the port is closed
	// by then.
	method("post", func(p *port, c goja.FunctionCall) {
		p.post(env.CallbackOf(c.Argument(0)))
	})
	// close(fn) calls fn when the loop has closed the port.
	method("close", func(p *port, c goja.FunctionCall) {
		fn := env.CallbackOf(c.Argument(0))
		p.handle.Close(func() {
			p.closed = true
			p.call(fn)
			e.DestroyAsync(&p.Async)
		})
	})
	return class
}

func portOf(e *env.Env, v goja.Value) *port {
	p, ok := env.PartOf[*port](e, v, env.PartOwner)
	if !ok {
		panic(errs.TypeError(e, "Illegal invocation"))
	}
	return p
}

// post calls fn as a callback from the loop, unless the port is closed by then.
// It may be called from any goroutine.
func (p *port) post(fn env.Callback) {
	p.env.Loop.Post(func() {
		if !p.closed {
			p.call(fn)
		}
	})
}

func (p *port) call(fn env.Callback) {
	p.env.Enter(func() {
		p.env.RunAsync(&p.Async, p.resource, func() { fn(goja.FunctionCall{This: goja.Undefined()}) })
	})
}
