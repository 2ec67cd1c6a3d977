package fs

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
)

// Binding is the module internal/binding/fs: what the parts of fs in
// JavaScript need of the one in Go.
func Binding(e *env.Env) goja.Value {
	f, o := slot.Of(e), e.VM.NewObject()
	set := func(name string, fn func(c goja.FunctionCall) goja.Value) { must(o.Set(name, e.Function(name, 1, fn))) }
	// validPath(path, name) returns a path that is not a URL any more.
	set("validPath", func(c goja.FunctionCall) goja.Value {
		v := f.fromURL(c.Argument(0))
		name := "path"
		if n := c.Argument(1); !goja.IsUndefined(n) {
			name = n.String()
		}
		f.path(v, name)
		return v
	})
	set("validFd", func(c goja.FunctionCall) goja.Value { return e.VM.ToValue(f.fd(c.Argument(0))) })
	// options(value) returns an object that the caller may change.
	set("options", func(c goja.FunctionCall) goja.Value {
		given := f.options(c.Argument(0), "")
		list := e.VM.NewObject()
		if given.object != nil {
			for _, key := range given.object.Keys() {
				must(list.Set(key, given.object.Get(key)))
			}
		} else if !goja.IsUndefined(given.encoding) {
			must(list.Set("encoding", given.encoding))
		}
		return list
	})
	set("isFileHandle", func(c goja.FunctionCall) goja.Value {
		_, ok := env.PartOf[*fileHandle](e, c.Argument(0), env.PartOwner)
		return e.VM.ToValue(ok)
	})
	return o
}
