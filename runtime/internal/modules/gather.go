package modules

import (
	"slices"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/runtime/internal/compile"
	"gonet/runtime/internal/resolve"
)

// What the hooks thread imports goes through the hooks that it has, which are
// asynchronous. So they resolve and load a module and all that it imports
// (js/internal/modules/hooks_gather.js) before it is linked; what follows keeps
// what they say until then.

// gathering is what the hooks of the hooks thread have said.
type gathering struct {
	gather  env.Callback // returns a promise; nil without hooks
	sources map[string]source
}

// bindGathering adds it to "internal/binding/modules".
func (l *Loader) bindGathering(exports *goja.Object) {
	e := l.env
	set := func(name string, length int, fn env.Callback) { exports.Set(name, e.Function(name, length, fn)) }
	// setGather(gather) has gather(specifier, parentURL, importAttributes) called
	// before something is imported.
	set("setGather", 1, func(c goja.FunctionCall) goja.Value {
		l.gathering = gathering{env.CallbackOf(c.Argument(0)), make(map[string]source)}
		return goja.Undefined()
	})
	set("importConditions", 0, func(goja.FunctionCall) goja.Value {
		return l.strings(l.conditions(resolve.ImportConditions))
	})
	// keepResolved(specifier, parentURL, importAttributes, result) keeps what a
	// chain of resolve hooks has returned. It returns what the module is known
	// by, undefined if it has been loaded.
	set("keepResolved", 4, func(c goja.FunctionCall) goja.Value {
		attributes := l.attributesOf(c.Argument(2).ToObject(e.VM))
		to := l.importedOf(c.Argument(3).ToObject(e.VM), attributes)
		l.esm.keep(request{c.Argument(0).String(), c.Argument(1).String(), attributeType(attributes)}, to)
		key := l.esm.key(to.url, attributeType(to.attributes))
		if l.esm.records[key] != nil {
			return goja.Undefined()
		}
		return e.VM.ToValue(key)
	})
	// keepLoaded(key, url, result) keeps what a chain of load hooks has returned,
	// and returns what the module imports: pairs of a specifier and attributes.
	set("keepLoaded", 3, func(c goja.FunctionCall) goja.Value {
		s := l.sourceOfResult(c.Argument(2).ToObject(e.VM))
		l.gathering.sources[c.Argument(0).String()] = s
		var pairs []any
		for _, r := range l.requests(c.Argument(1).String(), s) {
			pairs = append(pairs, e.VM.NewArray(r.Specifier, l.attributesObject(r.Attributes)))
		}
		return e.VM.NewArray(pairs...)
	})
}

// requests lists what a module imports by its text.
func (l *Loader) requests(u string, s source) []compile.Request {
	switch s.format {
	case formatModule, formatModuleTS, "":
		return slices.DeleteFunc(slices.Clone(l.compileURL(u, l.pathOf(u), s).Requests), func(r compile.Request) bool { return r.Source })
	}
	return nil
}

// gathered calls fn once the hooks have loaded a module and all it imports; what
// fails, in fn too, goes to reject.
func (l *Loader) gathered(specifier, parentURL string, attributes []compile.Attribute, fn func(), reject func(goja.Value)) {
	vm := l.env.VM
	if l.gathering.gather == nil {
		fn()
		return
	}
	promise := l.call(l.gathering.gather, vm.ToValue(specifier), vm.ToValue(parentURL), l.attributesObject(attributes))
	l.then(promise, func(goja.Value) {
		if ex := vm.Try(fn); ex != nil {
			reject(ex.Value())
		}
	}, reject)
}
