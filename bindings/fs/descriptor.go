package fs

import (
	"syscall"

	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/validate"
	"gonet/netimpl/fsys"
)

// onFD is a job about an open file without a result.
func (f *FS) onFD(v goja.Value, syscall string, run func(fd int) error) *job {
	fd := f.fd(v)
	return &job{syscall: syscall, run: func() error { return run(fd) }}
}

func prepareOpen(f *FS, a args) *job {
	mode := f.mode(a.at(2), 0o666)
	flags := f.flags(a.at(1), "r")
	path := f.path(a.at(0), "path")
	fd := 0
	return &job{
		syscall: "open", path: path.given,
		run: func() (err error) {
			fd, err = fsys.Open(path.real, flags, mode)
			return err
		},
		result: func() goja.Value { return f.env.VM.ToValue(fd) },
	}
}

// prepareOpenSync is prepareOpen for the form that looks at the flags first.
func prepareOpenSync(f *FS, a args) *job {
	f.flags(a.at(1), "r")
	return prepareOpen(f, a)
}

func prepareClose(f *FS, a args) *job     { return f.onFD(a.at(0), "close", fsys.Close) }
func prepareFsync(f *FS, a args) *job     { return f.onFD(a.at(0), "fsync", fsys.Fsync) }
func prepareFdatasync(f *FS, a args) *job { return f.onFD(a.at(0), "fdatasync", fsys.Fdatasync) }

func prepareFtruncate(f *FS, a args) *job {
	length := f.length(a.at(1))
	return f.onFD(a.at(0), "ftruncate", func(fd int) error { return fsys.Ftruncate(fd, length) })
}

// length checks the length of a file; one below zero is zero.
func (f *FS) length(v goja.Value) int64 {
	if goja.IsUndefined(v) {
		return 0
	}
	return max(0, validate.Integer(f.env, v, "len", -maxSafeInteger, maxSafeInteger))
}

func prepareFchmod(f *FS, a args) *job {
	mode := f.givenMode(a.at(1))
	return f.onFD(a.at(0), "fchmod", func(fd int) error { return fsys.Fchmod(fd, mode) })
}

// owner checks a user or group: -1 leaves it as it is.
func (f *FS) owner(v goja.Value, name string) int {
	return int(validate.Integer(f.env, v, name, -1, 1<<32-1))
}

func prepareFchown(f *FS, a args) *job {
	uid, gid := f.owner(a.at(1), "uid"), f.owner(a.at(2), "gid")
	fd := f.fd(a.at(0))
	return &job{syscall: "fchown", run: func() error { return fsys.Fchown(fd, uid, gid) }}
}

func prepareFutimes(f *FS, a args) *job {
	atime, mtime := f.seconds(a.at(1), "atime"), f.seconds(a.at(2), "mtime")
	fd := f.fd(a.at(0))
	return &job{syscall: "futime", run: func() error { return fsys.Futimes(fd, atime, mtime) }}
}

// transfer is the part of a buffer that is read into or written, and where in
// the file.
type transfer struct {
	fd       int
	buffer   goja.Value
	bytes    []byte
	position int64
}

// readArguments finds the parameters of read: positional, or from an object. A
// FileHandle's read takes the offset without a length.
func (f *FS) readArguments(a args, ofHandle bool) (view, offset, length, position goja.Value) {
	view, offset, length, position = a.at(1), a.at(2), a.at(3), a.at(4)
	var params *goja.Object
	switch n := len(a); {
	case n == 1: // (fd)
		view = f.newBuffer()
	case n == 2: // (fd, buffer) or (fd, params)
		if _, ok := buffer.Bytes(f.env, view); ok {
			return view, goja.Undefined(), goja.Undefined(), goja.Undefined()
		}
		params = f.nullableObject(view)
		view = goja.Undefined()
		if params != nil {
			view = orUndefined(params.Get("buffer"))
		}
		if goja.IsUndefined(view) {
			view = f.newBuffer()
		}
	case n == 3 && !(ofHandle && goja.IsNumber(offset)): // (fd, buffer, params)
		params = f.nullableObject(offset)
	default:
		return view, offset, length, position
	}
	offset, length, position = goja.Undefined(), goja.Undefined(), goja.Undefined()
	if params != nil {
		offset, length, position = orUndefined(params.Get("offset")), orUndefined(params.Get("length")), orUndefined(params.Get("position"))
	}
	return view, offset, length, position
}

// defaultRead is the size of the buffer that read makes if it gets none.
const defaultRead = 16384

func (f *FS) newBuffer() goja.Value { return buffer.New(f.env, make([]byte, defaultRead)) }

