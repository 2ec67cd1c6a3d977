// Package messaging is what the message ports in js/internal/messaging.js need
// of the loop and of the VM.
package messaging

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/internal/raw"
	"gonet/bindings/internal/validate"
	"gonet/netimpl"
)

// Module is the module internal/binding/messaging.
func Module(e *env.Env) goja.Value {
	o := e.VM.NewObject()
	set := func(name string, fn env.Callback) {
		if err := o.Set(name, e.Function(name, 1, fn)); err != nil {
			panic(err)
		}
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
	// keepAlive() returns an object with ref and unref: it keeps the loop alive
	// while it is referenced, which it is not at first.
	set("keepAlive", func(goja.FunctionCall) goja.Value { return keepAlive(e) })
	return o
}

// detach takes an ArrayBuffer's memory from it.
func detach(c goja.FunctionCall) goja.Value {
	if buffer, ok := c.Argument(0).Export().(goja.ArrayBuffer); ok {
		buffer.Detach()
	}
	return goja.Undefined()
}

func keepAlive(e *env.Env) *goja.Object {
	// A handle that does nothing but to be active.
	handle := netimpl.NewCheck(e.Loop)
	handle.Unref()
	_ = handle.Start(func() {}) // it is open
	o := e.VM.NewObject()
	for name, fn := range map[string]func(){
		"ref": handle.Ref, "unref": handle.Unref, "close": func() { handle.Close(nil) },
	} {
		if err := o.Set(name, e.Function(name, 0, func(goja.FunctionCall) goja.Value {
			fn()
			return goja.Undefined()
		})); err != nil {
			panic(err)
		}
	}
	if err := o.Set("hasRef", e.Function("hasRef", 0, func(goja.FunctionCall) goja.Value {
		return e.VM.ToValue(handle.HasRef())
	})); err != nil {
		panic(err)
	}
	return o
}
