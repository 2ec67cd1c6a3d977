package modules

import (
	"encoding/base64"
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/bindings/url"
	"gonet/runtime/internal/compile"
)

// syntheticRecord makes the record of something that is no ES module and
// exports names; load makes the object whose properties they are.
func (l *Loader) syntheticRecord(u string, names []string, load func() *goja.Object) *record {
	return &record{loader: l, url: u, names: names, load: load}
}

// loadExports makes a synthetic record's exports, once.
func (m *record) loadExports() {
	if m.exports == nil {
		m.exports = m.load()
	}
}

// resolveSynthetic finds an export.
func (m *record) resolveSynthetic(name string) *binding {
	if !slices.Contains(m.names, name) {
		return nil
	}
	return &binding{m, name}
}

// builtinRecord shows a built-in module: its properties, and itself as default.
func (l *Loader) builtinRecord(u string, exports *goja.Object) *record {
	key := l.esm.key(u, "")
	if m, ok := l.esm.records[key]; ok {
		return m
	}
	names := slices.DeleteFunc(exports.Keys(), func(name string) bool { return name == "default" })
	m := l.syntheticRecord(u, append(names, "default"), nil)
	m.builtin = exports
	m.exports = l.env.VM.CreateObject(nil)
	m.readBuiltin()
	l.esm.add(key, m)
	return m
}

// readBuiltin takes the present values of a built-in's properties. Those with
// getters, which may load what nobody needs, are read when they are imported.
func (m *record) readBuiltin() {
	e := m.loader.env
	for _, name := range m.names {
		if name == "default" {
			continue
		}
		if m.loader.hasGetter(m.builtin, name) {
			e.Lazy(m.exports, name, goja.FLAG_TRUE, func() goja.Value { return orUndefined(m.builtin.Get(name)) })
			continue
		}
		define(m.exports, name, orUndefined(m.builtin.Get(name)))
	}
	define(m.exports, "default", m.builtin)
}

// hasGetter reports whether o has a property of its own with a getter.
func (l *Loader) hasGetter(o *goja.Object, name string) bool {
	d, ok := l.getDescriptor(goja.FunctionCall{Arguments: []goja.Value{o, l.env.VM.ToValue(name)}}).(*goja.Object)
	return ok && d.Get("get") != nil
}

// syncBuiltins is module.syncBuiltinESMExports: what scripts have changed in
// built-in modules shows in imports of them.
func (l *Loader) syncBuiltins() {
	for _, m := range l.esm.records {
		if m.builtin != nil {
			m.readBuiltin()
		}
	}
	for _, m := range l.esm.records {
		if m.unit != nil && m.imports != nil {
			m.settleImports()
		}
	}
}

// commonJSRecord shows a CommonJS module: module.exports as default and as
// "module.exports", and the names that its text is found to export. The
// module is loaded as by require, unless a hook gave its text.
func (l *Loader) commonJSRecord(key string, to imported, filename string, s source, specifier, parentURL string) *record {
	l.refuseCommonJSCycle(filename, specifier, parentURL)
	names := l.commonJSNames(filename, s)
	m := l.syntheticRecord(to.url, names, nil)
	m.load = func() *goja.Object {
		exports := l.loadCommonJS(to.url, filename, s, m.isMain)
		o, _ := exports.(*goja.Object)
		shown := l.env.VM.CreateObject(nil)
		for _, name := range names {
			if o == nil {
				break
			}
			if v := l.own(o, name); v != nil {
				define(shown, name, v)
			}
		}
		define(shown, "default", exports)
		define(shown, "module.exports", exports)
		return shown
	}
	m.commonJS = true
	l.esm.add(key, m)
	return m
}

// refuseCommonJSCycle throws if an ES module that is being required imports a
// CommonJS module that is being run.
func (l *Loader) refuseCommonJSCycle(filename, specifier, parentURL string) {
	if l.esm.requiring == 0 {
		return
	}
	cached := l.cached(filename)
	if cached == nil || property(cached, "loaded").ToBoolean() {
		return
	}
	if m := l.moduleOf(cached); m != nil && m.executing {
		errs.Throw(l.env, "ERR_REQUIRE_CYCLE_MODULE", "Cannot import CommonJS Module "+specifier+" in a cycle. (from "+l.pathOf(parentURL)+")")
	}
}

// loadCommonJS runs a CommonJS module and returns its exports.
func (l *Loader) loadCommonJS(u, filename string, s source, isMain bool) goja.Value {
	if !s.custom {
		// What has become of module.exports since it was required does not show.
		if cached := l.cached(filename); cached != nil {
			if m := l.moduleOf(cached); m != nil && m.exported != nil {
				exports := m.exported
				m.exported = nil
				return exports
			}
		}
		vm := l.env.VM
		return l.env.Invoke(l.class.Ctor, "_load", vm.ToValue(filename), goja.Undefined(), vm.ToValue(isMain))
	}
	if cached := l.cached(filename); cached != nil {
		return property(cached, "exports")
	}
	o := l.newModule(filename, nil)
	if isMain {
		l.setMain(o)
	}
	o.Set("filename", filename)
	o.Set("paths", l.strings(nodeModulePaths(filename)))
	m := l.moduleOf(o)
	m.format, m.url = s.format, u
	cache := l.cache()
	cache.Set(filename, o)
	if ex := l.env.VM.Try(func() { l.compileText(o, s.text, filename, s.format) }); ex != nil {
		cache.Delete(filename)
		panic(ex)
	}
	o.Set("loaded", true)
	return property(o, "exports")
}

