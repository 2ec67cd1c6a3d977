package fs

import (
	"errors"
	"io"
	"syscall"

	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/validate"
	"gonet/netimpl/fsys"
)

// target is the file of readFile and writeFile: a path, or a descriptor that
// stays open.
type target struct {
	path
	fd     int
	isOpen bool
}

// target checks the first argument of those functions.
func (f *FS) target(v goja.Value) target {
	if h, ok := env.PartOf[*fileHandle](f.env, v, env.PartOwner); ok {
		return target{fd: h.number(), isOpen: true}
	}
	if goja.IsNumber(v) && v.ToFloat() >= 0 && v.ToFloat() == float64(int32(v.ToInteger())) {
		return target{fd: int(v.ToInteger()), isOpen: true}
	}
	return target{path: f.path(v, "path")}
}

// with calls fn with the target's descriptor.
func (t target) with(flags int, mode uint32, fn func(fd int) error) error {
	if t.isOpen {
		return fn(t.fd)
	}
	fd, err := fsys.Open(t.real, flags, mode)
	if err != nil {
		return &failure{err, "open", t.given}
	}
	defer fsys.Close(fd)
	return fn(fd)
}

// maxFile is the most that readFile reads.
const maxFile = 1<<31 - 1

// errTooLarge says that a file does not fit in a buffer.
type errTooLarge struct{ size int64 }

func (e errTooLarge) Error() string { return "file too large" }

// readAll reads from the position of fd to the end.
func readAll(fd int) ([]byte, error) {
	info, err := fsys.Fstat(fd)
	if err != nil {
		return nil, &failure{err, "fstat", ""}
	}
	size := int64(0)
	if info.IsRegular() {
		if size = int64(info.Size); size > maxFile {
			return nil, errTooLarge{size}
		}
	}
	b := make([]byte, 0, max(size, 512)+1)
	for {
		n, err := fsys.Read(fd, b[len(b):cap(b)], -1)
		b = b[:len(b)+n]
		switch {
		case err != nil:
			return nil, &failure{err, "read", ""}
		case n == 0:
			return b, nil
		case len(b) == cap(b):
			b = append(b, 0)[:len(b)]
		}
	}
}

func prepareReadFile(f *FS, a args) *job {
	o := f.options(a.at(1), "")
	t := f.target(a.at(0))
	flags := f.flags(o.get("flag"), "r")
	signal := f.signal(o)
	var content []byte
	return &job{
		syscall: "read", path: t.given, signal: signal,
		run: func() error {
			if signal.aborted() {
				return errAborted
			}
			return t.with(flags, 0o666, func(fd int) (err error) {
				content, err = readAll(fd)
				return err
			})
		},
		result: func() goja.Value { return f.contents(content, o) },
		failed: func(err error) goja.Value {
			var large errTooLarge
			if errors.As(err, &large) {
				return errs.New(f.env, "ERR_FS_FILE_TOO_LARGE", f.env.VM.ToValue(large.size).String())
			}
			return signal.failed(err)
		},
	}
}

// contents returns what was read as the options want it.
func (f *FS) contents(b []byte, o options) goja.Value {
	asBuffer, enc := o.isBuffer()
	if asBuffer || !o.encoding.ToBoolean() {
		return buffer.New(f.env, b)
	}
	return buffer.Decode(f.env, b, enc)
}

func prepareWriteFile(f *FS, a args) *job  { return f.writeFile(a, "w") }
func prepareAppendFile(f *FS, a args) *job { return f.writeFile(a, "a") }

func (f *FS) writeFile(a args, flag string) *job {
	o := f.options(a.at(2), "utf8")
	mode := f.mode(o.get("mode"), 0o666)
	flags := f.flags(o.get("flag"), flag)
	flush := false
	if v := o.get("flush"); !validate.Nullish(v) {
		flush = validate.Boolean(f.env, v, "options.flush")
	}
	data := f.data(a.at(1), o)
	t := f.target(a.at(0))
	signal := f.signal(o)
	return &job{
		syscall: "write", path: t.given, signal: signal,
		run: func() error {
			if signal.aborted() {
				return errAborted
			}
			return t.with(flags, mode, func(fd int) error {
				if err := writeAll(fd, data); err != nil {
					return &failure{err, "write", ""}
				}
				if flush {
					return fsys.Fsync(fd)
				}
				return nil
			})
		},
		failed: signal.failed,
	}
}

// data returns the bytes of what is to be written.
func (f *FS) data(v goja.Value, o options) []byte {
	if b, ok := buffer.Bytes(f.env, v); ok {
		return b
	}
	if !validate.IsString(v) {
		errs.Throw(f.env, "ERR_INVALID_ARG_TYPE", "data", []string{"string", "Buffer", "TypedArray", "DataView"}, v)
	}
	_, enc := o.isBuffer()
	return buffer.Encode(f.env, v, enc)
}

func writeAll(fd int, b []byte) error {
	for len(b) > 0 {
		n, err := fsys.Write(fd, b, -1)
		switch {
		case errors.Is(err, syscall.EAGAIN):
			continue
		case err != nil:
			return err
		case n == 0:
			return io.ErrShortWrite
		}
		b = b[n:]
	}
	return nil
}

// writeFilePromise is fs.promises.writeFile, and the method of a FileHandle: it
// takes streams and iterables too.
func (f *FS) writeFilePromise(a args) goja.Value {
	prepare := func() *job { return prepareWriteFile(f, a) }
	if data := a.at(1); f.isIterable(data) {
		fn := env.CallbackOf(f.env.Require("internal/fs/write_iterable").Get("writeIterable"))
		return fn(goja.FunctionCall{This: goja.Undefined(), Arguments: a})
	}
	if h, ok := env.PartOf[*fileHandle](f.env, a.at(0), env.PartOwner); ok {
		return h.call("writeFile", prepare)
	}
	return f.promise(prepare)
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
