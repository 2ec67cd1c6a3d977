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
	// options(value) returns an object, the caller's if it gave one.
	set("options", func(c goja.FunctionCall) goja.Value {
		given := f.options(c.Argument(0), "")
		if given.object != nil {
			return given.object
		}
		list := e.VM.NewObject()
		if !goja.IsUndefined(given.encoding) {
			must(list.Set("encoding", given.encoding))
		}
		return list
	})
	// ref(handle) and unref(handle) count who uses a FileHandle.
	set("ref", func(c goja.FunctionCall) goja.Value {
		f.handle(c.Argument(0)).refs++
		return goja.Undefined()
	})
	set("unref", func(c goja.FunctionCall) goja.Value {
		f.handle(c.Argument(0)).unref()
		return goja.Undefined()
	})
	// isClosing(handle) reports whether close was called on a FileHandle.
	set("isClosing", func(c goja.FunctionCall) goja.Value {
		h := f.handle(c.Argument(0))
		return e.VM.ToValue(h.fd < 0 || h.closing != nil)
	})
	set("isFileHandle", func(c goja.FunctionCall) goja.Value {
		_, ok := env.PartOf[*fileHandle](e, c.Argument(0), env.PartOwner)
		return e.VM.ToValue(ok)
	})
	set("watch", f.watch)
	return o
}
