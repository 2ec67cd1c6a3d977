package errs

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
)

// Context is what a SystemError tells of the failed call.
type Context struct {
	Code, Message, Syscall, Path, Dest string
	Errno                              int // positive
}

func (c Context) object(e *env.Env) *goja.Object {
	o := e.VM.NewObject()
	o.Set("message", c.Message)
	if c.Path != "" {
		o.Set("path", c.Path)
	}
	if c.Dest != "" {
		o.Set("dest", c.Dest)
	}
	o.Set("syscall", c.Syscall)
	o.Set("errno", c.Errno)
	o.Set("code", c.Code)
	return o
}

// makeSystemError makes Node's SystemError: an Error that keeps the context it
// was made with. args[0] is a Context, or an object of the same properties.
func makeSystemError(e *env.Env, code, prefix string, args []any) *goja.Object {
	var info *goja.Object
	switch c := args[0].(type) {
	case Context:
		info = c.object(e)
	case goja.Value:
		info = c.ToObject(e.VM)
	}
	get := func(name string) goja.Value {
		if v := info.Get(name); v != nil {
			return v
		}
		return goja.Undefined()
	}
	message := prefix + ": " + get("syscall").String() + " returned " + get("code").String() + " (" + get("message").String() + ")"
	names := []string{"errno", "syscall"}
	if path := get("path"); !goja.IsUndefined(path) {
		message += " " + path.String()
		names = append(names, "path")
	}
	if dest := get("dest"); !goja.IsUndefined(dest) {
		message += " => " + dest.String()
		names = append(names, "dest")
	}
	o := makeError(e, plain, code, message)
	name := e.VM.ToValue("SystemError")
	if err := o.DefineDataProperty("name", name, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		panic(err)
	}
	if err := o.DefineDataProperty("info", info, goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_TRUE); err != nil {
		panic(err)
	}
	for _, name := range names {
		e.Accessor(o, name, goja.FLAG_TRUE, func(goja.Value) goja.Value { return get(name) },
			func(_, v goja.Value) { info.Set(name, v) })
	}
	return o
}
