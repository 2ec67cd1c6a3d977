package fs

import (
	"errors"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/validate"
	"gonet/bindings/internal/work"
	"gonet/netimpl"
)

// operation is one function of the module in its three forms.
type operation struct {
	name string
	// lengths are the numbers of declared parameters of the callback, sync and
	// promise forms; the last is negative if there is no promise form.
	lengths [3]int
	// callback is which argument the callback is. One that comes earlier, in
	// place of options, is found as well.
	callback int
	// prepare checks the arguments, without the callback, and says what to do.
	prepare func(f *FS, a args) *job
}

// none is the length of a form that does not exist.
const none = -1

// job is one call of an operation with its arguments checked.
type job struct {
	syscall    string // what a failure is told of, with
	path, dest string // the paths as the script gave them
	// run does the work on any goroutine: it touches no JavaScript.
	run func() error
	// result makes the result from what run left behind; nil is undefined.
	result func() goja.Value
	// extra is what a callback gets after the result, also with an error.
	extra []goja.Value
	// promised, if not nil, makes what a promise is resolved with.
	promised func() goja.Value
	// instant says that there is nothing to do: the callback comes with a tick.
	instant bool
	// signal may abort the job; it also counts when it fires too late for run.
	signal signal
	// settled is called, if not nil, before a promise is settled.
	settled func()
	// failed makes the exception for what run returned; nil is the usual one.
	failed func(err error) goja.Value
}

// failure is an error of run that tells of another call or path than its job.
type failure struct {
	err           error
	syscall, path string
}

func (e *failure) Error() string { return e.err.Error() }
func (e *failure) Unwrap() error { return e.err }

// args are the arguments of a call without the callback.
type args []goja.Value

// at returns argument i, undefined if there is none.
func (a args) at(i int) goja.Value {
	if i < len(a) {
		return a[i]
	}
	return goja.Undefined()
}

// exception makes the error that a failed job throws.
func (f *FS) exception(j *job, err error) goja.Value {
	if j.failed != nil {
		if v := j.failed(err); v != nil {
			return v
		}
	}
	syscall, path, dest := j.syscall, j.path, j.dest
	var other *failure
	if errors.As(err, &other) {
		syscall, path, dest = other.syscall, other.path, ""
	}
	return errs.UV(f.env, netimpl.ErrNumber(netimpl.AsErrno(err)), syscall, "", path, dest)
}

// outcome is what a callback learns of what run returned.
func (j *job) outcome(err error) error {
	if err == nil && j.signal.aborted() {
		return errAborted
	}
	return err
}

func (j *job) value() goja.Value {
	if j.result == nil {
		return goja.Undefined()
	}
	return j.result()
}

func (f *FS) syncForm(op *operation) env.Callback {
	return func(c goja.FunctionCall) goja.Value {
		j := op.prepare(f, c.Arguments)
		if !j.instant {
			if err := j.run(); err != nil {
				panic(f.exception(j, err))
			}
		}
		return j.value()
	}
}

func (f *FS) callbackForm(op *operation) env.Callback {
	return func(c goja.FunctionCall) goja.Value {
		at := op.callback
		for i := min(at, len(c.Arguments)) - 1; i > 0 && !env.IsFunction(c.Argument(at)); i-- {
			if env.IsFunction(c.Arguments[i]) {
				at = i
			}
		}
		given := append(args(nil), c.Arguments[:min(at, len(c.Arguments))]...)
		j := op.prepare(f, given)
		f.start(j, validate.Function(f.env, c.Argument(at), "cb"))
		return goja.Undefined()
	}
}

// start does j and then calls back.
func (f *FS) start(j *job, callback env.Callback) {
	if j.instant {
		f.env.NextTick(func() { f.callBack(j, callback, nil) })
		return
	}
	var err error
	work.Do(f.env, "FSREQCALLBACK", func() { err = j.run() }, func() { f.callBack(j, callback, j.outcome(err)) })
}

func (f *FS) callBack(j *job, callback env.Callback, err error) {
	var list []goja.Value
	switch {
	case err != nil && j.extra != nil:
		list = append([]goja.Value{f.exception(j, err), f.env.VM.ToValue(0)}, j.extra...)
	case err != nil:
		list = []goja.Value{f.exception(j, err)}
	case j.result == nil:
		list = []goja.Value{goja.Null()}
	default:
		list = append([]goja.Value{goja.Null(), j.result()}, j.extra...)
	}
	callback(goja.FunctionCall{This: goja.Undefined(), Arguments: list})
}

func (f *FS) promiseForm(op *operation) env.Callback {
	return func(c goja.FunctionCall) goja.Value {
		given := append(args(nil), c.Arguments...)
		return f.promise(func() *job { return op.prepare(f, given) })
	}
}

// promise returns a promise for the job that prepare makes, or for the
// exception that it throws.
func (f *FS) promise(prepare func() *job) goja.Value {
	vm := f.env.VM
	p, resolve, reject := vm.NewPromise()
	var j *job
	if ex := vm.Try(func() { j = prepare() }); ex != nil {
		must(reject(ex.Value()))
		return vm.ToValue(p)
	}
	settle := func(err error) {
		if j.settled != nil {
			j.settled()
		}
		switch {
		case err != nil:
			must(reject(f.exception(j, err)))
		case j.promised != nil:
			must(resolve(j.promised()))
		default:
			must(resolve(j.value()))
		}
	}
	if j.instant {
		settle(nil)
		return vm.ToValue(p)
	}
	var err error
	work.Do(f.env, "FSREQPROMISE", func() { err = j.run() }, func() { settle(j.outcome(err)) })
	return vm.ToValue(p)
}
