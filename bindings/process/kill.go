package process

import (
	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/bindings/internal/validate"
	"gonet/netimpl"
)

// kill is process.kill: it checks its arguments and calls process._kill, which
// scripts replace.
func (p *Process) kill(c goja.FunctionCall) goja.Value {
	e, pid, sig := p.env, c.Argument(0), c.Argument(1)
	if f := pid.ToNumber().ToFloat(); validate.Nullish(pid) || f != float64(int32(int64(f))) {
		errs.Throw(e, "ERR_INVALID_ARG_TYPE", "pid", "number", pid)
	}
	number, isNumber := sig, false
	if goja.IsNumber(sig) {
		f := sig.ToFloat()
		isNumber = f == float64(int32(int64(f)))
	}
	if !isNumber {
		number = e.VM.ToValue(p.signalNumber(sig))
	}
	if err := e.Invoke(p.object, "_kill", pid, number); err.ToBoolean() {
		panic(errs.Errno(e, int(err.ToInteger()), "kill", ""))
	}
	return e.VM.ToValue(true)
}

// signalNumber returns the number of the signal called v, SIGTERM if v is
// falsy.
func (p *Process) signalNumber(v goja.Value) int {
	name := "SIGTERM"
	if v.ToBoolean() {
		name = v.String()
	}
	number, ok := netimpl.SignalByName(name)
	if !ok {
		errs.Throw(p.env, "ERR_UNKNOWN_SIGNAL", name)
	}
	return number
}

// rawKill is process._kill: it returns 0 or the negative number of an error.
func (p *Process) rawKill(c goja.FunctionCall) goja.Value {
	pid, sig := int(int32(c.Argument(0).ToNumber().ToInteger())), int(int32(c.Argument(1).ToInteger()))
	if err := sendSignal(pid, sig); err != nil {
		return p.env.VM.ToValue(netimpl.ErrNumber(netimpl.AsErrno(err)))
	}
	return p.env.VM.ToValue(0)
}
