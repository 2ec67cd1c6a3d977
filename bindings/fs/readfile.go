package fs

import (
	"errors"

	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/netimpl/fsys"
)

// maxFile is the most that readFile reads.
const maxFile = 1<<31 - 1

// errTooLarge says that a file does not fit in a buffer.
type errTooLarge struct{ size int64 }

func (e errTooLarge) Error() string { return "file too large" }

var (
	// errTooSmall says that a file of unknown size does not fit in the script's
	// buffer.
	errTooSmall = errors.New("buffer too small")
	// errUnknownEncoding says that the content cannot be decoded.
	errUnknownEncoding = errors.New("unknown encoding")
)

// reading is one readFile.
type reading struct {
	fs      *FS
	options options
	file    target
	flags   int
	signal  signal
	into    goja.Value // the option buffer; nil if there is none
	told    string     // the path that a failed read tells of

	begun bool
	size  int64  // of an ordinary file, 0 of any other
	own   bool   // bytes are the script's
	made  bool   // by a function
	bytes []byte // the script's buffer, or one that grows
	n     int    // how much of bytes has been read
	stop  error  // what ends the job at its next step
}

func prepareReadFile(f *FS, a args) *job {
	r := f.newReading(a)
	r.told = r.file.given
	if r.signal = f.signal(r.options); r.signal.aborted() {
		r.stop = errAborted
	}
	return r.job()
}

// prepareReadFilePromise is prepareReadFile for paths and FileHandles only.
func prepareReadFilePromise(f *FS, a args) *job {
	f.noDescriptor(a.at(0))
	return prepareReadFile(f, a)
}

// prepareReadFileSync is prepareReadFile for the form that no signal stops and
// whose errors of reading tell of no path.
func prepareReadFileSync(f *FS, a args) *job {
	return f.newReading(a).job()
}

func (f *FS) newReading(a args) *reading {
	o := f.options(a.at(1), "")
	r := &reading{fs: f, options: o}
	if v := o.get("buffer"); !goja.IsUndefined(v) {
		if _, ok := buffer.Bytes(f.env, v); !ok && !env.IsFunction(v) {
			errs.Throw(f.env, "ERR_INVALID_ARG_TYPE", "options.buffer", []string{"Buffer", "TypedArray", "DataView", "Function"}, v)
		}
		r.into = v
	}
	r.flags = f.flags(o.get("flag"), "r")
	r.file = f.target(a.at(0))
	return r
}

func (r *reading) job() *job {
	f, o := r.fs, r.options
	unknown := o.encoding.ToBoolean() && o.encoding.String() == "buffer"
	return &job{
		syscall: "read", path: r.file.given, signal: r.signal, between: r.between,
		run: func() error {
			err := r.step()
			if err == errAgain {
				return err
			}
			closed := r.file.close()
			switch {
			case err != nil:
				return err
			case closed == nil && unknown:
				return errUnknownEncoding
			}
			return closed
		},
		result: r.result,
		failed: func(err error) goja.Value {
			var large errTooLarge
			var ex thrown
			switch {
			case errors.As(err, &large):
				return errs.New(f.env, "ERR_FS_FILE_TOO_LARGE", f.env.VM.ToValue(large.size).String())
			case errors.As(err, &ex):
				return ex.value
			case errors.Is(err, errTooSmall):
				return errs.New(f.env, "ERR_INVALID_ARG_VALUE", r.lengthName(), f.env.VM.ToValue(len(r.bytes)),
					"is too small to contain the entire file")
			case errors.Is(err, errUnknownEncoding):
				return errs.New(f.env, "ERR_UNKNOWN_ENCODING", o.encoding)
			}
			return r.signal.failed(err)
		},
	}
}

// step reads the file, or a part of it if the script has a say in between.
func (r *reading) step() error {
	if r.stop != nil {
		return r.stop
	}
	if !r.begun {
		r.begun = true
		if err := r.begin(); err != nil || r.into != nil {
			return err
		}
	}
	for {
		end, err := r.part()
		if err != nil || end {
			return err
		}
		if r.signal.object != nil {
			return errAgain
		}
	}
}

