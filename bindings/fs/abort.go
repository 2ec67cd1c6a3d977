package fs

import (
	"errors"

	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/bindings/internal/validate"
)

// errAborted says that a signal stopped a job.
var errAborted = errors.New("aborted")

// signal is the AbortSignal of a job; the zero value is none. It is asked on the
// loop, as Node does, and not listened to.
type signal struct {
	fs     *FS
	object *goja.Object
}

// signal finds the option.
func (f *FS) signal(o options) signal {
	v := o.get("signal")
	if validate.IsUndefined(v) {
		return signal{}
	}
	return signal{f, v.(*goja.Object)}
}

func (s signal) aborted() bool {
	return s.object != nil && orUndefined(s.object.Get("aborted")).ToBoolean()
}

// failed makes the AbortError, nil for another error.
func (s signal) failed(err error) goja.Value {
	if !errors.Is(err, errAborted) {
		return nil
	}
	return errs.AbortError(s.fs.env, s.object.Get("reason"))
}