func (f *FS) nullableObject(v goja.Value) *goja.Object {
	if validate.Nullish(v) {
		return nil
	}
	return validate.Object(f.env, v, "options")
}

func orUndefined(v goja.Value) goja.Value {
	if v == nil {
		return goja.Undefined()
	}
	return v
}

// readTransfer checks the arguments of read. A length of null is zero, or the
// rest of the buffer if nullIsRest.
func (f *FS) readTransfer(a args, nullIsRest bool) transfer {
	t := transfer{fd: f.fd(a.at(0))}
	view, offset, length, position := f.readArguments(a, nullIsRest)
	all := f.view(view, "buffer")
	from := int64(0)
	if !validate.Nullish(offset) {
		from = validate.Integer(f.env, offset, "offset", 0, maxSafeInteger)
	}
	count := int64(len(all)) - from
	if !goja.IsUndefined(length) && !(nullIsRest && goja.IsNull(length)) {
		count = int64(int32(length.ToInteger()))
	}
	t.buffer, t.position = view, f.position(position, int(count))
	if count == 0 {
		return t
	}
	if len(all) == 0 {
		errs.Throw(f.env, "ERR_INVALID_ARG_VALUE", "buffer", view, "is empty and cannot be written")
	}
	switch vm := f.env.VM; {
	case count < 0:
		errs.Throw(f.env, "ERR_OUT_OF_RANGE", "length", ">= 0", vm.ToValue(count))
	case from+count > int64(len(all)):
		errs.Throw(f.env, "ERR_OUT_OF_RANGE", "length", "<= "+vm.ToValue(int64(len(all))-from).String(), vm.ToValue(count))
	}
	t.bytes = all[from : from+count]
	return t
}

// counted is a job whose result is a number of bytes, with a buffer beside it.
func (f *FS) counted(syscall, name string, beside string, buffers goja.Value, run func() (int, error)) *job {
	n := 0
	count := func() goja.Value { return f.env.VM.ToValue(n) }
	return &job{
		syscall: syscall,
		run: func() (err error) {
			n, err = run()
			return err
		},
		result: count,
		extra:  []goja.Value{buffers},
		promised: func() goja.Value {
			o := f.env.VM.CreateObject(nil)
			must(o.Set(name, n))
			must(o.Set(beside, buffers))
			return o
		},
	}
}

func prepareRead(f *FS, a args) *job { return f.read(f.readTransfer(a, false)) }

// prepareHandleRead is prepareRead for a FileHandle.
func prepareHandleRead(f *FS, a args) *job { return f.read(f.readTransfer(a, true)) }

func (f *FS) read(t transfer) *job {
	j := f.counted("read", "bytesRead", "buffer", t.buffer, func() (int, error) {
		return fsys.Read(t.fd, t.bytes, t.position)
	})
	j.instant = len(t.bytes) == 0
	return j
}

// prepareReadSync is prepareRead for a form in which the buffer must come
// second.
func prepareReadSync(f *FS, a args) *job {
	f.view(a.at(1), "buffer")
	return fdLast(prepareRead)(f, a)
}

// fdLast checks the descriptor after the other arguments, as the sync forms do.
func fdLast(prepare func(*FS, args) *job) func(*FS, args) *job {
	return func(f *FS, a args) *job {
		if !isInt32(a.at(0)) || a.at(0).ToFloat() < 0 {
			others := append(args{f.env.VM.ToValue(0)}, a[min(1, len(a)):]...)
			prepare(f, others)
		}
		return prepare(f, a)
	}
}

// writeTransfer checks the arguments of write: (fd, buffer, offset, length,
// position), (fd, buffer, params) or (fd, string, position, encoding).
func (f *FS) writeTransfer(a args) transfer {
	t := transfer{fd: f.fd(a.at(0)), buffer: a.at(1), position: -1}
	all, ok := buffer.Bytes(f.env, a.at(1))
	if !ok {
		return f.writeText(t, a)
	}
	offset, length, position := a.at(2), a.at(3), a.at(4)
	if params, ok := offset.(*goja.Object); ok {
		offset, length, position = orUndefined(params.Get("offset")), orUndefined(params.Get("length")), orUndefined(params.Get("position"))
	}
	from := int64(0)
	if !validate.Nullish(offset) {
		from = validate.Integer(f.env, offset, "offset", 0, maxSafeInteger)
	}
	count := int64(len(all)) - from
	if goja.IsNumber(length) {
		count = int64(length.ToFloat())
	}
	vm, size := f.env.VM, int64(len(all))
	switch {
	case from > size:
		errs.Throw(f.env, "ERR_OUT_OF_RANGE", "offset", "<= "+vm.ToValue(size).String(), vm.ToValue(from))
	case count > size-from:
		errs.Throw(f.env, "ERR_OUT_OF_RANGE", "length", "<= "+vm.ToValue(size-from).String(), vm.ToValue(count))
	case count < 0:
		errs.Throw(f.env, "ERR_OUT_OF_RANGE", "length", ">= 0", vm.ToValue(count))
	}
	validate.Int32(f.env, vm.ToValue(count), "length", 0)
	t.bytes = all[from : from+count]
	if goja.IsNumber(position) {
		t.position = position.ToInteger()
	}
	return t
}

