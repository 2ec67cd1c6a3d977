package fs

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/bindings/internal/validate"
	"gonet/netimpl"
	"gonet/netimpl/fsys"
)

func prepareMkdir(f *FS, a args) *job {
	mode, recursive := uint32(0o777), false
	switch v := a.at(1); {
	case goja.IsNumber(v) || validate.IsString(v):
		mode = validate.FileMode(f.env, v, "mode")
	case validate.IsObject(v):
		o := v.(*goja.Object)
		if r := o.Get("recursive"); !validate.IsUndefined(r) {
			recursive = validate.Boolean(f.env, r, "options.recursive")
		}
		if m := o.Get("mode"); !validate.IsUndefined(m) {
			mode = validate.FileMode(f.env, m, "options.mode")
		}
	}
	p := f.path(a.at(0), "path")
	first := ""
	return &job{
		syscall: "mkdir", path: p.given,
		run: func() (err error) {
			if !recursive {
				return fsys.Mkdir(p.real, mode)
			}
			first, err = makeAll(p.real, mode)
			return err
		},
		result: func() goja.Value {
			if first == "" {
				return goja.Undefined()
			}
			return f.env.VM.ToValue(first)
		},
		bare: !recursive,
	}
}

// makeAll makes a folder with those above it that are missing, and returns the
// first that it made, "" if none. As MKDirpSync in nodejs/node:src/node_file.cc.
func makeAll(path string, mode uint32) (first string, err error) {
	if path == "" {
		return "", syscall.ENOENT
	}
	todo := []string{path}
	for len(todo) > 0 {
		next := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		err := fsys.Mkdir(next, mode)
		switch parent := parentOf(next); {
		case err == nil:
			if first == "" {
				first = next
			}
		// A folder that is missing though the one above it was just made, or
		// is there, will not be made by trying again.
		case is(err, syscall.ENOENT) && parent != next && !isDir(parent):
			todo = append(todo, next, parent)
		case !isDir(next):
			_, found := fsys.Stat(next)
			switch {
			case found == nil && next != path:
				return "", syscall.ENOTDIR
			case found != nil && is(err, syscall.EEXIST): // a link that leads nowhere
				return "", found
			}
			return "", err
		}
	}
	return first, nil
}

// parentOf is the path without its last part; ".." is a part as any other.
func parentOf(path string) string {
	path = strings.TrimRight(path, separators)
	i := strings.LastIndexAny(path, separators)
	switch {
	case i < 0:
		return "."
	case i == len(filepath.VolumeName(path)):
		return path[:i+1]
	}
	return path[:i]
}