// begin opens the file and looks how large it is.
func (r *reading) begin() error {
	if err := r.file.open(r.flags, 0o666); err != nil {
		return err
	}
	info, err := fsys.Fstat(r.file.fd)
	if err != nil {
		return &failure{err, "fstat", ""}
	}
	if info.IsRegular() {
		if r.size = int64(info.Size); r.size > maxFile {
			return errTooLarge{r.size}
		}
	}
	if r.into != nil {
		return errAgain
	}
	// One byte more, to see the end without growing.
	r.bytes = make([]byte, max(r.size, 512)+1)
	return nil
}

// between is called on the loop between the steps.
func (r *reading) between() {
	switch {
	case r.signal.aborted():
		r.stop = errAborted
	case r.into != nil && !r.own:
		r.own = true
		if ex := r.fs.env.VM.Try(r.takeBuffer); ex != nil {
			r.stop = thrown{ex.Value()}
		}
	}
}

// takeBuffer gets the script's buffer, which a function may make for the size.
func (r *reading) takeBuffer() {
	e, v := r.fs.env, r.into
	if create := env.CallbackOf(v); create != nil {
		r.made = true
		v = create(goja.FunctionCall{This: goja.Undefined(), Arguments: []goja.Value{e.VM.ToValue(r.size)}})
		if _, ok := buffer.Bytes(e, v); !ok {
			errs.Throw(e, "ERR_INVALID_ARG_TYPE", "options.buffer()", []string{"Buffer", "TypedArray", "DataView"}, v)
		}
	}
	r.bytes, _ = buffer.Bytes(e, v)
	if r.size > int64(len(r.bytes)) {
		errs.Throw(e, "ERR_INVALID_ARG_VALUE", r.lengthName(), e.VM.ToValue(len(r.bytes)),
			"is smaller than the file size of "+e.VM.ToValue(r.size).String()+" bytes")
	}
	// What Node returns is a Buffer over the same memory.
	object := v.(*goja.Object)
	r.into = e.Invoke(e.Require("buffer").Get("Buffer").(*goja.Object), "from",
		object.Get("buffer"), object.Get("byteOffset"), object.Get("byteLength"))
}

func (r *reading) lengthName() string {
	if r.made {
		return "options.buffer().byteLength"
	}
	return "options.buffer.byteLength"
}

// part reads once and reports whether that was the end.
func (r *reading) part() (end bool, err error) {
	rest := r.bytes[r.n:]
	switch {
	case r.own && r.size > 0:
		rest = r.bytes[r.n:r.size]
	case r.own && len(rest) == 0:
		n, err := r.read(make([]byte, 1))
		if err == nil && n > 0 {
			err = errTooSmall
		}
		return true, err
	}
	if r.signal.object != nil && len(rest) > partSize {
		rest = rest[:partSize]
	}
	n, err := r.read(rest)
	if r.n += n; err != nil || n == 0 {
		return true, err
	}
	if r.own && r.size > 0 {
		return int64(r.n) == r.size, nil
	}
	if !r.own && r.n == len(r.bytes) {
		grown := append(r.bytes, 0)
		r.bytes = grown[:cap(grown)]
	}
	return false, nil
}

func (r *reading) read(b []byte) (int, error) {
	n, err := fsys.Read(r.file.fd, b, -1)
	if err != nil {
		return 0, &failure{err, "read", r.told}
	}
	return n, nil
}

// result returns what was read as the options want it.
func (r *reading) result() goja.Value {
	f, o := r.fs, r.options
	read := r.bytes[:r.n]
	if o.encoding.ToBoolean() {
		_, enc := o.isBuffer()
		return buffer.Decode(f.env, read, enc)
	}
	if r.own {
		return f.env.Invoke(r.into.(*goja.Object), "subarray", f.env.VM.ToValue(0), f.env.VM.ToValue(r.n))
	}
	return buffer.New(f.env, read)
}
