package modules

import (
	"encoding/base64"
	"errors"
	"net/url"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/errs"
)

// syntheticRecord makes the record of something that is no ES module; load
// makes the object whose properties it exports.
func (l *Loader) syntheticRecord(u string, load func() *goja.Object) *record {
	return &record{loader: l, url: u, load: load}
}

// loadExports makes a synthetic record's exports, once.
func (m *record) loadExports() {
	if m.exports == nil {
		m.exports = m.load()
	}
}

// resolveSynthetic finds an export. What a CommonJS module exports is known
// only when it has run; until then any name is taken to be there.
func (m *record) resolveSynthetic(name string) *binding {
	if m.exports != nil && m.exports.Get(name) == nil {
		return nil
	}
	return &binding{m, name}
}

// builtinRecord shows a built-in module: its properties, and itself as default.
func (l *Loader) builtinRecord(name string, exports *goja.Object) *record {
	key := l.esm.key(name, "")
	if m, ok := l.esm.records[key]; ok {
		return m
	}
	m := l.syntheticRecord(name, func() *goja.Object { return l.withDefault(exports, exports) })
	m.loadExports()
	l.esm.add(key, m)
	return m
}

// commonJSRecord shows a CommonJS module: module.exports as default and as
// "module.exports", and its properties by name. cached is its module object if
// it has been loaded.
func (l *Loader) commonJSRecord(key, u, path string, cached *goja.Object) *record {
	m := l.syntheticRecord(u, func() *goja.Object {
		module := cached
		if module == nil {
			module, _ = l.cache.Get(path).(*goja.Object)
		}
		if module == nil {
			module = l.loadFile(path, nil, false)
		}
		exports := module.Get("exports")
		o, _ := exports.(*goja.Object)
		names := l.withDefault(o, exports)
		define(names, "module.exports", exports)
		return names
	})
	m.commonJS = true
	l.esm.add(key, m)
	return m
}

// withDefault makes an object of o's enumerable properties, read now, and of
// value as default.
func (l *Loader) withDefault(o *goja.Object, value goja.Value) *goja.Object {
	names := l.env.VM.CreateObject(nil)
	if o != nil {
		for _, key := range o.Keys() {
			if key != "default" {
				define(names, key, o.Get(key))
			}
		}
	}
	define(names, "default", value)
	return names
}

func (l *Loader) defaultOnly(v goja.Value) *goja.Object { return l.withDefault(nil, v) }

func (l *Loader) jsonRecord(u, path string) *record {
	return l.syntheticRecord(u, func() *goja.Object { return l.defaultOnly(l.parseJSON(path)) })
}

// decodeDataURL takes a data: URL apart into its media type and its text.
func decodeDataURL(u string) (media, text string, err error) {
	head, body, ok := strings.Cut(strings.TrimPrefix(u, "data:"), ",")
	if !ok {
		return "", "", errors.New("no comma in data: URL")
	}
	media, _, _ = strings.Cut(head, ";")
	if text, err = url.PathUnescape(body); err != nil {
		return "", "", err
	}
	if strings.HasSuffix(head, ";base64") {
		var data []byte
		data, err = base64.StdEncoding.DecodeString(text)
		text = string(data)
	}
	return media, text, err
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
