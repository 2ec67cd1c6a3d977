// Package tls is what node:tls is built on: the connections of crypto/tls over
// the streams of scripts.
package tls

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	bindnet "gonet/bindings/net"
)

// Module is "internal/binding/tls". What it is given has been checked.
func Module(e *env.Env) goja.Value {
	exports := e.VM.NewObject()
	exports.Set("SecureContext", contextSlot.Of(e).Ctor)
	exports.Set("Session", sessionSlot.Of(e).Ctor)
	exports.Set("rootCertificates", e.Function("rootCertificates", 0, func(goja.FunctionCall) goja.Value {
		return e.VM.NewArray(rootCertificates()...)
	}))
	// carry(socket, tlsSocket) is told before socket connects.
	exports.Set("carry", e.Function("carry", 2, func(c goja.FunctionCall) goja.Value {
		bindnet.Carry(e, c.Argument(0), c.Argument(1))
		return goja.Undefined()
	}))
	exports.Set("ciphers", e.Function("ciphers", 0, func(goja.FunctionCall) goja.Value {
		var names []any
		for _, s := range suites {
			names = append(names, s.openssl)
		}
		return e.VM.NewArray(names...)
	}))
	return exports
}
