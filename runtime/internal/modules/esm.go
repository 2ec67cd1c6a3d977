package modules

import (
	"errors"
	"runtime"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/bindings/url"
	"gonet/runtime/internal/compile"
	"gonet/runtime/internal/resolve"
)

// esmRegistry holds the ES modules that have been loaded, by URL and type, and
// the built-ins that have been imported, by name.
type esmRegistry struct {
	records   map[string]*record
	order     int // the next record's place in the order of asynchronous evaluation
	requiring int // how many require() of ES modules are under way
	resolved  map[request]imported
	wasm      map[string]goja.Value // modules of WebAssembly, by URL
}

// request is an import as one module makes it. What it has led to once it leads
// to again, whatever has become of the file.
type request struct{ specifier, parentURL, kind string }

// keep notes what an import has led to.
func (r *esmRegistry) keep(what request, to imported) {
	if r.resolved == nil {
		r.resolved = make(map[request]imported)
	}
	r.resolved[what] = to
}

// key is a module's identity: one URL can be loaded as JSON and as code.
func (r *esmRegistry) key(u, kind string) string { return kind + " " + u }

func (r *esmRegistry) add(key string, m *record) {
	if r.records == nil {
		r.records = make(map[string]*record)
	}
	r.records[key] = m
}

// imported is a module that an import asks for.
type imported struct {
	url        string
	format     string // "" if nobody has said
	attributes []compile.Attribute
}

// importRecord finds or loads the module that specifier means in the module at
// parentURL, with everything it imports. It throws what fails.
func (l *Loader) importRecord(specifier, parentURL string, attributes []compile.Attribute, isMain bool) *record {
	if l.Host[specifier] != nil {
		exports, _ := l.builtin(specifier)
		return l.builtinRecord(specifier, exports)
	}
	var to imported
	if l.hooked() {
		to = l.hookedImport(specifier, parentURL, attributes)
	} else {
		to = l.cachedImport(specifier, parentURL, attributes, isMain)
	}
	return l.loadRecord(to, specifier, parentURL)
}

// cachedImport resolves an import without hooks.
func (l *Loader) cachedImport(specifier, parentURL string, attributes []compile.Attribute, isMain bool) imported {
	r := request{specifier, parentURL, attributeType(attributes)}
	to, ok := l.esm.resolved[r]
	if !ok {
		to.url, to.format = l.resolveImport(specifier, parentURL, l.conditions(resolve.ImportConditions), isMain)
		l.esm.keep(r, to)
	}
	if to.attributes == nil { // no hook has said others
		to.attributes = attributes
	}
	return to
}

// resolveImport finds the URL that specifier means in the module at parentURL:
// ESM_RESOLVE.
func (l *Loader) resolveImport(specifier, parentURL string, conditions []string, isMain bool) (u, format string) {
	href, isURL := "", false
	if scheme.MatchString(specifier) {
		href, isURL = url.Resolve(specifier, "")
	}
	switch {
	case strings.HasPrefix(specifier, "node:"):
		if !l.IsBuiltin(specifier) {
			panic(errs.New(l.env, "ERR_UNKNOWN_BUILTIN_MODULE", specifier))
		}
		return specifier, formatBuiltin
	case l.IsBuiltin(specifier):
		return "node:" + specifier, formatBuiltin
	case strings.HasPrefix(href, "file:"):
		path, suffix, ok := splitFileURL(href)
		if !ok {
			l.throwFileURL(errs.New(l.env, "ERR_INVALID_FILE_URL_HOST", runtime.GOOS), specifier, parentURL)
		}
		return l.resolveFile(path, suffix, specifier, parentURL, conditions, isMain)
	case isURL:
		return href, ""
	case resolve.IsRelative(specifier) || strings.HasPrefix(specifier, "/"):
		if !strings.HasPrefix(parentURL, "file:") {
			return l.relativeURL(specifier, parentURL), ""
		}
	case strings.HasPrefix(parentURL, "data:"):
		errs.Throw(l.env, "ERR_UNSUPPORTED_RESOLVE_REQUEST", specifier, parentURL)
	case !strings.HasPrefix(parentURL, "file:") && parentURL != "":
		panic(url.Invalid(l.env, parentURL))
	}
	return l.resolveFile(specifier, "", specifier, parentURL, conditions, isMain)
}

