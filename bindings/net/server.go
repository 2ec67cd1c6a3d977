package net

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/events"
	"gonet/bindings/internal/ipaddr"
	"gonet/bindings/internal/validate"
)

// Server is net.Server: an emitter that listens. What its options say are
// properties of its object, as in Node; the rest is here. Source:
// nodejs/node:lib/net.js.
type Server struct {
	state   env.State
	emitter events.Emitter
	object  *goja.Object
	em      *events.Emitter
	env     *env.Env
	mod     *module

	handle      handleRef
	connections int
	listening   int // counts listen and close calls, so that a look-up knows that it comes too late
	unrefed     bool

	usingWorkers bool
	workers      *goja.Object // of child_process: who has this server's handle too
	pipeName     goja.Value   // nil unless it listens on a path
}

func (s *Server) face() *goja.Object { return s.object }

func (s *Server) emit(name *events.Name, args ...goja.Value) bool {
	return s.mod.events.Emit(s.object, s.em, name, args...)
}

// serverOf returns the Server behind v.
func serverOf(e *env.Env, v goja.Value) (*Server, bool) {
	return env.PartOf[*Server](e, v, env.PartOwner)
}

// constructServer is `new net.Server([options][, connectionListener])`.
func (m *module) constructServer(c goja.ConstructorCall) *goja.Object {
	if c.NewTarget == nil && !m.server.Is(c.This) {
		return m.env.Construct(m.server.Ctor, c.Arguments...)
	}
	s := &Server{env: m.env, mod: m, object: c.This}
	if own := m.env.StateOf(c.This); own != nil && own.Object == c.This {
		// Another constructor has been here before.
		s.em = m.events.Of(c.This)
		own.Parts[env.PartOwner] = s
	} else {
		m.env.AttachState(c.This, &s.state)
		s.state.Parts[env.PartOwner] = s
		s.em = &s.emitter
		m.events.Init(s.em, &s.state)
	}
	s.init(c.Argument(0), c.Argument(1))
	return nil
}

func (s *Server) init(options, listener goja.Value) {
	e := s.env
	given := e.VM.NewObject()
	switch {
	case env.IsFunction(options):
		listener = options
	case validate.Nullish(options):
	case validate.IsObject(options):
		given = options.(*goja.Object)
		s.mod.events.Configure(s.em, given)
	default:
		errs.Throw(e, "ERR_INVALID_ARG_TYPE", "options", "Object", options)
	}
	if env.IsFunction(listener) {
		e.Invoke(s.face(), "on", nameConnection.Value(), listener)
	}
	delay := keepAliveDelayOption(e, given)
	mark := e.VM.ToValue(s.mod.streams.DefaultHWM())
	if v := option(given, "highWaterMark"); !validate.IsUndefined(v) {
		if validate.Number(e, v, "options.highWaterMark") >= 0 {
			mark = v
		}
	}
	set := func(name string, v any) { s.face().Set(name, v) }
	allowHalfOpen := option(given, "allowHalfOpen")
	if !allowHalfOpen.ToBoolean() {
		allowHalfOpen = e.False
	}
	set("allowHalfOpen", allowHalfOpen)
	set("pauseOnConnect", truthy(option(given, "pauseOnConnect")))
	set("noDelay", truthy(option(given, "noDelay")))
	set("keepAlive", truthy(option(given, "keepAlive")))
	set("keepAliveInitialDelay", delay)
	set("highWaterMark", mark)
	setBlockList(e, s.face(), given)
}

// keepAliveDelayOption returns options.keepAliveInitialDelay in whole seconds,
// 0 for one below zero.
func keepAliveDelayOption(e *env.Env, options *goja.Object) int {
	v := option(options, "keepAliveInitialDelay")
	if validate.IsUndefined(v) {
		return 0
	}
	if validate.Number(e, v, "options.keepAliveInitialDelay") < 0 {
		return 0
	}
	return seconds(v)
}

// setBlockList copies the block list from options to o.
func setBlockList(e *env.Env, o, options *goja.Object) {
	list := option(options, "blockList")
	if !list.ToBoolean() {
		return
	}
	if _, ok := blockListOf(e, list); !ok {
		errs.Throw(e, "ERR_INVALID_ARG_TYPE", "options.blockList", "net.BlockList", list)
	}
	o.Set("blockList", list)
}

// blocked reports whether o's block list has host, an address.
func blocked(e *env.Env, o *goja.Object, host string) bool {
	list := o.Get("blockList")
	if !truthy(list) {
		return false
	}
	family := map[int]string{4: "ipv4", 6: "ipv6"}[ipaddr.IsIP(host)]
	if family == "" {
		return false
	}
	return e.Invoke(list.(*goja.Object), "check", e.VM.ToValue(host), e.VM.ToValue(family)).ToBoolean()
}

