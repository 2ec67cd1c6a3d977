// Package validators is the built-in "internal/validators": what modules in
// JavaScript check their arguments with. It is the face of
// bindings/internal/validate. Source: nodejs/node:lib/internal/validators.js.
package validators

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/raw"
	"gonet/bindings/internal/validate"
)

const (
	maxSafeInteger = 1<<53 - 1
	minSafeInteger = -maxSafeInteger
)

// What validateObject allows besides plain objects, as bits of its third
// argument.
const (
	allowNullable = 1 << iota
	allowArray
	allowFunction
)

// Module makes the module's exports.
func Module(e *env.Env) goja.Value {
	exports := e.VM.NewObject()
	for name, bits := range map[string]int{
		"kValidateObjectNone":                0,
		"kValidateObjectAllowNullable":       allowNullable,
		"kValidateObjectAllowArray":          allowArray,
		"kValidateObjectAllowFunction":       allowFunction,
		"kValidateObjectAllowObjects":        allowArray | allowFunction,
		"kValidateObjectAllowObjectsAndNull": allowNullable | allowArray | allowFunction,
	} {
		exports.Set(name, bits)
	}
	defineChecks(e, exports)
	defineFunctions(e, exports)
	return exports
}

// defineChecks defines the functions that throw or return nothing.
func defineChecks(e *env.Env, exports *goja.Object) {
	define := func(name string, check func(v goja.Value, name string, rest []goja.Value)) {
		exports.Set(name, e.Function(name, 2, func(c goja.FunctionCall) goja.Value {
			var rest []goja.Value
			if len(c.Arguments) > 2 {
				rest = c.Arguments[2:]
			}
			name := "value"
			if n := c.Argument(1); !goja.IsUndefined(n) {
				name = n.String()
			}
			check(c.Argument(0), name, rest)
			return goja.Undefined()
		}))
	}
	define("validateInteger", func(v goja.Value, name string, limits []goja.Value) {
		between(e, v, name, limits, minSafeInteger, maxSafeInteger)
	})
	define("validateInt32", func(v goja.Value, name string, limits []goja.Value) {
		between(e, v, name, limits, math.MinInt32, math.MaxInt32)
	})
	define("validateUint32", func(v goja.Value, name string, rest []goja.Value) {
		lowest := int64(0)
		if len(rest) > 0 && rest[0].ToBoolean() {
			lowest = 1
		}
		validate.Integer(e, v, name, lowest, math.MaxUint32)
	})
	define("validateNumber", func(v goja.Value, name string, limits []goja.Value) { number(e, v, name, limits) })
	define("validateString", func(v goja.Value, name string, _ []goja.Value) { validate.String(e, v, name) })
	define("validateStringWithoutNullBytes", func(v goja.Value, name string, _ []goja.Value) {
		validate.StringWithoutNullBytes(e, v, name)
	})
	define("validateBoolean", func(v goja.Value, name string, _ []goja.Value) { validate.Boolean(e, v, name) })
	define("validateFunction", func(v goja.Value, name string, _ []goja.Value) {
		if !env.IsFunction(v) {
			wrongType(e, v, name, "Function")
		}
	})
	define("validatePlainFunction", func(v goja.Value, name string, _ []goja.Value) {
		if o, ok := v.(*goja.Object); !ok || !env.IsFunction(v) || isAsync(o) {
			wrongType(e, v, name, "Function")
		}
	})
	define("validateUndefined", func(v goja.Value, name string, _ []goja.Value) {
		if !goja.IsUndefined(v) {
			wrongType(e, v, name, "undefined")
		}
	})
	define("validateObject", func(v goja.Value, name string, rest []goja.Value) {
		bits := int64(0)
		if len(rest) > 0 {
			bits = rest[0].ToInteger()
		}
		object(e, v, name, bits)
	})
	define("validateDictionary", func(v goja.Value, name string, _ []goja.Value) {
		if _, ok := v.(*goja.Object); !ok && !validate.Nullish(v) {
			wrongType(e, v, name, "a dictionary")
		}
	})
	define("validateOneOf", func(v goja.Value, name string, rest []goja.Value) { oneOf(e, v, name, rest) })
	define("validateUnion", func(v goja.Value, name string, rest []goja.Value) {
		if len(rest) > 0 && !contains(e, rest[0], v) {
			wrongType(e, v, name, "('"+e.Invoke(rest[0].ToObject(e.VM), "join", e.VM.ToValue("|")).String()+"')")
		}
	})
	define("validateAbortSignal", func(v goja.Value, name string, _ []goja.Value) {
		if !goja.IsUndefined(v) {
			validate.AbortSignal(e, v, name)
		}
	})
	define("validateBuffer", func(v goja.Value, name string, _ []goja.Value) {
		if name == "value" {
			name = "buffer"
		}
		if _, ok := raw.View(v); !ok {
			wrongType(e, v, name, "Buffer", "TypedArray", "DataView")
		}
	})
	define("validateEncoding", func(data goja.Value, encoding string, _ []goja.Value) {
		length := data.ToObject(e.VM).Get("length").ToInteger()
		if strings.EqualFold(encoding, "hex") && length%2 != 0 {
			errs.Throw(e, "ERR_INVALID_ARG_VALUE", "encoding", encoding, "is invalid for data of length "+strconv.FormatInt(length, 10))
		}
	})
	defineArrayChecks(e, define)
}

