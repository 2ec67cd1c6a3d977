package fs

import (
	"math"
	"math/rand/v2"
	"runtime"
	"strconv"
	"strings"
	"syscall"

	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/bindings/internal/validate"
	"gonet/bindings/internal/warning"
	"gonet/netimpl/fsys"
)

// onPath is a job about a path without a result.
func (f *FS) onPath(v goja.Value, syscall string, run func(path string) error) *job {
	p := f.path(v, "path")
	return &job{syscall: syscall, path: p.given, run: func() error { return run(p.real) }}
}

// onTwo is a job about two paths.
func (f *FS) onTwo(from, to path, syscall string, run func(from, to string) error) *job {
	return &job{
		syscall: syscall, path: from.given, dest: to.given,
		run: func() error { return run(from.real, to.real) },
	}
}

// The bits of access's mode.
const accessMask = 7

func prepareAccess(f *FS, a args) *job {
	p := f.path(a.at(0), "path")
	mode := uint32(f.smallMode(a.at(1), accessMask))
	return &job{syscall: "access", path: p.given, run: func() error { return fsys.Access(p.real, mode) }}
}

// smallMode checks the mode of access and copyFile, a few bits, in the words
// that Node has only there.
func (f *FS) smallMode(v goja.Value, limit int) int {
	if validate.Nullish(v) {
		return 0
	}
	if !goja.IsNumber(v) {
		panic(errs.NewTypeText(f.env, "ERR_INVALID_ARG_TYPE", "mode must be int32 or null/undefined"))
	}
	n := v.ToFloat()
	if math.IsNaN(n) || math.IsInf(n, 0) {
		panic(errs.NewRangeText(f.env, "ERR_OUT_OF_RANGE", "mode is out of range"))
	}
	if n = math.Trunc(n); n < 0 || n > float64(limit) {
		panic(errs.NewRangeText(f.env, "ERR_OUT_OF_RANGE", "mode is out of range: >= 0 && <= "+strconv.Itoa(limit)))
	}
	return int(n)
}

func prepareChmod(f *FS, a args) *job {
	p := f.path(a.at(0), "path")
	mode := f.givenMode(a.at(1))
	return &job{syscall: "chmod", path: p.given, run: func() error { return fsys.Chmod(p.real, mode) }}
}

func prepareLchmod(f *FS, a args) *job {
	if runtime.GOOS != "darwin" {
		errs.Throw(f.env, "ERR_METHOD_NOT_IMPLEMENTED", "lchmod()")
	}
	p := f.path(a.at(0), "path")
	mode := f.givenMode(a.at(1))
	return &job{syscall: "lchmod", path: p.given, run: func() error { return fsys.Lchmod(p.real, mode) }}
}

func prepareChown(f *FS, a args) *job  { return f.chown(a, "chown", fsys.Chown) }
func prepareLchown(f *FS, a args) *job { return f.chown(a, "lchown", fsys.Lchown) }

func (f *FS) chown(a args, syscall string, call func(string, int, int) error) *job {
	p := f.path(a.at(0), "path")
	uid, gid := f.owner(a.at(1), "uid"), f.owner(a.at(2), "gid")
	return &job{syscall: syscall, path: p.given, run: func() error { return call(p.real, uid, gid) }}
}

func prepareUtimes(f *FS, a args) *job  { return f.utimes(a, "utime", true) }
func prepareLutimes(f *FS, a args) *job { return f.utimes(a, "lutime", false) }

func (f *FS) utimes(a args, syscall string, follow bool) *job {
	p := f.path(a.at(0), "path")
	atime, mtime := f.seconds(a.at(1), "time"), f.seconds(a.at(2), "time")
	return &job{syscall: syscall, path: p.given, run: func() error { return fsys.Utimes(p.real, atime, mtime, follow) }}
}

func prepareCopyFile(f *FS, a args) *job {
	from, to := f.path(a.at(0), "src"), f.path(a.at(1), "dest")
	mode := f.smallMode(a.at(2), fsys.CopyExcl|fsys.CopyClone|fsys.CopyCloneOnly)
	return f.onTwo(from, to, "copyfile", func(from, to string) error { return fsys.CopyFile(from, to, mode) })
}

func prepareLink(f *FS, a args) *job {
	return f.onTwo(f.path(a.at(0), "existingPath"), f.path(a.at(1), "newPath"), "link", fsys.Link)
}

func prepareRename(f *FS, a args) *job {
	return f.onTwo(f.path(a.at(0), "oldPath"), f.path(a.at(1), "newPath"), "rename", fsys.Rename)
}

func prepareUnlink(f *FS, a args) *job { return f.onPath(a.at(0), "unlink", fsys.Unlink) }

func prepareRmdir(f *FS, a args) *job {
	j := f.onPath(a.at(0), "rmdir", fsys.Rmdir)
	if o, ok := a.at(1).(*goja.Object); ok {
		if v := o.Get("recursive"); !validate.IsUndefined(v) {
			errs.Throw(f.env, "ERR_INVALID_ARG_VALUE", "options.recursive", v, "is no longer supported")
		}
	}
	if !goja.IsUndefined(a.at(1)) {
		validate.Object(f.env, a.at(1), "options")
	}
	return j
}

func prepareTruncate(f *FS, a args) *job {
	p := f.path(a.at(0), "path")
	length := f.length(a.at(1))
	return &job{syscall: "open", path: p.given, run: func() error { return fsys.Truncate(p.real, length) }}
}

func prepareSymlink(f *FS, a args) *job {
	if v := a.at(2); !validate.Nullish(v) {
		validate.OneOf(f.env, v, "type", "dir", "file", "junction", nil, goja.Undefined())
	}
	target, to := f.path(a.at(0), "target"), f.path(a.at(1), "path")
	j := f.onTwo(target, to, "symlink", func(_, to string) error { return fsys.Symlink(target.given, to, 0) })
	return j
}

func prepareReadlink(f *FS, a args) *job {
	o := f.options(a.at(1), "")
	target := ""
	j := f.onPath(a.at(0), "readlink", func(path string) (err error) {
		target, err = fsys.Readlink(path)
		return err
	})
	j.result = func() goja.Value { return f.name(target, o) }
	return j
}

// tempLetters are what mkdtemp makes names of.
const tempLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

// tempTries bounds the names that mkdtemp tries, as mkdtemp(3) does.
const tempTries = 10000

func prepareMkdtemp(f *FS, a args) *job {
	o := f.options(a.at(1), "")
	prefix := f.path(a.at(0), "prefix")
	if strings.HasSuffix(prefix.given, "X") && !f.warnedTemplate {
		f.warnedTemplate = true
		warning.Emit(f.env, "mkdtemp() templates ending with X are not portable. "+
			"For details see: https://nodejs.org/api/fs.html", "", "")
	}
	made := ""
	return &job{
		syscall: "mkdtemp", path: prefix.given + "XXXXXX",
		run: func() error {
			for range tempTries {
				suffix := make([]byte, 6)
				for i := range suffix {
					suffix[i] = tempLetters[rand.IntN(len(tempLetters))]
				}
				err := fsys.Mkdir(prefix.real+string(suffix), 0o700)
				if err == nil {
					made = prefix.given + string(suffix)
				}
				if !is(err, syscall.EEXIST) {
					return err
				}
			}
			return syscall.EEXIST
		},
		result: func() goja.Value { return f.name(made, o) },
	}
}
