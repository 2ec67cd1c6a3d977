package zlib

import (
	"hash/crc32"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/internal/raw"
)

// Module is "internal/binding/zlib".
func Module(e *env.Env) goja.Value {
	exports := e.VM.NewObject()
	exports.Set("Zlib", handleSlot.Of(e).Ctor)
	exports.Set("crc32", e.Function("crc32", 2, func(c goja.FunctionCall) goja.Value {
		data, ok := raw.View(c.Argument(0))
		if !ok {
			data = []byte(c.Argument(0).String())
		}
		return e.VM.ToValue(crc32.Update(uint32(c.Argument(1).ToInteger()), crc32.IEEETable, data))
	}))
	return exports
}
