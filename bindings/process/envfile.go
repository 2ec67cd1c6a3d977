package process

import (
	"os"

	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/errs"
	"gonet/bindings/internal/dotenv"
	"gonet/bindings/internal/validate"
	"gonet/netimpl"
)

// loadEnvFile is process.loadEnvFile: it sets what is not set yet.
func (p *Process) loadEnvFile(c goja.FunctionCall) goja.Value {
	path := ".env"
	if v := c.Argument(0); !validate.Nullish(v) {
		valid := p.env.Invoke(p.env.Require("internal/binding/fs"), "validPath", v)
		path = valid.String()
		if b, ok := buffer.Bytes(p.env, valid); ok {
			path = string(b)
		}
	}
	content, err := os.ReadFile(p.Path(path))
	if err != nil {
		panic(errs.UV(p.env, netimpl.ErrNumber(netimpl.AsErrno(err)), "open", "", path, ""))
	}
	for _, v := range dotenv.Parse(string(content)) {
		if _, ok := p.Getenv(v.Name); !ok {
			p.Setenv(v.Name, v.Value)
		}
	}
	return goja.Undefined()
}