// address is server.address().
func (s *Server) address() goja.Value {
	if !s.handle.none() && s.handle.has("getsockname") {
		out := s.env.VM.NewObject()
		if status := s.handle.nameInto(s.env, out, true); status != 0 {
			panic(errs.Errno(s.env, status, "address", ""))
		}
		return out
	}
	if s.pipeName != nil {
		return s.pipeName
	}
	return goja.Null()
}

// getConnections calls cb with the number of connections, those of the
// processes that serve this server's handle too included.
func (s *Server) getConnections(callback goja.Value) {
	cb := env.CallbackOf(callback)
	if !s.usingWorkers {
		s.countTo(cb, goja.Null(), s.connections)
		return
	}
	workers := arrayItems(s.workers)
	left, total := len(workers), s.connections
	oncount := s.env.Function("oncount", 2, func(c goja.FunctionCall) goja.Value {
		if err := c.Argument(0); err.ToBoolean() {
			left = -1
			s.countTo(cb, err, -1)
			return goja.Undefined()
		}
		total += int(c.Argument(1).ToInteger())
		if left--; left == 0 {
			s.countTo(cb, goja.Null(), total)
		}
		return goja.Undefined()
	})
	for _, worker := range workers {
		s.env.Invoke(worker.ToObject(s.env.VM), "getConnections", oncount)
	}
}

// countTo calls cb on the next tick; a negative count stands for none.
func (s *Server) countTo(cb env.Callback, err goja.Value, count int) {
	if cb == nil {
		panic(errs.New(s.env, "ERR_INVALID_ARG_TYPE", "callback", "Function", goja.Undefined()))
	}
	if count < 0 {
		s.env.NextTickCall(cb, err)
		return
	}
	s.env.NextTickCall(cb, err, s.env.VM.ToValue(count))
}

// close stops listening; 'close' follows when the last connection is gone.
func (s *Server) close(cb goja.Value) {
	s.listening++
	if fn := env.CallbackOf(cb); fn != nil {
		if s.handle.none() {
			s.mod.events.Once(s.face(), nameClose, func(goja.FunctionCall) goja.Value {
				return fn(goja.FunctionCall{This: goja.Undefined(), Arguments: []goja.Value{errs.New(s.env, "ERR_SERVER_NOT_RUNNING")}})
			})
		} else {
			s.env.Invoke(s.face(), "once", nameClose.Value(), cb)
		}
	}
	if !s.handle.none() {
		handle := s.handle
		handle.close(s.env, nil)
		s.handle = handleRef{}
	}
	if s.usingWorkers {
		s.closeWorkers()
		return
	}
	s.emitCloseIfDrained()
}

// closeWorkers closes the server in the processes that have it too. One
// connection more counts meanwhile, so that 'close' comes once.
func (s *Server) closeWorkers() {
	workers := arrayItems(s.workers)
	left := len(workers)
	s.connections++
	onClose := s.env.Function("onWorkerClose", 0, func(goja.FunctionCall) goja.Value {
		if left--; left == 0 {
			s.connections = 0
			s.emitCloseIfDrained()
		}
		return goja.Undefined()
	})
	for _, worker := range workers {
		s.env.Invoke(worker.ToObject(s.env.VM), "close", onClose)
	}
}

// emitCloseIfDrained queues 'close' if nothing of the server is left. A script
// may have replaced the method.
func (s *Server) emitCloseIfDrained() {
	if fn := s.face().Get("_emitCloseIfDrained"); fn != goja.Value(s.mod.ownEmitCloseIfDrained) {
		if call := env.CallbackOf(fn); call != nil {
			call(goja.FunctionCall{This: s.face()})
		}
		return
	}
	s.queueClose()
}

func (s *Server) queueClose() {
	if !s.handle.none() || s.connections > 0 {
		return
	}
	s.env.NextTick(s.tellClosed)
}

func (s *Server) tellClosed() { s.emit(nameClose) }

// setupWorker counts a process that serves this server's handle too.
func (s *Server) setupWorker(list *goja.Object) {
	s.usingWorkers = true
	s.env.Invoke(s.workersArray(), "push", list)
	s.env.Invoke(list, "once", s.env.VM.ToValue("exit"), s.env.Function("", 1, func(c goja.FunctionCall) goja.Value {
		workers := s.workersArray()
		index := s.env.Invoke(workers, "indexOf", c.Argument(0))
		return s.env.Invoke(workers, "splice", index, s.env.VM.ToValue(1))
	}))
}

func (s *Server) workersArray() *goja.Object {
	if s.workers == nil {
		s.workers = s.env.VM.NewArray()
	}
	return s.workers
}

func (s *Server) ref() {
	s.unrefed = false
	if !s.handle.none() {
		s.handle.ref(s.env)
	}
}

func (s *Server) unref() {
	s.unrefed = true
	if !s.handle.none() {
		s.handle.unref(s.env)
	}
}