// commonJSNames finds what a CommonJS module exports, without running it.
func (l *Loader) commonJSNames(filename string, s source) []string {
	if s.text == "" && !s.custom && s.format != formatAddon {
		s.text = l.readFile(filename)
	}
	names := []string{"default", "module.exports"}
	l.gatherNames(filename, s.text, map[string]bool{filename: true}, &names)
	return names
}

// gatherNames adds what a text exports, and what the modules do that it passes
// on.
func (l *Loader) gatherNames(filename, text string, seen map[string]bool, names *[]string) {
	found, reexports := compile.CommonJSNames(text)
	for _, name := range found {
		if !slices.Contains(*names, name) {
			*names = append(*names, name)
		}
	}
	for _, specifier := range reexports {
		l.gatherReexport(filename, specifier, seen, names)
	}
}

func (l *Loader) gatherReexport(filename, specifier string, seen map[string]bool, names *[]string) {
	if l.IsBuiltin(specifier) {
		exports, _ := l.builtin(specifier)
		for _, name := range exports.Keys() {
			if !slices.Contains(*names, name) {
				*names = append(*names, name)
			}
		}
		return
	}
	parent := l.newModule(filename, nil)
	parent.Set("filename", filename)
	parent.Set("paths", l.strings(nodeModulePaths(filename)))
	// What cannot be found, or read, fails when the module runs.
	_ = l.env.VM.Try(func() {
		path := l.callResolveFilename(specifier, parent, false, goja.Undefined())
		extension := filepath.Ext(path)
		if seen[path] || extension != ".js" && extension != ".cjs" && l.kinds.Get(extension) != nil {
			return
		}
		seen[path] = true
		if format, _ := l.fileFormat(path); format == formatCommonJS || format == "" {
			l.gatherNames(path, l.readFile(path), seen, names)
		}
	})
}

// jsonRecord shows a JSON file's value, the same that require gives.
func (l *Loader) jsonRecord(u, filename string, s source) *record {
	return l.syntheticRecord(u, []string{"default"}, func() *goja.Object {
		isFile := strings.HasPrefix(u, "file:") && !strings.ContainsAny(u, "?#")
		var cached *goja.Object
		if isFile {
			cached = l.cached(filename)
		}
		if cached != nil && property(cached, "loaded").ToBoolean() {
			return l.defaultOnly(property(cached, "exports"))
		}
		value := l.parseJSONText(strings.TrimPrefix(s.text, "\ufeff"), filename)
		if isFile {
			o := l.newModule(filename, nil)
			o.Set("filename", filename)
			o.Set("exports", value)
			o.Set("loaded", true)
			l.cache().Set(filename, o)
		}
		return l.defaultOnly(value)
	})
}

// defaultOnly makes the exports of a module that has only a default.
func (l *Loader) defaultOnly(v goja.Value) *goja.Object {
	names := l.env.VM.CreateObject(nil)
	define(names, "default", v)
	return names
}

// decodeDataURL takes a data: URL apart into its media type and its text.
func decodeDataURL(u string) (media, text string, err error) {
	u, _, _ = strings.Cut(u, "#")
	head, body, ok := strings.Cut(strings.TrimPrefix(u, "data:"), ",")
	if !ok {
		return "", "", errors.New("no comma in data: URL")
	}
	media, _, _ = strings.Cut(head, ";")
	data := url.PercentDecode(body)
	if strings.HasSuffix(head, ";base64") {
		data = decodeBase64(string(data))
	}
	return media, string(data), nil
}

// decodeBase64 decodes as browsers do: spaces and padding do not matter.
func decodeBase64(text string) []byte {
	text = strings.TrimRight(strings.Join(strings.Fields(text), ""), "=")
	data, _ := base64.RawStdEncoding.DecodeString(text)
	return data
}

// parseJSONText parses text that stands at the given place.
func (l *Loader) parseJSONText(text, place string) goja.Value {
	json := l.env.VM.Get("JSON").(*goja.Object)
	var value goja.Value
	if ex := l.env.VM.Try(func() { value = l.env.Invoke(json, "parse", l.env.VM.ToValue(text)) }); ex != nil {
		panic(errs.SyntaxError(l.env, place+": "+messageOf(ex.Value()), ""))
	}
	return value
}

func messageOf(v goja.Value) string {
	if o, ok := v.(*goja.Object); ok {
		return o.Get("message").String()
	}
	return v.String()
}
