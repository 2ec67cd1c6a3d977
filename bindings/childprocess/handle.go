package childprocess

import (
	"syscall"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/net"
	"gonet/netimpl"
)

// handle is what Node calls a process wrap: a child process as a handle of the
// loop, which it keeps alive until the process has ended or unref is called.
type handle struct {
	env.Async
	env     *env.Env
	object  *goja.Object
	process *process
	// alive keeps the loop going. A prepare handle does so without costing
	// anything while the loop waits.
	alive *netimpl.Prepare
}

var handleSlot = env.NewSlot(newHandleClass)

func newHandleClass(e *env.Env) *env.Class {
	class := e.NewClass("Process", 0, nil, func(c goja.ConstructorCall) *goja.Object {
		h := &handle{env: e, object: c.This, alive: netimpl.NewPrepare(e.Loop)}
		e.InitAsync(&h.Async, "PROCESSWRAP", c.This)
		e.Attach(c.This).Parts[env.PartOwner] = h
		return nil
	})
	method := func(name string, fn func(h *handle, c goja.FunctionCall) any) {
		class.Method(name, 0, func(c goja.FunctionCall) goja.Value {
			h, ok := env.PartOf[*handle](e, c.This, env.PartOwner)
			if !ok {
				panic(errs.TypeError(e, "Illegal invocation"))
			}
			return e.VM.ToValue(fn(h, c))
		})
	}
	method("spawn", func(h *handle, c goja.FunctionCall) any { return h.spawn(c.Argument(0).ToObject(e.VM)) })
	method("kill", func(h *handle, c goja.FunctionCall) any { return h.kill(int(c.Argument(0).ToInteger())) })
	method("close", func(h *handle, _ goja.FunctionCall) any { h.close(); return nil })
	method("ref", func(h *handle, _ goja.FunctionCall) any { h.alive.Ref(); return nil })
	method("unref", func(h *handle, _ goja.FunctionCall) any { h.alive.Unref(); return nil })
	method("hasRef", func(h *handle, _ goja.FunctionCall) any { return !h.alive.IsClosing() && h.alive.HasRef() })
	method("getAsyncId", func(h *handle, _ goja.FunctionCall) any { return h.ID })
	return class
}

// spawn starts the process and returns a status. It gives each pipe of
// options.stdio its handle, and itself a pid.
func (h *handle) spawn(options *goja.Object) int {
	command := commandOf(h.env, options)
	for _, s := range command.stdio {
		if s.kind == stdioDescriptor {
			h.env.Loop.Lend(s.fd)
		}
	}
	process, ends, err := command.start()
	h.handOver(options, ends)
	if err != nil {
		return statusOf(err)
	}
	h.process = process
	h.object.Set("pid", process.pid)
	if err := h.alive.Start(func() {}); err != nil {
		panic(err) // it is open and its callback is not nil
	}
	go func() {
		code, signal := process.wait()
		h.env.Loop.Post(func() { h.exited(code, signal) })
	}()
	return 0
}

// handOver makes handles of the pipes' ends, also of those of a process that
// could not be started: these show the end at once. A description of the
// channel for messages has its handle already.
func (h *handle) handOver(options *goja.Object, ends []*end) {
	stdio := items(h.env, options.Get("stdio"))
	for i, end := range ends {
		if end == nil {
			continue
		}
		description := stdio[i].ToObject(h.env.VM)
		if truthy(description.Get("ipc")) {
			end.openChannel(h.env, description.Get("handle"))
			continue
		}
		pipe, err := end.open(h.env.Loop)
		if err != nil {
			end.close()
			continue
		}
		description.Set("handle", net.PipeHandle(h.env, pipe))
	}
}

// exited tells the script how the process has ended.
func (h *handle) exited(code, signal int) {
	h.alive.Stop()
	h.env.Enter(func() {
		h.env.RunAsync(&h.Async, h.object, func() {
			h.env.Invoke(h.object, "onexit", h.env.VM.ToValue(code), signalName(h.env, signal))
		})
	})
}

// kill sends a signal and returns a status.
func (h *handle) kill(signal int) int {
	if h.process == nil {
		return statusOf(syscall.ESRCH)
	}
	return statusOf(h.process.kill(signal))
}

func (h *handle) close() {
	h.alive.Close(func() { h.env.DestroyAsync(&h.Async) })
}

// signalName is the name of the signal that ended a process, an empty string
// if none did.
func signalName(e *env.Env, signal int) goja.Value { return e.VM.ToValue(netimpl.NameOfSignal(signal)) }

func statusOf(err error) int {
	if err == nil {
		return 0
	}
	return netimpl.ErrNumber(netimpl.AsErrno(err))
}
