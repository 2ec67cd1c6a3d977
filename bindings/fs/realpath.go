package fs

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/internal/validate"
	"gonet/netimpl/fsys"
)

// maxLinks is how many links a path may lead through.
const maxLinks = 40

// realpath follows all links in path, which is absolute. The failure tells of
// the part of the path that it is about, as Node's own walk along the path
// does.
func realpath(path string) (string, error) {
	path = filepath.Clean(path)
	volume := filepath.VolumeName(path)
	separator := string(filepath.Separator)
	done := volume + separator
	rest := strings.TrimPrefix(path[len(volume):], separator)
	for links := 0; rest != ""; {
		part, after, _ := strings.Cut(rest, separator)
		rest = after
		next := filepath.Join(done, part)
		info, err := fsys.Lstat(next)
		if err != nil {
			return "", &failure{err, "lstat", next}
		}
		if info.Mode&fsys.ModeType != fsys.ModeLink {
			done = next
			continue
		}
		if links++; links > maxLinks {
			return "", &failure{syscall.ELOOP, "stat", next}
		}
		// As Node: the link must lead somewhere.
		end, err := fsys.Stat(next)
		if err != nil {
			return "", &failure{err, "stat", next}
		}
		target, err := fsys.Readlink(next)
		if err != nil {
			return "", &failure{err, "readlink", next}
		}
		if kind := fsys.TypeOf(&end); kind == fsys.EntryFIFO || kind == fsys.EntrySocket {
			return filepath.Join(done, target), nil // /proc names what has no path
		}
		if !filepath.IsAbs(target) {
			target = filepath.Join(done, target)
		}
		target = filepath.Clean(target)
		done = filepath.VolumeName(target) + separator
		rest = filepath.Join(strings.TrimPrefix(target[len(filepath.VolumeName(target)):], separator), rest)
		if rest == "." {
			rest = ""
		}
	}
	return done, nil
}

// prepareRealpath is realpath and, if native, realpath.native, whose failures
// tell of the path as a whole.
func prepareRealpath(native bool) func(f *FS, a args) *job {
	return func(f *FS, a args) *job {
		o := f.options(a.at(1), "")
		p := f.realpathOf(a.at(0), native)
		absolute := p.real
		result := ""
		return &job{
			syscall: "realpath", path: p.given,
			run: func() (err error) {
				if !filepath.IsAbs(absolute) {
					dir, err := os.Getwd()
					if err != nil {
						return err
					}
					absolute = filepath.Join(dir, absolute)
				}
				result, err = realpath(absolute)
				if other, ok := err.(*failure); ok && native {
					return other.err
				}
				return err
			},
			result: func() goja.Value { return f.name(result, o) },
		}
	}
}

// realpathOf checks the path. Node's own walk takes anything as text.
func (f *FS) realpathOf(v goja.Value, native bool) path {
	if v = f.fromURL(v); !native && !validate.IsString(v) && !buffer.IsUint8Array(v) {
		v = f.env.VM.ToValue(v.String())
	}
	return f.path(v, "path")
}

// addRealpath adds the functions with their native variants.
func (f *FS) addRealpath(o *goja.Object) {
	walk, native := prepareRealpath(false), prepareRealpath(true)
	callback := f.env.Function("realpath", 3, f.callbackForm(&operation{callback: 2, earliest: 1, prepare: walk}))
	must(callback.Set("native", f.env.Function("", 3, f.callbackForm(&operation{callback: 2, earliest: 1, prepare: native}))))
	must(o.Set("realpath", callback))
	sync := f.env.Function("realpathSync", 2, f.syncForm(&operation{prepare: walk}))
	must(sync.Set("native", f.env.Function("", 2, f.syncForm(&operation{prepare: native}))))
	must(o.Set("realpathSync", sync))
}
