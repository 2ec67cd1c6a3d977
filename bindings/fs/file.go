package fs

import (
	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/netimpl/fsys"
)

// target is the file of readFile and writeFile: a path, or a descriptor that
// stays open.
type target struct {
	path
	fd     int
	isOpen bool // by somebody else
	opened bool
}

// target checks the first argument of those functions.
func (f *FS) target(v goja.Value) target {
	if h, ok := env.PartOf[*fileHandle](f.env, v, env.PartOwner); ok {
		return target{fd: h.number(), isOpen: true}
	}
	if isInt32(v) {
		return target{fd: f.fd(v), isOpen: true}
	}
	return target{path: f.path(v, "path")}
}

func isInt32(v goja.Value) bool {
	return goja.IsNumber(v) && v.ToFloat() == float64(int32(v.ToInteger()))
}

// open opens the file, if it is not yet.
func (t *target) open(flags int, mode uint32) (err error) {
	if t.isOpen {
		return nil
	}
	if t.fd, err = fsys.Open(t.real, flags, mode); err != nil {
		return &failure{err, "open", t.given}
	}
	t.opened = true
	return nil
}

// close closes the file if open has opened it.
func (t *target) close() error {
	if !t.opened {
		return nil
	}
	t.opened = false
	if err := fsys.Close(t.fd); err != nil {
		return &failure{err, "close", ""}
	}
	return nil
}

// partSize is how much of a file is read or written at once for a job that a
// signal may stop: between the parts it is asked whether it has.
const partSize = 512 * 1024

// thrown is an exception of the script's on its way to the end of a job.
type thrown struct{ value goja.Value }

func (thrown) Error() string { return "exception" }

// writeFilePromise is writeFile and appendFile of fs.promises, and the method of
// a FileHandle: they take streams and iterables too.
func (f *FS) writeFilePromise(a args, flag string) goja.Value {
	prepare := func() *job {
		f.noDescriptor(a.at(0))
		return f.writeFile(a, flag, true)
	}
	if data := a.at(1); f.isIterable(data) {
		fn := env.CallbackOf(f.env.Require("internal/fs/write_iterable").Get("writeIterable"))
		given := []goja.Value{a.at(0), data, a.at(2), f.env.VM.ToValue(flag)}
		return fn(goja.FunctionCall{This: goja.Undefined(), Arguments: given})
	}
	if h, ok := env.PartOf[*fileHandle](f.env, a.at(0), env.PartOwner); ok {
		return h.call("writeFile", prepare)
	}
	return f.promise(prepare)
}

// noDescriptor throws for a number where fs.promises wants a path or a FileHandle.
func (f *FS) noDescriptor(v goja.Value) {
	if goja.IsNumber(v) {
		f.path(v, "path")
	}
}

// isIterable reports whether v is an object of pieces of data, other than
// bytes.
func (f *FS) isIterable(v goja.Value) bool {
	o, ok := v.(*goja.Object)
	if !ok {
		return false
	}
	if _, ok := buffer.Bytes(f.env, o); ok {
		return false
	}
	has := func(symbol *goja.Symbol) bool { return symbol != nil && env.IsFunction(o.GetSymbol(symbol)) }
	return has(f.env.WellKnown("asyncIterator")) || has(goja.SymIterator)
}
