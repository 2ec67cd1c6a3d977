package modules

import (
	"os"
	"path/filepath"
	"slices"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/runtime/internal/resolve"
)

// module is what the loader knows of a module object beside what scripts see.
type module struct {
	env.State
	parent    *goja.Object // the module that first required it, nil if none did
	hasParent bool         // parent is known, be it as null
	format    string       // what a hook or the entry point says it is
	url       string       // its URL if that is not its file's
	executing bool
	exported  goja.Value // module.exports when it was loaded, for the first import
}

// moduleOf is the loader's part of a module object, nil if o is none.
func (l *Loader) moduleOf(o *goja.Object) *module {
	m, _ := env.PartOf[*module](l.env, o, env.PartOwner)
	return m
}

// defineModule makes the class Module, which is what node:module exports.
// Source: nodejs/node:lib/internal/modules/cjs/loader.js.
func (l *Loader) defineModule() {
	e := l.env
	l.kinds = e.VM.CreateObject(nil)
	l.class = e.NewClass("Module", 0, nil, func(c goja.ConstructorCall) *goja.Object {
		id := ""
		if v := c.Argument(0); !goja.IsUndefined(v) {
			id = v.String()
		}
		parent, _ := c.Argument(1).(*goja.Object)
		m := &module{parent: parent, hasParent: !goja.IsUndefined(c.Argument(1))}
		m.Parts[env.PartOwner] = m
		e.AttachState(c.This, &m.State)
		l.initModule(c.This, id, parent)
		return nil
	}).Enumerable()
	l.definePrototype()
	l.defineStatics()
	l.wrapping.define(l)
	l.defineExtensions()
}

func (l *Loader) definePrototype() {
	e := l.env
	l.class.Method("load", 1, func(c goja.FunctionCall) goja.Value {
		l.load(c.This.ToObject(e.VM), c.Argument(0).String())
		return goja.Undefined()
	})
	l.class.Method("require", 1, func(c goja.FunctionCall) goja.Value {
		return l.require(c.This.ToObject(e.VM), c.Argument(0))
	})
	l.class.Method("_compile", 3, func(c goja.FunctionCall) goja.Value {
		return l.compileModule(c.This.ToObject(e.VM), c.Argument(0), c.Argument(1).String(), c.Argument(2))
	})
	deprecated := func() {
		if _, pending := e.Option("pending-deprecation"); pending && !l.parentWarned {
			l.parentWarned = true
			l.warn("module.parent is deprecated due to accuracy issues. Please use require.main to find program entry point instead.", "DeprecationWarning", "DEP0144")
		}
	}
	hidden := func(name string, get func(m *module) goja.Value, set func(m *module, v goja.Value)) {
		e.Accessor(l.class.Proto, name, goja.FLAG_FALSE, func(this goja.Value) goja.Value {
			if o, ok := this.(*goja.Object); ok {
				if m := l.moduleOf(o); m != nil {
					return get(m)
				}
			}
			return goja.Undefined()
		}, func(this, v goja.Value) {
			if o, ok := this.(*goja.Object); ok && set != nil {
				if m := l.moduleOf(o); m != nil {
					set(m, v)
				}
			}
		})
	}
	// An accessor, so that console.log shows no class in front of a module.
	e.Accessor(l.class.Proto, "constructor", goja.FLAG_FALSE, func(goja.Value) goja.Value { return l.class.Ctor }, nil)
	hidden("isPreloading", func(*module) goja.Value { return e.VM.ToValue(l.preloading) }, nil)
	hidden("parent", func(m *module) goja.Value {
		deprecated()
		switch {
		case m.parent != nil:
			return m.parent
		case m.hasParent:
			return goja.Null()
		}
		return goja.Undefined()
	}, func(m *module, v goja.Value) {
		deprecated()
		m.parent, _ = v.(*goja.Object)
		m.hasParent = !goja.IsUndefined(v)
	})
}

