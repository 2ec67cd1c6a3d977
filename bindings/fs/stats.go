package fs

import (
	"math/big"
	"syscall"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/validate"
	"gonet/netimpl/fsys"
)

// classes are the classes of what the module returns, made together.
type classes struct {
	base, stats, bigStats, dirent, statFS, dir, handle *env.Class
	entryType                                          *goja.Symbol
	partial                                            [4]*goja.Symbol
}

// timeNames are the times of a file.
var timeNames = [4]string{"atime", "mtime", "ctime", "birthtime"}

// typeTests are the methods of Stats and Dirent that ask what a file is.
var typeTests = []struct {
	name string
	mode uint64
	kind fsys.EntryType
}{
	{"isDirectory", fsys.ModeDir, fsys.EntryDir},
	{"isFile", fsys.ModeRegular, fsys.EntryFile},
	{"isBlockDevice", fsys.ModeBlock, fsys.EntryBlock},
	{"isCharacterDevice", fsys.ModeChar, fsys.EntryChar},
	{"isSymbolicLink", fsys.ModeLink, fsys.EntryLink},
	{"isFIFO", fsys.ModeFIFO, fsys.EntryFIFO},
	{"isSocket", fsys.ModeSocket, fsys.EntrySocket},
}

func (f *FS) defineStats() {
	e, c := f.env, &f.classes
	plain := func(goja.ConstructorCall) *goja.Object { return nil }
	c.base = e.NewClass("StatsBase", 10, nil, plain).Enumerable()
	for _, test := range typeTests {
		c.base.Method(test.name, 0, func(call goja.FunctionCall) goja.Value {
			mode := call.This.ToObject(e.VM).Get("mode")
			if mode == nil {
				return e.VM.ToValue(false)
			}
			return e.VM.ToValue(uint64(number(mode))&fsys.ModeType == test.mode)
		})
	}
	c.stats = e.NewClass("Stats", 18, c.base, func(call goja.ConstructorCall) *goja.Object {
		f.fillFromArguments(call)
		return nil
	})
	c.bigStats = e.NewClass("BigIntStats", 14, c.base, plain)
	c.statFS = e.NewClass("StatFs", 8, nil, plain)
	for i, name := range timeNames {
		c.partial[i] = goja.NewSymbol("partial" + string(name[0]-'a'+'A') + name[1:] + "Ns")
	}
	for _, class := range []*env.Class{c.stats, c.bigStats} {
		for _, name := range timeNames {
			f.defineTime(class, name, func(this *goja.Object) goja.Value { return f.date(this, name) })
		}
	}
	for i, name := range timeNames {
		f.defineTime(c.stats, name+"Instant", func(this *goja.Object) goja.Value { return f.instant(f.nanoseconds(this, i)) })
		f.defineTime(c.bigStats, name+"Instant", func(this *goja.Object) goja.Value { return f.instant(this.Get(name + "Ns")) })
	}
}

// fillFromArguments is the constructor Stats as scripts may call it.
func (f *FS) fillFromArguments(call goja.ConstructorCall) {
	for i, name := range statNames {
		must(call.This.Set(name, call.Argument(i)))
	}
	for i, name := range timeNames {
		at := len(statNames) + 2*i
		must(call.This.Set(name+"Ms", call.Argument(at).ToFloat()*1e3+call.Argument(at+1).ToFloat()/1e6))
	}
}

var statNames = [10]string{"dev", "mode", "nlink", "uid", "gid", "rdev", "blksize", "ino", "size", "blocks"}

func statNumbers(i *fsys.Info) [10]uint64 {
	return [10]uint64{i.Dev, i.Mode, i.Nlink, i.UID, i.GID, i.Rdev, i.Blksize, i.Ino, i.Size, i.Blocks}
}

// stats makes a Stats or BigIntStats.
func (f *FS) stats(i *fsys.Info, big bool) *goja.Object {
	if big {
		return f.bigStats(i)
	}
	o := f.env.VM.CreateObject(f.classes.stats.Proto)
	for n, v := range statNumbers(i) {
		must(o.Set(statNames[n], v))
	}
	for n, t := range [4]fsys.Time{i.Atime, i.Mtime, i.Ctime, i.Birthtime} {
		must(o.Set(timeNames[n]+"Ms", float64(t.Sec)*1e3+float64(t.Nsec)/1e6))
		must(o.SetSymbol(f.classes.partial[n], t.Nsec))
	}
	return o
}

func (f *FS) bigStats(i *fsys.Info) *goja.Object {
	o := f.env.VM.CreateObject(f.classes.bigStats.Proto)
	for n, v := range statNumbers(i) {
		must(o.Set(statNames[n], new(big.Int).SetUint64(v)))
	}
	times := [4]fsys.Time{i.Atime, i.Mtime, i.Ctime, i.Birthtime}
	for n, t := range times {
		must(o.Set(timeNames[n]+"Ms", big.NewInt(t.Sec*1e3+t.Nsec/1e6)))
	}
	for n, t := range times {
		must(o.Set(timeNames[n]+"Ns", big.NewInt(t.Sec*1e9+t.Nsec)))
	}
	return o
}

