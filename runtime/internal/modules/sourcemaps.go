package modules

import (
	"encoding/json"
	"net/url"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// mapSupport is whether source maps are kept and heeded, in packages and in
// evaluated texts too.
type mapSupport struct{ enabled, nodeModules, generatedCode bool }

// EnableSourceMaps turns source maps on or off, whatever they are of.
func (l *Loader) EnableSourceMaps(on bool) { l.mapSupport = mapSupport{on, on, on} }

// SourceMapsEnabled reports whether source maps are heeded.
func (l *Loader) SourceMapsEnabled() bool { return l.mapSupport.enabled }

// bindSourceMaps adds to "internal/binding/modules" what findSourceMap and its
// kin need.
func (l *Loader) bindSourceMaps(exports *goja.Object) {
	e := l.env
	exports.Set("sourceMapSupport", e.Function("sourceMapSupport", 0, func(goja.FunctionCall) goja.Value {
		s := l.mapSupport
		return e.VM.NewArray(s.enabled, s.nodeModules, s.generatedCode)
	}))
	exports.Set("setSourceMapSupport", e.Function("setSourceMapSupport", 3, func(c goja.FunctionCall) goja.Value {
		l.mapSupport = mapSupport{c.Argument(0).ToBoolean(), c.Argument(1).ToBoolean(), c.Argument(2).ToBoolean()}
		return goja.Undefined()
	}))
	exports.Set("sourceMapOf", e.Function("sourceMapOf", 1, func(c goja.FunctionCall) goja.Value {
		return l.sourceMapOf(c.Argument(0).String())
	}))
}

// mapsTraces reports whether there may be something for source maps to do.
func (l *Loader) mapsTraces() bool { return l.mapSupport.enabled && len(l.maps) > 0 }

// TraceMapper returns what makes a stack of its header and its call sites, by
// source maps; nil if there are none.
func (l *Loader) TraceMapper() goja.Callable {
	if !l.mapsTraces() {
		return nil
	}
	fn, _ := goja.AssertFunction(l.env.Require("internal/modules/source_map_trace").Get("mapTrace"))
	return fn
}

// OriginalPlace shows a place of a file by its source map, as the report of an
// exception does; "" if there is none.
func (l *Loader) OriginalPlace(file string, line, column int) string {
	if !l.mapsTraces() {
		return ""
	}
	vm := l.env.VM
	module := l.env.Require("internal/modules/source_map_trace")
	return stringOr(l.env.Invoke(module, "showPlace", vm.ToValue(file), vm.ToValue(line), vm.ToValue(column)))
}

// mapped is a loaded file whose text names a source map.
type mapped struct {
	text, mapURL string
}

// keepMap remembers what a file's source map is called, for findSourceMap.
func (l *Loader) keepMap(filename, text, mapURL string) {
	if l.maps == nil {
		l.maps = make(map[string]mapped)
	}
	l.maps[filename] = mapped{text, mapURL}
}

// sourceMapOf is the source map of a loaded file, by its path or URL: its JSON
// and the lengths of the file's lines; undefined if there is none.
func (l *Loader) sourceMapOf(name string) goja.Value {
	filename := l.pathOf(name)
	m, ok := l.maps[filename]
	if !ok {
		return goja.Undefined()
	}
	payload, base, err := readMap(m.mapURL, fileURL(filename), l)
	if err != nil {
		return goja.Undefined()
	}
	vm := l.env.VM
	o := vm.NewObject()
	o.Set("payload", absoluteSources(payload, base))
	var lengths []any
	for line := range strings.SplitSeq(m.text, "\n") {
		lengths = append(lengths, utf8.RuneCountInString(strings.TrimSuffix(line, "\r")))
	}
	o.Set("lineLengths", vm.NewArray(lengths...))
	return o
}

// readMap reads a source map from a data: URL or a file; base is what its
// sources are relative to.
func readMap(mapURL, fileURL string, l *Loader) (payload, base string, err error) {
	if strings.HasPrefix(mapURL, "data:") {
		_, payload, err = decodeDataURL(mapURL)
		return payload, fileURL, err
	}
	resolved, err := resolveURL(mapURL, fileURL)
	if err != nil {
		return "", "", err
	}
	data, err := os.ReadFile(l.pathOf(resolved))
	return string(data), resolved, err
}

func resolveURL(ref, base string) (string, error) {
	b, err := url.Parse(base)
	if err != nil {
		return "", err
	}
	r, err := b.Parse(ref)
	if err != nil {
		return "", err
	}
	return r.String(), nil
}

// absoluteSources makes the sources of a map URLs.
func absoluteSources(payload, base string) string {
	var fields map[string]json.RawMessage
	var sources []string
	var root string
	if json.Unmarshal([]byte(payload), &fields) != nil || json.Unmarshal(fields["sources"], &sources) != nil {
		return payload
	}
	if raw, ok := fields["sourceRoot"]; ok && json.Unmarshal(raw, &root) == nil && root != "" {
		root = strings.TrimSuffix(root, "/") + "/"
	}
	for i, source := range sources {
		if resolved, err := resolveURL(root+source, base); err == nil {
			sources[i] = resolved
		}
	}
	raw, err := json.Marshal(sources)
	if err != nil {
		return payload
	}
	fields["sources"] = raw
	made, err := json.Marshal(fields)
	if err != nil {
		return payload
	}
	return string(made)
}
