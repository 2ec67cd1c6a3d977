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