// prepareStatSync, and its like, read their options as Node does there: without
// a look at what they are.
func prepareStatSync(f *FS, a args) *job {
	j := prepareStat(f, a)
	f.notNull(a.at(1))
	return j
}

func prepareLstatSync(f *FS, a args) *job {
	j := prepareLstat(f, a)
	f.notNull(a.at(1))
	return j
}

func prepareFstatSync(f *FS, a args) *job {
	f.notNull(a.at(1))
	return prepareFstat(f, a)
}

func (f *FS) notNull(options goja.Value) {
	if goja.IsNull(options) {
		panic(errs.TypeError(f.env, "Cannot read properties of null (reading 'bigint')"))
	}
}

// prepareStatPromise and prepareLstatPromise want an object of options.
func prepareStatPromise(f *FS, a args) *job {
	f.optionsObject(a.at(1))
	return prepareStat(f, a)
}

func prepareLstatPromise(f *FS, a args) *job {
	f.optionsObject(a.at(1))
	return prepareLstat(f, a)
}

func (f *FS) optionsObject(v goja.Value) {
	if !goja.IsUndefined(v) {
		validate.Object(f.env, v, "options")
	}
}

func prepareStat(f *FS, a args) *job {
	p := f.path(a.at(0), "path")
	return f.stat(a.at(1), "stat", p.given, func() (fsys.Info, error) { return fsys.Stat(p.real) })
}

func prepareLstat(f *FS, a args) *job {
	p := f.path(a.at(0), "path")
	return f.stat(a.at(1), "lstat", p.given, func() (fsys.Info, error) { return fsys.Lstat(p.real) })
}

func prepareFstat(f *FS, a args) *job {
	fd := f.fd(a.at(0))
	return f.stat(a.at(1), "fstat", "", func() (fsys.Info, error) { return fsys.Fstat(fd) })
}

func (f *FS) stat(options goja.Value, syscallName, given string, call func() (fsys.Info, error)) *job {
	big, mayMiss := f.statOptions(options)
	var info fsys.Info
	missing := false
	return &job{
		syscall: syscallName, path: given,
		run: func() (err error) {
			info, err = call()
			if missing = mayMiss && (is(err, syscall.ENOENT) || is(err, syscall.ENOTDIR)); missing {
				return nil
			}
			return err
		},
		result: func() goja.Value {
			if missing {
				return goja.Undefined()
			}
			return f.stats(&info, big)
		},
	}
}

func (f *FS) statOptions(v goja.Value) (big, mayMiss bool) {
	o, ok := v.(*goja.Object)
	if !ok {
		return false, false
	}
	throw := o.Get("throwIfNoEntry")
	return orUndefined(o.Get("bigint")).ToBoolean(), throw != nil && !goja.IsUndefined(throw) && !throw.ToBoolean()
}

func prepareStatfs(f *FS, a args) *job {
	p := f.path(a.at(0), "path")
	f.notNull(a.at(1))
	useBig, _ := f.statOptions(a.at(1))
	var s fsys.StatFS
	return &job{
		syscall: "statfs", path: p.given,
		run: func() (err error) {
			s, err = fsys.Statfs(p.real)
			return err
		},
		result: func() goja.Value {
			o := f.env.VM.CreateObject(f.classes.statFS.Proto)
			for _, n := range []struct {
				name  string
				value uint64
			}{
				{"type", s.Type}, {"bsize", s.Bsize}, {"frsize", s.Frsize}, {"blocks", s.Blocks}, {"bfree", s.Bfree},
				{"bavail", s.Bavail}, {"files", s.Files}, {"ffree", s.Ffree},
			} {
				if useBig {
					must(o.Set(n.name, new(big.Int).SetUint64(n.value)))
				} else {
					must(o.Set(n.name, n.value))
				}
			}
			return o
		},
	}
}

// defineDirent defines the class of an entry of a folder.
func (f *FS) defineDirent() {
	e, c := f.env, &f.classes
	c.entryType = goja.NewSymbol("type")
	c.dirent = e.NewClass("Dirent", 3, nil, func(call goja.ConstructorCall) *goja.Object {
		f.fillDirent(call.This, call.Argument(0), call.Argument(1), call.Argument(2))
		return nil
	})
	for _, test := range typeTests {
		c.dirent.Method(test.name, 0, func(call goja.FunctionCall) goja.Value {
			kind := call.This.ToObject(e.VM).GetSymbol(c.entryType)
			return e.VM.ToValue(kind != nil && fsys.EntryType(kind.ToInteger()) == test.kind)
		})
	}
}

func (f *FS) fillDirent(o *goja.Object, name, kind, parent goja.Value) {
	must(o.Set("name", name))
	must(o.Set("parentPath", parent))
	must(o.SetSymbol(f.classes.entryType, kind))
}

func (f *FS) dirent(name string, kind fsys.EntryType, parent goja.Value, o options) *goja.Object {
	object := f.env.VM.CreateObject(f.classes.dirent.Proto)
	f.fillDirent(object, f.name(name, o), f.env.VM.ToValue(int(kind)), parent)
	return object
}
