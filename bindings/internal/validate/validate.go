// Package validate checks the arguments that scripts pass and throws Node's
// errors for bad ones. Source: nodejs/node:lib/internal/validators.js.
//
// name is the argument as the error shows it: "options.port".
package validate

import (
	"math"
	"reflect"
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
)

// Nullish reports whether v is absent, undefined or null.
func Nullish(v goja.Value) bool {
	return v == nil || goja.IsUndefined(v) || goja.IsNull(v)
}

// IsUndefined reports whether v is absent or undefined.
func IsUndefined(v goja.Value) bool {
	return v == nil || goja.IsUndefined(v)
}

func wrongType(e *env.Env, v goja.Value, name string, expected ...string) {
	if v == nil {
		v = goja.Undefined()
	}
	errs.Throw(e, "ERR_INVALID_ARG_TYPE", name, expected, v)
}

// Number returns v, which must be a number; NaN is one.
func Number(e *env.Env, v goja.Value, name string) float64 {
	if v == nil || !goja.IsNumber(v) {
		wrongType(e, v, name, "number")
	}
	return v.ToFloat()
}

// Integer returns v, which must be a whole number from min to max.
func Integer(e *env.Env, v goja.Value, name string, min, max int64) int64 {
	f := Number(e, v, name)
	if f != math.Trunc(f) || math.IsInf(f, 0) {
		errs.Throw(e, "ERR_OUT_OF_RANGE", name, "an integer", v)
	}
	if f < float64(min) || f > float64(max) {
		errs.Throw(e, "ERR_OUT_OF_RANGE", name,
			">= "+strconv.FormatInt(min, 10)+" && <= "+strconv.FormatInt(max, 10), v)
	}
	return int64(f)
}

// Int32 returns v, which must be a 32-bit integer that is not below min.
func Int32(e *env.Env, v goja.Value, name string, min int32) int {
	return int(Integer(e, v, name, int64(min), math.MaxInt32))
}

// Uint32 returns v, which must be an unsigned 32-bit integer.
func Uint32(e *env.Env, v goja.Value, name string) uint32 {
	return uint32(Integer(e, v, name, 0, math.MaxUint32))
}

// IsBool reports whether v is true or false.
func IsBool(v goja.Value) bool {
	if _, isObject := v.(*goja.Object); v == nil || isObject {
		return false
	}
	_, ok := v.Export().(bool)
	return ok
}

// Boolean returns v, which must be a boolean.
func Boolean(e *env.Env, v goja.Value, name string) bool {
	if !IsBool(v) {
		wrongType(e, v, name, "boolean")
	}
	return v.ToBoolean()
}

// IsString reports whether v is a primitive string.
func IsString(v goja.Value) bool {
	return v != nil && goja.IsString(v)
}

// String returns v, which must be a string.
func String(e *env.Env, v goja.Value, name string) string {
	if !IsString(v) {
		wrongType(e, v, name, "string")
	}
	return v.String()
}

// StringWithoutNullBytes returns v, which must be a string without U+0000.
func StringWithoutNullBytes(e *env.Env, v goja.Value, name string) string {
	s := String(e, v, name)
	if strings.ContainsRune(s, 0) {
		errs.Throw(e, "ERR_INVALID_ARG_VALUE", name, v, "must be a string without null bytes")
	}
	return s
}

// Function returns v, which must be a function.
func Function(e *env.Env, v goja.Value, name string) env.Callback {
	fn := env.CallbackOf(v)
	if fn == nil {
		wrongType(e, v, name, "Function")
	}
	return fn
}

var proxyType = reflect.TypeFor[goja.Proxy]()

// IsArray reports whether v is an array, or a proxy of one.
func IsArray(v goja.Value) bool {
	o, ok := v.(*goja.Object)
	for ok && o.ExportType() == proxyType {
		if o = o.Export().(goja.Proxy).Target(); o == nil {
			return false
		}
	}
	return ok && o.ClassName() == "Array"
}

// Array returns v, which must be an array.
func Array(e *env.Env, v goja.Value, name string) *goja.Object {
	if !IsArray(v) {
		wrongType(e, v, name, "Array")
	}
	return v.(*goja.Object)
}

// IsObject reports whether typeof v is 'object' and v is not null.
func IsObject(v goja.Value) bool {
	_, ok := v.(*goja.Object)
	return ok && !env.IsFunction(v)
}

// Object returns v, which must be an object and neither an array nor a
// function.
func Object(e *env.Env, v goja.Value, name string) *goja.Object {
	if !IsObject(v) || IsArray(v) {
		wrongType(e, v, name, "Object")
	}
	return v.(*goja.Object)
}

// OneOf throws unless v is one of the allowed strings and numbers.
func OneOf(e *env.Env, v goja.Value, name string, allowed ...any) {
	if v == nil {
		v = goja.Undefined()
	}
	texts := make([]string, len(allowed))
	for i, a := range allowed {
		if v.StrictEquals(e.VM.ToValue(a)) {
			return
		}
		if s, ok := a.(string); ok {
			texts[i] = "'" + s + "'"
		} else {
			texts[i] = e.VM.ToValue(a).String()
		}
	}
	errs.Throw(e, "ERR_INVALID_ARG_VALUE", name, v, "must be one of: "+strings.Join(texts, ", "))
}

// Port returns v, which must be a number or a string that names a port, 0 too.
func Port(e *env.Env, v goja.Value, name string) uint16 { return port(e, v, name, true) }

// PortNotZero is Port without 0.
func PortNotZero(e *env.Env, v goja.Value, name string) uint16 { return port(e, v, name, false) }

func port(e *env.Env, v goja.Value, name string, allowZero bool) uint16 {
	port, ok := portOf(v)
	if ok && (port != 0 || allowZero) {
		return port
	}
	if v == nil {
		v = goja.Undefined()
	}
	errs.Throw(e, "ERR_SOCKET_BAD_PORT", name, v, allowZero)
	return 0
}

func portOf(v goja.Value) (uint16, bool) {
	if v == nil || !goja.IsNumber(v) && (!goja.IsString(v) || strings.TrimSpace(v.String()) == "") {
		return 0, false
	}
	f := v.ToFloat()
	if f != math.Trunc(f) || f < 0 || f > math.MaxUint16 {
		return 0, false
	}
	return uint16(f), true
}

// AbortSignal returns v, which must look like an AbortSignal.
func AbortSignal(e *env.Env, v goja.Value, name string) *goja.Object {
	o, ok := v.(*goja.Object)
	if !ok || env.IsFunction(o) || o.Get("aborted") == nil {
		wrongType(e, v, name, "AbortSignal")
	}
	return o
}

// FileMode returns v, which must be an unsigned 32-bit integer or a string of
// octal digits.
func FileMode(e *env.Env, v goja.Value, name string) uint32 {
	if !IsString(v) {
		return Uint32(e, v, name)
	}
	mode, err := strconv.ParseUint(v.String(), 8, 32)
	if err != nil || strings.HasPrefix(v.String(), "+") {
		errs.Throw(e, "ERR_INVALID_ARG_VALUE", name, v, "must be a 32-bit unsigned integer or an octal string")
	}
	return uint32(mode)
}
