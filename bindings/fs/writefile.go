package fs

import (
	"io"
	"syscall"

	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/errs"
	"gonet/bindings/internal/validate"
	"gonet/netimpl/fsys"
)

// writing is one writeFile or appendFile.
type writing struct {
	file   target
	flags  int
	mode   uint32
	flush  bool
	signal signal

	begun bool
	rest  []byte // what is still to be written
	stop  error  // what ends the job at its next step
}

func prepareWriteFile(f *FS, a args) *job  { return f.writeFile(a, "w", true) }
func prepareAppendFile(f *FS, a args) *job { return f.writeFile(a, "a", true) }

// Nothing stops the sync forms.
func prepareWriteFileSync(f *FS, a args) *job  { return f.writeFile(a, "w", false) }
func prepareAppendFileSync(f *FS, a args) *job { return f.writeFile(a, "a", false) }

func (f *FS) writeFile(a args, flag string, stoppable bool) *job {
	o := f.options(a.at(2), "utf8")
	w := &writing{mode: f.mode(o.get("mode"), 0o666), flags: f.flags(o.get("flag"), flag)}
	if v := o.get("flush"); !validate.Nullish(v) {
		w.flush = validate.Boolean(f.env, v, "options.flush")
	}
	w.rest = f.data(a.at(1), o)
	w.file = f.target(a.at(0))
	if stoppable {
		w.signal = f.signal(o)
	}
	if w.signal.aborted() {
		w.stop = errAborted
	}
	return &job{
		syscall: "write", path: w.file.given, signal: w.signal, failed: w.signal.failed,
		run: func() error {
			err := w.step()
			if err == errAgain {
				return err
			}
			if closed := w.file.close(); err == nil {
				err = closed
			}
			return err
		},
		between: func() {
			if w.signal.aborted() {
				w.stop = errAborted
			}
		},
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

// step writes the file, or a part of it if a signal may stop it in between.
func (w *writing) step() error {
	if w.stop != nil {
		return w.stop
	}
	if !w.begun {
		w.begun = true
		if err := w.file.open(w.flags, w.mode); err != nil {
			return err
		}
	}
	part := w.rest
	if w.signal.object != nil && len(part) > partSize {
		part = part[:partSize]
	}
	w.rest = w.rest[len(part):]
	if err := writeAll(w.file.fd, part); err != nil {
		return &failure{err, "write", ""}
	}
	if len(w.rest) > 0 {
		return errAgain
	}
	if w.flush {
		if err := fsys.Fsync(w.file.fd); err != nil {
			return &failure{err, "fsync", ""}
		}
	}
	return nil
}

func writeAll(fd int, b []byte) error {
	for len(b) > 0 {
		n, err := fsys.Write(fd, b, -1)
		switch {
		case is(err, syscall.EAGAIN):
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