// relativeURL resolves a path against a URL that is no file's.
func (l *Loader) relativeURL(specifier, parentURL string) string {
	if resolved, ok := url.Resolve(specifier, parentURL); ok {
		return resolved
	}
	errs.Throw(l.env, "ERR_UNSUPPORTED_RESOLVE_REQUEST", specifier, parentURL)
	return ""
}

// resolveFile resolves what must be a file in the end.
func (l *Loader) resolveFile(path, suffix, specifier, parentURL string, conditions []string, isMain bool) (u, format string) {
	from := l.pathOf(parentURL)
	found, own, err := l.resolver.Import(path, from, conditions, isMain)
	if err != nil {
		if err == resolve.ErrMalformed {
			l.throwFileURL(l.env.Construct(l.env.VM.Get("URIError").(*goja.Object), l.env.VM.ToValue("URI malformed")), specifier, parentURL)
		}
		l.throwImport(resolve.Importing(err, specifier, from), specifier, from)
	}
	return fileURL(found) + suffix + own, ""
}

// throwFileURL throws o, which says what is wrong with the file: URL that
// specifier means.
func (l *Loader) throwFileURL(o *goja.Object, specifier, parentURL string) {
	input, _ := url.Resolve(specifier, parentURL)
	setOwn(o, "input", l.env.VM.ToValue(input))
	if parentURL != "" {
		setOwn(o, "module", l.env.VM.ToValue(parentURL))
	}
	panic(o)
}

// throwImport throws a failed resolution as Node's error.
func (l *Loader) throwImport(err error, specifier, from string) {
	var failure *resolve.Error
	if !errors.As(err, &failure) {
		panic(errs.Error(l.env, err.Error()))
	}
	if failure.Code == "MODULE_NOT_FOUND" {
		l.throwResolve(err, specifier, nil)
	}
	message := failure.Message
	if hint := l.resolver.Hint(specifier, from, absolute("."), err); hint != "" {
		message += "\nDid you mean to import \"" + url.EncodeFilePath(hint) + "\"?"
	}
	o := errs.New(l.env, failure.Code, message)
	if failure.Missing != "" {
		setOwn(o, "url", l.env.VM.ToValue(fileURL(failure.Missing)))
	}
	panic(o)
}

// attributeType is the type that import attributes ask for; "" for code.
func attributeType(attributes []compile.Attribute) string {
	for _, a := range attributes {
		if a.Key == "type" {
			return a.Value
		}
	}
	return ""
}

// checkAttributes throws for attributes that do not fit a module's format, or
// any.
func (l *Loader) checkAttributes(u, format string, attributes []compile.Attribute) {
	kind := attributeType(attributes)
	for _, a := range attributes {
		if a.Key != "type" {
			errs.Throw(l.env, "ERR_IMPORT_ATTRIBUTE_UNSUPPORTED", a.Key, a.Value, " in "+u)
		}
	}
	switch format {
	case formatBuiltin, formatCommonJS, formatModule, formatJSON, formatAddon, formatCommonJSTS, formatModuleTS, formatWasm, "":
	default:
		return // the format is the error
	}
	switch {
	case format == formatJSON && kind == "":
		errs.Throw(l.env, "ERR_IMPORT_ATTRIBUTE_MISSING", u, "type", "json")
	case kind == "" || kind == "json" && format == formatJSON:
	case kind != "json":
		errs.Throw(l.env, "ERR_IMPORT_ATTRIBUTE_UNSUPPORTED", "type", kind, " in "+u)
	default:
		errs.Throw(l.env, "ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE", u, kind)
	}
}

// loadRecord finds or loads the module at a URL.
func (l *Loader) loadRecord(to imported, specifier, parentURL string) *record {
	key := l.esm.key(to.url, attributeType(to.attributes))
	if m, ok := l.esm.records[key]; ok {
		if l.esm.requiring > 0 && m.status == evaluating {
			errs.Throw(l.env, "ERR_REQUIRE_CYCLE_MODULE", "Cannot import Module "+specifier+" in a cycle. (from "+l.pathOf(parentURL)+")")
		}
		return m
	}
	s, ok := l.gathering.sources[key]
	switch {
	case ok:
		delete(l.gathering.sources, key)
	case l.hooked():
		s = l.hookedLoad(to)
	default:
		s = l.loadSource(to)
	}
	return l.translate(key, to, s, specifier, parentURL)
}

