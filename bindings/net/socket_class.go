package net

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/events"
	"gonet/bindings/stream"
)

func (m *module) defineSocket() {
	e := m.env
	m.socket = e.NewClass("Socket", 1, m.streams.Duplex, m.constructSocket).Enumerable()
	m.impl = m.streams.Implement(m.socket, m.streams.DuplexImpl, stream.Methods{
		Read: readSocket, Write: writeSocket, Writev: writevSocket, Final: finalSocket, Destroy: destroySocket,
		Pull: pullSocket, Pause: pauseSocket, Resume: resumeSocket,
	})
	m.ownRead = m.socket.Proto.Get("read")
	m.onEnd = events.NewListener(m.onSocketEnd)
	m.writeAfterFIN = e.Function("writeAfterFIN", 3, m.callWriteAfterFIN)
	m.defineSocketVerbs()
	m.defineSocketSettings()
	m.defineSocketAccessors()
	m.defineSocketPlainAccessors()
}

func (m *module) thisSocket(this goja.Value) *Socket {
	s, ok := socketOf(m.env, this)
	if !ok {
		panic(errs.TypeError(m.env, "Cannot read properties of undefined (reading '_handle')"))
	}
	return s
}

// socketMethod defines a method of a socket; nil stands for the socket itself
// as its result.
func (m *module) socketMethod(name string, length int, fn func(s *Socket, c goja.FunctionCall) goja.Value) *goja.Object {
	return m.socket.Method(name, length, func(c goja.FunctionCall) goja.Value {
		if v := fn(m.thisSocket(c.This), c); v != nil {
			return v
		}
		return c.This
	})
}

func (m *module) defineSocketVerbs() {
	e := m.env
	undefined := goja.Undefined()
	m.socketMethod("connect", 0, func(s *Socket, c goja.FunctionCall) goja.Value {
		n, ok := normalizedArray(e, c.Argument(0))
		if !ok {
			n = normalizeArgs(e, c.Arguments)
		}
		s.connect(n)
		return nil
	})
	m.socketMethod("end", 3, func(s *Socket, c goja.FunctionCall) goja.Value {
		end := env.CallbackOf(m.streams.Duplex.Proto.Get("end"))
		if h := s.handle.native; h != nil && h.tcp != nil && truthy(c.Argument(0)) {
			h.tcp.Ending(func() { end(c) })
		} else {
			end(c)
		}
		return nil
	})
	m.socketMethod("destroySoon", 0, func(s *Socket, _ goja.FunctionCall) goja.Value { s.destroySoon(); return undefined })
	m.socketMethod("resetAndDestroy", 0, func(s *Socket, _ goja.FunctionCall) goja.Value { s.resetAndDestroy(); return nil })
	m.socketMethod("_reset", 0, func(s *Socket, _ goja.FunctionCall) goja.Value { s.reset(); return nil })
	m.socketMethod("setTimeout", 2, func(s *Socket, c goja.FunctionCall) goja.Value {
		s.setTimeout(c.Argument(0), c.Argument(1))
		return nil
	})
	m.ownOnTimeout = m.socketMethod("_onTimeout", 0, func(s *Socket, _ goja.FunctionCall) goja.Value {
		s.onTimeout()
		return undefined
	})
	m.socketMethod("_unrefTimer", 0, func(s *Socket, _ goja.FunctionCall) goja.Value { s.touch(); return undefined })
	m.socketMethod("ref", 0, func(s *Socket, _ goja.FunctionCall) goja.Value { s.refer("ref"); return nil })
	m.socketMethod("unref", 0, func(s *Socket, _ goja.FunctionCall) goja.Value { s.refer("unref"); return nil })
	m.socketMethod("_writeGeneric", 4, func(s *Socket, c goja.FunctionCall) goja.Value {
		name := "_write"
		if c.Argument(0).ToBoolean() {
			return e.Invoke(s.face(), "_writev", c.Argument(1), c.Argument(3))
		}
		return e.Invoke(s.face(), name, c.Argument(1), c.Argument(2), c.Argument(3))
	})
}

func (m *module) defineSocketSettings() {
	m.socketMethod("setNoDelay", 1, func(s *Socket, c goja.FunctionCall) goja.Value { s.setNoDelay(c.Argument(0)); return nil })
	m.socketMethod("setKeepAlive", 4, func(s *Socket, c goja.FunctionCall) goja.Value {
		s.setKeepAlive(c.Argument(0), c.Argument(1), c.Argument(2), c.Argument(3))
		return nil
	})
	m.socketMethod("setTypeOfService", 1, func(s *Socket, c goja.FunctionCall) goja.Value {
		s.setTypeOfService(c.Argument(0))
		return nil
	})
	m.socketMethod("getTypeOfService", 0, func(s *Socket, _ goja.FunctionCall) goja.Value {
		return m.env.VM.ToValue(s.typeOfService())
	})
	m.socketMethod("address", 0, func(s *Socket, _ goja.FunctionCall) goja.Value { return s.sockname().object(m.env) })
	m.socketMethod("_getsockname", 0, func(s *Socket, _ goja.FunctionCall) goja.Value { return s.sockname().object(m.env) })
	m.socketMethod("_getpeername", 0, func(s *Socket, _ goja.FunctionCall) goja.Value { return s.peername().object(m.env) })
}

