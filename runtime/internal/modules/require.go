package modules

import (
	"errors"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/runtime/internal/resolve"
)

// require is Module.prototype.require.
func (l *Loader) require(m *goja.Object, id goja.Value) goja.Value {
	if _, ok := id.Export().(string); !ok {
		errs.Throw(l.env, "ERR_INVALID_ARG_TYPE", "id", "string", id)
	}
	if id.String() == "" {
		errs.Throw(l.env, "ERR_INVALID_ARG_VALUE", "id", id, "must be a non-empty string")
	}
	return l.env.Invoke(l.class.Ctor, "_load", id, m, l.env.VM.ToValue(false))
}

// loadRequest is Module._load: the exports of what request means in parent.
func (l *Loader) loadRequest(request string, parent *goja.Object, isMain bool) goja.Value {
	if strings.HasPrefix(request, "node:") {
		exports, _ := l.builtin(request)
		return exports
	}
	var parentArg goja.Value = goja.Undefined()
	if parent != nil {
		parentArg = parent
	}
	vm := l.env.VM
	filename := l.env.Invoke(l.class.Ctor, "_resolveFilename", vm.ToValue(request), parentArg, vm.ToValue(isMain)).String()
	if cached, ok := l.cache.Get(filename).(*goja.Object); ok {
		if parent != nil {
			addChild(l.env, parent, cached)
		}
		return cached.Get("exports")
	}
	if exports, ok := l.builtin(filename); ok {
		return exports
	}
	return l.loadFile(filename, parent, isMain).Get("exports")
}

// loadFile makes the module of a file that is not in the cache and runs it. A
// file that fails leaves the cache again.
func (l *Loader) loadFile(filename string, parent *goja.Object, isMain bool) *goja.Object {
	m := l.newModule(filename, parent)
	if isMain {
		l.setMain(m)
	}
	l.cache.Set(filename, m)
	loaded := false
	defer func() {
		if !loaded {
			l.cache.Delete(filename)
		}
	}()
	l.env.Invoke(m, "load", l.env.VM.ToValue(filename))
	loaded = true
	return m
}

func (l *Loader) setMain(m *goja.Object) {
	l.main = m
	m.Set("id", ".")
	if process, ok := l.env.VM.Get("process").(*goja.Object); ok {
		process.Set("mainModule", m)
	}
}

// load is Module.prototype.load.
func (l *Loader) load(m *goja.Object, filename string) {
	m.Set("filename", filename)
	m.Set("paths", l.strings(resolve.NodeModulePaths(filepath.Dir(filename))))
	run := env.CallbackOf(l.kinds.Get(l.extension(filename)))
	run(goja.FunctionCall{This: l.kinds, Arguments: []goja.Value{m, l.env.VM.ToValue(filename)}})
	m.Set("loaded", true)
}

// extension returns the longest registered extension of filename, ".js" if
// none is.
func (l *Loader) extension(filename string) string {
	name := filepath.Base(filename)
	for i := 1; i < len(name); i++ {
		if name[i] == '.' && env.IsFunction(l.kinds.Get(name[i:])) {
			return name[i:]
		}
	}
	return ".js"
}

// resolveFilename is Module._resolveFilename.
func (l *Loader) resolveFilename(request string, parent, options *goja.Object) string {
	if l.IsBuiltin(request) || l.Host[request] != nil {
		return request
	}
	paths := l.lookupPaths(request, parent)
	from := parentFile(parent)
	if options != nil {
		if list, ok := options.Get("paths").(*goja.Object); ok {
			return l.resolveFrom(request, parent, list)
		}
	}
	path, err := l.resolver.Require(request, from, paths)
	if err != nil {
		l.throwResolve(err, request, parent)
	}
	return path
}

