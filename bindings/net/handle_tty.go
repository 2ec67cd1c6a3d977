package net

import (
	"syscall"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/netimpl"
)

// TTYModule is "internal/binding/tty": terminals as handles. Source:
// nodejs/node:src/tty_wrap.cc.
func TTYModule(e *env.Env) goja.Value {
	exports := e.VM.NewObject()
	exports.Set("TTY", ttySlot.Of(e).Ctor)
	exports.Set("isTTY", e.Function("isTTY", 1, func(c goja.FunctionCall) goja.Value {
		return e.VM.ToValue(netimpl.GuessHandle(int(c.Argument(0).ToInteger())) == netimpl.DescriptorTTY)
	}))
	return exports
}

const kindTTY = "TTYWRAP"

var ttySlot = env.NewSlot(newTTYClass)

// newTTYClass makes the class of terminals' handles. `new TTY(fd, context)`
// says in context why it has failed.
func newTTYClass(e *env.Env) *env.Class {
	class := e.NewClass("TTY", 2, handleSlot.Of(e).stream, func(c goja.ConstructorCall) *goja.Object {
		tty, err := netimpl.NewTTY(e.Loop, int(c.Argument(0).ToInteger()))
		if err != nil {
			describeFailure(c.Argument(1).ToObject(e.VM), err)
			return nil
		}
		h := &Handle{env: e, stream: &tty.Stream}
		h.stream.Data = h
		e.InitAsync(&h.Async, kindTTY, c.This)
		h.attach(c.This)
		return nil
	})
	m := handleMethods{e, class}
	m.method("getWindowSize", func(h *Handle, c goja.FunctionCall) any {
		columns, rows, err := h.stream.TTY().WindowSize()
		if err != nil {
			return statusOf(err)
		}
		size := c.Argument(0).ToObject(e.VM)
		size.Set("0", columns)
		size.Set("1", rows)
		return 0
	})
	m.method("setRawMode", func(h *Handle, c goja.FunctionCall) any {
		switch c.Argument(0).ToInteger() {
		case 0:
			return statusOf(h.stream.TTY().SetMode(netimpl.TTYNormal))
		case 1:
			return statusOf(h.stream.TTY().SetMode(netimpl.TTYRaw))
		}
		return statusOf(syscall.ENOTSUP)
	})
	return class
}

// describeFailure fills the context of ERR_TTY_INIT_FAILED.
func describeFailure(context *goja.Object, err error) {
	errno := netimpl.AsErrno(err)
	context.Set("errno", netimpl.ErrNumber(errno))
	context.Set("code", netimpl.ErrName(errno))
	context.Set("message", netimpl.ErrMessage(errno))
	context.Set("syscall", "uv_tty_init")
}
