package process

import (
	"os"
	"path/filepath"

	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/bindings/internal/validate"
	"gonet/netimpl"
)

// Dir returns process.cwd(). It fails if the folder does not exist any more.
func (p *Process) Dir() (string, error) {
	if p.isWorker() {
		return p.config.Shared.getDir()
	}
	if p.dir != "" {
		return p.dir, nil
	}
	if !p.config.Own {
		p.dir = p.config.Dir
		return p.dir, nil
	}
	dir, err := os.Getwd()
	if err == nil {
		p.dir = dir
	}
	return dir, err
}

// Path returns what a path that a script gave means to the system: it is
// relative to process.cwd(), which need not be the process's folder.
func (p *Process) Path(path string) string {
	if p.config.Own || filepath.IsAbs(path) {
		return path
	}
	dir, err := p.Dir()
	if err != nil {
		return path
	}
	return filepath.Join(dir, path)
}

func (p *Process) cwdCall(goja.FunctionCall) goja.Value {
	dir, err := p.Dir()
	if err != nil {
		panic(errs.UV(p.env, netimpl.ErrNumber(netimpl.AsErrno(err)), "uv_cwd",
			"process.cwd failed with error "+netimpl.ErrMessage(netimpl.AsErrno(err))+
				", the current working directory was likely removed without changing the working directory", "", ""))
	}
	return p.env.VM.ToValue(dir)
}

func (p *Process) chdir(c goja.FunctionCall) goja.Value {
	directory := validate.String(p.env, c.Argument(0), "directory")
	from, _ := p.Dir()
	if err := p.changeDir(directory); err != nil {
		panic(errs.UV(p.env, netimpl.ErrNumber(netimpl.AsErrno(err)), "chdir", "", from, directory))
	}
	return goja.Undefined()
}

// changeDir changes the process's folder, or only the script's if the process
// is not its own.
func (p *Process) changeDir(directory string) error {
	if p.config.Own {
		if err := os.Chdir(directory); err != nil {
			return err
		}
		p.dir = ""
		return nil
	}
	path := p.Path(directory)
	opened, err := os.Open(path)
	if err != nil {
		return err
	}
	defer opened.Close()
	if _, err := opened.Readdirnames(1); err != nil && !isEmptyDir(err) {
		return err
	}
	p.dir = filepath.Clean(path)
	if p.config.Shared != nil {
		p.config.Shared.setDir(p.dir)
	}
	return nil
}
