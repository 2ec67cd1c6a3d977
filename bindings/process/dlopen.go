package process

import (
	"bytes"
	"debug/elf"
	"os"

	"github.com/dop251/goja"

	"gonet/bindings/errs"
)

// dlopen is process.dlopen. A native addon needs V8, so that there is none which
// can be loaded; the errors before that are those of DLOpen in
// nodejs/node:src/node_binding.cc.
func (p *Process) dlopen(c goja.FunctionCall) goja.Value {
	if _, off := p.env.Option("no-addons"); off {
		panic(errs.NewText(p.env, "ERR_DLOPEN_DISABLED", "Cannot load native addon because loading addons is disabled."))
	}
	if len(c.Arguments) < 2 {
		panic(errs.NewTypeText(p.env, "ERR_MISSING_ARGS", "process.dlopen needs at least 2 arguments"))
	}
	exports := c.Argument(0).ToObject(p.env.VM).Get("exports")
	if exports == nil {
		exports = goja.Undefined()
	}
	exports.ToObject(p.env.VM)
	filename := c.Argument(1).String()
	if reason := addonFault(filename); reason != "" {
		panic(errs.NewText(p.env, "ERR_DLOPEN_FAILED", filename+": "+reason))
	}
	panic(errs.New(p.env, "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM", "loading of native addons ("+filename+")"))
}

// elfHeader is the least that a shared object has.
const elfHeader = 64

// addonFault says in the system's words why a file is no shared object, "" if it
// may be one.
func addonFault(filename string) string {
	info, err := os.Stat(filename)
	if err != nil {
		return "cannot open shared object file: No such file or directory"
	}
	if info.IsDir() {
		return "cannot read file data: Is a directory"
	}
	head := make([]byte, elfHeader)
	f, err := os.Open(filename)
	if err != nil {
		return "cannot open shared object file: Permission denied"
	}
	defer f.Close()
	n, _ := f.Read(head) // what cannot be read is too short
	switch {
	case n < elfHeader:
		return "file too short"
	case !bytes.HasPrefix(head, []byte(elf.ELFMAG)):
		return "invalid ELF header"
	}
	return ""
}
