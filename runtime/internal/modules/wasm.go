package modules

import (
	"path/filepath"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/runtime/internal/compile"
)

// wasmMagic is how a file of WebAssembly begins.
const wasmMagic = "\x00asm"

// importFormat is fileFormat for import, which also knows WebAssembly: by its
// extension, or without one by its first bytes.
func (l *Loader) importFormat(filename string) (format string, known bool) {
	switch filepath.Ext(filename) {
	case ".wasm":
		return formatWasm, true
	case "":
		format, known = l.fileFormat(filename)
		if format != formatCommonJS && strings.HasPrefix(l.readFile(filename), wasmMagic) {
			format = formatWasm
		}
		return format, known
	}
	return l.fileFormat(filename)
}

// wasm calls one of the functions of js/internal/wasm/esm.
func (l *Loader) wasm(name string, args ...goja.Value) goja.Value {
	return l.env.Invoke(l.env.Require("internal/wasm/esm"), name, args...)
}

// wasmModule returns the WebAssembly.Module at a URL.
func (l *Loader) wasmModule(u, text string) goja.Value {
	module, ok := l.esm.wasm[u]
	if !ok {
		vm := l.env.VM
		module = l.wasm("compile", vm.ToValue(vm.NewArrayBuffer([]byte(text))), vm.ToValue(u))
		if l.esm.wasm == nil {
			l.esm.wasm = make(map[string]goja.Value)
		}
		l.esm.wasm[u] = module
	}
	return module
}

// wasmRecord makes the record of an instance and loads what it imports.
func (l *Loader) wasmRecord(key, u, text string) *record {
	vm := l.env.VM
	module := l.wasmModule(u, text)
	description := l.wasm("describe", module, vm.ToValue(u)).(*goja.Object)
	requests := description.Get("requests")
	m := l.syntheticRecord(u, l.exportStrings(description.Get("names")), nil)
	m.loading = true
	l.esm.add(key, m)
	defer func() {
		if m.loading {
			delete(l.esm.records, key)
		}
	}()
	for _, specifier := range l.exportStrings(requests) {
		m.requested = append(m.requested, l.importRecord(specifier, u, nil, false))
	}
	m.loading = false
	m.load = func() *goja.Object {
		namespaces := make([]any, len(m.requested))
		for i, r := range m.requested {
			namespaces[i] = r.namespaceObject()
		}
		return l.wasm("instantiate", module, requests, vm.NewArray(namespaces...), m.namespaceObject()).(*goja.Object)
	}
	return m
}

// importSource is an import of the source phase: it returns what stands for the
// module before anything is linked, which only WebAssembly has.
func (l *Loader) importSource(specifier, parentURL string, attributes []compile.Attribute) (u string, module goja.Value) {
	var to imported
	if l.hooks != nil {
		to = l.hookedImport(specifier, parentURL, attributes)
	} else {
		to = l.cachedImport(specifier, parentURL, attributes, false)
	}
	if module, ok := l.esm.wasm[to.url]; ok {
		return to.url, module
	}
	var loaded source
	if l.hooks != nil {
		loaded = l.hookedLoad(to)
	} else {
		loaded = l.loadSource(to)
	}
	if loaded.format != formatWasm {
		panic(errs.SyntaxError(l.env, "Source phase import object is not defined for module '"+to.url+"'", ""))
	}
	return to.url, l.wasmModule(to.url, loaded.text)
}

// sourceRecord shows the source of a module as the default export of a record.
func (l *Loader) sourceRecord(specifier, parentURL string, attributes []compile.Attribute) *record {
	u, module := l.importSource(specifier, parentURL, attributes)
	m := l.syntheticRecord(u, []string{"default"}, nil)
	m.exports = l.defaultOnly(module)
	return m
}

// addSource gives what import() calls the property that import.source() calls.
func (l *Loader) addSource(dynamic *goja.Object, parentURL string) {
	dynamic.Set("source", l.env.Function("source", 2, func(c goja.FunctionCall) goja.Value {
		return l.later(c, func(specifier string, attributes []compile.Attribute, resolve, _ func(goja.Value)) {
			_, module := l.importSource(specifier, l.referrer(parentURL), attributes)
			resolve(module)
		})
	}))
}
