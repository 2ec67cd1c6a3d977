package net

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/internal/ipaddr"
)

func defineIsIP(e *env.Env, exports *goja.Object) {
	define := func(name string, fn func(family int) any) {
		exports.Set(name, e.Function(name, 1, func(c goja.FunctionCall) goja.Value {
			return e.VM.ToValue(fn(ipaddr.IsIP(c.Argument(0).String())))
		}))
	}
	define("isIP", func(family int) any { return family })
	define("isIPv4", func(family int) any { return family == 4 })
	define("isIPv6", func(family int) any { return family == 6 })
}
