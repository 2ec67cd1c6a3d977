// Package http2 is what node:http2 is built on: sessions and streams of package
// h2 with faces for JavaScript, over the handle of a net.Socket or over
// functions of a script. Source: nodejs/node:src/node_http2.cc.
package http2

import (
	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/bindings/internal/h2"
)

// Module is "internal/binding/http2". What it is given has been checked.
func Module(e *env.Env) goja.Value {
	exports := e.VM.NewObject()
	exports.Set("Session", sessionSlot.Of(e).Ctor)
	exports.Set("errorText", e.Function("errorText", 1, func(c goja.FunctionCall) goja.Value {
		return e.VM.ToValue(h2.ErrorText(int(c.Argument(0).ToInteger())))
	}))
	exports.Set("packSettings", e.Function("packSettings", 1, func(c goja.FunctionCall) goja.Value {
		return buffer.New(e, h2.AppendSettings(nil, settingsOf(e, c.Argument(0))))
	}))
	return exports
}
