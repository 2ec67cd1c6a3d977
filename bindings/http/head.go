// Package http is what of node:http is Go: the heads of requests, of which each
// has a dozen lines that JavaScript would take apart one by one.
package http

import (
	"bytes"

	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/bindings/internal/raw"
)

// head is the head of a request as it nearly always is: complete, HTTP/1.x with
// single spaces, without what allows more than one reading.
type head struct {
	size        int // bytes, with the empty line
	method, url []byte
	minor       byte // '0' or '1'
	fields      [][2][]byte
	connection  bool // there was a field of that name
	keepAlive   bool
	length      int // of the body
}

// Module is "internal/binding/http".
func Module(e *env.Env) goja.Value {
	names := nameCache{}
	var h head
	exports := e.VM.NewObject()
	// parseHead(bytes, offset, limit) returns what the head at offset says, or
	// undefined if it is longer than limit or not of the kind of type head: the
	// caller looks at it line by line then, and finds what is wrong or missing.
	exports.Set("parseHead", e.Function("parseHead", 3, func(c goja.FunctionCall) goja.Value {
		b, _ := buffer.Bytes(e, c.Argument(0))
		b = b[min(int(c.Argument(1).ToInteger()), len(b)):]
		if !h.parse(b) || h.size > int(c.Argument(2).ToInteger()) {
			return goja.Undefined()
		}
		fields := make([]any, 0, 2*len(h.fields))
		for _, f := range h.fields {
			fields = append(fields, names.value(f[0]), raw.ASCII(string(f[1])))
		}
		return e.VM.NewArray(h.size, names.value(h.method), raw.ASCII(string(h.url)), int(h.minor-'0'),
			e.VM.NewArray(fields...), h.keepAlive, h.length)
	}))
	// fill(object, template) gives a new object what the template has, and
	// reports whether it could.
	exports.Set("fill", e.Function("fill", 2, func(c goja.FunctionCall) goja.Value {
		o, isObject := c.Argument(0).(*goja.Object)
		template, ok := c.Argument(1).(*goja.Object)
		return e.VM.ToValue(isObject && ok && raw.Fill(o, template))
	}))
	return exports
}

// parse reads the head that b begins with, and reports whether it could.
func (h *head) parse(b []byte) bool {
	h.fields = h.fields[:0]
	line, rest, ok := cutLine(b)
	if !ok || !h.parseRequest(line) {
		return false
	}
	h.connection, h.keepAlive, h.length = false, h.minor == '1', -1
	for {
		if line, rest, ok = cutLine(rest); !ok {
			return false
		}
		if len(line) == 0 {
			h.size = len(b) - len(rest)
			h.length = max(h.length, 0)
			return true
		}
		if !h.parseField(line) {
			return false
		}
	}
}

// cutLine returns the line that b begins with, and what follows its end.
func cutLine(b []byte) (line, rest []byte, ok bool) {
	end := bytes.IndexByte(b, '\n')
	if end < 1 || b[end-1] != '\r' {
		return nil, nil, false
	}
	return b[:end-1], b[end+1:], true
}

// parseRequest reads "METHOD url HTTP/1.x".
func (h *head) parseRequest(line []byte) bool {
	var version []byte
	var ok bool
	if h.method, line, ok = bytes.Cut(line, []byte(" ")); !ok || !isToken(h.method) {
		return false
	}
	if h.url, version, ok = bytes.Cut(line, []byte(" ")); !ok || len(h.url) == 0 || !isText(h.url) || bytes.IndexByte(h.url, '\t') >= 0 {
		return false
	}
	if len(version) != len("HTTP/1.1") || string(version[:7]) != "HTTP/1." {
		return false
	}
	h.minor = version[7]
	return h.minor == '0' || h.minor == '1'
}

func (h *head) parseField(line []byte) bool {
	name, value, ok := bytes.Cut(line, []byte(":"))
	if !ok || !isToken(name) {
		return false
	}
	value = bytes.Trim(value, " \t")
	if !isText(value) {
		return false
	}
	h.fields = append(h.fields, [2][]byte{name, value})
	return h.note(name, value)
}

// note reads the fields that say how the message is delimited, and reports
// whether they say something simple.
func (h *head) note(name, value []byte) bool {
	switch len(name) {
	case len("upgrade"):
		return !bytes.EqualFold(name, []byte("upgrade"))
	case len("connection"):
		if !bytes.EqualFold(name, []byte("connection")) {
			return true
		}
		seen := h.connection
		h.connection = true
		switch {
		case seen:
			return false
		case bytes.EqualFold(value, []byte("keep-alive")):
			h.keepAlive = true
		case bytes.EqualFold(value, []byte("close")):
			h.keepAlive = false
		default:
			return false
		}
	case len("content-length"):
		return !bytes.EqualFold(name, []byte("content-length")) || h.parseLength(value)
	case len("transfer-encoding"):
		return !bytes.EqualFold(name, []byte("transfer-encoding"))
	}
	return true
}

// maxLengthDigits keeps lengths below 2**53.
const maxLengthDigits = 15

func (h *head) parseLength(value []byte) bool {
	if h.length >= 0 || len(value) == 0 || len(value) > maxLengthDigits {
		return false
	}
	n := 0
	for _, c := range value {
		if c < '0' || c > '9' {
			return false
		}
		n = 10*n + int(c-'0')
	}
	h.length = n
	return true
}

// isText reports whether b is visible ASCII, spaces and tabs.
func isText(b []byte) bool {
	for _, c := range b {
		if (c < ' ' || c > '~') && c != '\t' {
			return false
		}
	}
	return true
}

func isToken(b []byte) bool {
	for _, c := range b {
		if !tokens[c] {
			return false
		}
	}
	return len(b) > 0
}

// tokens are the characters of names.
var tokens = func() (set [256]bool) {
	for _, c := range "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ" {
		set[c] = true
	}
	return set
}()

// nameCache has the strings of names: clients send the same ones again and
// again.
type nameCache map[string]goja.Value

// A cache that strangers fill must not grow without end.
const (
	maxNames      = 256
	maxNameLength = 32
)

func (c nameCache) value(name []byte) goja.Value {
	if v, ok := c[string(name)]; ok {
		return v
	}
	v := raw.ASCII(string(name))
	if len(c) < maxNames && len(name) <= maxNameLength {
		c[string(name)] = v
	}
	return v
}
