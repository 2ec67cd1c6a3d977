package net

import (
	"math"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/internal/validate"
)

// normalized is the arguments of connect and listen in one form.
type normalized struct {
	options *goja.Object
	cb      goja.Value // null if there is none
}

// normalizeArgs takes (options[, ...][, cb]), (path[, ...][, cb]) and
// ([port][, host][, ...][, cb]).
func normalizeArgs(e *env.Env, args []goja.Value) normalized {
	n := normalized{cb: goja.Null()}
	if len(args) == 0 {
		n.options = e.VM.NewObject()
		return n
	}
	switch {
	case validate.IsObject(args[0]):
		n.options = args[0].(*goja.Object)
	case isPipeName(args[0]):
		n.options = e.VM.NewObject()
		n.options.Set("path", args[0])
	default:
		n.options = e.VM.NewObject()
		n.options.Set("port", args[0])
		if len(args) > 1 && validate.IsString(args[1]) {
			n.options.Set("host", args[1])
		}
	}
	if last := args[len(args)-1]; env.IsFunction(last) {
		n.cb = last
	}
	return n
}

// isPipeName reports whether v is a string that is no number, as in
// listen('/tmp/socket').
func isPipeName(v goja.Value) bool {
	if !validate.IsString(v) {
		return false
	}
	_, ok := toNumber(v)
	return !ok
}

// toNumber converts v as Number(v) does; ok is false for what is no number or
// is negative.
func toNumber(v goja.Value) (n float64, ok bool) {
	if v == nil || goja.IsUndefined(v) {
		return 0, false
	}
	if s, isObject := v.(*goja.Object); isObject && env.IsFunction(s) {
		return 0, false
	}
	n = v.ToNumber().ToFloat()
	return n, n >= 0
}

// array returns the arguments as the array that net._normalizeArgs makes and
// connect takes.
func (n normalized) array(e *env.Env) *goja.Object {
	a := e.VM.NewArray(n.options, n.cb)
	a.SetSymbol(slot.Of(e).kNormalized, true)
	return a
}

// normalizedArray reads such an array; ok is false for anything else.
func normalizedArray(e *env.Env, v goja.Value) (n normalized, ok bool) {
	a, isObject := v.(*goja.Object)
	if !isObject || a.ClassName() != "Array" {
		return n, false
	}
	if mark := a.GetSymbol(slot.Of(e).kNormalized); mark == nil || !mark.ToBoolean() {
		return n, false
	}
	n.options, _ = a.Get("0").(*goja.Object)
	n.cb = a.Get("1")
	return n, n.options != nil
}

// option returns a property of options, undefined if there is none.
func option(options *goja.Object, name string) goja.Value {
	if v := options.Get(name); v != nil {
		return v
	}
	return goja.Undefined()
}

// has reports whether name is a property of o.
func has(o *goja.Object, name string) bool { return o.Get(name) != nil }

// truthy reports whether v is there and true in a condition.
func truthy(v goja.Value) bool { return v != nil && v.ToBoolean() }

// isTrue reports v === true.
func isTrue(e *env.Env, v goja.Value) bool { return v != nil && v.StrictEquals(e.True) }

// seconds is ~~(milliseconds / 1000): whole seconds, 0 for what is no number.
func seconds(v goja.Value) int {
	if v == nil {
		return 0
	}
	f := v.ToFloat() / 1000
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return 0
	}
	return int(int32(int64(f)))
}

// isAbstract reports whether path is a name in Linux's abstract namespace.
func isAbstract(path string) bool { return strings.HasPrefix(path, "\x00") }
