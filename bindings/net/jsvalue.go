package net

import (
	"strconv"

	"github.com/dop251/goja"

	"gonet/bindings/env"
)

// arrayItems returns the elements of an array.
func arrayItems(array *goja.Object) []goja.Value {
	items := make([]goja.Value, array.Get("length").ToInteger())
	for i := range items {
		if items[i] = array.Get(strconv.Itoa(i)); items[i] == nil {
			items[i] = goja.Undefined()
		}
	}
	return items
}

func stringArray(e *env.Env, items []string) *goja.Object {
	values := make([]any, len(items))
	for i, item := range items {
		values[i] = item
	}
	return e.VM.NewArray(values...)
}

func frozen(e *env.Env, o *goja.Object) *goja.Object {
	return e.Invoke(e.VM.Get("Object").(*goja.Object), "freeze", o).(*goja.Object)
}