func defineArrayChecks(e *env.Env, define func(string, func(goja.Value, string, []goja.Value))) {
	define("validateArray", func(v goja.Value, name string, rest []goja.Value) {
		array := validate.Array(e, v, name)
		if len(rest) > 0 && array.Get("length").ToInteger() < rest[0].ToInteger() {
			errs.Throw(e, "ERR_INVALID_ARG_VALUE", name, v, "must have a length of at least "+rest[0].String())
		}
	})
	each := func(check func(item goja.Value, name string)) func(goja.Value, string, []goja.Value) {
		return func(v goja.Value, name string, _ []goja.Value) {
			array := validate.Array(e, v, name)
			for i := range int(array.Get("length").ToInteger()) {
				index := strconv.Itoa(i)
				item := array.Get(index)
				if item == nil {
					item = goja.Undefined()
				}
				check(item, name+"["+index+"]")
			}
		}
	}
	define("validateStringArray", each(func(item goja.Value, name string) { validate.String(e, item, name) }))
	define("validateBooleanArray", each(func(item goja.Value, name string) { validate.Boolean(e, item, name) }))
	define("validateAbortSignalArray", each(func(item goja.Value, name string) { validate.AbortSignal(e, item, name) }))
}

// defineFunctions defines those that return something.
func defineFunctions(e *env.Env, exports *goja.Object) {
	define := func(name string, length int, fn func(goja.FunctionCall) goja.Value) {
		exports.Set(name, e.Function(name, length, fn))
	}
	define("isInt32", 1, func(c goja.FunctionCall) goja.Value {
		v := c.Argument(0)
		return e.VM.ToValue(goja.IsNumber(v) && v.ToFloat() == float64(int32(v.ToInteger())))
	})
	define("isUint32", 1, func(c goja.FunctionCall) goja.Value {
		v := c.Argument(0)
		return e.VM.ToValue(goja.IsNumber(v) && v.ToFloat() == float64(uint32(v.ToInteger())))
	})
	define("parseFileMode", 3, func(c goja.FunctionCall) goja.Value {
		return e.VM.ToValue(fileMode(e, c.Argument(0), c.Argument(1).String(), c.Argument(2)))
	})
	define("validatePort", 1, func(c goja.FunctionCall) goja.Value {
		name := "Port"
		if n := c.Argument(1); !goja.IsUndefined(n) {
			name = n.String()
		}
		if zero := c.Argument(2); !goja.IsUndefined(zero) && !zero.ToBoolean() {
			return e.VM.ToValue(validate.PortNotZero(e, c.Argument(0), name))
		}
		return e.VM.ToValue(validate.Port(e, c.Argument(0), name))
	})
	define("validateFiniteNumber", 2, func(c goja.FunctionCall) goja.Value {
		return e.VM.ToValue(finite(e, c.Argument(0), c.Argument(1).String()))
	})
	define("checkRangesOrGetDefault", 5, func(c goja.FunctionCall) goja.Value {
		v, name := c.Argument(0), c.Argument(1).String()
		if !finite(e, v, name) {
			return c.Argument(4)
		}
		if n := v.ToFloat(); n < c.Argument(2).ToFloat() || n > c.Argument(3).ToFloat() {
			errs.Throw(e, "ERR_OUT_OF_RANGE", name, ">= "+c.Argument(2).String()+" and <= "+c.Argument(3).String(), v)
		}
		return v
	})
}

