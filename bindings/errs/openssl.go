package errs

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
)

// OpenSSL makes an error in the form of OpenSSL's: number is its number in
// hexadecimal, library the part of OpenSSL that it comes from.
func OpenSSL(e *env.Env, number, library, reason, code string) *goja.Object {
	o := Error(e, "error:"+number+":"+library+"::"+reason)
	o.Set("library", library)
	o.Set("reason", reason)
	o.Set("code", code)
	return o
}

// Native makes the error with the given code as Node's C++ throws it: its class
// does not show the code in the name. args fill its text.
func Native(e *env.Env, code string, args ...any) *goja.Object {
	d := table[code]
	return nativeText(e, d.base, code, d.text(e, args))
}

func nativeText(e *env.Env, b base, code, message string) *goja.Object {
	o := builtin(e, b, message)
	o.Set("code", code)
	return o
}

// NativeText is Native with a text of its own, for an error of class Error.
func NativeText(e *env.Env, code, message string) *goja.Object {
	return nativeText(e, plain, code, message)
}

// NativeType is NativeText for a TypeError.
func NativeType(e *env.Env, code, message string) *goja.Object {
	return nativeText(e, typeError, code, message)
}

// NativeRange is NativeText for a RangeError.
func NativeRange(e *env.Env, code, message string) *goja.Object {
	return nativeText(e, rangeError, code, message)
}
