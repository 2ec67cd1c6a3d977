package modules

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/runtime/internal/resolve"
)

// resolveFilename is Module._resolveFilename.
func (l *Loader) resolveFilename(request string, parent *goja.Object, isMain bool, options *goja.Object) string {
	if l.IsBuiltin(request) || l.Host[request] != nil {
		return request
	}
	conditions := l.conditions(resolve.RequireConditions)
	paths := l.optionPaths(request, parent, options)
	from := parentFile(parent)
	if strings.HasPrefix(request, "#") {
		path, err := l.resolver.RequireImport(request, from, conditions)
		if path != "" || err != nil {
			return l.found(path, err, request, parent)
		}
	}
	if path, err := l.resolver.Self(request, from, conditions); path != "" || err != nil {
		return l.found(path, err, request, parent)
	}
	path, err := l.resolver.FindPath(request, paths, conditions, isMain)
	return l.found(path, err, request, parent)
}

// conditions are base, but for those that options have turned off, and the
// user's.
func (l *Loader) conditions(base []string) []string {
	list := make([]string, 0, len(base)+len(l.env.Options["conditions"]))
	for _, condition := range base {
		if option := conditionOptions[condition]; option == "" || !l.disabled(option) {
			list = append(list, condition)
		}
	}
	return append(list, l.env.Options["conditions"]...)
}

// conditionOptions are the options whose absence takes a condition away.
var conditionOptions = map[string]string{
	"module-sync": "experimental-require-module",
	"node-addons": "addons",
}

func (l *Loader) found(path string, err error, request string, parent *goja.Object) string {
	if err != nil {
		l.throwResolve(err, request, parent)
	}
	return path
}

// optionPaths are the folders to look in: those of parent, or what the option
// paths of require.resolve gives instead.
func (l *Loader) optionPaths(request string, parent, options *goja.Object) []string {
	if options == nil {
		return l.callLookupPaths(request, parent)
	}
	given := options.Get("paths")
	if given == nil || goja.IsUndefined(given) {
		return l.callLookupPaths(request, parent)
	}
	list, ok := given.(*goja.Object)
	if !ok || list.ClassName() != "Array" {
		errs.Throw(l.env, "ERR_INVALID_ARG_VALUE", "options.paths", given)
	}
	var paths []string
	for i := range int(list.Get("length").ToInteger()) {
		v := list.Get(l.env.VM.ToValue(i).String())
		if v == nil || !goja.IsString(v) {
			if v == nil {
				v = goja.Undefined()
			}
			errs.Throw(l.env, "ERR_INVALID_ARG_TYPE", "paths["+l.env.VM.ToValue(i).String()+"]", "string", v)
		}
		if resolve.IsRelative(request) {
			paths = append(paths, v.String())
			continue
		}
		for _, dir := range append(resolve.NodeModulePaths(absolute(v.String())), l.globalPaths...) {
			if !slices.Contains(paths, dir) {
				paths = append(paths, dir)
			}
		}
	}
	return paths
}

// callLookupPaths calls Module._resolveLookupPaths, which scripts may replace.
func (l *Loader) callLookupPaths(request string, parent *goja.Object) []string {
	var parentArg goja.Value = goja.Undefined()
	if parent != nil {
		parentArg = parent
	}
	return l.exportStrings(l.env.Invoke(l.class.Ctor, "_resolveLookupPaths", l.env.VM.ToValue(request), parentArg))
}

func (l *Loader) exportStrings(v goja.Value) []string {
	var list []string
	if o, ok := v.(*goja.Object); ok && l.env.VM.ExportTo(o, &list) == nil {
		return list
	}
	return nil
}

// lookupPaths lists the folders that serve request in parent. What stands in
// no file is relative to the working directory.
func (l *Loader) lookupPaths(request string, parent *goja.Object) []string {
	if !resolve.IsRelative(request) {
		if parent == nil {
			return l.globalPaths
		}
		return append(l.exportStrings(parent.Get("paths")), l.globalPaths...)
	}
	if parent == nil || !goja.IsString(parent.Get("filename")) || !property(parent, "id").ToBoolean() {
		return []string{"."}
	}
	return []string{filepath.Dir(property(parent, "filename").String())}
}

// findPath is Module._findPath: false if there is no such file.
func (l *Loader) findPath(c goja.FunctionCall) goja.Value {
	paths := l.exportStrings(c.Argument(1))
	path, err := l.resolver.FindPath(c.Argument(0).String(), paths, l.conditions(resolve.RequireConditions), c.Argument(2).ToBoolean())
	switch {
	case err == resolve.ErrNotFound:
		return l.env.VM.ToValue(false)
	case err != nil:
		l.throwResolve(err, c.Argument(0).String(), nil)
	}
	return l.env.VM.ToValue(path)
}

// parentFile is the file that a request of parent's is relative to; the REPL
// and evaluated code have none, and stand in the working directory.
func parentFile(parent *goja.Object) string {
	if parent != nil {
		if name := parent.Get("filename"); name != nil && goja.IsString(name) {
			return name.String()
		}
	}
	return absolute("_")
}

// throwResolve throws a failed resolution as Node's error.
func (l *Loader) throwResolve(err error, request string, parent *goja.Object) {
	var failure *resolve.Error
	if !errors.As(err, &failure) {
		panic(errs.Error(l.env, err.Error()))
	}
	if failure.Code != "MODULE_NOT_FOUND" {
		panic(errs.New(l.env, failure.Code, failure.Message))
	}
	if failure.Message != "" {
		o := errs.Error(l.env, failure.Message)
		setOwn(o, "code", l.env.VM.ToValue(failure.Code))
		if failure.Path != "" {
			setOwn(o, "path", l.env.VM.ToValue(failure.Path))
		}
		if failure.RequestPath != "" {
			setOwn(o, "requestPath", l.env.VM.ToValue(failure.RequestPath))
		}
		panic(o)
	}
	stack := l.requireStack(parent)
	message := "Cannot find module '" + request + "'"
	if len(stack) > 0 {
		message += "\nRequire stack:\n- " + strings.Join(stack, "\n- ")
	}
	o := errs.Error(l.env, message)
	setOwn(o, "code", l.env.VM.ToValue(failure.Code))
	setOwn(o, "requireStack", l.strings(stack))
	panic(o)
}

// requireStack names the modules that led to m, m first.
func (l *Loader) requireStack(m *goja.Object) []string {
	var stack []string
	for m != nil {
		name := m.Get("filename")
		if name == nil || !name.ToBoolean() {
			name = m.Get("id")
		}
		stack = append(stack, name.String())
		state := l.moduleOf(m)
		if state == nil {
			break
		}
		m = state.parent
	}
	return stack
}
