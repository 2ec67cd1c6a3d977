package modules

import (
	"path/filepath"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/runtime/internal/compile"
	"gonet/runtime/internal/resolve"
)

// importHops is how many promise jobs Node takes from a call of import() to
// the module's evaluation.
const importHops = 5

// dynamicImport makes what import(specifier, options) calls in the module at
// parentURL.
func (l *Loader) dynamicImport(parentURL string) *goja.Object {
	dynamic := l.env.Function("import", 2, func(c goja.FunctionCall) goja.Value {
		return l.importDynamically(c.Argument(0), c.Argument(1), parentURL)
	})
	l.addSource(dynamic, parentURL)
	return dynamic
}

// EvaluatedImport makes what import(specifier, options) calls in a text that a
// script evaluates; base is what RunningURL returned then.
func (l *Loader) EvaluatedImport(base string) *goja.Object { return l.dynamicImport(base) }

// RunningURL returns the URL of the innermost file on the stack, "" if no
// script runs: a native that a job has called, say.
func (l *Loader) RunningURL() string {
	running := ""
	for _, frame := range l.env.VM.CaptureCallStack(0, nil) {
		switch name := frame.SrcName(); {
		case strings.HasPrefix(name, "file:"):
			return name
		case filepath.IsAbs(name):
			return fileURL(name)
		case !ownFrame(name):
			running = fileURL(absolute("[eval]"))
		}
	}
	return running
}

// ownFrame reports whether a frame's code is ours or native.
func ownFrame(name string) bool {
	return strings.HasPrefix(name, "node:") || strings.HasPrefix(name, "gonet:") || name == "<native>"
}

// startImport returns a promise of the module's namespace. What fails, be it the
// specifier's conversion to a string, rejects it.
func (l *Loader) startImport(specifier, options goja.Value, parentURL string) goja.Value {
	arguments := goja.FunctionCall{Arguments: []goja.Value{specifier, options}}
	return l.later(arguments, func(name string, attributes []compile.Attribute, resolve, reject func(goja.Value)) {
		l.gathered(name, l.referrer(parentURL), attributes, func() {
			m := l.importRecord(name, parentURL, attributes, false)
			m.link()
			l.then(l.env.VM.ToValue(l.evaluateImport(m)), func(goja.Value) { resolve(m.namespaceObject()) }, reject)
		}, reject)
	})
}

// referrer returns parentURL, which import() is relative to, or throws if there
// is none.
func (l *Loader) referrer(parentURL string) string {
	if parentURL == "" {
		panic(errs.New(l.env, "ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING"))
	}
	return parentURL
}

// later has load run with the arguments of import() as many promise jobs from
// now as in Node, and returns the promise that it settles.
func (l *Loader) later(c goja.FunctionCall, load func(specifier string, attributes []compile.Attribute, resolve, reject func(goja.Value))) goja.Value {
	vm := l.env.VM
	promise, resolve, reject := vm.NewPromise()
	var name string
	var attributes []compile.Attribute
	try := func(fn func()) bool {
		ex := vm.Try(fn)
		if ex != nil {
			_ = reject(ex.Value())
		}
		return ex == nil
	}
	if !try(func() { name, attributes = toSpecifier(c.Argument(0)), l.attributes(c.Argument(1)) }) {
		return vm.ToValue(promise)
	}
	l.afterHops(importHops, func() {
		try(func() {
			load(name, attributes, func(v goja.Value) { _ = resolve(v) }, func(reason goja.Value) { _ = reject(reason) })
		})
	})
	return vm.ToValue(promise)
}

// evaluateImport evaluates a module that import() has loaded.
func (l *Loader) evaluateImport(m *record) *goja.Promise { return m.evaluate() }

// toSpecifier converts as a template literal does: a Symbol throws.
func toSpecifier(v goja.Value) string { return v.ToString().String() }

// afterHops runs fn as the last of n promise jobs, each of which queues the
// next.
func (l *Loader) afterHops(n int, fn func()) {
	if n == 0 {
		fn()
		return
	}
	l.env.QueueMicrotask(func() { l.afterHops(n-1, fn) })
}

// attributes reads import()'s second argument.
func (l *Loader) attributes(options goja.Value) []compile.Attribute {
	if goja.IsUndefined(options) {
		return nil
	}
	o, ok := options.(*goja.Object)
	if !ok {
		panic(errs.TypeError(l.env, "The second argument to import() must be an object"))
	}
	given := o.Get("with")
	if given == nil || goja.IsUndefined(given) {
		return nil
	}
	with, ok := given.(*goja.Object)
	if !ok {
		panic(errs.TypeError(l.env, "The 'with' option must be an object"))
	}
	return l.attributesOf(with)
}

func (l *Loader) attributesOf(with *goja.Object) []compile.Attribute {
	var list []compile.Attribute
	for _, key := range with.Keys() {
		value := with.Get(key)
		if !goja.IsString(value) {
			panic(errs.TypeError(l.env, "Import attribute value must be a string"))
		}
		list = append(list, compile.Attribute{Key: key, Value: value.String()})
	}
	return list
}

// moduleImport is dynamicImport for an ES module; its property meta is the
// module's import.meta.
func (l *Loader) moduleImport(m *record) *goja.Object {
	fn := l.dynamicImport(m.url)
	fn.Set("meta", l.importMeta(m))
	return fn
}

// importMeta makes import.meta.
func (l *Loader) importMeta(m *record) *goja.Object {
	vm := l.env.VM
	meta := vm.CreateObject(nil)
	if strings.HasPrefix(m.url, "file:") {
		filename := l.pathOf(m.url)
		meta.Set("dirname", filepath.Dir(filename))
		meta.Set("filename", filename)
	}
	meta.Set("main", m.isMain)
	meta.Set("resolve", l.env.Function("resolve", 1, func(c goja.FunctionCall) goja.Value {
		parent := m.url
		if _, allowed := l.env.Option("experimental-import-meta-resolve"); allowed && !goja.IsUndefined(c.Argument(1)) {
			var ok bool
			if parent, ok = l.specifierText(c.Argument(1)); !ok {
				errs.Throw(l.env, "ERR_INVALID_ARG_TYPE", "parentURL", []string{"string", "URL"}, c.Argument(1))
			}
		}
		return vm.ToValue(l.resolveURL(toSpecifier(c.Argument(0)), parent))
	}))
	meta.Set("url", m.url)
	return meta
}

// resolveURL is import.meta.resolve: the URL that specifier means. A file need
// not exist.
func (l *Loader) resolveURL(specifier, parentURL string) (u string) {
	ex := l.env.VM.Try(func() {
		if l.hooked() {
			u = l.hookedImport(specifier, parentURL, nil).url
			return
		}
		u, _ = l.resolveImport(specifier, parentURL, l.conditions(resolve.ImportConditions), false)
	})
	if ex == nil {
		return u
	}
	if o, ok := ex.Value().(*goja.Object); ok {
		code, missing := l.own(o, "code"), l.own(o, "url")
		if code != nil && missing != nil && (code.String() == "ERR_MODULE_NOT_FOUND" || code.String() == "ERR_UNSUPPORTED_DIR_IMPORT") {
			return missing.String()
		}
	}
	panic(ex)
}