// resolveFrom resolves request as if it stood in each folder of list in turn:
// require.resolve's option paths.
func (l *Loader) resolveFrom(request string, parent *goja.Object, list *goja.Object) string {
	var last error = resolve.ErrNotFound
	for i := range int(list.Get("length").ToInteger()) {
		dir := absolute(list.Get(strconv.Itoa(i)).String())
		path, err := l.resolver.Require(request, filepath.Join(dir, "_"), resolve.NodeModulePaths(dir))
		if err == nil {
			return path
		}
		last = err
	}
	l.throwResolve(last, request, parent)
	return ""
}

// parentFile is the file that a request of parent's is relative to; the REPL
// and evaluated code have none, and stand in the working directory.
func parentFile(parent *goja.Object) string {
	if parent != nil {
		if name, ok := parent.Get("filename").Export().(string); ok {
			return name
		}
	}
	return absolute("_")
}

// lookupPaths lists the folders that serve request in parent.
func (l *Loader) lookupPaths(request string, parent *goja.Object) []string {
	if parent != nil {
		if list, ok := parent.Get("paths").(*goja.Object); ok {
			var paths []string
			if err := l.env.VM.ExportTo(list, &paths); err == nil {
				return paths
			}
		}
	}
	return resolve.NodeModulePaths(filepath.Dir(parentFile(parent)))
}

// throwResolve throws a failed resolution as Node's error.
func (l *Loader) throwResolve(err error, request string, parent *goja.Object) {
	var failure *resolve.Error
	if !errors.As(err, &failure) {
		panic(errs.Error(l.env, err.Error()))
	}
	if failure.Code != "MODULE_NOT_FOUND" {
		errs.Throw(l.env, failure.Code, failure.Message)
	}
	var stack []string
	for p := parent; p != nil; {
		name := p.Get("id").String()
		if file, ok := p.Get("filename").Export().(string); ok {
			name = file
		}
		stack = append(stack, name)
		p, _ = l.parentOf(p).(*goja.Object)
	}
	message := failure.Message
	if message == "" {
		message = "Cannot find module '" + request + "'"
	}
	if len(stack) > 0 {
		message += "\nRequire stack:\n- " + strings.Join(stack, "\n- ")
	}
	o := errs.Error(l.env, message)
	o.Set("code", failure.Code)
	if failure.Missing != "" {
		o.Set("path", failure.Missing)
	} else {
		o.Set("requireStack", l.strings(stack))
	}
	panic(o)
}

// parentOf finds the module that first required m.
func (l *Loader) parentOf(m *goja.Object) goja.Value {
	for _, key := range l.cache.Keys() {
		candidate, ok := l.cache.Get(key).(*goja.Object)
		if !ok || candidate == m {
			continue
		}
		children, ok := candidate.Get("children").(*goja.Object)
		if ok && l.env.Invoke(children, "includes", m).ToBoolean() {
			return candidate
		}
	}
	return goja.Undefined()
}

// makeRequire makes the function that m's code calls as require.
func (l *Loader) makeRequire(m *goja.Object) *goja.Object {
	e := l.env
	require := e.Function("require", 1, func(c goja.FunctionCall) goja.Value {
		return l.require(m, c.Argument(0))
	})
	resolveFn := e.Function("resolve", 2, func(c goja.FunctionCall) goja.Value {
		if _, ok := c.Argument(0).Export().(string); !ok {
			errs.Throw(e, "ERR_INVALID_ARG_TYPE", "request", "string", c.Argument(0))
		}
		return e.Invoke(l.class.Ctor, "_resolveFilename", c.Argument(0), m, e.VM.ToValue(false), c.Argument(1))
	})
	resolveFn.Set("paths", e.Function("paths", 1, func(c goja.FunctionCall) goja.Value {
		if _, ok := c.Argument(0).Export().(string); !ok {
			errs.Throw(e, "ERR_INVALID_ARG_TYPE", "request", "string", c.Argument(0))
		}
		return e.Invoke(l.class.Ctor, "_resolveLookupPaths", c.Argument(0), m)
	}))
	require.Set("resolve", resolveFn)
	if l.main != nil {
		require.Set("main", l.main)
	} else {
		require.Set("main", goja.Undefined())
	}
	require.Set("extensions", l.kinds)
	require.Set("cache", l.cache)
	return require
}