func (f *FS) writeText(t transfer, a args) transfer {
	if !validate.IsString(a.at(1)) {
		errs.Throw(f.env, "ERR_INVALID_ARG_TYPE", "buffer", []string{"string", "Buffer", "TypedArray", "DataView"}, a.at(1))
	}
	if goja.IsNumber(a.at(2)) {
		t.position = a.at(2).ToInteger()
	}
	encoding := buffer.UTF8
	if v := a.at(3); validate.IsString(v) {
		enc, ok := buffer.ParseEncoding(v.String())
		if !ok {
			errs.Throw(f.env, "ERR_INVALID_ARG_VALUE", "encoding", v, "is invalid encoding")
		}
		encoding = enc
		if encoding == buffer.Hex && len(a.at(1).String())%2 != 0 {
			errs.Throw(f.env, "ERR_INVALID_ARG_VALUE", "encoding", v, "is invalid for data of length "+f.env.VM.ToValue(len(a.at(1).String())).String())
		}
	}
	t.bytes = buffer.Encode(f.env, a.at(1), encoding)
	return t
}

func prepareWrite(f *FS, a args) *job {
	t := f.writeTransfer(a)
	return f.counted("write", "bytesWritten", "buffer", t.buffer, func() (int, error) {
		return fsys.Write(t.fd, t.bytes, t.position)
	})
}

func prepareReadv(f *FS, a args) *job {
	return f.vectored(a, "bytesRead", "read", fsys.Read, syscall.EINVAL) // of readv(2) without buffers
}

func prepareWritev(f *FS, a args) *job {
	return f.vectored(a, "bytesWritten", "write", fsys.Write, nil)
}

// vectored reads or writes several buffers one after the other, until one is
// not done in full; without any, empty is the outcome.
func (f *FS) vectored(a args, name, syscall string, call func(int, []byte, int64) (int, error), empty error) *job {
	fd, list := f.fd(a.at(0)), f.views(a.at(1))
	position := int64(-1)
	if goja.IsNumber(a.at(2)) {
		position = a.at(2).ToInteger()
	}
	return f.counted(syscall, name, "buffers", a.at(1), func() (total int, err error) {
		if len(list) == 0 {
			return 0, empty
		}
		for _, b := range list {
			at := position
			if at >= 0 {
				at += int64(total)
			}
			n, err := call(fd, b, at)
			total += n
			if err != nil && total == 0 {
				return 0, err
			}
			if err != nil || n < len(b) {
				break
			}
		}
		return total, nil
	})
}

// addReadAndWrite adds the functions whose arguments have no fixed places, so
// that where the callback is depends on them.
func (f *FS) addReadAndWrite(o *goja.Object) {
	last := func(prepare func(*FS, args) *job) env.Callback {
		return func(c goja.FunctionCall) goja.Value {
			n := len(c.Arguments) - 1
			for n > 0 && goja.IsUndefined(c.Arguments[n]) {
				n--
			}
			given := append(args(nil), c.Arguments[:max(n, 1)]...)
			if !env.IsFunction(c.Argument(n)) {
				f.fd(c.Argument(0))
				prepare(f, append(args(nil), c.Arguments...))
			}
			callback := validate.Function(f.env, c.Argument(n), "cb")
			f.start(prepare(f, given), callback)
			return goja.Undefined()
		}
	}
	must(o.Set("read", f.env.Function("read", 6, last(prepareRead))))
	must(o.Set("write", f.env.Function("write", 6, last(prepareWrite))))
	must(o.Set("readSync", f.env.Function("readSync", 5, f.syncForm(&operation{prepare: prepareReadSync}))))
	must(o.Set("writeSync", f.env.Function("writeSync", 5, f.syncForm(&operation{prepare: fdLast(prepareWrite)}))))
	for name, prepare := range map[string]func(*FS, args) *job{
		"read": prepareRead, "write": prepareWrite, "readv": prepareReadv, "writev": prepareWritev,
	} {
		form := f.env.Function(name, 0, f.promiseForm(&operation{prepare: prepare}))
		fn := o.Get(name).(*goja.Object)
		must(fn.DefineDataPropertySymbol(f.env.SymbolFor("nodejs.util.promisify.custom"), form, goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	}
}
