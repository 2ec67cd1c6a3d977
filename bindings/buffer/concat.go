package buffer

import (
	"bytes"
	"strconv"

	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/bindings/internal/raw"
	"gonet/bindings/internal/validate"
)

var bufferTypes = []string{"Buffer", "Uint8Array"}

// uint8Array returns the bytes of v, which must be a Uint8Array.
func (w *world) uint8Array(v goja.Value, name string) []byte {
	b, ok := raw.Uint8(v)
	if !ok {
		errs.Throw(w.env, "ERR_INVALID_ARG_TYPE", name, bufferTypes, v)
	}
	return b
}

func (w *world) concat(c goja.FunctionCall) goja.Value {
	list := validate.Array(w.env, c.Argument(0), "list")
	count := int(list.Get("length").ToInteger())
	if count == 0 {
		return w.class.New(nil)
	}
	length := c.Argument(1)
	limit := 0
	if !goja.IsUndefined(length) {
		limit = w.offset(length, "length", MaxLength)
	}
	parts := make([][]byte, count)
	total := 0
	for i := range parts {
		index := strconv.Itoa(i)
		v := list.Get(index)
		b, ok := raw.Uint8(v)
		if !ok {
			errs.Throw(w.env, "ERR_INVALID_ARG_TYPE", "list["+index+"]", bufferTypes, v)
		}
		parts[i] = b
		total += len(b)
	}
	if goja.IsUndefined(length) {
		limit = total
	}
	buffer, memory := w.allocate(limit)
	n := 0
	for _, part := range parts {
		n += copy(memory[n:], part)
	}
	clear(memory[n:])
	return buffer
}

func (w *world) compareStatic(c goja.FunctionCall) goja.Value {
	a, b := w.uint8Array(c.Argument(0), "buf1"), w.uint8Array(c.Argument(1), "buf2")
	return w.env.VM.ToValue(bytes.Compare(a, b))
}

// compare is buf.compare(target, targetStart, targetEnd, sourceStart, sourceEnd).
func (w *world) compare(c goja.FunctionCall) goja.Value {
	target := w.uint8Array(c.Argument(0), "target")
	source := w.self(c)
	limit := func(i int, name string, otherwise, max int) int {
		if v := c.Argument(i); !goja.IsUndefined(v) {
			return w.offset(v, name, max)
		}
		return otherwise
	}
	targetStart := limit(1, "targetStart", 0, MaxLength)
	targetEnd := limit(2, "targetEnd", len(target), len(target))
	sourceStart := limit(3, "sourceStart", 0, MaxLength)
	sourceEnd := limit(4, "sourceEnd", len(source), len(source))
	order := 0
	switch {
	case sourceStart >= sourceEnd && targetStart >= targetEnd:
	case sourceStart >= sourceEnd:
		order = -1
	case targetStart >= targetEnd:
		order = 1
	default:
		order = bytes.Compare(source[sourceStart:sourceEnd], target[targetStart:targetEnd])
	}
	return w.env.VM.ToValue(order)
}

func (w *world) equals(c goja.FunctionCall) goja.Value {
	other := w.uint8Array(c.Argument(0), "otherBuffer")
	return w.env.VM.ToValue(bytes.Equal(w.typedArray(c.This, "byteLength"), other))
}

// byteLength is Buffer.byteLength.
func (w *world) byteLength(c goja.FunctionCall) goja.Value {
	v := c.Argument(0)
	if !raw.IsString(v) {
		b, ok := AnyBytes(w.env, v)
		if !ok {
			errs.Throw(w.env, "ERR_INVALID_ARG_TYPE", "string", []string{"string", "Buffer", "ArrayBuffer"}, v)
		}
		return w.env.VM.ToValue(len(b))
	}
	enc := UTF8
	if encoding := c.Argument(1); encoding.ToBoolean() {
		enc, _ = ParseEncoding(encoding.String())
	}
	return w.env.VM.ToValue(ByteLength(v, enc))
}
