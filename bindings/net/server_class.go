package net

import (
	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/netimpl"
)

func (m *module) defineServer() {
	e := m.env
	m.server = e.NewClass("Server", 2, m.events.Class, m.constructServer).Enumerable()
	method := func(name string, length int, fn func(s *Server, c goja.FunctionCall) goja.Value) *goja.Object {
		return m.server.Method(name, length, func(c goja.FunctionCall) goja.Value { return fn(m.thisServer(c.This), c) })
	}
	// chained is a method that returns its server.
	chained := func(name string, length int, fn func(s *Server, c goja.FunctionCall)) *goja.Object {
		return method(name, length, func(s *Server, c goja.FunctionCall) goja.Value {
			fn(s, c)
			return c.This
		})
	}
	chained("listen", 0, func(s *Server, c goja.FunctionCall) { s.listen(c.Arguments) })
	chained("close", 1, func(s *Server, c goja.FunctionCall) { s.close(c.Argument(0)) })
	chained("getConnections", 1, func(s *Server, c goja.FunctionCall) { s.getConnections(c.Argument(0)) })
	chained("ref", 0, func(s *Server, _ goja.FunctionCall) { s.ref() })
	chained("unref", 0, func(s *Server, _ goja.FunctionCall) { s.unref() })
	method("address", 0, func(s *Server, _ goja.FunctionCall) goja.Value { return s.address() })
	m.ownListen2 = method("_listen2", 6, func(s *Server, c goja.FunctionCall) goja.Value {
		s.setUpHandle(listen2Args(c))
		return goja.Undefined()
	})
	m.ownEmitCloseIfDrained = method("_emitCloseIfDrained", 0, func(s *Server, _ goja.FunctionCall) goja.Value {
		s.queueClose()
		return goja.Undefined()
	})
	method("_setupWorker", 1, func(s *Server, c goja.FunctionCall) goja.Value {
		s.setupWorker(c.Argument(0).ToObject(e.VM))
		return goja.Undefined()
	})
	m.server.SymbolMethod(m.events.KRejection, "[nodejs.rejection]", 3, func(c goja.FunctionCall) goja.Value {
		m.serverRejection(c)
		return goja.Undefined()
	})
	m.defineServerAccessors()
	m.defineServerDispose()
}

func (m *module) thisServer(this goja.Value) *Server {
	s, ok := serverOf(m.env, this)
	if !ok {
		panic(errs.TypeError(m.env, "Cannot read properties of undefined (reading '_handle')"))
	}
	return s
}

func (m *module) defineServerAccessors() {
	e := m.env
	accessor := func(name string, get func(s *Server) any, set func(s *Server, v goja.Value)) {
		var setter func(this, v goja.Value)
		if set != nil {
			setter = func(this, v goja.Value) { set(m.thisServer(this), v) }
		}
		m.server.Accessor(name, func(this goja.Value) goja.Value {
			if s, ok := serverOf(e, this); ok {
				return e.VM.ToValue(get(s))
			}
			return goja.Undefined()
		}, setter)
	}
	accessor("listening", func(s *Server) any { return !s.handle.none() }, nil)
	accessor("_handle", func(s *Server) any { return s.handle.face() }, func(s *Server, v goja.Value) {
		s.handle = refTo(e, v)
		s.handle.setOwner(s)
	})
	accessor("_connections", func(s *Server) any { return s.connections },
		func(s *Server, v goja.Value) { s.connections = int(v.ToInteger()) })
	accessor("_unref", func(s *Server) any { return s.unrefed },
		func(s *Server, v goja.Value) { s.unrefed = v.ToBoolean() })
	accessor("_listeningId", func(s *Server) any { return s.listening },
		func(s *Server, v goja.Value) { s.listening = int(v.ToInteger()) })
	accessor("_usingWorkers", func(s *Server) any { return s.usingWorkers },
		func(s *Server, v goja.Value) { s.usingWorkers = v.ToBoolean() })
	accessor("_workers", func(s *Server) any { return s.workersArray() }, nil)
}

// listen2Args reads (address, port, addressType, backlog, fd, flags).
func listen2Args(c goja.FunctionCall) listenArgs {
	to := listenArgs{fd: -1, backlog: int(c.Argument(3).ToInteger())}
	if v := c.Argument(0); v.ToBoolean() {
		to.address = v.String()
	}
	to.port, to.addressType = int(c.Argument(1).ToInteger()), int(c.Argument(2).ToInteger())
	if v := c.Argument(4); goja.IsNumber(v) {
		to.fd = int(v.ToInteger())
	}
	to.flags = netimpl.BindFlags(c.Argument(5).ToInteger())
	return to
}

// serverRejection is what becomes of a promise that a listener returned and
// that was rejected: [captureRejectionSymbol](err, event, socket).
func (m *module) serverRejection(c goja.FunctionCall) {
	if c.Argument(1).String() == "connection" {
		m.env.Invoke(c.Argument(2).ToObject(m.env.VM), "destroy", c.Argument(0))
		return
	}
	m.env.Invoke(c.This.ToObject(m.env.VM), "emit", nameError.Value(), c.Argument(0))
}

// defineServerDispose defines [Symbol.asyncDispose](), which resolves once the
// server has closed.
func (m *module) defineServerDispose() {
	e := m.env
	symbol := e.WellKnown("asyncDispose")
	if symbol == nil {
		return
	}
	m.server.SymbolMethod(symbol, "[Symbol.asyncDispose]", 0, func(c goja.FunctionCall) goja.Value {
		promise, resolve, reject := e.VM.NewPromise()
		s := m.thisServer(c.This)
		if s.handle.none() {
			_ = resolve(goja.Undefined()) // it cannot fail for a promise of ours
			return e.VM.ToValue(promise)
		}
		e.Invoke(s.face(), "close", e.Function("", 1, func(c goja.FunctionCall) goja.Value {
			if err := c.Argument(0); err.ToBoolean() {
				_ = reject(err)
			} else {
				_ = resolve(goja.Undefined())
			}
			return goja.Undefined()
		}))
		return e.VM.ToValue(promise)
	})
}
