package modules

import (
	"encoding/json"
	"net/url"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/dop251/goja"
)

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
