// Package websocket does for WebSocket what takes JavaScript long.
package websocket

import (
	"crypto/subtle"

	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
)

// Module is "internal/binding/websocket". What it is given has been checked.
func Module(e *env.Env) goja.Value {
	exports := e.VM.NewObject()
	exports.Set("mask", e.Function("mask", 2, func(c goja.FunctionCall) goja.Value {
		frame, _ := buffer.AnyBytes(e, c.Argument(0))
		if at := int(c.Argument(1).ToInteger()); at >= keySize && at <= len(frame) {
			mask(frame[at:], [keySize]byte(frame[at-keySize:at]))
		}
		return goja.Undefined()
	}))
	return exports
}

const keySize = 4

// mask combines data with a key, over and over: RFC 6455, 5.3.
func mask(data []byte, key [keySize]byte) {
	var long [1024]byte
	for i := range long {
		long[i] = key[i%keySize]
	}
	for len(data) > 0 {
		data = data[subtle.XORBytes(data, data, long[:]):]
	}
}