// getter defines an accessor without a setter; it is undefined on what is no
// socket, such as the prototype.
func (m *module) getter(name string, get func(s *Socket) goja.Value) {
	m.socket.Accessor(name, func(this goja.Value) goja.Value {
		if s, ok := socketOf(m.env, this); ok {
			return get(s)
		}
		return goja.Undefined()
	}, nil)
}

func (m *module) defineSocketAccessors() {
	vm := m.env.VM
	m.getter("_connecting", func(s *Socket) goja.Value { return vm.ToValue(s.connecting()) })
	m.getter("pending", func(s *Socket) goja.Value { return vm.ToValue(s.handle.none() || s.connecting()) })
	m.getter("readyState", func(s *Socket) goja.Value { return vm.ToValue(s.readyState()) })
	m.getter("bufferSize", func(s *Socket) goja.Value {
		if s.handle.none() {
			return goja.Undefined()
		}
		return option(s.face(), "writableLength")
	})
	m.getter("bytesRead", func(s *Socket) goja.Value { return vm.ToValue(s.received()) })
	m.getter("bytesWritten", func(s *Socket) goja.Value { return vm.ToValue(s.totalWritten()) })
	m.getter("_bytesDispatched", func(s *Socket) goja.Value { return vm.ToValue(s.dispatched()) })
	m.getter("remoteAddress", func(s *Socket) goja.Value { return s.peername().address })
	m.getter("remoteFamily", func(s *Socket) goja.Value { return s.peername().family })
	m.getter("remotePort", func(s *Socket) goja.Value { return s.peername().port })
	m.getter("localAddress", func(s *Socket) goja.Value { return s.sockname().address })
	m.getter("localFamily", func(s *Socket) goja.Value { return s.sockname().family })
	m.getter("localPort", func(s *Socket) goja.Value { return s.sockname().port })
}

func (s *Socket) readyState() string {
	if s.connecting() {
		return "opening"
	}
	switch readable, writable := s.property("readable"), s.property("writable"); {
	case readable && writable:
		return "open"
	case readable:
		return "readOnly"
	case writable:
		return "writeOnly"
	}
	return "closed"
}

// defineSocketPlainAccessors defines what are plain properties in Node, which
// scripts may set.
func (m *module) defineSocketPlainAccessors() {
	e := m.env
	accessor := func(name string, get func(s *Socket) goja.Value, set func(s *Socket, v goja.Value)) {
		m.socket.Accessor(name, func(this goja.Value) goja.Value {
			if s, ok := socketOf(e, this); ok {
				return get(s)
			}
			return goja.Undefined()
		}, func(this, v goja.Value) {
			if s, ok := socketOf(e, this); ok {
				set(s, v)
			}
		})
	}
	flag := func(name string, flag socketFlags) {
		accessor(name, func(s *Socket) goja.Value { return e.VM.ToValue(s.has(flag)) },
			func(s *Socket, v goja.Value) { s.set(flag, v.ToBoolean()) })
	}
	flag("connecting", socketConnecting)
	flag("_hadError", socketHadError)
	flag("_closeAfterHandlingError", socketLateClose)
	flag("resetAndClosing", socketResetting)
	accessor("_handle", func(s *Socket) goja.Value { return s.handle.face() },
		func(s *Socket, v goja.Value) { s.handle = refTo(e, v) })
	accessor("timeout", (*Socket).timeout, func(s *Socket, v goja.Value) { s.more().timeout = v })
	accessor("_host", func(s *Socket) goja.Value {
		if s.rare == nil || s.rare.host == nil {
			return goja.Null()
		}
		return s.rare.host
	}, func(s *Socket, v goja.Value) { s.more().host = v })
	accessor("_parent", func(s *Socket) goja.Value {
		if s.rare == nil || s.rare.parent == nil {
			return goja.Null()
		}
		return s.rare.parent
	}, func(s *Socket, v goja.Value) { s.more().parent = v })
	accessor("_server", func(s *Socket) goja.Value {
		if s.server == nil {
			return goja.Null()
		}
		return s.server.face()
	}, func(s *Socket, v goja.Value) { s.server, _ = serverOf(e, v) })
	accessor("server", func(s *Socket) goja.Value {
		switch {
		case s.rare != nil && s.rare.serverFace != nil:
			return s.rare.serverFace
		case s.server == nil:
			return goja.Null()
		}
		return s.server.face()
	}, func(s *Socket, v goja.Value) { s.more().serverFace = v })
}
