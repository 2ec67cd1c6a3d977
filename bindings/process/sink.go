package process

import (
	"io"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/internal/raw"
)

// makeStream makes a standard stream.
func (p *Process) makeStream(fd int) *goja.Object {
	o := p.env.Construct(p.events.Class.Ctor)
	must(o.Set("fd", fd))
	writers := [3]io.Writer{nil, p.Stdout(), p.Stderr()}
	must(o.Set("write", p.env.Function("write", 3, func(c goja.FunctionCall) goja.Value {
		b, ok := raw.View(c.Argument(0))
		if !ok {
			b = []byte(c.Argument(0).String())
		}
		_, err := writers[fd].Write(b)
		if callback := env.CallbackOf(c.Argument(len(c.Arguments) - 1)); callback != nil {
			p.env.NextTickCall(callback)
		}
		return p.env.VM.ToValue(err == nil)
	})))
	return o
}
