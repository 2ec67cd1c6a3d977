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
	// place of options, is found as well, but not before earliest.
	callback, earliest int
	// prepare checks the arguments, without the callback, and says what to do.
	prepare func(f *FS, a args) *job
	// callbackFirst says that the callback is checked before the arguments.
	callbackFirst bool
}

// none is the length of a form that does not exist.
const none = -1

// job is one call of an operation with its arguments checked.
type job struct {
	syscall    string // what a failure is told of, with
	path, dest string // the paths as the script gave them
	// run does the work on any goroutine: it touches no JavaScript. If it
	// returns errAgain, it is called once more, after between.
	run func() error
	// between is called on the loop before run is called again.
	between func()
	// result makes the result from what run left behind; nil is undefined.
	result func() goja.Value
	// bare says that a callback gets no result, not even undefined.
	bare bool
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

// errAgain says that a job has done a part of its work.
var errAgain = errors.New("again")

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
	prepare := op.prepare
	if other := syncForms[op.name]; other != nil {
		prepare = other
	}
	return func(c goja.FunctionCall) goja.Value {
		j := prepare(f, c.Arguments)
		if !j.instant {
			err := j.run()
			for err == errAgain {
				j.between()
				err = j.run()
			}
			if err != nil {
				panic(f.exception(j, err))
			}
		}
		return j.value()
	}
}

func (f *FS) callbackForm(op *operation) env.Callback {
	return func(c goja.FunctionCall) goja.Value {
		at := op.callback
		for i := min(at, len(c.Arguments)) - 1; i >= op.earliest && !env.IsFunction(c.Argument(at)); i-- {
			if env.IsFunction(c.Arguments[i]) {
				at = i
			}
		}
		if op.callbackFirst {
			validate.Function(f.env, c.Argument(at), "cb")
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
	f.perform(j, "FSREQCALLBACK", func(err error) { f.callBack(j, callback, err) })
}

// perform runs a job on a goroutine, in as many parts as it wants, and calls
// done on the loop.
func (f *FS) perform(j *job, kind string, done func(err error)) {
	var err error
	work.Do(f.env, kind, func() { err = j.run() }, func() {
		if err == errAgain {
			j.between()
			f.perform(j, kind, done)
			return
		}
		done(j.outcome(err))
	})
}

func (f *FS) callBack(j *job, callback env.Callback, err error) {
	var list []goja.Value
	switch {
	case err != nil && j.extra != nil:
		list = append([]goja.Value{f.exception(j, err), f.env.VM.ToValue(0)}, j.extra...)
	case err != nil:
		list = []goja.Value{f.exception(j, err)}
	case j.result == nil || j.bare:
		list = []goja.Value{goja.Null()}
	default:
		list = append([]goja.Value{goja.Null(), j.result()}, j.extra...)
	}
	complete(callback, list)
}

func complete(callback env.Callback, list []goja.Value) {
	callback(goja.FunctionCall{This: goja.Undefined(), Arguments: list})
}

func (f *FS) promiseForm(op *operation) env.Callback {
	prepare := op.prepare
	if other := promiseForms[op.name]; other != nil {
		prepare = other
	}
	return func(c goja.FunctionCall) goja.Value {
		given := append(args(nil), c.Arguments...)
		return f.promise(func() *job { return prepare(f, given) })
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
	f.perform(j, "FSREQPROMISE", settle)
	return vm.ToValue(p)
}
