package http2

import (
	"strconv"

	"github.com/dop251/goja"
	"golang.org/x/net/http2/hpack"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/bindings/internal/h2"
)

// element returns list[i].
func element(list *goja.Object, i int) goja.Value { return list.Get(strconv.Itoa(i)) }

func length(list *goja.Object) int { return int(list.Get("length").ToInteger()) }

// settingsOf reads a list of identifiers and values, one after the other.
func settingsOf(e *env.Env, v goja.Value) []h2.Setting {
	list := v.ToObject(e.VM)
	entries := make([]h2.Setting, 0, length(list)/2)
	for i := 0; i+1 < length(list); i += 2 {
		entries = append(entries, h2.Setting{
			ID: uint16(element(list, i).ToInteger()), Value: uint32(element(list, i+1).ToInteger()),
		})
	}
	return entries
}

// settingsObject makes the object that scripts see.
func settingsObject(e *env.Env, s h2.Settings) *goja.Object {
	o := e.VM.NewObject()
	o.Set("headerTableSize", s.HeaderTableSize)
	o.Set("enablePush", s.EnablePush != 0)
	o.Set("initialWindowSize", s.InitialWindowSize)
	o.Set("maxFrameSize", s.MaxFrameSize)
	o.Set("maxConcurrentStreams", s.MaxConcurrentStreams)
	o.Set("maxHeaderListSize", s.MaxHeaderListSize)
	o.Set("maxHeaderSize", s.MaxHeaderListSize)
	o.Set("enableConnectProtocol", s.EnableConnect != 0)
	if len(s.Custom) > 0 {
		custom := e.VM.NewObject()
		for _, entry := range s.Custom {
			custom.Set(strconv.Itoa(int(entry.ID)), entry.Value)
		}
		o.Set("customSettings", custom)
	}
	return o
}

// fieldsOf reads a list of names, values and whether they are sensitive, one
// after the other. Strings are Latin-1.
func fieldsOf(e *env.Env, v goja.Value) []hpack.HeaderField {
	list := v.ToObject(e.VM)
	n := length(list)
	fields := make([]hpack.HeaderField, 0, n/3)
	text := func(i int) string { return string(buffer.Encode(e, element(list, i), buffer.Latin1)) }
	for i := 0; i+2 < n; i += 3 {
		fields = append(fields, hpack.HeaderField{
			Name: text(i), Value: text(i + 1), Sensitive: element(list, i+2).ToBoolean(),
		})
	}
	return fields
}

// fieldArrays makes the list of names and values of fields, and that of the
// names of those that are sensitive.
func fieldArrays(e *env.Env, fields []hpack.HeaderField) (all, sensitive goja.Value) {
	values := make([]any, 0, 2*len(fields))
	var names []any
	text := func(s string) goja.Value { return buffer.Decode(e, []byte(s), buffer.Latin1) }
	for _, f := range fields {
		name := text(f.Name)
		values = append(values, name, text(f.Value))
		if f.Sensitive {
			names = append(names, name)
		}
	}
	return e.VM.NewArray(values...), e.VM.NewArray(names...)
}

// bytesOf returns bytes of v, a string in the encoding or a view of memory,
// that belong to the caller.
func bytesOf(e *env.Env, v goja.Value, encoding string) []byte {
	if b, ok := buffer.AnyBytes(e, v); ok {
		return b
	}
	enc, ok := buffer.ParseEncoding(encoding)
	if !ok {
		enc = buffer.UTF8
	}
	return buffer.Encode(e, v, enc)
}
