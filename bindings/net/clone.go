package net

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
)

// defineClone says how messages and structuredClone copy the instances of a
// class: what of returns is the state of the copy.
func defineClone(e *env.Env, class *env.Class, of func(this goja.Value) any) {
	symbol, ok := e.Require("internal/structured_clone").Get("kClone").(*goja.Symbol)
	if !ok {
		panic("net: internal/structured_clone has no kClone")
	}
	clone := e.Function("clone", 0, func(c goja.FunctionCall) goja.Value {
		copied := e.VM.CreateObject(class.Proto)
		e.Attach(copied).Parts[env.PartOwner] = of(c.This)
		return copied
	})
	own := e.VM.NewObject()
	own.Set("clone", clone)
	if err := class.Proto.DefineDataPropertySymbol(symbol, own, goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		panic(err)
	}
}
