// Package owned defines methods of classes whose objects each own a Go value.
package owned

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
)

// Methods returns what defines a method of class, whose objects own a T in
// env.PartOwner. A method that is called on anything else throws a TypeError.
func Methods[T any](e *env.Env, class *env.Class) func(name string, length int, fn func(owned T, c goja.FunctionCall) goja.Value) {
	return func(name string, length int, fn func(owned T, c goja.FunctionCall) goja.Value) {
		class.Method(name, length, func(c goja.FunctionCall) goja.Value {
			owned, ok := env.PartOf[T](e, c.This, env.PartOwner)
			if !ok {
				panic(errs.TypeError(e, "Illegal invocation"))
			}
			return fn(owned, c)
		})
	}
}
