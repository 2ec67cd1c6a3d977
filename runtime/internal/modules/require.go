package modules

import (
	"path/filepath"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/runtime/internal/resolve"
)

// require is Module.prototype.require.
func (l *Loader) require(m *goja.Object, id goja.Value) goja.Value {
	if !goja.IsString(id) {
		errs.Throw(l.env, "ERR_INVALID_ARG_TYPE", "id", "string", id)
	}
	if id.String() == "" {
		errs.Throw(l.env, "ERR_INVALID_ARG_VALUE", "id", id, "must be a non-empty string")
	}
	return l.tracedRequire(m, id)
}

// place is a request as a folder's modules make it.
type place struct{ dir, request string }

// loadRequest is Module._load: the exports of what request means in parent.
func (l *Loader) loadRequest(request string, parent *goja.Object, isMain bool) goja.Value {
	var at place
	if parent != nil {
		at = place{property(parent, "path").String(), request}
		if filename, ok := l.resolved[at]; ok {
			if cached := l.cached(filename); cached != nil {
				return l.useCached(cached, parent)
			}
			delete(l.resolved, at)
		}
	}
	target := l.resolveRequest(request, parent, isMain)
	if name, isBuiltin := strings.CutPrefix(target.url, "node:"); isBuiltin {
		exports, _ := l.builtin("node:" + name)
		return exports
	}
	if cached := l.cached(target.filename); cached != nil {
		return l.useCached(cached, parent)
	}
	if exports, ok := l.builtin(target.filename); ok {
		return exports
	}
	if parent != nil {
		l.resolved[at] = target.filename
	}
	return property(l.loadFile(target, parent, isMain), "exports")
}

// useCached is the exports of a module in the cache that parent requires.
func (l *Loader) useCached(cached, parent *goja.Object) goja.Value {
	if parent != nil {
		addChild(l.env, parent, cached, true)
	}
	if !property(cached, "loaded").ToBoolean() {
		filename := property(cached, "filename").String()
		if m := l.esm.records[l.esm.key(l.urlOf(l.moduleOf(cached), filename), "")]; m != nil && m.unit != nil {
			l.refuseCycle(m, cached, filename)
		}
		return l.circularExports(cached)
	}
	return property(cached, "exports")
}

// target is what a request means: a file, or what a hook says.
type target struct {
	filename string // the key in the cache
	url      string // "" for the file's own
	format   string // "" if nobody has said
}

// resolveRequest finds what request means in parent, with the hooks if there
// are any.
func (l *Loader) resolveRequest(request string, parent *goja.Object, isMain bool) target {
	if l.hooks != nil {
		return l.hookedRequest(request, parent, isMain)
	}
	if strings.HasPrefix(request, "node:") {
		return target{url: request}
	}
	return target{filename: l.callResolveFilename(request, parent, isMain, goja.Undefined())}
}

func (l *Loader) callResolveFilename(request string, parent *goja.Object, isMain bool, options goja.Value) string {
	vm := l.env.VM
	var parentArg goja.Value = goja.Undefined()
	if parent != nil {
		parentArg = parent
	}
	return l.env.Invoke(l.class.Ctor, "_resolveFilename", vm.ToValue(request), parentArg, vm.ToValue(isMain), options).String()
}

// loadFile makes the module of a file that is not in the cache and runs it. A
// file that fails leaves the cache again.
func (l *Loader) loadFile(t target, parent *goja.Object, isMain bool) *goja.Object {
	o := l.newModule(t.filename, parent)
	m := l.moduleOf(o)
	m.format, m.url = t.format, t.url
	if isMain {
		m.hasParent = true // null
		l.setMain(o)
	}
	cache := l.cache()
	cache.Set(t.filename, o)
	loaded := false
	defer func() {
		l.endCircular(o)
		if loaded {
			return
		}
		cache.Delete(t.filename)
		if parent != nil {
			removeChild(l.env, parent, o)
		}
	}()
	l.env.Invoke(o, "load", l.env.VM.ToValue(t.filename))
	loaded = true
	return o
}

func removeChild(e *env.Env, parent, child *goja.Object) {
	children, ok := parent.Get("children").(*goja.Object)
	if !ok || children.ClassName() != "Array" {
		return
	}
	if i := e.Invoke(children, "indexOf", child).ToInteger(); i >= 0 {
		e.Invoke(children, "splice", e.VM.ToValue(i), e.VM.ToValue(1))
	}
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
	if paths := m.Get("paths"); paths == nil || goja.IsUndefined(paths) {
		m.Set("paths", l.strings(resolve.NodeModulePaths(filepath.Dir(filename))))
	}
	run := env.CallbackOf(l.kinds.Get(l.extension(filename)))
	run(goja.FunctionCall{This: l.kinds, Arguments: []goja.Value{m, l.env.VM.ToValue(filename)}})
	m.Set("loaded", true)
	if state := l.moduleOf(m); state != nil {
		state.exported = property(m, "exports")
	}
}

// extension returns the longest registered extension of filename, ".js" if
// none is. That of a dotfile is the whole name, which has none.
func (l *Loader) extension(filename string) string {
	name := filepath.Base(filename)
	for i := 1; i < len(name); i++ {
		if name[i] == '.' && l.kinds.Get(name[i:]) != nil {
			return name[i:]
		}
	}
	return ".js"
}

// makeRequire makes the function that m's code calls as require.
func (l *Loader) makeRequire(m *goja.Object) *goja.Object {
	e := l.env
	require := e.Function("require", 1, func(c goja.FunctionCall) goja.Value {
		if fn := env.CallbackOf(m.Get("require")); fn != nil {
			return fn(goja.FunctionCall{This: m, Arguments: c.Arguments})
		}
		return l.require(m, c.Argument(0))
	})
	resolveFn := e.Function("resolve", 2, func(c goja.FunctionCall) goja.Value {
		if !goja.IsString(c.Argument(0)) {
			errs.Throw(e, "ERR_INVALID_ARG_TYPE", "request", "string", c.Argument(0))
		}
		return l.resolveForRequire(c.Argument(0).String(), m, c.Argument(1))
	})
	resolveFn.Set("paths", e.Function("paths", 1, func(c goja.FunctionCall) goja.Value {
		if !goja.IsString(c.Argument(0)) {
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
	require.Set("cache", l.cache())
	return require
}

// resolveForRequire is require.resolve.
func (l *Loader) resolveForRequire(request string, m *goja.Object, options goja.Value) goja.Value {
	if l.hooks == nil {
		return l.env.VM.ToValue(l.callResolveFilename(request, m, false, options))
	}
	t := l.hookedResolve(request, m, false, options)
	if t.filename == "" {
		return l.env.VM.ToValue(t.url)
	}
	return l.env.VM.ToValue(t.filename)
}
