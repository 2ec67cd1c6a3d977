package buffer

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/raw"
)

// Btoa is the global btoa.
func Btoa(e *env.Env, c goja.FunctionCall) goja.Value {
	if len(c.Arguments) == 0 {
		errs.Throw(e, "ERR_MISSING_ARGS", "input")
	}
	t := textOf(ToString(e, c.Argument(0)))
	for _, u := range t.units {
		if u > 0xFF {
			throwInvalidCharacter(e, "Invalid character")
		}
	}
	b, ok := t.shared()
	if !ok {
		b = make([]byte, len(t.units))
		writeLatin1(b, t)
	}
	return Decode(e, b, Base64)
}

// Atob is the global atob: the forgiving decoder of
// https://infra.spec.whatwg.org/#forgiving-base64-decode.
func Atob(e *env.Env, c goja.FunctionCall) goja.Value {
	if len(c.Arguments) == 0 {
		errs.Throw(e, "ERR_MISSING_ARGS", "input")
	}
	t := textOf(ToString(e, c.Argument(0)))
	if t.units != nil {
		throwInvalidCharacter(e, "Invalid character")
	}
	digits := withoutWhitespace(t.ascii)
	if n := len(digits); n%4 == 0 && n > 0 && digits[n-1] == '=' {
		digits = digits[:n-1]
		if digits[n-2] == '=' {
			digits = digits[:n-2]
		}
	}
	out := make([]byte, 0, len(digits)*3/4)
	d := base64Decoder{dst: out[:cap(out)]}
	for _, c := range digits {
		if base64Digits[c] == skip || c == '-' || c == '_' {
			throwInvalidCharacter(e, "Invalid character")
		}
		d.take(c)
	}
	if len(digits)%4 == 1 {
		throwInvalidCharacter(e, "The string to be decoded is not correctly encoded.")
	}
	return decodeLatin1(d.dst[:d.n])
}

func withoutWhitespace(s string) []byte {
	out := make([]byte, 0, len(s))
	for i := range len(s) {
		switch s[i] {
		case '\t', '\n', '\f', '\r', ' ':
		default:
			out = append(out, s[i])
		}
	}
	return out
}

func throwInvalidCharacter(e *env.Env, message string) {
	exception := e.Require("internal/dom_exception").Get("DOMException").(*goja.Object)
	panic(e.Construct(exception, raw.ASCII(message), raw.ASCII("InvalidCharacterError")))
}
