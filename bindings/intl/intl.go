// Package intl is what js/internal/intl, which is the global Intl, needs of Go:
// the data of locales, time zones, collation, segmentation and plural rules.
// Nothing of it is touched before a script names Intl, or calls a method that
// does, such as toLocaleString.
package intl

import (
	"bytes"
	"compress/gzip"
	"embed"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/dop251/goja"

	"gonet/bindings/env"
)

//go:embed data/en.json.gz data/locales/*.json.gz
var files embed.FS

// Module is "internal/binding/intl".
func Module(e *env.Env) goja.Value {
	exports := e.VM.NewObject()
	for name, fn := range map[string]func(*env.Env, goja.FunctionCall) goja.Value{
		"data": data, "zoneOffset": zoneOffset, "defaultZone": defaultZone, "compare": compare,
		"segments": segments, "plural": pluralCategory, "likely": likely, "canonical": canonical,
	} {
		exports.Set(name, e.Function(name, 0, func(c goja.FunctionCall) goja.Value { return fn(e, c) }))
	}
	exports.Set("locales", e.VM.ToValue(locales()))
	return exports
}

// locales are those that there is data for.
func locales() (names []string) {
	entries, err := files.ReadDir("data/locales")
	if err != nil {
		panic(err)
	}
	for _, entry := range entries {
		names = append(names, strings.TrimSuffix(entry.Name(), ".json.gz"))
	}
	slices.Sort(names)
	return names
}

var texts sync.Map // name -> text, for all scripts of the process

// data(name) returns a file of data as JSON.
func data(e *env.Env, c goja.FunctionCall) goja.Value {
	name := c.Argument(0).String()
	text, ok := texts.Load(name)
	if !ok {
		packed, err := files.ReadFile("data/" + name + ".json.gz")
		if err != nil {
			panic(err)
		}
		text, _ = texts.LoadOrStore(name, unpack(packed))
	}
	return e.VM.ToValue(text)
}

func unpack(packed []byte) string {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		panic(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		panic(err)
	}
	return string(text)
}
