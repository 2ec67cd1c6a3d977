package process

import (
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/bindings/internal/validate"
	"gonet/bindings/internal/warning"
	"gonet/netimpl"
)

// execve is process.execve: another program takes the place of this one.
func (p *Process) execve(c goja.FunctionCall) goja.Value {
	e := p.env
	if !p.warnings.execve {
		p.warnings.execve = true
		warning.Emit(e, "process.execve is an experimental feature and might change at any time", "ExperimentalWarning", "")
	}
	if !canExec {
		errs.Throw(e, "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM", "process.execve")
	}
	path := validate.String(e, c.Argument(0), "execPath")
	args := p.execArgs(c.Argument(1))
	environ := p.execEnviron(c.Argument(2))
	p.env.EndTurn()
	p.flushStdio()
	err := execProgram(p.Path(path), args, environ)
	p.writeError("process.execve failed with error code " + netimpl.ErrName(netimpl.AsErrno(err)) + "\n")
	netimpl.Abort()
	return goja.Undefined()
}

func (p *Process) execArgs(v goja.Value) []string {
	if goja.IsUndefined(v) {
		return nil
	}
	given := validate.Array(p.env, v, "args")
	args := make([]string, given.Get("length").ToInteger())
	for i := range args {
		arg := orUndefined(given.Get(itoa(i)))
		if !validate.IsString(arg) || strings.ContainsRune(arg.String(), 0) {
			errs.Throw(p.env, "ERR_INVALID_ARG_VALUE", "args["+itoa(i)+"]", arg, "must be a string without null bytes")
		}
		args[i] = arg.String()
	}
	return args
}

func (p *Process) execEnviron(v goja.Value) []string {
	if goja.IsUndefined(v) {
		return p.Environ()
	}
	o := validate.Object(p.env, v, "env")
	var list []string
	for _, key := range o.Keys() {
		value := o.Get(key)
		if !validate.IsString(value) || strings.ContainsRune(key+value.String(), 0) {
			errs.Throw(p.env, "ERR_INVALID_ARG_VALUE", "env", o,
				"must be an object with string keys and values without null bytes")
		}
		list = append(list, key+"="+value.String())
	}
	return list
}