func wrongType(e *env.Env, v goja.Value, name string, expected ...string) {
	errs.Throw(e, "ERR_INVALID_ARG_TYPE", name, expected, v)
}

// between checks a whole number against limits that default to lowest and
// highest.
func between(e *env.Env, v goja.Value, name string, limits []goja.Value, lowest, highest int64) {
	if len(limits) > 0 && !goja.IsUndefined(limits[0]) {
		lowest = limits[0].ToInteger()
	}
	if len(limits) > 1 && !goja.IsUndefined(limits[1]) {
		highest = limits[1].ToInteger()
	}
	validate.Integer(e, v, name, lowest, highest)
}

// number checks a number against limits, each of which may be missing. NaN is
// within none.
func number(e *env.Env, v goja.Value, name string, limits []goja.Value) {
	n := validate.Number(e, v, name)
	var texts []string
	within := true
	if len(limits) > 0 && !validate.Nullish(limits[0]) {
		texts = append(texts, ">= "+limits[0].String())
		within = within && n >= limits[0].ToFloat()
	}
	if len(limits) > 1 && !validate.Nullish(limits[1]) {
		texts = append(texts, "<= "+limits[1].String())
		within = within && n <= limits[1].ToFloat()
	}
	if !within {
		errs.Throw(e, "ERR_OUT_OF_RANGE", name, strings.Join(texts, " && "), v)
	}
}

func object(e *env.Env, v goja.Value, name string, bits int64) {
	o, isObject := v.(*goja.Object)
	switch {
	case goja.IsNull(v) && bits&allowNullable != 0:
	case !isObject,
		bits&allowArray == 0 && validate.IsArray(o),
		bits&allowFunction == 0 && env.IsFunction(o):
		wrongType(e, v, name, "Object")
	}
}

func contains(e *env.Env, list, v goja.Value) bool {
	return e.Invoke(list.ToObject(e.VM), "includes", v).ToBoolean()
}

func oneOf(e *env.Env, v goja.Value, name string, rest []goja.Value) {
	if len(rest) == 0 || contains(e, rest[0], v) {
		return
	}
	var texts []string
	e.VM.ForOf(rest[0], func(item goja.Value) bool {
		if goja.IsString(item) {
			texts = append(texts, "'"+item.String()+"'")
		} else {
			texts = append(texts, item.String())
		}
		return true
	})
	errs.Throw(e, "ERR_INVALID_ARG_VALUE", name, v, "must be one of: "+strings.Join(texts, ", "))
}

// isAsync reports whether a function is an async one, by its class.
func isAsync(fn *goja.Object) bool {
	ctor, ok := fn.Get("constructor").(*goja.Object)
	return ok && ctor.Get("name").String() == "AsyncFunction"
}

var octal = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[0-7]+$`)
})

func fileMode(e *env.Env, v goja.Value, name string, fallback goja.Value) uint32 {
	if validate.Nullish(v) {
		v = fallback
	}
	if !goja.IsString(v) {
		return validate.Uint32(e, v, name)
	}
	if !octal().MatchString(v.String()) {
		errs.Throw(e, "ERR_INVALID_ARG_VALUE", name, v, "must be a 32-bit unsigned integer or an octal string")
	}
	n, err := strconv.ParseUint(v.String(), 8, 32)
	if err != nil {
		errs.Throw(e, "ERR_OUT_OF_RANGE", name, ">= 0 && <= 4294967295", v)
	}
	return uint32(n)
}

// finite reports whether v is a number to go by: false for undefined and NaN.
func finite(e *env.Env, v goja.Value, name string) bool {
	if goja.IsUndefined(v) {
		return false
	}
	n := validate.Number(e, v, name)
	if math.IsInf(n, 0) {
		errs.Throw(e, "ERR_OUT_OF_RANGE", name, "a finite number", v)
	}
	return n == n
}
