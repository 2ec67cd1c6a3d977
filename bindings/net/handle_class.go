package net

import (
	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/validate"
	"gonet/netimpl"
)

// handleClasses are the classes of the objects that scripts see as handles.
type handleClasses struct {
	stream       *env.Class // what the others extend
	tcp, pipe    *env.Class
	onConnection *goja.Object // what a handle's onconnection is at first
}

var handleSlot *env.Slot[handleClasses]

// The classes refer to the slot themselves.
func init() { handleSlot = env.NewSlot(newHandleClasses) }

func newHandleClasses(e *env.Env) *handleClasses {
	async := e.NewClass("AsyncWrap", 0, nil, illegalConstructor(e))
	base := e.NewClass("HandleWrap", 0, async, illegalConstructor(e))
	stream := e.NewClass("LibuvStreamWrap", 0, base, illegalConstructor(e))
	classes := &handleClasses{
		stream: stream,
		tcp:    e.NewClass("TCP", 0, stream, handleConstructor(func() *Handle { return newTCP(e, kindTCPSocket) })),
		pipe: e.NewClass("Pipe", 0, stream, handleConstructor(func() *Handle {
			return newPipe(e, kindPipeSocket)
		})),
		onConnection: e.Function("onconnection", 2, func(c goja.FunctionCall) goja.Value {
			connectionFromScript(e, c)
			return goja.Undefined()
		}),
	}
	defineBaseMethods(e, async, base)
	defineStreamMethods(e, stream)
	defineTCPMethods(e, classes.tcp)
	definePipeMethods(e, classes.pipe)
	return classes
}

func illegalConstructor(e *env.Env) func(goja.ConstructorCall) *goja.Object {
	return func(goja.ConstructorCall) *goja.Object {
		errs.Throw(e, "ERR_ILLEGAL_CONSTRUCTOR")
		return nil
	}
}

func handleConstructor(make func() *Handle) func(goja.ConstructorCall) *goja.Object {
	return func(c goja.ConstructorCall) *goja.Object {
		make().attach(c.This)
		return nil
	}
}

func (h *Handle) attach(o *goja.Object) {
	h.object = o
	h.env.Attach(o).Parts[env.PartOwner] = h
}

// face returns the object that stands for the handle in scripts.
func (h *Handle) face() *goja.Object {
	if h.object != nil {
		return h.object
	}
	classes := handleSlot.Of(h.env)
	class := classes.pipe
	if h.tcp != nil {
		class = classes.tcp
	}
	h.attach(h.env.VM.CreateObject(class.Proto))
	if _, ok := h.owner.(acceptor); ok {
		h.object.Set("onconnection", classes.onConnection)
	}
	return h.object
}

// handleOf returns the handle that v is the face of.
func handleOf(e *env.Env, v goja.Value) (*Handle, bool) {
	return env.PartOf[*Handle](e, v, env.PartOwner)
}

// acceptScripted gives a connection to the onconnection that a script has set
// and reports whether there is one.
func (h *Handle) acceptScripted(status int, client *Handle) bool {
	if h.object == nil {
		return false
	}
	fn := h.object.Get("onconnection")
	call := env.CallbackOf(fn)
	if call == nil || fn == goja.Value(handleSlot.Of(h.env).onConnection) {
		return false
	}
	face := goja.Undefined()
	if client != nil {
		face = client.face()
	}
	h.env.Call(call, h.object, h.env.VM.ToValue(status), face)
	return true
}

func connectionFromScript(e *env.Env, c goja.FunctionCall) {
	h, ok := handleOf(e, c.This)
	if !ok {
		panic(errs.TypeError(e, "Illegal invocation"))
	}
	client, _ := handleOf(e, c.Argument(1))
	if a, ok := h.owner.(acceptor); ok {
		a.onConnection(int(c.Argument(0).ToInteger()), client)
	}
}

// handleMethods defines methods and accessors that work on a Handle.
type handleMethods struct {
	env   *env.Env
	class *env.Class
}

func (m handleMethods) this(v goja.Value) *Handle {
	h, ok := handleOf(m.env, v)
	if !ok {
		panic(errs.TypeError(m.env, "Illegal invocation"))
	}
	return h
}