// loadSource is the default load of a module. A CommonJS file's text is left
// for require to read.
func (l *Loader) loadSource(to imported) source {
	scheme, _, _ := strings.Cut(to.url, ":")
	switch scheme {
	case "node":
		l.checkAttributes(to.url, formatBuiltin, to.attributes)
		return source{format: formatBuiltin}
	case "data":
		return l.loadData(to)
	case "file":
	default:
		errs.Throw(l.env, "ERR_UNSUPPORTED_ESM_URL_SCHEME",
			"Only URLs with a scheme in: file and data are supported by the default ESM loader. Received protocol '"+scheme+":'")
	}
	filename, format := l.pathOf(to.url), to.format
	if format == "" {
		var known bool
		if format, known = l.importFormat(filename); !known {
			l.unknownExtension(filename)
		}
	}
	l.checkAttributes(to.url, format, to.attributes)
	if format == formatCommonJS || format == formatAddon {
		return source{format: format}
	}
	return source{format: format, text: l.readFile(filename)}
}

// unknownExtension throws for a file that only require would take for code,
// unless its extension has a handler.
func (l *Loader) unknownExtension(filename string) {
	extension := filename[strings.LastIndexByte(filename, '.'):]
	errs.Throw(l.env, "ERR_UNKNOWN_FILE_EXTENSION", `Unknown file extension "`+extension+`" for `+filename)
}

// loadData is the module in a data: URL.
func (l *Loader) loadData(to imported) source {
	media, text, err := decodeDataURL(to.url)
	if err != nil {
		panic(url.Invalid(l.env, to.url))
	}
	format := to.format
	if format == "" {
		switch media {
		case "application/json":
			format = formatJSON
		case "text/javascript", "application/javascript":
			format = formatModule
		case "application/wasm":
			format = formatWasm
		default:
			format = media
		}
	}
	l.checkAttributes(to.url, format, to.attributes)
	return source{format: format, text: text}
}

// translate makes the record of a loaded module.
func (l *Loader) translate(key string, to imported, s source, specifier, parentURL string) *record {
	filename := l.pathOf(to.url)
	switch s.format {
	case formatBuiltin:
		if !l.IsBuiltin(to.url) {
			panic(errs.New(l.env, "ERR_UNKNOWN_BUILTIN_MODULE", to.url))
		}
		exports, _ := l.builtin(to.url)
		return l.builtinRecord(to.url, exports)
	case formatJSON:
		m := l.jsonRecord(to.url, filename, s)
		l.esm.add(key, m)
		return m
	case formatWasm:
		return l.wasmRecord(key, to.url, s.text)
	case formatCommonJS, formatCommonJSTS, formatAddon:
		return l.commonJSRecord(key, to, filename, s, specifier, parentURL)
	case "":
		unit := l.compileURL(to.url, filename, s)
		if !unit.IsESM {
			return l.commonJSRecord(key, to, filename, source{format: formatCommonJS, custom: s.custom, text: s.text}, specifier, parentURL)
		}
		return l.unitRecord(key, to.url, unit)
	case formatModule, formatModuleTS:
		return l.unitRecord(key, to.url, l.compileURL(to.url, filename, s))
	}
	errs.Throw(l.env, "ERR_UNKNOWN_MODULE_FORMAT", s.format, to.url)
	return nil
}

// compileURL compiles a module that errors and traces call by its URL.
func (l *Loader) compileURL(u, filename string, s source) *compile.Unit {
	if filename == u || strings.ContainsAny(u, "?#") {
		opts := compile.Options{Format: compile.Module, URL: u, TypeScript: s.format == formatModuleTS}
		if s.format == "" {
			opts.Format = compile.Detect
		}
		unit, err := l.compiled(filename, s.text, opts)
		if err != nil {
			l.throwCompile(err)
		}
		return unit
	}
	return l.compileAs(filename, s.text, s.format)
}

// unitRecord makes the record of a compiled ES module and loads what it
// imports.
func (l *Loader) unitRecord(key, u string, unit *compile.Unit) *record {
	m := &record{loader: l, url: u, unit: unit, loading: true}
	l.esm.add(key, m)
	defer func() {
		if m.loading {
			delete(l.esm.records, key)
		}
	}()
	for _, request := range unit.Requests {
		m.requested = append(m.requested, l.requestedRecord(m, request))
	}
	m.loading = false
	return m
}

// requestedRecord loads what an import statement names. What fails there
// points at the statement.
func (l *Loader) requestedRecord(m *record, request compile.Request) *record {
	if request.Source {
		return l.sourceRecord(request.Specifier, m.url, request.Attributes)
	}
	return l.importRecord(request.Specifier, m.url, request.Attributes, false)
}
