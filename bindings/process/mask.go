package process

import (
	"io"

	"github.com/dop251/goja"

	"gonet/bindings/internal/validate"
)

// umask is process.umask. The system only tells the mask when it is set.
func (p *Process) umask(c goja.FunctionCall) goja.Value {
	if goja.IsUndefined(c.Argument(0)) {
		old := setUmask(0)
		setUmask(old)
		return p.env.VM.ToValue(old)
	}
	return p.env.VM.ToValue(setUmask(int(validate.FileMode(p.env, c.Argument(0), "mask"))))
}

func isEmptyDir(err error) bool { return err == io.EOF }
