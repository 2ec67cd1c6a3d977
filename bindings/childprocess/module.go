package childprocess

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/netimpl"
)

// Module is "internal/binding/child_process".
func Module(e *env.Env) goja.Value {
	exports := e.VM.NewObject()
	exports.Set("Process", handleSlot.Of(e).Ctor)
	exports.Set("spawnSync", e.Function("spawnSync", 1, func(c goja.FunctionCall) goja.Value {
		return spawnSync(e, c.Argument(0).ToObject(e.VM))
	}))
	// signalNumber(name) is undefined for a name that the platform does not have.
	exports.Set("signalNumber", e.Function("signalNumber", 1, func(c goja.FunctionCall) goja.Value {
		if n, ok := netimpl.SignalByName(c.Argument(0).String()); ok {
			return e.VM.ToValue(n)
		}
		return goja.Undefined()
	}))
	exports.Set("signalName", e.Function("signalName", 1, func(c goja.FunctionCall) goja.Value {
		return signalName(e, int(c.Argument(0).ToInteger()))
	}))
	return exports
}
