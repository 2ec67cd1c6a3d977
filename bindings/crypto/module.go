package crypto

import (
	"crypto/subtle"

	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
)

// Module is "internal/binding/crypto". What it is given has been checked.
func Module(e *env.Env) goja.Value {
	exports := e.VM.NewObject()
	set := func(name string, fn func(e *env.Env, c goja.FunctionCall) goja.Value) {
		exports.Set(name, e.Function(name, 0, func(c goja.FunctionCall) goja.Value { return fn(e, c) }))
	}
	exports.Set("Hash", hashSlot.Of(e).Ctor)
	_, pending := e.Option("pending-deprecation")
	exports.Set("pendingDeprecation", pending)
	set("isDigest", func(e *env.Env, c goja.FunctionCall) goja.Value {
		_, ok := findDigest(c.Argument(0).String())
		return e.VM.ToValue(ok)
	})
	set("digestNames", func(e *env.Env, _ goja.FunctionCall) goja.Value {
		names := []any{}
		for _, name := range digestNames() {
			names = append(names, name)
		}
		return e.VM.NewArray(names...)
	})
	set("timingSafeEqual", func(e *env.Env, c goja.FunctionCall) goja.Value {
		a, _ := buffer.AnyBytes(e, c.Argument(0))
		b, _ := buffer.AnyBytes(e, c.Argument(1))
		return e.VM.ToValue(subtle.ConstantTimeCompare(a, b) == 1)
	})
	set("fill", fill)
	set("randomBytes", randomBytes)
	set("randomInt", randomInt)
	set("pbkdf2", derivePBKDF2)
	set("hkdf", deriveHKDF)
	set("scrypt", deriveScrypt)
	set("publicEncrypt", publicEncrypt)
	return exports
}
