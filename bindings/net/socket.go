package net

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/events"
	"gonet/bindings/internal/validate"
	"gonet/bindings/stream"
	"gonet/bindings/timers"
	"gonet/netimpl"
)

// Socket is net.Socket: a Duplex stream over a handle. Idle connections are
// what there may be many of, so that what few sockets need is in rare.
type Socket struct {
	state   env.State
	emitter events.Emitter
	stream.Duplex

	mod    *module
	handle handleRef
	server *Server      // whose connection it is, nil for others
	idle   *timers.Idle // of setTimeout, nil unless it was called
	rare   *rareSocket
	flags  socketFlags

	// Of the handle that was closed last.
	bytesRead, bytesWritten uint64
}

type socketFlags uint16

const (
	socketConnecting  socketFlags = 1 << iota
	socketNoDelay                 // setNoDelay: done, or to be done once connected
	socketKeepAlive               // the same for setKeepAlive
	socketResetting               // destroy sends a RST
	socketAborted                 // options.signal has aborted
	socketBoundSource             // the handle was a BoundSocket's
	socketLateClose               // http: the handle is closed after 'error' was handled
	socketHadError                // _hadError, which other modules set
)

// rareSocket is what few sockets need.
type rareSocket struct {
	host       goja.Value // that was looked up; nil: null
	parent     goja.Value // _parent, nil: null
	carried    goja.Value // the TLSSocket whose session it carries
	serverFace goja.Value // what a script has set socket.server to
	timeout    goja.Value // of setTimeout, nil: undefined

	sock, peer *endpoint // addresses once they have been asked for
	boundPath  goja.Value

	onread  *onread
	pending []stream.Chunk // written before the connection exists
	writing int            // bytes of the write under way when the idle timer last looked

	keepAlive keepAlive
	tos       int // -1: not set
	perf      *goja.Symbol
}

// keepAlive is what setKeepAlive was given, in seconds; nil values stand for
// undefined.
type keepAlive struct {
	delay           int
	interval, count goja.Value
}

func (s *Socket) more() *rareSocket {
	if s.rare == nil {
		s.rare = &rareSocket{tos: -1}
	}
	return s.rare
}

func (s *Socket) face() *goja.Object { return s.Object() }

func (s *Socket) env() *env.Env { return s.mod.env }

func (s *Socket) has(flag socketFlags) bool { return s.flags&flag != 0 }

func (s *Socket) set(flag socketFlags, on bool) {
	if on {
		s.flags |= flag
	} else {
		s.flags &^= flag
	}
}

func (s *Socket) connecting() bool { return s.flags&socketConnecting != 0 }

// once registers fn for the next time an event is emitted.
func (s *Socket) once(name *events.Name, fn func()) *events.Listener {
	return s.mod.events.Once(s.face(), name, func(goja.FunctionCall) goja.Value {
		fn()
		return goja.Undefined()
	})
}

// socketOf returns the Socket behind v.
func socketOf(e *env.Env, v goja.Value) (*Socket, bool) {
	return env.PartOf[*Socket](e, v, env.PartOwner)
}

// ofStream returns the Socket that st is part of.
func ofStream(st *stream.Stream) *Socket { return st.State().Parts[env.PartOwner].(*Socket) }

func (s *Socket) emit(name *events.Name, args ...goja.Value) bool { return s.Emit(name, args...) }

// acceptSocket makes the socket of a connection that a server has accepted.
func (m *module) acceptSocket(server *Server, handle handleRef) *Socket {
	s := &Socket{mod: m, server: server}
	m.env.NewObject(m.socket.Proto, &s.state)
	s.state.Parts[env.PartOwner] = s
	options := server.face()
	hwm := int(option(options, "highWaterMark").ToInteger())
	m.streams.InitDuplex(&s.state, &s.emitter, &s.Duplex, m.impl, hwm)
	s.AllowHalfOpen(truthy(options.Get("allowHalfOpen")))
	s.begin(handle)
	if truthy(options.Get("pauseOnConnect")) {
		s.startPaused()
	} else {
		s.Readable.ReadChunk(0)
	}
	if truthy(options.Get("noDelay")) && handle.has("setNoDelay") {
		s.flags |= socketNoDelay
		handle.setNoDelay(m.env, true)
	}
	if truthy(options.Get("keepAlive")) && handle.has("setKeepAlive") {
		s.flags |= socketKeepAlive
		delay := int(option(options, "keepAliveInitialDelay").ToInteger())
		s.more().keepAlive.delay = delay
		handle.try(m.env, "setKeepAlive", func(h *Handle) int {
			return h.setKeepAlive(true, delay, keepAliveIntervalSecs, keepAliveCount)
		}, true, delay)
	}
	return s
}

// begin is what every socket has in common once its stream is there.
func (s *Socket) begin(handle handleRef) {
	s.CloseItself()
	s.mod.events.On(s.face(), nameEnd, s.mod.onEnd)
	s.handle = handle
	handle.setOwner(s)
}

// startPaused keeps a new socket from reading until a script resumes it.
func (s *Socket) startPaused() {
	s.setReading(false)
	s.handleReadStop()
	s.Readable.StopFlowing()
}

