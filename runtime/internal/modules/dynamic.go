package modules

import (
	"net/url"
	"path/filepath"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/runtime/internal/compile"
)

// dynamicImport makes what import(specifier, options) calls in the file
// fromPath.
func (l *Loader) dynamicImport(fromPath string) *goja.Object {
	return l.env.Function("import", 2, func(c goja.FunctionCall) goja.Value {
		return l.importDynamically(c.Argument(0), c.Argument(1), fromPath)
	})
}

// EvaluatedImport makes what import(specifier, options) calls in a text that a
// script evaluates: specifiers are relative to the file that runs.
func (l *Loader) EvaluatedImport() *goja.Object {
	return l.env.Function("import", 2, func(c goja.FunctionCall) goja.Value {
		return l.importDynamically(c.Argument(0), c.Argument(1), l.runningFile())
	})
}

// runningFile returns the path of the innermost file on the stack.
func (l *Loader) runningFile() string {
	for _, frame := range l.env.VM.CaptureCallStack(0, nil) {
		name := frame.SrcName()
		if u, err := url.Parse(name); err == nil && u.Scheme == "file" {
			name = filepath.FromSlash(u.Path)
		}
		if filepath.IsAbs(name) {
			return name
		}
	}
	return absolute("[eval]")
}

// importDynamically returns a promise of the module's namespace. What fails,
// be it the specifier's conversion to a string, rejects it.
func (l *Loader) importDynamically(specifier, options goja.Value, fromPath string) goja.Value {
	vm := l.env.VM
	promise, resolve, reject := vm.NewPromise()
	ex := vm.Try(func() {
		name := specifier.String()
		m := l.importRecord(name, fromPath, l.attributes(options))
		m.link()
		l.then(vm.ToValue(m.evaluate()), func(goja.Value) { resolve(m.namespaceObject()) }, func(reason goja.Value) { reject(reason) })
	})
	if ex != nil {
		reject(ex.Value())
	}
	return vm.ToValue(promise)
}

// attributes reads import()'s second argument.
func (l *Loader) attributes(options goja.Value) []compile.Attribute {
	if goja.IsUndefined(options) {
		return nil
	}
	o, ok := options.(*goja.Object)
	if !ok {
		panic(errs.TypeError(l.env, "The second argument of import() must be an object"))
	}
	with, ok := o.Get("with").(*goja.Object)
	if !ok {
		return nil
	}
	var list []compile.Attribute
	for _, key := range with.Keys() {
		list = append(list, compile.Attribute{Key: key, Value: with.Get(key).String()})
	}
	return list
}

// moduleImport is dynamicImport for an ES module; its property meta is the
// module's import.meta.
func (l *Loader) moduleImport(m *record) *goja.Object {
	fn := l.dynamicImport(m.unit.Filename)
	fn.Set("meta", l.importMeta(m))
	return fn
}

// importMeta makes import.meta.
func (l *Loader) importMeta(m *record) *goja.Object {
	vm := l.env.VM
	meta := vm.CreateObject(nil)
	if strings.HasPrefix(m.url, "file:") {
		meta.Set("dirname", filepath.Dir(m.unit.Filename))
		meta.Set("filename", m.unit.Filename)
	}
	meta.Set("main", m.isMain)
	meta.Set("resolve", l.env.Function("resolve", 1, func(c goja.FunctionCall) goja.Value {
		return vm.ToValue(l.resolveURL(c.Argument(0).String(), m.unit.Filename))
	}))
	meta.Set("url", m.url)
	return meta
}

// resolveURL is import.meta.resolve: the URL that specifier means. A file need
// not exist.
func (l *Loader) resolveURL(specifier, fromPath string) string {
	if l.IsBuiltin(specifier) {
		return "node:" + strings.TrimPrefix(specifier, "node:")
	}
	path, suffix, err := l.resolver.Import(specifier, fromPath)
	if err != nil {
		if e := missingFile(err); e != "" {
			return fileURL(e)
		}
		l.throwImport(err)
	}
	return fileURL(path) + suffix
}
