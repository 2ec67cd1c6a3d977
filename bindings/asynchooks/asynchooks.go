// Package asynchooks is Node's async_hooks: AsyncLocalStorage, AsyncResource
// and hooks on the life of asynchronous resources, over what env keeps of
// them.
//
// Source: nodejs/node:lib/async_hooks.js, lib/internal/async_hooks.js and
// lib/internal/async_local_storage/async_context_frame.js.
package asynchooks

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
)

// module is async_hooks in one Env.
type module struct {
	env      *env.Env
	hooks    hooks
	promises promises
	tracker  *tracker // nil until promises have to carry something
	resource *env.Class
	storage  *env.Class
	scope    *env.Class
	exports  *goja.Object
}

var slot = env.NewSlot(func(e *env.Env) *module {
	m := &module{env: e}
	m.hooks.module, m.promises.module = m, m
	m.defineResource()
	m.defineStorage()
	m.makeExports()
	return m
})

// Module is the module async_hooks.
func Module(e *env.Env) goja.Value { return slot.Of(e).exports }

func (m *module) makeExports() {
	e, o := m.env, m.env.VM.NewObject()
	m.exports = o
	must(o.Set("AsyncLocalStorage", m.storage.Ctor))
	must(o.Set("createHook", e.Function("createHook", 1, m.createHook())))
	must(o.Set("executionAsyncId", e.Function("executionAsyncId", 0, func(goja.FunctionCall) goja.Value {
		return e.VM.ToValue(e.ExecutionAsyncID())
	})))
	must(o.Set("triggerAsyncId", e.Function("triggerAsyncId", 0, func(goja.FunctionCall) goja.Value {
		return e.VM.ToValue(e.TriggerAsyncID())
	})))
	must(o.Set("executionAsyncResource", e.Function("executionAsyncResource", 0, func(goja.FunctionCall) goja.Value {
		return e.ExecutionResource()
	})))
	must(o.Set("asyncWrapProviders", m.providers()))
	must(o.Set("AsyncResource", m.resource.Ctor))
}

// providerNames are the types of resources of Node itself, in Node's order:
// their numbers are their places.
var providerNames = []string{
	"NONE", "DIRHANDLE", "DNSCHANNEL", "ELDHISTOGRAM", "FILEHANDLE", "FILEHANDLECLOSEREQ", "BLOBREADER",
	"FSEVENTWRAP", "FSREQCALLBACK", "FSREQPROMISE", "GETADDRINFOREQWRAP", "GETNAMEINFOREQWRAP", "HEAPSNAPSHOT",
	"HTTP2SESSION", "HTTP2STREAM", "HTTP2PING", "HTTP2SETTINGS", "HTTPINCOMINGMESSAGE", "HTTPCLIENTREQUEST",
	"LOCKS", "DTLS_ENDPOINT", "DTLS_SESSION", "JSSTREAM", "JSUDPWRAP", "MESSAGEPORT", "PIPECONNECTWRAP",
	"PIPESERVERWRAP", "PIPEWRAP", "PROCESSWRAP", "PROMISE", "QUERYWRAP", "QUIC_ENDPOINT", "QUIC_LOGSTREAM",
	"QUIC_SESSION", "QUIC_STREAM", "QUIC_UDP", "SHUTDOWNWRAP", "SIGNALWRAP", "STATWATCHER", "STREAMPIPE",
	"TCPCONNECTWRAP", "TCPSERVERWRAP", "TCPWRAP", "TTYWRAP", "UDPSENDWRAP", "UDPWRAP", "SIGINTWATCHDOG",
	"WORKER", "WORKERCPUPROFILE", "WORKERCPUUSAGE", "WORKERHEAPPROFILE", "WORKERHEAPSNAPSHOT",
	"WORKERHEAPSTATISTICS", "WRITEWRAP", "ZLIB", "CHECKPRIMEREQUEST", "PBKDF2REQUEST", "KEYPAIRGENREQUEST",
	"KEYGENREQUEST", "KEYEXPORTREQUEST", "ARGON2REQUEST", "CIPHERREQUEST", "DERIVEBITSREQUEST", "HASHREQUEST",
	"RANDOMBYTESREQUEST", "RANDOMPRIMEREQUEST", "SCRYPTREQUEST", "SIGNREQUEST", "TLSWRAP", "VERIFYREQUEST",
}

func (m *module) providers() *goja.Object {
	o := m.env.VM.NewObject()
	must(o.SetPrototype(nil))
	for i, name := range providerNames {
		must(o.DefineDataProperty(name, m.env.VM.ToValue(i), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_TRUE))
	}
	m.env.Invoke(m.env.VM.Get("Object").(*goja.Object), "preventExtensions", o)
	return o
}

// must panics on the error of a definition that cannot fail.
func must(err error) {
	if err != nil {
		panic(err)
	}
}