// separators are the characters between the parts of a path.
var separators = map[bool]string{false: "/", true: `/\`}[filepath.Separator == '\\']

func isDir(path string) bool {
	info, err := fsys.Stat(path)
	return err == nil && info.IsDir()
}

// rmOptions are the options of rm.
type rmOptions struct {
	force, recursive bool
	retries          int
	delay            time.Duration
}

func (f *FS) rmOptions(v goja.Value) rmOptions {
	o := rmOptions{delay: 100 * time.Millisecond}
	if goja.IsUndefined(v) {
		return o
	}
	object := validate.Object(f.env, v, "options")
	given := func(name string) (goja.Value, bool) {
		v := object.Get(name)
		return v, !validate.IsUndefined(v)
	}
	if v, ok := given("force"); ok {
		o.force = validate.Boolean(f.env, v, "options.force")
	}
	if v, ok := given("recursive"); ok {
		o.recursive = validate.Boolean(f.env, v, "options.recursive")
	}
	if v, ok := given("retryDelay"); ok {
		o.delay = time.Duration(validate.Int32(f.env, v, "options.retryDelay", 0)) * time.Millisecond
	}
	if v, ok := given("maxRetries"); ok {
		o.retries = int(validate.Uint32(f.env, v, "options.maxRetries"))
	}
	return o
}

// errIsDir says that rm without recursive met a folder.
var errIsDir = errors.New("rm: path is a directory")

func prepareRm(f *FS, a args) *job {
	o := f.rmOptions(a.at(1))
	p := f.path(a.at(0), "path")
	return &job{
		syscall: "rm", path: p.given,
		run: func() error { return remove(p, o) },
		failed: func(err error) goja.Value {
			if errors.Is(err, errIsDir) {
				return errs.New(f.env, "ERR_FS_EISDIR", errs.Context{
					Code: "EISDIR", Message: "is a directory", Path: p.given, Syscall: "rm", Errno: int(syscall.EISDIR),
				})
			}
			return nil
		},
	}
}

// remove is rm.
func remove(p path, o rmOptions) error {
	info, err := fsys.Lstat(p.real)
	switch {
	case err != nil && o.force && is(err, syscall.ENOENT):
		return nil
	case err != nil:
		return &failure{err, "lstat", p.given}
	case info.IsDir() && !o.recursive:
		return errIsDir
	case !info.IsDir():
		return retried(o, func() error { return ifForced(o, fsys.Unlink(p.real)) })
	}
	return retried(o, func() error { return os.RemoveAll(p.real) })
}

func ifForced(o rmOptions, err error) error {
	if o.force && is(err, syscall.ENOENT) {
		return nil
	}
	return err
}

// retried calls fn again, with longer and longer pauses, while it fails for
// reasons that pass.
func retried(o rmOptions, fn func() error) error {
	for try := 1; ; try++ {
		err := fn()
		if err == nil || try > o.retries || !passes(err) {
			return err
		}
		time.Sleep(time.Duration(try) * o.delay)
	}
}

// passing are the failures that trying again may end.
var passing = []netimpl.Errno{syscall.EBUSY, syscall.EMFILE, syscall.ENFILE, syscall.ENOTEMPTY, syscall.EPERM}

func passes(err error) bool {
	return slices.Contains(passing, netimpl.AsErrno(err))
}

// found is an entry of a folder, which is named as results name it.
type found struct {
	fsys.Entry
	folder string // as the script gave it
}

func prepareReaddir(f *FS, a args) *job {
	o := f.options(a.at(1), "")
	p := f.path(a.at(0), "path")
	recursive, types := false, o.get("withFileTypes").ToBoolean()
	if v := o.get("recursive"); !validate.Nullish(v) {
		recursive = validate.Boolean(f.env, v, "options.recursive")
	}
	var list []found
	return &job{
		syscall: "scandir", path: p.given,
		run: func() (err error) {
			list, err = scan(p, recursive)
			return err
		},
		result: func() goja.Value {
			values := make([]any, len(list))
			for i, entry := range list {
				if types {
					values[i] = f.dirent(entry.Name, entry.Type, f.name(entry.folder, o), o)
				} else {
					values[i] = f.name(relativeName(p.given, entry), o)
				}
			}
			return f.env.VM.NewArray(values...)
		},
	}
}

// relativeName is an entry's name below the folder that was asked for.
func relativeName(base string, entry found) string {
	if entry.folder == base {
		return entry.Name
	}
	if rel, err := filepath.Rel(base, filepath.Join(entry.folder, entry.Name)); err == nil {
		return rel
	}
	return entry.Name
}

// scan lists a folder, with those below it if recursive: level by level.
func scan(p path, recursive bool) ([]found, error) {
	var list []found
	for queue := []path{p}; len(queue) > 0; {
		folder := queue[0]
		queue = queue[1:]
		entries, err := fsys.Readdir(folder.real)
		if err != nil {
			return nil, &failure{err, "scandir", folder.given}
		}
		added, below := inside(folder, entries, recursive)
		list, queue = append(list, added...), append(queue, below...)
	}
	return list, nil
}

// inside returns the entries of a folder with their types and, if recursive, the
// folders among them.
func inside(folder path, entries []fsys.Entry, recursive bool) (list []found, folders []path) {
	for _, entry := range entries {
		below := path{filepath.Join(folder.given, entry.Name), filepath.Join(folder.real, entry.Name)}
		if entry.Type == fsys.EntryUnknown {
			if info, err := fsys.Lstat(below.real); err == nil {
				entry.Type = fsys.TypeOf(&info)
			}
		}
		list = append(list, found{entry, folder.given})
		if recursive && leadsToDir(entry, below.real) {
			folders = append(folders, below)
		}
	}
	return list, folders
}

func leadsToDir(entry fsys.Entry, path string) bool {
	if entry.Type != fsys.EntryLink {
		return entry.Type == fsys.EntryDir
	}
	info, err := fsys.Stat(path)
	return err == nil && info.IsDir()
}

// is reports whether err stands for errno, by whatever number the system has
// for it: Windows knows several.
func is(err error, errno netimpl.Errno) bool { return netimpl.AsErrno(err) == errno }
