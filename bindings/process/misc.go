package process

import (
	"io"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/inspect"
	"gonet/bindings/internal/validate"
	"gonet/netimpl"
)

// rawDebug is process._rawDebug: it writes to standard error whatever scripts
// have done to the stream.
func (p *Process) rawDebug(c goja.FunctionCall) goja.Value {
	text := p.config.Inspector.Format(c.Arguments, inspect.DefaultOptions()) + "\n"
	_, _ = io.WriteString(p.Stderr(), text) // there is nowhere to report a failure to
	return goja.Undefined()
}

func (p *Process) binding(c goja.FunctionCall) goja.Value {
	panic(errs.Error(p.env, "No such module: "+c.Argument(0).String()))
}

func (p *Process) abort(goja.FunctionCall) goja.Value {
	p.flushStdio()
	netimpl.Abort()
	return goja.Undefined()
}

// refCall is process.ref or process.unref: it calls the method of that name,
// or the one under its symbol.
func (p *Process) refCall(name string) env.Callback {
	symbol := p.env.SymbolFor("nodejs." + name)
	return func(c goja.FunctionCall) goja.Value {
		if validate.Nullish(c.Argument(0)) {
			return goja.Undefined()
		}
		o := c.Argument(0).ToObject(p.env.VM)
		fn := env.CallbackOf(o.GetSymbol(symbol))
		if fn == nil {
			fn = env.CallbackOf(o.Get(name))
		}
		if fn != nil {
			fn(goja.FunctionCall{This: o})
		}
		return goja.Undefined()
	}
}

func (p *Process) getBuiltinModule(c goja.FunctionCall) goja.Value {
	id := validate.String(p.env, c.Argument(0), "id")
	if p.config.Builtin != nil {
		if exports := p.config.Builtin(id); exports != nil {
			return exports
		}
	}
	return goja.Undefined()
}

func (p *Process) defineSourceMaps() {
	p.env.Accessor(p.object, "sourceMapsEnabled", goja.FLAG_TRUE, func(goja.Value) goja.Value {
		return p.env.VM.ToValue(p.config.SourceMaps != nil && p.config.SourceMaps())
	}, nil)
	p.method("setSourceMapsEnabled", 1, func(c goja.FunctionCall) goja.Value {
		on := validate.Boolean(p.env, c.Argument(0), "enabled")
		if p.config.SetSourceMaps != nil {
			p.config.SetSourceMaps(on)
		}
		return goja.Undefined()
	})
}

// reportObject is process.report, whose functions this runtime does not have.
func (p *Process) reportObject() *goja.Object {
	o := p.env.VM.NewObject()
	for name, length := range map[string]int{"writeReport": 2, "getReport": 1} {
		must(o.Set(name, p.env.Function(name, length, func(goja.FunctionCall) goja.Value {
			errs.Throw(p.env, "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM", "process.report")
			return nil
		})))
	}
	for name, v := range map[string]any{
		"directory": "", "filename": "", "compact": false, "excludeNetwork": false, "signal": "SIGUSR2",
		"reportOnFatalError": false, "reportOnSignal": false, "reportOnUncaughtException": false, "excludeEnv": false,
	} {
		must(o.Set(name, v))
	}
	return o
}

// SetEval sets process._eval to the text of a program that is no file.
func (p *Process) SetEval(source string) { p.set("_eval", p.env.VM.ToValue(source)) }