func (m handleMethods) method(name string, fn func(h *Handle, c goja.FunctionCall) any) {
	m.class.Method(name, 0, func(c goja.FunctionCall) goja.Value {
		if v := fn(m.this(c.This), c); v != nil {
			return m.env.VM.ToValue(v)
		}
		return goja.Undefined()
	})
}

func (m handleMethods) getter(name string, fn func(h *Handle) any) {
	m.class.Accessor(name, func(this goja.Value) goja.Value { return m.env.VM.ToValue(fn(m.this(this))) }, nil)
}

func defineBaseMethods(e *env.Env, async, base *env.Class) {
	handleMethods{e, async}.method("getAsyncId", func(h *Handle, _ goja.FunctionCall) any { return h.ID })
	m := handleMethods{e, base}
	m.method("close", func(h *Handle, c goja.FunctionCall) any {
		var onClose func()
		if fn := env.CallbackOf(c.Argument(0)); fn != nil {
			onClose = func() { fn(goja.FunctionCall{This: h.object}) }
		}
		h.close(onClose)
		return nil
	})
	m.method("ref", func(h *Handle, _ goja.FunctionCall) any { h.ref(); return nil })
	m.method("unref", func(h *Handle, _ goja.FunctionCall) any { h.unref(); return nil })
	m.method("hasRef", func(h *Handle, _ goja.FunctionCall) any { return h.hasRef() })
	base.Accessor("owner", func(this goja.Value) goja.Value {
		if h := m.this(this); h.owner != nil {
			return h.owner.face()
		}
		return goja.Undefined()
	}, nil)
}

func defineStreamMethods(e *env.Env, class *env.Class) {
	m := handleMethods{e, class}
	m.getter("fd", func(h *Handle) any { return h.fd() })
	m.getter("bytesRead", func(h *Handle) any { return h.stream.BytesRead() })
	m.getter("bytesWritten", func(h *Handle) any { return h.written })
	m.getter("writeQueueSize", func(h *Handle) any { return h.writeQueueSize() })
	m.getter("isStreamBase", func(*Handle) any { return true })
	class.Accessor("reading",
		func(this goja.Value) goja.Value { return e.VM.ToValue(m.this(this).reading) },
		func(this, v goja.Value) { m.this(this).reading = v.ToBoolean() })
	m.method("readStart", func(h *Handle, _ goja.FunctionCall) any { return h.readStart() })
	m.method("readStop", func(h *Handle, _ goja.FunctionCall) any { return h.readStop() })
	m.method("setBlocking", func(h *Handle, c goja.FunctionCall) any {
		blocking := c.Argument(0).ToBoolean()
		status := statusOf(h.stream.SetBlocking(blocking))
		h.atOnce = blocking && status == 0
		return status
	})
	m.method("shutdown", func(h *Handle, c goja.FunctionCall) any { return h.shutdown(h.oncomplete(c.Argument(0))) })
	m.method("writeBuffer", func(h *Handle, c goja.FunctionCall) any {
		b, ok := buffer.Bytes(e, c.Argument(1))
		if !ok {
			panic(errs.TypeError(e, "Second argument must be a buffer"))
		}
		return h.writeRequest(c.Argument(0), b)
	})
	for name, enc := range map[string]buffer.Encoding{
		"writeAsciiString": buffer.Latin1, "writeUtf8String": buffer.UTF8,
		"writeUcs2String": buffer.UTF16LE, "writeLatin1String": buffer.Latin1,
	} {
		m.method(name, func(h *Handle, c goja.FunctionCall) any {
			return h.writeRequest(c.Argument(0), buffer.Encode(e, c.Argument(1).ToString(), enc))
		})
	}
}

// writeRequest writes b for a script; req.oncomplete is called if it could not
// be written at once.
func (h *Handle) writeRequest(req goja.Value, b []byte) int {
	n, status := h.tryWrite(b)
	if status != 0 || n == len(b) {
		return status
	}
	return h.queue([][]byte{b[n:]}, h.oncomplete(req))
}

