package path

import (
	"runtime"
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/validate"
)

// module is node:path in one Env: both styles' exports.
type module struct {
	env          *env.Env
	posix, win32 *goja.Object
}

var slot = env.NewSlot(func(e *env.Env) *module {
	m := &module{env: e}
	m.posix = m.exports(&style{sep: "/", delimiter: ":", cwd: m.posixCwd})
	m.win32 = m.exports(&style{sep: `\`, delimiter: ";", windows: true, cwd: m.cwd, driveCwd: m.driveCwd})
	for _, o := range []*goja.Object{m.posix, m.win32} {
		o.Set("win32", m.win32)
		o.Set("posix", m.posix)
		o.Set("_makeLong", o.Get("toNamespacedPath"))
	}
	return m
})

// Module is node:path.
func Module(e *env.Env) goja.Value {
	if runtime.GOOS == "windows" {
		return Win32(e)
	}
	return Posix(e)
}

// Posix is node:path/posix.
func Posix(e *env.Env) goja.Value { return slot.Of(e).posix }

// Win32 is node:path/win32.
func Win32(e *env.Env) goja.Value { return slot.Of(e).win32 }

func (m *module) cwd() string {
	return m.env.Invoke(m.env.Require("process"), "cwd").String()
}

// posixCwd is process.cwd() as a POSIX path: on Windows without its drive.
func (m *module) posixCwd() string {
	cwd := m.cwd()
	if runtime.GOOS == "windows" {
		cwd = strings.ReplaceAll(cwd, `\`, "/")
		cwd = cwd[max(strings.IndexByte(cwd, '/'), 0):]
	}
	return cwd
}

// driveCwd is where Windows keeps the current folder of a drive.
func (m *module) driveCwd(drive string) string {
	v := m.env.Require("process").Get("env").ToObject(m.env.VM).Get("=" + drive)
	if v == nil || !v.ToBoolean() {
		return ""
	}
	return v.String()
}

// arguments checks and converts the arguments of one call.
type arguments struct {
	env  *env.Env
	call goja.FunctionCall
}

func (a arguments) string(i int, name string) string {
	return validate.String(a.env, a.call.Argument(i), name)
}

func (a arguments) all(name func(i int) string) []string {
	texts := make([]string, len(a.call.Arguments))
	for i := range texts {
		texts[i] = a.string(i, name(i))
	}
	return texts
}

// exports makes the module's object for one style.
func (m *module) exports(s *style) *goja.Object {
	e := m.env
	o := e.VM.NewObject()
	define := func(name string, length int, fn func(a arguments) any) {
		o.Set(name, e.Function(name, length, func(c goja.FunctionCall) goja.Value {
			return e.VM.ToValue(fn(arguments{e, c}))
		}))
	}
	pick := func(posix, win func(string) string) func(string) string {
		if s.windows {
			return win
		}
		return posix
	}
	onPath := func(name string, posix, win func(string) string) {
		fn := pick(posix, win)
		define(name, 1, func(a arguments) any { return fn(a.string(0, "path")) })
	}
	define("resolve", 0, func(a arguments) any {
		return s.resolve(pathList{len(a.call.Arguments), func(i int) string {
			return a.string(i, "paths["+strconv.Itoa(i)+"]")
		}})
	})
	onPath("normalize", s.posixNormalize, s.winNormalize)
	define("isAbsolute", 1, func(a arguments) any {
		path := a.string(0, "path")
		return s.windows && winIsAbsolute(path) || !s.windows && strings.HasPrefix(path, "/")
	})
	define("join", 0, func(a arguments) any {
		return s.join(a.all(func(int) string { return "path" }))
	})
	define("relative", 2, func(a arguments) any {
		from, to := a.string(0, "from"), a.string(1, "to")
		if from == to {
			return ""
		}
		if s.windows {
			return s.winRelative(from, to)
		}
		return s.posixRelative(from, to)
	})
	define("toNamespacedPath", 1, func(a arguments) any {
		v := a.call.Argument(0)
		if !s.windows || !validate.IsString(v) || v.String() == "" {
			return v
		}
		return s.winNamespaced(v.String())
	})
	onPath("dirname", s.posixDirname, s.winDirname)
	define("basename", 2, func(a arguments) any {
		suffix := ""
		if !goja.IsUndefined(a.call.Argument(1)) {
			suffix = a.string(1, "suffix")
		}
		return s.basename(a.string(0, "path"), suffix)
	})
	onPath("extname", s.extname, s.extname)
	define("format", 1, func(a arguments) any { return m.format(s, a.call.Argument(0)) })
	define("parse", 1, func(a arguments) any {
		path := a.string(0, "path")
		if s.windows {
			return m.show(s.winParse(path))
		}
		return m.show(s.posixParse(path))
	})
	define("matchesGlob", 2, func(a arguments) any {
		return s.matchesGlob(a.string(0, "path"), a.string(1, "pattern"))
	})
	o.Set("sep", s.sep)
	o.Set("delimiter", s.delimiter)
	o.Set("win32", goja.Null())
	o.Set("posix", goja.Null())
	return o
}

func (s *style) resolve(paths pathList) string {
	if s.windows {
		return s.winResolve(paths)
	}
	return s.posixResolve(paths)
}

func (s *style) join(paths []string) string {
	parts := paths[:0]
	for _, path := range paths {
		if path != "" {
			parts = append(parts, path)
		}
	}
	switch {
	case len(parts) == 0:
		return "."
	case s.windows:
		return s.winJoin(parts)
	}
	return s.posixNormalize(strings.Join(parts, "/"))
}

func (m *module) show(p parsed) *goja.Object {
	o := m.env.VM.NewObject()
	o.Set("root", p.root)
	o.Set("dir", p.dir)
	o.Set("base", p.base)
	o.Set("ext", p.ext)
	o.Set("name", p.name)
	return o
}

// format is path.format, which takes the properties as they come.
func (m *module) format(s *style, v goja.Value) goja.Value {
	if !validate.IsObject(v) || validate.IsArray(v) {
		errs.Throw(m.env, "ERR_INVALID_ARG_TYPE", "pathObject", "Object", v)
	}
	o := v.(*goja.Object)
	text := func(name string) string {
		if v := o.Get(name); v != nil && v.ToBoolean() {
			return v.String()
		}
		return ""
	}
	base := text("base")
	if base == "" {
		ext := text("ext")
		if ext != "" && ext[0] != '.' {
			ext = "." + ext
		}
		base = text("name") + ext
	}
	root := text("root")
	dir := text("dir")
	switch {
	case dir == "" && root == "":
		return m.env.VM.ToValue(base)
	case dir == "" || dir == root:
		return m.env.VM.ToValue(root + base)
	}
	return m.env.VM.ToValue(dir + s.sep + base)
}
