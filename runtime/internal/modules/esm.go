package modules

import (
	"errors"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/runtime/internal/compile"
	"gonet/runtime/internal/resolve"
)

// esmRegistry holds the ES modules that have been loaded, by URL and type, and
// the built-ins that have been imported, by name.
type esmRegistry struct {
	records map[string]*record
	order   int // the next record's place in the order of asynchronous evaluation
}

// key is a module's identity: one URL can be loaded as JSON and as code.
func (r *esmRegistry) key(u, kind string) string { return kind + " " + u }

func (r *esmRegistry) add(key string, m *record) {
	if r.records == nil {
		r.records = make(map[string]*record)
	}
	r.records[key] = m
}

// fileURL is the file: URL of an absolute path.
func fileURL(path string) string {
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(path)}
	return strings.ReplaceAll(strings.ReplaceAll(u.String(), "?", "%3F"), "#", "%23")
}

// importRecord finds or loads the module that specifier means in the file
// fromPath, with everything it imports. It throws what fails.
func (l *Loader) importRecord(specifier, fromPath string, attributes []compile.Attribute) *record {
	kind := l.attributeType(attributes)
	if l.IsBuiltin(specifier) || l.Host[specifier] != nil || strings.HasPrefix(specifier, "node:") {
		exports, _ := l.builtin(specifier)
		return l.builtinRecord("node:"+strings.TrimPrefix(specifier, "node:"), exports)
	}
	if strings.HasPrefix(specifier, "data:") {
		return l.dataRecord(specifier, kind)
	}
	if scheme, _, ok := strings.Cut(specifier, ":"); ok && len(scheme) > 1 && scheme != "file" && !strings.ContainsAny(scheme, "/.@#") {
		errs.Throw(l.env, "ERR_UNSUPPORTED_ESM_URL_SCHEME",
			"Only URLs with a scheme in: file, data, and node are supported by the default ESM loader. Received protocol '"+scheme+":'")
	}
	path, suffix, err := l.resolver.Import(specifier, fromPath)
	if err != nil {
		l.throwImport(err)
	}
	return l.fileRecord(path, suffix, kind)
}

// attributeType is the type that import attributes ask for; "" for code.
func (l *Loader) attributeType(attributes []compile.Attribute) string {
	kind := ""
	for _, a := range attributes {
		if a.Key != "type" {
			errs.Throw(l.env, "ERR_IMPORT_ATTRIBUTE_UNSUPPORTED", a.Key, a.Value)
		}
		if a.Value != "json" {
			errs.Throw(l.env, "ERR_IMPORT_ATTRIBUTE_UNSUPPORTED", "type", a.Value)
		}
		kind = a.Value
	}
	return kind
}

func (l *Loader) throwImport(err error) {
	var failure *resolve.Error
	if !errors.As(err, &failure) {
		panic(errs.Error(l.env, err.Error()))
	}
	o := errs.New(l.env, failure.Code, failure.Message)
	if failure.Missing != "" {
		o.Set("url", fileURL(failure.Missing))
	}
	panic(o)
}

// fileRecord finds or loads the module in a file; suffix is the query and
// fragment of its URL, which make it a module of its own.
func (l *Loader) fileRecord(path, suffix, kind string) *record {
	u := fileURL(path) + suffix
	key := l.esm.key(u, kind)
	if m, ok := l.esm.records[key]; ok {
		return m
	}
	extension := filepath.Ext(path)
	switch {
	case extension == ".json" && kind != "json":
		errs.Throw(l.env, "ERR_IMPORT_ATTRIBUTE_MISSING", u, "type", "json")
	case extension != ".json" && kind == "json":
		errs.Throw(l.env, "ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE", u, "json")
	case kind == "json":
		m := l.jsonRecord(u, path)
		l.esm.add(key, m)
		return m
	case l.kinds.Get(extension) == nil && extension != "" || extension == ".node":
		errs.Throw(l.env, "ERR_UNKNOWN_FILE_EXTENSION", `Unknown file extension "`+extension+`" for `+path)
	}
	if cached, ok := l.cache.Get(path).(*goja.Object); ok && suffix == "" {
		return l.commonJSRecord(key, u, path, cached)
	}
	unit := l.compile(path, l.readFile(path), l.format(path))
	if !unit.IsESM {
		return l.commonJSRecord(key, u, path, nil)
	}
	return l.unitRecord(key, u, unit)
}

// unitRecord makes the record of a compiled ES module and loads what it
// imports.
func (l *Loader) unitRecord(key, u string, unit *compile.Unit) *record {
	m := &record{loader: l, url: u, unit: unit}
	l.esm.add(key, m)
	loaded := false
	defer func() {
		if !loaded {
			delete(l.esm.records, key)
		}
	}()
	for _, request := range unit.Requests {
		m.requested = append(m.requested, l.importRecord(request.Specifier, unit.Filename, request.Attributes))
	}
	loaded = true
	return m
}

// dataRecord is the module in a data: URL.
func (l *Loader) dataRecord(specifier, kind string) *record {
	key := l.esm.key(specifier, kind)
	if m, ok := l.esm.records[key]; ok {
		return m
	}
	media, text, err := decodeDataURL(specifier)
	if err != nil {
		errs.Throw(l.env, "ERR_INVALID_URL")
	}
	switch {
	case media == "application/json" && kind == "json":
		m := l.syntheticRecord(specifier, func() *goja.Object { return l.defaultOnly(l.parseJSONText(text, specifier)) })
		l.esm.add(key, m)
		return m
	case media == "text/javascript" || media == "application/javascript":
		return l.unitRecord(key, specifier, l.compile(specifier, text, compile.Options{Format: compile.Module}))
	}
	errs.Throw(l.env, "ERR_UNKNOWN_MODULE_FORMAT", media)
	return nil
}

// requireModule is require() of an ES module: its namespace, or what it
// exports as "module.exports".
func (l *Loader) requireModule(filename string, unit *compile.Unit) goja.Value {
	u := fileURL(filename)
	key := l.esm.key(u, "")
	m, ok := l.esm.records[key]
	if !ok {
		m = l.unitRecord(key, u, unit)
	}
	m.link()
	if m.awaits(map[*record]bool{}) {
		errs.Throw(l.env, "ERR_REQUIRE_ASYNC_MODULE", "")
	}
	m.evaluateNow()
	if binding, ok := m.resolve("module.exports", nil); ok && binding != nil {
		return binding.value()
	}
	return m.namespaceObject()
}

// runMainModule runs an ES module as the program.
func (l *Loader) runMainModule(unit *compile.Unit) {
	u := fileURL(unit.Filename)
	m := l.unitRecord(l.esm.key(u, ""), u, unit)
	m.isMain = true
	m.link()
	l.MainPromise = m.evaluate()
}

// missingFile is the path that a resolution did not find as a file; "" if it
// failed for another reason.
func missingFile(err error) string {
	var failure *resolve.Error
	if errors.As(err, &failure) && (failure.Code == "ERR_MODULE_NOT_FOUND" || failure.Code == "ERR_UNSUPPORTED_DIR_IMPORT") {
		return failure.Missing
	}
	return ""
}
