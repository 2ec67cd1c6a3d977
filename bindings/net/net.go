// Package net is node:net: Server, Socket, BlockList, SocketAddress and
// BoundSocket over netimpl's TCP and Pipe handles. A socket or a server is one
// Go struct; what scripts see of it is made when they look. Source:
// nodejs/node:lib/net.js.
package net

import (
	"github.com/dop251/goja"

	"gonet/bindings/dns"
	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/events"
	"gonet/bindings/internal/validate"
	"gonet/bindings/stream"
)

// module is what the package keeps in one Env.
type module struct {
	env     *env.Env
	exports *goja.Object
	events  *events.Events
	streams *stream.Streams

	server *env.Class
	socket *env.Class
	impl   *stream.Impl // of Socket
	// Our own methods, called directly unless a script has put others in
	// their places.
	ownListen2            *goja.Object
	ownEmitCloseIfDrained *goja.Object
	ownOnTimeout          *goja.Object
	ownRead               goja.Value
	writeAfterFIN         *goja.Object
	onEnd                 *events.Listener // the 'end' listener that every socket has first

	kNormalized *goja.Symbol

	autoSelectFamily        bool
	autoSelectFamilyTimeout int // milliseconds of one attempt
}

var slot *env.Slot[module]

// The module refers to the slot itself.
func init() { slot = env.NewSlot(newModule) }

// Module is the built-in "net".
func Module(e *env.Env) goja.Value { return slot.Of(e).exports }

// Names of the events that sockets and servers emit.
var (
	nameClose                    = events.NewName("close")
	nameConnect                  = events.NewName("connect")
	nameConnection               = events.NewName("connection")
	nameConnectionAttempt        = events.NewName("connectionAttempt")
	nameConnectionAttemptFailed  = events.NewName("connectionAttemptFailed")
	nameConnectionAttemptTimeout = events.NewName("connectionAttemptTimeout")
	nameDrop                     = events.NewName("drop")
	nameEnd                      = events.NewName("end")
	nameError                    = events.NewName("error")
	nameFinish                   = events.NewName("finish")
	nameListening                = events.NewName("listening")
	nameLookup                   = events.NewName("lookup")
	nameReady                    = events.NewName("ready")
	nameTimeout                  = events.NewName("timeout")
)

// How long one attempt of several to connect may take, unless options say.
const defaultAttemptTimeout = 500

// minAttemptTimeout is the least that it can be set to, in milliseconds.
const minAttemptTimeout = 10

func newModule(e *env.Env) *module {
	m := &module{
		env:         e,
		exports:     e.VM.NewObject(),
		events:      events.For(e),
		streams:     stream.For(e),
		kNormalized: goja.NewSymbol("normalizedArgs"),

		autoSelectFamily:        true,
		autoSelectFamilyTimeout: defaultAttemptTimeout,
	}
	m.readOptions()
	m.defineServer()
	m.defineSocket()
	m.defineExports()
	declareActive(e)
	return m
}

// readOptions reads Node's command-line options.
func (m *module) readOptions() {
	for _, name := range []string{"no-network-family-autoselection", "no-enable-network-family-autoselection"} {
		if _, given := m.env.Option(name); given {
			m.autoSelectFamily = false
		}
	}
	if v, given := m.env.Option("network-family-autoselection-attempt-timeout"); given {
		if n := m.env.VM.ToValue(v).ToInteger(); n > 0 {
			m.autoSelectFamilyTimeout = max(int(n), minAttemptTimeout)
		}
	}
}