// oncomplete calls req.oncomplete with a status and what Node gives it besides.
func (h *Handle) oncomplete(req goja.Value) func(status int) {
	return func(status int) {
		o, ok := req.(*goja.Object)
		if !ok {
			return
		}
		fn := env.CallbackOf(o.Get("oncomplete"))
		if fn == nil {
			return
		}
		h.env.Call(fn, o, h.env.VM.ToValue(status), h.face(), o,
			h.env.VM.ToValue(h.stream.IsReadable()), h.env.VM.ToValue(h.stream.IsWritable()))
	}
}

func defineTCPMethods(e *env.Env, class *env.Class) {
	m := handleMethods{e, class}
	m.method("open", func(h *Handle, c goja.FunctionCall) any { return h.open(int(c.Argument(0).ToInteger())) })
	m.method("listen", func(h *Handle, c goja.FunctionCall) any { return h.listen(int(c.Argument(0).ToInteger())) })
	for suffix, family := range map[string]int{"": 4, "6": 6} {
		m.method("bind"+suffix, func(h *Handle, c goja.FunctionCall) any {
			return h.bind(family, c.Argument(0).String(), int(c.Argument(1).ToInteger()), netimpl.BindFlags(c.Argument(2).ToInteger()))
		})
		m.method("connect"+suffix, func(h *Handle, c goja.FunctionCall) any {
			return h.connect(family, c.Argument(1).String(), int(c.Argument(2).ToInteger()), h.oncomplete(c.Argument(0)))
		})
	}
	m.method("getsockname", func(h *Handle, c goja.FunctionCall) any { return h.nameInto(c.Argument(0), true) })
	m.method("getpeername", func(h *Handle, c goja.FunctionCall) any { return h.nameInto(c.Argument(0), false) })
	m.method("setNoDelay", func(h *Handle, c goja.FunctionCall) any { return h.setNoDelay(c.Argument(0).ToBoolean()) })
	m.method("setKeepAlive", func(h *Handle, c goja.FunctionCall) any {
		interval, count := keepAliveIntervalSecs, keepAliveCount
		if v := c.Argument(2); !validate.IsUndefined(v) {
			interval = int(v.ToInteger())
		}
		if v := c.Argument(3); !validate.IsUndefined(v) {
			count = int(v.ToInteger())
		}
		return h.setKeepAlive(c.Argument(0).ToBoolean(), int(c.Argument(1).ToInteger()), interval, count)
	})
	m.method("setTypeOfService", func(h *Handle, c goja.FunctionCall) any {
		return h.setTypeOfService(int(c.Argument(0).ToInteger()))
	})
	m.method("getTypeOfService", func(h *Handle, _ goja.FunctionCall) any { return h.typeOfService() })
	m.method("reset", func(h *Handle, c goja.FunctionCall) any {
		fn := env.CallbackOf(c.Argument(0))
		return h.reset(func() {
			if fn != nil {
				fn(goja.FunctionCall{This: h.object})
			}
		})
	})
}

// nameInto puts the local or the peer's address into out.
func (h *Handle) nameInto(out goja.Value, local bool) int {
	name := h.peername
	if local {
		name = h.sockname
	}
	addr, status := name()
	if status == 0 {
		setAddress(h.env, out.ToObject(h.env.VM), addr)
	}
	return status
}

// The bits of fchmod's argument.
const (
	pipeReadable = 1
	pipeWritable = 2
)

func definePipeMethods(e *env.Env, class *env.Class) {
	m := handleMethods{e, class}
	m.method("open", func(h *Handle, c goja.FunctionCall) any { return h.open(int(c.Argument(0).ToInteger())) })
	m.method("listen", func(h *Handle, c goja.FunctionCall) any { return h.listen(int(c.Argument(0).ToInteger())) })
	m.method("bind", func(h *Handle, c goja.FunctionCall) any { return statusOf(h.pipe.Bind(c.Argument(0).String())) })
	m.method("connect", func(h *Handle, c goja.FunctionCall) any {
		return h.connectPath(c.Argument(1).String(), h.oncomplete(c.Argument(0)))
	})
	m.method("fchmod", func(h *Handle, c goja.FunctionCall) any {
		mode := c.Argument(0).ToInteger()
		return statusOf(h.pipe.Chmod(mode&pipeReadable != 0, mode&pipeWritable != 0))
	})
}
