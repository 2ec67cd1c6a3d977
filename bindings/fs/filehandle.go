package fs

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/events"
	"gonet/netimpl/fsys"
)

// fileHandle is what fs.promises.open returns.
type fileHandle struct {
	env.State
	emitter events.Emitter
	fs      *FS
	fd      int // -1 once it is closed
	pending int // calls under way, which close waits for
	closing goja.Value
	finish  func() // closes the file, once nothing is pending
}

var nameClose = events.NewName("close")

func (h *fileHandle) number() int { return h.fd }

func (f *FS) newFileHandle(fd int) *goja.Object {
	h := &fileHandle{fs: f, fd: fd}
	o := f.env.VM.CreateObject(f.classes.handle.Proto)
	f.env.AttachState(o, &h.State)
	h.Parts[env.PartOwner] = h
	events.For(f.env).Init(&h.emitter, &h.State)
	return o
}

// handleMethods are the methods that call an operation with the descriptor as
// its first argument.
var handleMethods = []struct {
	name    string
	length  int
	prepare func(*FS, args) *job
}{
	{"appendFile", 2, prepareAppendFile}, {"chmod", 1, prepareFchmod}, {"chown", 2, prepareFchown},
	{"datasync", 0, prepareFdatasync}, {"sync", 0, prepareFsync}, {"read", 4, prepareRead}, {"readv", 2, prepareReadv},
	{"readFile", 1, prepareReadFile}, {"stat", 1, prepareFstat}, {"truncate", 0, prepareFtruncate},
	{"utimes", 2, prepareFutimes}, {"write", 4, prepareWrite}, {"writev", 2, prepareWritev}, {"writeFile", 2, prepareWriteFile},
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
			return h.call(m.name, func() *job {
				given[0] = e.VM.ToValue(h.fd)
				return m.prepare(f, given)
			})
		})
	}
	class.Accessor("fd", func(this goja.Value) goja.Value { return e.VM.ToValue(f.handle(this).fd) }, nil)
	class.Method("getAsyncId", 0, func(c goja.FunctionCall) goja.Value { return e.VM.ToValue(e.NewAsyncID()) })
	closing := class.Method("close", 0, func(c goja.FunctionCall) goja.Value { return f.handle(c.This).close() })
	if s := e.WellKnown("asyncDispose"); s != nil {
		must(class.Proto.DefineDataPropertySymbol(s, closing, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	}
	for _, name := range []string{"createReadStream", "createWriteStream", "readLines", "readableWebStream"} {
		class.Method(name, 0, func(c goja.FunctionCall) goja.Value {
			f.handle(c.This)
			if !e.HasModule("internal/fs/streams") {
				return f.unavailable("filehandle." + name)
			}
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

// call returns a promise for a job on an open handle.
func (h *fileHandle) call(name string, prepare func() *job) goja.Value {
	return h.fs.promise(func() *job {
		if h.fd < 0 || h.closing != nil {
			err := errs.NewText(h.fs.env, "EBADF", "file closed")
			must(err.Set("syscall", name))
			panic(err)
		}
		j := prepare()
		h.hold(j)
		return j
	})
}

// hold makes close wait for j.
func (h *fileHandle) hold(j *job) {
	if j.instant {
		return
	}
	h.pending++
	result, promised, failed := j.result, j.promised, j.failed
	release := func() {
		if h.pending--; h.pending == 0 && h.finish != nil {
			h.finish()
		}
	}
	j.promised = func() goja.Value {
		defer release()
		switch {
		case promised != nil:
			return promised()
		case result != nil:
			return result()
		}
		return goja.Undefined()
	}
	j.failed = func(err error) goja.Value {
		defer release()
		if failed != nil {
			return failed(err)
		}
		return nil
	}
}

// close closes the file once the calls under way have ended.
func (h *fileHandle) close() goja.Value {
	f, vm := h.fs, h.fs.env.VM
	if h.closing != nil {
		return h.closing
	}
	if h.fd < 0 {
		p, resolve, _ := vm.NewPromise()
		must(resolve(goja.Undefined()))
		return vm.ToValue(p)
	}
	p, resolve, _ := vm.NewPromise()
	h.closing = vm.ToValue(p)
	h.finish = func() {
		h.finish = nil
		must(resolve(f.promise(func() *job {
			fd := h.fd
			return &job{
				syscall: "close",
				run:     func() error { return fsys.Close(fd) },
				promised: func() goja.Value {
					h.fd, h.closing = -1, nil
					events.For(f.env).Emit(h.Object, &h.emitter, nameClose)
					return goja.Undefined()
				},
			}
		})))
	}
	if h.pending == 0 {
		h.finish()
	}
	return h.closing
}
