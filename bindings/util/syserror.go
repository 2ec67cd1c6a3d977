package util

import (
	"math"

	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/bindings/internal/validate"
	"gonet/netimpl"
)

const maxSafeInteger = 1<<53 - 1

// systemError reads an error's number as scripts write it: negative.
func (m *module) systemError(c goja.FunctionCall) (number int, line netimpl.SystemError, known bool) {
	v := c.Argument(0)
	n := validate.Number(m.env, v, "err")
	if !(n < 0) || n != math.Trunc(n) || n < -maxSafeInteger {
		errs.Throw(m.env, "ERR_OUT_OF_RANGE", "err", "a negative integer", v)
	}
	line, known = netimpl.SystemErrorByNumber(int(n))
	return int(n), line, known
}

func (m *module) systemErrorName(c goja.FunctionCall) goja.Value {
	_, line, known := m.systemError(c)
	if !known {
		return m.env.VM.ToValue("Unknown system error " + c.Argument(0).String())
	}
	return m.env.VM.ToValue(line.Name)
}

func (m *module) systemErrorMessage(c goja.FunctionCall) goja.Value {
	_, line, known := m.systemError(c)
	if !known {
		return m.env.VM.ToValue("Unknown system error " + c.Argument(0).String())
	}
	return m.env.VM.ToValue(line.Message)
}

// systemErrorMap is a Map from numbers to [name, message].
func (m *module) systemErrorMap(goja.FunctionCall) goja.Value {
	vm := m.env.VM
	var entries []any
	for _, line := range netimpl.SystemErrors() {
		entries = append(entries, vm.NewArray(line.Number, vm.NewArray(line.Name, line.Message)))
	}
	return m.env.Construct(vm.Get("Map").ToObject(vm), vm.NewArray(entries...))
}

func (m *module) errnoException(c goja.FunctionCall) goja.Value {
	original := ""
	if v := c.Argument(2); !validate.Nullish(v) {
		original = v.String()
	}
	return errs.Errno(m.env, int(c.Argument(0).ToInteger()), c.Argument(1).String(), original)
}

func (m *module) exceptionWithHostPort(c goja.FunctionCall) goja.Value {
	additional := ""
	if v := c.Argument(4); !validate.Nullish(v) {
		additional = v.String()
	}
	return errs.HostPort(m.env, int(c.Argument(0).ToInteger()), c.Argument(1).String(), c.Argument(2).String(),
		int(c.Argument(3).ToInteger()), additional)
}

// signalExitCode is what shells report for a process that a signal has ended.
func (m *module) signalExitCode(c goja.FunctionCall) goja.Value {
	const signalled = 128
	var names []any
	for _, s := range netimpl.SignalNames() {
		if name, ok := c.Argument(0).(goja.String); ok && name.String() == s.Name {
			return m.env.VM.ToValue(signalled + int(s.Number))
		}
		names = append(names, s.Name)
	}
	validate.OneOf(m.env, c.Argument(0), "signalCode", names...)
	return goja.Undefined()
}
