// Package messaging is what the message ports in js/internal/messaging.js need
// of the loop and of the VM.
package messaging

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/internal/raw"
	"gonet/bindings/internal/validate"
)

// Module is the module internal/binding/messaging.
func Module(e *env.Env) goja.Value {
	o := e.VM.NewObject()
	set := func(name string, fn env.Callback) {
		must(o.Set(name, e.Function(name, 1, fn)))
	}
	set("detach", detach)
	set("isDetached", func(c goja.FunctionCall) goja.Value {
		buffer, ok := c.Argument(0).Export().(goja.ArrayBuffer)
		return e.VM.ToValue(ok && buffer.Detached())
	})
	// isPinned(buffer) tells an ArrayBuffer that cannot be detached, such as the
	// pool that small Buffers share.
	set("isPinned", func(c goja.FunctionCall) goja.Value { return e.VM.ToValue(raw.IsPinned(c.Argument(0))) })
	// post(fn) calls fn as a callback from the loop.
	set("post", func(c goja.FunctionCall) goja.Value {
		fn := validate.Function(e, c.Argument(0), "fn")
		var async env.Async
		e.InitAsync(&async, "MESSAGEPORT", nil)
		e.Loop.Post(func() {
			e.Enter(func() {
				e.RunAsync(&async, nil, func() { fn(goja.FunctionCall{This: goja.Undefined()}) })
			})
		})
		return goja.Undefined()
	})
	set("channel", func(goja.FunctionCall) goja.Value { return newChannel(e) })
	must(o.Set("Port", portSlot.Of(e).Ctor))
	must(o.Set("Member", memberSlot.Of(e).Ctor))
	return o
}

// detach takes an ArrayBuffer's memory from it.
func detach(c goja.FunctionCall) goja.Value {
	if buffer, ok := c.Argument(0).Export().(goja.ArrayBuffer); ok {
		buffer.Detach()
	}
	return goja.Undefined()
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
