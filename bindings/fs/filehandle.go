package fs

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/events"
	"gonet/netimpl/fsys"
)

// fileHandle is what fs.promises.open returns. Its owner, the calls under way
// and the streams over it each hold a reference; the last closes the file.
type fileHandle struct {
	env.State
	emitter events.Emitter
	fs      *FS
	fd      int // -1 once it is closed
	refs    int
	closing goja.Value      // the promise of a close under way; nil if there is none
	resolve func(any) error // of that promise, while others hold the file
}

var nameClose = events.NewName("close")

func (h *fileHandle) number() int { return h.fd }

func (f *FS) newFileHandle(fd int) *goja.Object {
	h := &fileHandle{fs: f, fd: fd, refs: 1}
	o := f.env.VM.CreateObject(f.classes.handle.Proto)
	f.env.AttachState(o, &h.State)
	h.Parts[env.PartOwner] = h
	events.For(f.env).Init(&h.emitter, &h.State)
	return o
}

// handleMethods are the methods that call an operation with the descriptor as
// its first argument; call is what a closed handle's error names.
var handleMethods = []struct {
	name    string
	call    string
	length  int
	prepare func(*FS, args) *job
}{
	{"appendFile", "appendFile", 2, prepareAppendFile}, {"chmod", "fchmod", 1, prepareFchmod},
	{"chown", "fchown", 2, prepareFchown}, {"datasync", "fdatasync", 0, prepareFdatasync},
	{"sync", "fsync", 0, prepareFsync}, {"read", "read", 4, prepareHandleRead}, {"readv", "readv", 2, prepareReadv},
	{"readFile", "readFile", 1, prepareReadFile}, {"stat", "fstat", 1, prepareFstat},
	{"truncate", "ftruncate", 0, prepareFtruncate}, {"utimes", "futimes", 2, prepareFutimes},
	{"write", "write", 4, prepareWrite}, {"writev", "writev", 2, prepareWritev},
}

func (f *FS) defineFileHandle() {
	e := f.env
	class := e.NewClass("FileHandle", 1, events.For(e).Class, func(goja.ConstructorCall) *goja.Object {
		panic(errs.New(e, "ERR_ILLEGAL_CONSTRUCTOR"))
	})
	f.classes.handle = class
	for _, m := range handleMethods {
		class.Method(m.name, m.length, func(c goja.FunctionCall) goja.Value {
			h := f.handle(c.This)
			given := append(args{goja.Undefined()}, c.Arguments...)
			return h.call(m.call, func() *job {
				given[0] = e.VM.ToValue(h.fd)
				return m.prepare(f, given)
			})
		})
	}
	class.Method("writeFile", 2, func(c goja.FunctionCall) goja.Value {
		return f.writeFilePromise(append(args{c.This}, c.Arguments...), "w")
	})
	class.Accessor("fd", func(this goja.Value) goja.Value { return e.VM.ToValue(f.handle(this).fd) }, nil)
	class.Method("getAsyncId", 0, func(c goja.FunctionCall) goja.Value { return e.VM.ToValue(e.NewAsyncID()) })
	closing := class.Method("close", 0, func(c goja.FunctionCall) goja.Value { return f.handle(c.This).close() })
	if s := e.WellKnown("asyncDispose"); s != nil {
		must(class.Proto.DefineDataPropertySymbol(s, closing, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	}
	for _, name := range []string{"createReadStream", "createWriteStream", "readLines", "readableWebStream"} {
		class.Method(name, 0, func(c goja.FunctionCall) goja.Value {
			f.handle(c.This)
			fn := env.CallbackOf(e.Require("internal/fs/streams").Get("handle_" + name))
			return fn(goja.FunctionCall{This: goja.Undefined(), Arguments: []goja.Value{c.This, c.Argument(0)}})
		})
	}
}

func (f *FS) handle(v goja.Value) *fileHandle {
	h, ok := env.PartOf[*fileHandle](f.env, v, env.PartOwner)
	if !ok {
		errs.Throw(f.env, "ERR_INVALID_THIS", "FileHandle")
	}
	return h
}

// check throws if the handle is closed.
func (h *fileHandle) check(call string) {
	if h.fd >= 0 {
		return
	}
	err := errs.NewText(h.fs.env, "EBADF", "file closed")
	must(err.Set("syscall", call))
	panic(err)
}

// call returns a promise for a job on an open handle, which stays open until
// the job is done.
func (h *fileHandle) call(name string, prepare func() *job) goja.Value {
	return h.fs.promise(func() *job {
		h.check(name)
		j := prepare()
		if !j.instant {
			h.refs++
			j.settled = h.unref
		}
		return j
	})
}

// unref gives a reference back.
func (h *fileHandle) unref() {
	if h.refs--; h.refs > 0 {
		return
	}
	closed := h.closeNow()
	if h.resolve != nil {
		must(h.resolve(closed))
		h.resolve = nil
	}
}

// closeNow closes the file and returns a promise for that.
func (h *fileHandle) closeNow() goja.Value {
	fd := h.fd
	h.fd = -1
	return h.fs.promise(func() *job {
		return &job{
			syscall: "close",
			run:     func() error { return fsys.Close(fd) },
			settled: func() { h.closing = nil },
		}
	})
}

// close gives up the owner's reference.
func (h *fileHandle) close() goja.Value {
	vm := h.fs.env.VM
	if h.fd < 0 && h.closing == nil {
		p, resolve, _ := vm.NewPromise()
		must(resolve(goja.Undefined()))
		return vm.ToValue(p)
	}
	if h.closing != nil {
		return h.closing
	}
	if h.refs--; h.refs == 0 {
		h.closing = h.closeNow()
	} else {
		p, resolve, _ := vm.NewPromise()
		h.closing, h.resolve = vm.ToValue(p), resolve
	}
	closing := h.closing
	events.For(h.fs.env).Emit(h.Object, &h.emitter, nameClose)
	return closing
}
