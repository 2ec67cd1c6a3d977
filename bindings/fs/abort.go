package fs

import (
	"errors"
	"sync/atomic"

	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/bindings/internal/validate"
)

// errAborted says that a signal stopped a job.
var errAborted = errors.New("aborted")

// signal is the AbortSignal of a job; the zero value is none.
type signal struct {
	fs     *FS
	object *goja.Object
	fired  *atomic.Bool
}

// signal finds the option and listens to it.
func (f *FS) signal(o options) signal {
	v := o.get("signal")
	if validate.IsUndefined(v) {
		return signal{}
	}
	s := signal{f, v.(*goja.Object), new(atomic.Bool)}
	if s.object.Get("aborted").ToBoolean() {
		s.fired.Store(true)
		return s
	}
	once := f.env.VM.NewObject()
	must(once.Set("once", true))
	f.env.Invoke(s.object, "addEventListener", f.env.VM.ToValue("abort"), f.env.VM.ToValue(func(goja.FunctionCall) goja.Value {
		s.fired.Store(true)
		return goja.Undefined()
	}), once)
	return s
}

// aborted may be called from any goroutine.
func (s signal) aborted() bool { return s.fired != nil && s.fired.Load() }

// failed makes the AbortError, nil for another error.
func (s signal) failed(err error) goja.Value {
	if !errors.Is(err, errAborted) {
		return nil
	}
	return errs.AbortError(s.fs.env, s.object.Get("reason"))
}
