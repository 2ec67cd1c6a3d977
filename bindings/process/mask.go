package process

import (
	"io"

	"github.com/dop251/goja"

	"gonet/bindings/internal/validate"
)

// umask is process.umask. The system only tells the mask when it is set.
func (p *Process) umask(c goja.FunctionCall) goja.Value {
	mask := c.Argument(0)
	if goja.IsUndefined(mask) {
		old := setUmask(0)
		setUmask(old)
		return p.env.VM.ToValue(old)
	}
	if goja.IsNull(mask) {
		mask = goja.Undefined() // for the error's text
	}
	return p.env.VM.ToValue(setUmask(int(validate.FileMode(p.env, mask, "mask"))))
}

func isEmptyDir(err error) bool { return err == io.EOF }