func (m *module) defineExports() {
	e, exports := m.env, m.exports
	set := func(name string, length int, fn func(goja.FunctionCall) goja.Value) {
		exports.Set(name, e.Function(name, length, fn))
	}
	lazy := func(name string, get func() goja.Value) {
		e.Accessor(exports, name, goja.FLAG_TRUE, func(goja.Value) goja.Value { return get() }, nil)
	}
	set("_createServerHandle", 5, m.callCreateServerHandle)
	set("_normalizeArgs", 1, func(c goja.FunctionCall) goja.Value {
		return normalizeArgs(e, arrayItems(c.Argument(0).ToObject(e.VM))).array(e)
	})
	lazy("_TransferredBoundSocket", func() goja.Value { return transferredBoundSocket(e) })
	lazy("BlockList", func() goja.Value { return blockListSlot.Of(e).Ctor })
	lazy("SocketAddress", func() goja.Value { return socketAddressSlot.Of(e).Ctor })
	lazy("BoundSocket", func() goja.Value { return boundSocketSlot.Of(e).Ctor })
	connect := e.Function("connect", 0, func(c goja.FunctionCall) goja.Value { return m.connect(c.Arguments) })
	exports.Set("connect", connect)
	exports.Set("createConnection", connect)
	set("createServer", 2, func(c goja.FunctionCall) goja.Value {
		return e.Construct(m.server.Ctor, c.Argument(0), c.Argument(1))
	})
	defineIsIP(e, exports)
	exports.Set("Server", m.server.Ctor)
	exports.Set("Socket", m.socket.Ctor)
	exports.Set("Stream", m.socket.Ctor)
	m.defineFamilySelection(set)
}

func (m *module) defineFamilySelection(set func(name string, length int, fn func(goja.FunctionCall) goja.Value)) {
	e := m.env
	set("getDefaultAutoSelectFamily", 0, func(goja.FunctionCall) goja.Value { return e.VM.ToValue(m.autoSelectFamily) })
	set("setDefaultAutoSelectFamily", 1, func(c goja.FunctionCall) goja.Value {
		m.autoSelectFamily = validate.Boolean(e, c.Argument(0), "value")
		return goja.Undefined()
	})
	set("getDefaultAutoSelectFamilyAttemptTimeout", 0, func(goja.FunctionCall) goja.Value {
		return e.VM.ToValue(m.autoSelectFamilyTimeout)
	})
	set("setDefaultAutoSelectFamilyAttemptTimeout", 1, func(c goja.FunctionCall) goja.Value {
		m.autoSelectFamilyTimeout = max(validate.Int32(e, c.Argument(0), "value", 1), minAttemptTimeout)
		return goja.Undefined()
	})
}

// connect is net.connect: a new socket that connects.
func (m *module) connect(args []goja.Value) goja.Value {
	n := normalizeArgs(m.env, args)
	o := m.env.Construct(m.socket.Ctor, n.options)
	if timeout := option(n.options, "timeout"); timeout.ToBoolean() {
		m.env.Invoke(o, "setTimeout", timeout)
	}
	return m.env.Invoke(o, "connect", n.array(m.env))
}

// onAbort calls fn when an AbortSignal aborts, and returns what undoes that.
func onAbort(e *env.Env, signal *goja.Object, fn func()) (dispose func()) {
	listener := e.Function("", 0, func(goja.FunctionCall) goja.Value { fn(); return goja.Undefined() })
	disposable := e.Invoke(e.Require("internal/events/abort_listener"), "addAbortListener", signal, listener).(*goja.Object)
	symbol := e.WellKnown("dispose")
	return func() { env.CallbackOf(disposable.GetSymbol(symbol))(goja.FunctionCall{This: disposable}) }
}

// clusterWorker returns the module cluster if this process is one of its
// workers.
func (m *module) clusterWorker() *goja.Object {
	cluster := m.env.IfLoaded("cluster")
	if cluster == nil || truthy(cluster.Get("isPrimary")) {
		return nil
	}
	return cluster
}

// throwType throws ERR_INVALID_ARG_TYPE.
func throwType(e *env.Env, name string, expected any, v goja.Value) {
	errs.Throw(e, "ERR_INVALID_ARG_TYPE", name, expected, v)
}

// lookupFunction returns what looks host names up: options.lookup or
// dns.lookup.
func lookupFunction(e *env.Env, options *goja.Object) func(host, options goja.Value, cb *goja.Object) {
	own := option(options, "lookup")
	if validate.Nullish(own) {
		return func(host, options goja.Value, cb *goja.Object) { dns.Lookup(e, host, options, cb) }
	}
	fn := validate.Function(e, own, "options.lookup")
	return func(host, options goja.Value, cb *goja.Object) {
		e.Call(fn, goja.Undefined(), host, options, cb)
	}
}
