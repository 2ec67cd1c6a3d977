package process

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/events"
	"gonet/bindings/internal/validate"
	"gonet/bindings/timers"
)

var (
	nameUncaught        = events.NewName("uncaughtException")
	nameUncaughtMonitor = events.NewName("uncaughtExceptionMonitor")
)

// captureState is what setUncaughtExceptionCaptureCallback and its like have
// set.
type captureState struct {
	primary   env.Callback
	auxiliary []env.Callback
}

const originUncaught, originRejection = "uncaughtException", "unhandledRejection"

// uncaught is told of an exception that no script caught: unless a handler
// takes it, the process ends. As TriggerUncaughtException in
// nodejs/node:src/node_errors.cc.
func (p *Process) uncaught(exception goja.Value, origin string) {
	e := p.env
	thrown := e.Thrown()
	var handled goja.Value
	if p.aborts() {
		p.report(exception, thrown, true)
		p.abort(goja.FunctionCall{})
	}
	if !env.IsFunction(p.object.Get("_fatalException")) {
		p.report(exception, thrown, false)
		p.Stop(exitNoHandler)
	}
	if second := e.VM.Try(func() {
		handled = e.Invoke(p.object, "_fatalException", exception, e.VM.ToValue(origin == originRejection))
	}); second != nil {
		if p.isWorker() {
			p.endWorker(second.Value())
		}
		p.report(second.Value(), second, true)
		if p.aborts() {
			p.abort(goja.FunctionCall{})
		}
		p.Stop(exitHandlerThrew)
	}
	if !handled.StrictEquals(e.VM.ToValue(false)) {
		return
	}
	if p.isWorker() {
		p.endWorker(exception)
	}
	p.report(exception, thrown, true)
	p.Stop(p.exitCode(exitUncaught))
}

// aborts reports whether an uncaught exception is to abort the process, before
// any listener hears of it. A capture callback, such as a domain's, prevents
// that.
func (p *Process) aborts() bool {
	_, asked := p.env.Option("abort-on-uncaught-exception")
	return asked && !p.isWorker() && p.capture.primary == nil
}

// fatalException is process._fatalException: it offers the exception to the
// script and reports whether it was taken; if not, 'exit' has been emitted.
func (p *Process) fatalException(c goja.FunctionCall) goja.Value {
	e, exception := p.env, c.Argument(0)
	origin := e.VM.ToValue(originUncaught)
	if c.Argument(1).ToBoolean() {
		origin = e.VM.ToValue(originRejection)
	}
	p.emit(nameUncaughtMonitor, exception, origin)
	if p.captured(exception) || p.emit(nameUncaught, exception, origin) {
		timers.Of(e).Wake()
		return e.VM.ToValue(true)
	}
	if !p.exit.exiting {
		p.exit.exiting = true
		p.exit.code, p.exit.hasCode = exitUncaught, true
		// What an 'exit' listener throws now is not reported, as in Node.
		e.VM.Try(func() { p.emit(nameExit, e.VM.ToValue(exitUncaught)) })
	}
	return e.VM.ToValue(false)
}

// captured offers an exception to the capture callbacks.
func (p *Process) captured(exception goja.Value) bool {
	call := goja.FunctionCall{This: goja.Undefined(), Arguments: []goja.Value{exception}}
	if p.capture.primary != nil {
		p.capture.primary(call)
		return true
	}
	for i := len(p.capture.auxiliary) - 1; i >= 0; i-- {
		if p.capture.auxiliary[i](call).StrictEquals(p.env.VM.ToValue(true)) {
			return true
		}
	}
	return false
}

func (p *Process) setCapture(c goja.FunctionCall) goja.Value {
	fn := c.Argument(0)
	if goja.IsNull(fn) {
		p.capture.primary = nil
		return goja.Undefined()
	}
	callback := env.CallbackOf(fn)
	if callback == nil {
		errs.Throw(p.env, "ERR_INVALID_ARG_TYPE", "fn", []string{"Function", "null"}, fn)
	}
	if p.capture.primary != nil {
		errs.Throw(p.env, "ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET")
	}
	p.capture.primary = callback
	return goja.Undefined()
}

func (p *Process) addCapture(c goja.FunctionCall) goja.Value {
	p.capture.auxiliary = append(p.capture.auxiliary, validate.Function(p.env, c.Argument(0), "fn"))
	return goja.Undefined()
}

func (p *Process) hasCapture(goja.FunctionCall) goja.Value {
	return p.env.VM.ToValue(p.capture.primary != nil)
}