// constructSocket is `new net.Socket([options])`.
func (m *module) constructSocket(c goja.ConstructorCall) *goja.Object {
	e := m.env
	if c.NewTarget == nil && !m.socket.Is(c.This) {
		return e.Construct(m.socket.Ctor, c.Arguments...)
	}
	options := m.socketOptions(c.Argument(0))
	s := &Socket{mod: m}
	m.streams.ConstructDuplex(c.This, s, &s.state, &s.emitter, &s.Duplex, m.impl, options)
	boundNotConnected := false
	handle, fd := option(options, "handle"), option(options, "fd")
	s.begin(handleRef{})
	switch b, isBound := env.PartOf[*boundSocket](e, handle, env.PartOwner); {
	case isBound:
		s.adoptBound(b)
		boundNotConnected = true
	case handle.ToBoolean():
		s.adopt(refTo(e, handle))
	case !goja.IsUndefined(fd):
		s.openFD(fd)
	}
	s.setOnread(options)
	s.readSettings(options)
	if !s.handle.none() && !option(options, "readable").StrictEquals(e.False) && !boundNotConnected {
		if option(options, "pauseOnCreate").ToBoolean() {
			s.startPaused()
		} else if !option(options, "manualStart").ToBoolean() {
			s.read(0)
		}
	}
	if signal := option(options, "signal"); signal.ToBoolean() {
		s.abortOn(signal)
	}
	setBlockList(e, s.face(), options)
	return nil
}

// socketOptions checks the argument of the constructor and returns a copy with
// what Duplex must find in it.
func (m *module) socketOptions(v goja.Value) *goja.Object {
	e := m.env
	copied := e.VM.NewObject()
	switch given, isObject := v.(*goja.Object); {
	case goja.IsNumber(v):
		copied.Set("fd", v)
	case isObject:
		for _, name := range []string{"objectMode", "readableObjectMode", "writableObjectMode"} {
			if mode := option(given, name); mode.ToBoolean() {
				errs.Throw(e, "ERR_INVALID_ARG_VALUE", "options."+name, mode, "is not supported")
			}
		}
		if delay := option(given, "keepAliveInitialDelay"); !goja.IsUndefined(delay) {
			if validate.Number(e, delay, "options.keepAliveInitialDelay") < 0 {
				given.Set("keepAliveInitialDelay", 0)
			}
		}
		for _, key := range given.Keys() {
			copied.Set(key, given.Get(key))
		}
	}
	copied.Set("allowHalfOpen", option(copied, "allowHalfOpen").ToBoolean())
	copied.Set("emitClose", false)
	copied.Set("autoDestroy", true)
	copied.Set("decodeStrings", false)
	return copied
}

// adopt makes a handle from elsewhere the socket's.
func (s *Socket) adopt(handle handleRef) {
	s.handle = handle
	handle.setOwner(s)
}

// adoptBound makes a BoundSocket's handle the socket's.
func (s *Socket) adoptBound(b *boundSocket) {
	h := b.consume(s.env())
	s.adopt(handleRef{native: h})
	s.flags |= socketBoundSource
	if b.path == nil {
		return
	}
	s.more().boundPath = b.path
	// Bound, a pipe is not yet a stream: opening what it has makes it one.
	if fd := h.fd(); fd >= 0 {
		if status := h.open(fd); status != 0 {
			panic(errs.Errno(s.env(), status, "open", ""))
		}
	}
}

// kindNames are the kinds of descriptors as errors name them.
var kindNames = map[netimpl.DescriptorKind]string{
	netimpl.DescriptorUnknown: "UNKNOWN", netimpl.DescriptorFile: "FILE", netimpl.DescriptorPipe: "PIPE",
	netimpl.DescriptorTCP: "TCP", netimpl.DescriptorUDP: "UDP", netimpl.DescriptorTTY: "TTY",
}

// The descriptors of the standard streams that are written to.
const (
	stdoutFD = 1
	stderrFD = 2
)

// openFD makes a descriptor the socket's.
func (s *Socket) openFD(v goja.Value) {
	e := s.env()
	fd := validate.Int32(e, v, "fd", 0)
	h := handleForFD(e, fd, kindTCPSocket, kindPipeSocket)
	if h == nil {
		errs.Throw(e, "ERR_INVALID_FD_TYPE", kindNames[netimpl.GuessHandle(fd)])
	}
	s.adopt(handleRef{native: h})
	if status := h.open(fd); status != 0 {
		panic(errs.Errno(e, status, "open", ""))
	}
	h.atOnce = fd == stdoutFD || fd == stderrFD
}

// readSettings keeps the options that are applied once connected.
func (s *Socket) readSettings(options *goja.Object) {
	e := s.env()
	s.set(socketNoDelay, option(options, "noDelay").ToBoolean())
	s.set(socketKeepAlive, option(options, "keepAlive").ToBoolean())
	if delay := seconds(options.Get("keepAliveInitialDelay")); delay != 0 {
		s.more().keepAlive.delay = delay
	}
	if tos := option(options, "typeOfService"); !goja.IsUndefined(tos) {
		s.more().tos = int(validate.Integer(e, tos, "options.typeOfService", 0, maxTypeOfService))
	}
}

// abortOn gives up connecting to further addresses when signal aborts. The
// stream destroys itself then: see stream.addAbortSignal.
func (s *Socket) abortOn(v goja.Value) {
	e := s.env()
	signal := validate.AbortSignal(e, v, "options.signal")
	aborted := truthy(signal.Get("aborted"))
	e.NextTick(func() {
		if aborted {
			s.flags |= socketAborted
			return
		}
		var dispose func()
		dispose = onAbort(e, signal, func() {
			dispose()
			s.flags |= socketAborted
		})
	})
}
