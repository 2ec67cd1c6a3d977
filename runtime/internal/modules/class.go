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

// defineModule makes the class Module, which is what node:module exports.
// Source: nodejs/node:lib/internal/modules/cjs/loader.js.
func (l *Loader) defineModule() {
	e := l.env
	l.cache = e.VM.CreateObject(nil)
	l.kinds = e.VM.CreateObject(nil)
	l.class = e.NewClass("Module", 0, nil, func(c goja.ConstructorCall) *goja.Object {
		id := ""
		if v := c.Argument(0); !goja.IsUndefined(v) {
			id = v.String()
		}
		parent, _ := c.Argument(1).(*goja.Object)
		l.initModule(c.This, id, parent)
		return nil
	}).Enumerable()
	l.class.Method("load", 1, func(c goja.FunctionCall) goja.Value {
		l.load(c.This.ToObject(e.VM), c.Argument(0).String())
		return goja.Undefined()
	})
	l.class.Method("require", 1, func(c goja.FunctionCall) goja.Value {
		return l.require(c.This.ToObject(e.VM), c.Argument(0))
	})
	l.class.Method("_compile", 3, func(c goja.FunctionCall) goja.Value {
		return l.compileCommonJS(c.This.ToObject(e.VM), c.Argument(0).String(), c.Argument(1).String())
	})
	l.class.Static("_cache", l.cache)
	l.class.Static("_extensions", l.kinds)
	l.class.Static("_pathCache", e.VM.CreateObject(nil))
	l.class.Static("globalPaths", e.VM.ToValue(l.resolver.GlobalPaths))
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
		return e.VM.ToValue(l.resolveFilename(c.Argument(0).String(), parent, options))
	})
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
		l.resolver.GlobalPaths = globalPaths()
		l.class.Static("globalPaths", l.strings(l.resolver.GlobalPaths))
		return goja.Undefined()
	})
	static("isBuiltin", 1, func(c goja.FunctionCall) goja.Value {
		return e.VM.ToValue(l.IsBuiltin(c.Argument(0).String()))
	})
	static("createRequire", 1, l.createRequire)
	static("wrap", 1, func(c goja.FunctionCall) goja.Value {
		return e.VM.ToValue(wrapper[0] + c.Argument(0).String() + wrapper[1])
	})
	l.class.Static("wrapper", l.strings(wrapper[:]))
	l.defineExtensions()
}

// wrapper is what Module.wrapper shows; files are compiled without it.
var wrapper = [2]string{"(function (exports, require, module, __filename, __dirname) { ", "\n});"}

func (l *Loader) initModule(m *goja.Object, id string, parent *goja.Object) {
	vm := l.env.VM
	m.Set("id", id)
	m.Set("path", filepath.Dir(id))
	m.Set("exports", vm.NewObject())
	if parent != nil {
		addChild(l.env, parent, m)
	}
	m.Set("filename", goja.Null())
	m.Set("loaded", false)
	m.Set("children", vm.NewArray())
}

func addChild(e *env.Env, parent, child *goja.Object) {
	if children, ok := parent.Get("children").(*goja.Object); ok {
		if !e.Invoke(children, "includes", child).ToBoolean() {
			e.Invoke(children, "push", child)
		}
	}
}

func (l *Loader) builtinNames() goja.Value {
	names := make([]string, 0, len(l.public))
	for name := range l.public {
		if schemeOnly[name] {
			name = "node:" + name
		}
		names = append(names, name)
	}
	slices.Sort(names)
	return l.strings(names)
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
// or a file: URL names.
func (l *Loader) createRequire(c goja.FunctionCall) goja.Value {
	filename, ok := filePath(c.Argument(0))
	if !ok {
		errs.Throw(l.env, "ERR_INVALID_ARG_VALUE", "filename", c.Argument(0), "must be a file URL object, file URL string, or absolute path string")
	}
	m := l.newModule(filename, nil)
	m.Set("filename", filename)
	m.Set("paths", l.strings(resolve.NodeModulePaths(filepath.Dir(filename))))
	return l.makeRequire(m)
}

func (l *Loader) newModule(filename string, parent *goja.Object) *goja.Object {
	m := l.env.VM.CreateObject(l.class.Proto)
	l.initModule(m, filename, parent)
	return m
}

func absolute(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
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
	return paths
}