func (l *Loader) defineStatics() {
	e := l.env
	l.class.Static("_cache", e.VM.CreateObject(nil))
	l.class.Static("_extensions", l.kinds)
	l.class.Static("_pathCache", e.VM.CreateObject(nil))
	l.globalPaths = globalPaths()
	l.class.Static("globalPaths", l.strings(l.globalPaths))
	l.class.Static("Module", l.class.Ctor)
	l.class.Static("builtinModules", l.builtinNames())
	static := func(name string, length int, fn func(goja.FunctionCall) goja.Value) {
		l.class.Static(name, e.Function(name, length, fn))
	}
	static("_load", 3, func(c goja.FunctionCall) goja.Value {
		parent, _ := c.Argument(1).(*goja.Object)
		return l.loadRequest(c.Argument(0).String(), parent, c.Argument(2).ToBoolean())
	})
	static("_resolveFilename", 4, func(c goja.FunctionCall) goja.Value {
		parent, _ := c.Argument(1).(*goja.Object)
		options, _ := c.Argument(3).(*goja.Object)
		return e.VM.ToValue(l.resolveFilename(c.Argument(0).String(), parent, c.Argument(2).ToBoolean(), options))
	})
	static("_findPath", 3, l.findPath)
	static("_stat", 1, func(c goja.FunctionCall) goja.Value { return e.VM.ToValue(stat(c.Argument(0).String())) })
	static("_nodeModulePaths", 1, func(c goja.FunctionCall) goja.Value {
		return l.strings(resolve.NodeModulePaths(absolute(c.Argument(0).String())))
	})
	static("_resolveLookupPaths", 2, func(c goja.FunctionCall) goja.Value {
		if l.IsBuiltin(c.Argument(0).String()) {
			return goja.Null()
		}
		parent, _ := c.Argument(1).(*goja.Object)
		return l.strings(l.lookupPaths(c.Argument(0).String(), parent))
	})
	static("_initPaths", 0, func(goja.FunctionCall) goja.Value {
		l.globalPaths = globalPaths()
		l.class.Static("globalPaths", l.strings(l.globalPaths))
		return goja.Undefined()
	})
	static("_preloadModules", 1, l.preloadModules)
	static("isBuiltin", 1, func(c goja.FunctionCall) goja.Value {
		return e.VM.ToValue(goja.IsString(c.Argument(0)) && l.IsBuiltin(c.Argument(0).String()))
	})
	static("createRequire", 1, l.createRequire)
	static("runMain", 0, func(c goja.FunctionCall) goja.Value {
		main := c.Argument(0)
		if goja.IsUndefined(main) {
			main = e.Require("process").Get("argv").ToObject(e.VM).Get("1")
		}
		l.runMain(main.String())
		return goja.Undefined()
	})
	static("syncBuiltinESMExports", 0, func(goja.FunctionCall) goja.Value {
		l.syncBuiltins()
		return goja.Undefined()
	})
	static("findPackageJSON", 1, l.findPackageJSON)
	l.defineTools()
}

// defineTools adds what is written in JavaScript, each loaded when it is
// first read.
func (l *Loader) defineTools() {
	for _, tool := range []struct{ module, name string }{
		{"internal/modules/hooks", "registerHooks"}, {"internal/modules/hooks_client", "register"},
		{"internal/modules/compile_cache", "constants"}, {"internal/modules/compile_cache", "enableCompileCache"},
		{"internal/modules/compile_cache", "flushCompileCache"}, {"internal/modules/compile_cache", "getCompileCacheDir"},
		{"internal/modules/typescript", "stripTypeScriptTypes"},
		{"internal/modules/source_map", "findSourceMap"}, {"internal/modules/source_map", "SourceMap"},
		{"internal/modules/source_map", "getSourceMapsSupport"}, {"internal/modules/source_map", "setSourceMapsSupport"},
	} {
		l.env.Lazy(l.class.Ctor, tool.name, goja.FLAG_TRUE, func() goja.Value {
			return l.env.Require(tool.module).Get(tool.name)
		})
	}
}

