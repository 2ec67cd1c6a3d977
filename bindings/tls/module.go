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
	exports.Set("Authorities", authoritiesSlot.Of(e).Ctor)
	exports.Set("splitCertificates", e.Function("splitCertificates", 1, func(c goja.FunctionCall) goja.Value {
		return splitCertificates(e, c)
	}))
	exports.Set("Session", sessionSlot.Of(e).Ctor)
	exports.Set("rootCertificates", e.Function("rootCertificates", 0, func(goja.FunctionCall) goja.Value {
		return e.VM.NewArray(rootCertificates()...)
	}))
	low, high := defaultVersions(e)
	exports.Set("minVersion", low)
	exports.Set("maxVersion", high)
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

// defaultVersions are the oldest and newest versions where a script names none:
// of the options the one that allows most counts.
func defaultVersions(e *env.Env) (low, high string) {
	low, high = "TLSv1.2", "TLSv1.3"
	for _, v := range []struct{ option, version string }{
		{"tls-min-v1.0", "TLSv1"}, {"tls-min-v1.1", "TLSv1.1"}, {"tls-min-v1.2", "TLSv1.2"}, {"tls-min-v1.3", "TLSv1.3"},
	} {
		if _, given := e.Option(v.option); given {
			low = v.version
			break
		}
	}
	if _, given := e.Option("tls-max-v1.3"); given {
		return low, high
	}
	if _, given := e.Option("tls-max-v1.2"); given {
		high = "TLSv1.2"
	}
	return low, high
}