// cache is Module._cache, which scripts may replace.
func (l *Loader) cache() *goja.Object { return l.class.Ctor.Get("_cache").ToObject(l.env.VM) }

// cached is the module object in the cache for filename, nil if none is.
func (l *Loader) cached(filename string) *goja.Object {
	m, _ := l.cache().Get(filename).(*goja.Object)
	return m
}

func (l *Loader) initModule(m *goja.Object, id string, parent *goja.Object) {
	vm := l.env.VM
	define := func(name string, v goja.Value) {
		if err := m.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE); err != nil {
			panic(err)
		}
	}
	define("id", vm.ToValue(id))
	define("path", vm.ToValue(filepath.Dir(id)))
	define("exports", vm.NewObject())
	if parent != nil {
		addChild(l.env, parent, m, false)
	}
	define("filename", goja.Null())
	define("loaded", vm.ToValue(false))
	define("children", vm.NewArray())
}

// addChild adds child to parent's children; scan is whether it may be there.
func addChild(e *env.Env, parent, child *goja.Object, scan bool) {
	if children, ok := parent.Get("children").(*goja.Object); ok {
		if !scan || !e.Invoke(children, "includes", child).ToBoolean() {
			e.Invoke(children, "push", child)
		}
	}
}

func (l *Loader) builtinNames() goja.Value {
	names := make([]string, 0, len(l.public))
	var withScheme []string
	for name := range l.public {
		if schemeOnly[name] {
			withScheme = append(withScheme, "node:"+name)
		} else {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	slices.Sort(withScheme)
	return l.strings(append(names, withScheme...))
}

// strings makes a JavaScript array of list.
func (l *Loader) strings(list []string) goja.Value {
	values := make([]any, len(list))
	for i, s := range list {
		values[i] = s
	}
	return l.env.VM.NewArray(values...)
}

// createRequire is module.createRequire: a require for the file that a path
// or a file: URL names. A path that ends in a slash is a folder's.
func (l *Loader) createRequire(c goja.FunctionCall) goja.Value {
	filename, ok := l.filePath(c.Argument(0))
	if !ok {
		errs.Throw(l.env, "ERR_INVALID_ARG_VALUE", "filename", c.Argument(0), "must be a file URL object, file URL string, or absolute path string")
	}
	if filename[len(filename)-1] == filepath.Separator {
		filename = filepath.Join(filename, "noop.js")
	}
	m := l.newModule(filename, nil)
	m.Set("filename", filename)
	m.Set("paths", l.strings(resolve.NodeModulePaths(filepath.Dir(filename))))
	return l.makeRequire(m)
}

func (l *Loader) newModule(filename string, parent *goja.Object) *goja.Object {
	m := &module{parent: parent, hasParent: parent != nil}
	m.Parts[env.PartOwner] = m
	o := l.env.NewObject(l.class.Proto, &m.State)
	l.initModule(o, filename, parent)
	return o
}

func absolute(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}

// stat is Module._stat: 0 for a file, 1 for a folder, negative for neither.
func stat(path string) int {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return -2
	case info.IsDir():
		return 1
	}
	return 0
}

// globalPaths are the folders of NODE_PATH and Node's historic ones.
func globalPaths() []string {
	var paths []string
	for _, dir := range filepath.SplitList(os.Getenv("NODE_PATH")) {
		if dir != "" {
			paths = append(paths, dir)
		}
	}
	if home, err := os.UserHomeDir(); err == nil {
		paths = append(paths, filepath.Join(home, ".node_modules"), filepath.Join(home, ".node_libraries"))
	}
	if exec, err := os.Executable(); err == nil {
		paths = append(paths, filepath.Join(filepath.Dir(exec), "..", "lib", "node"))
	}
	return paths
}
