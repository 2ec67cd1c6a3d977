package errs

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/env"
)

// text returns argument i as a string, "" if there is none.
func text(args []any, i int) string {
	if i < len(args) {
		return fmt.Sprint(args[i])
	}
	return ""
}

// value returns argument i as a JavaScript value.
func value(e *env.Env, args []any, i int) goja.Value {
	if i >= len(args) {
		return goja.Undefined()
	}
	if v, ok := args[i].(goja.Value); ok {
		return v
	}
	if args[i] == nil {
		return goja.Undefined()
	}
	return e.VM.ToValue(args[i])
}

// list returns argument i as a list of strings: a string, a []string or a
// JavaScript array.
func list(args []any, i int) []string {
	switch a := args[i].(type) {
	case []string:
		return a
	case *goja.Object:
		if a.ClassName() == "Array" {
			var names []string
			for n := range int(a.Get("length").ToInteger()) {
				names = append(names, a.Get(strconv.Itoa(n)).String())
			}
			return names
		}
	}
	return []string{text(args, i)}
}

// orList joins names as in "a, b or c"; word is "or" or "and".
func orList(names []string, word string) string {
	switch len(names) {
	case 0:
		return ""
	case 1:
		return names[0]
	case 2:
		return names[0] + " " + word + " " + names[1]
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + ", " + word + " " + names[last]
}

var primitiveTypes = []string{"string", "function", "number", "object", "Function", "Object", "boolean", "bigint", "symbol"}

func isClassName(name string) bool {
	for i, r := range name {
		upper, lower, digit := r >= 'A' && r <= 'Z', r >= 'a' && r <= 'z', r >= '0' && r <= '9'
		if i == 0 && !upper || !upper && !lower && !digit {
			return false
		}
	}
	return name != ""
}

// invalidArgType: (name, expected string or []string, actual).
func invalidArgType(e *env.Env, args []any) string {
	return "The " + argumentName(text(args, 0)) + " must be " + expectedTypes(list(args, 1)) +
		". Received " + Received(e, value(e, args, 2))
}

func argumentName(name string) string {
	switch {
	case strings.HasSuffix(name, " argument"):
		return name
	case strings.Contains(name, "."):
		return `"` + name + `" property`
	}
	return `"` + name + `" argument`
}

func expectedTypes(expected []string) string {
	var types, instances, other []string
	for _, name := range expected {
		switch {
		case slices.Contains(primitiveTypes, name):
			types = append(types, strings.ToLower(name))
		case isClassName(name):
			instances = append(instances, name)
		default:
			other = append(other, name)
		}
	}
	if i := slices.Index(types, "object"); i >= 0 && len(instances) > 0 {
		types = slices.Delete(types, i, i+1)
		instances = append(instances, "Object")
	}
	var parts []string
	if len(types) == 1 {
		parts = append(parts, "of type "+types[0])
	} else if len(types) > 1 {
		parts = append(parts, "one of type "+orList(types, "or"))
	}
	if len(instances) > 0 {
		parts = append(parts, "an instance of "+orList(instances, "or"))
	}
	if len(other) == 1 && strings.ToLower(other[0]) != other[0] {
		parts = append(parts, "an "+other[0])
	} else if len(other) == 1 {
		parts = append(parts, other[0])
	} else if len(other) > 1 {
		parts = append(parts, "one of "+orList(other, "or"))
	}
	return strings.Join(parts, " or ")
}

// Received describes v as Node's messages do after "Received ".
func Received(e *env.Env, v goja.Value) string {
	switch {
	case v == nil || goja.IsUndefined(v):
		return "undefined"
	case goja.IsNull(v):
		return "null"
	}
	if o, ok := v.(*goja.Object); ok {
		if env.IsFunction(o) {
			return "function " + o.Get("name").String()
		}
		if name := constructorName(e, o); name != "" {
			return "an instance of " + name
		}
		return e.Inspect(o, -1)
	}
	if s, ok := v.(*goja.Symbol); ok {
		return "type symbol (Symbol(" + s.String() + "))"
	}
	switch x := v.Export().(type) {
	case string:
		return "type string (" + quoteShort(v.String()) + ")"
	case bool:
		return "type boolean (" + strconv.FormatBool(x) + ")"
	case float64:
		if x == 0 && math.Signbit(x) {
			return "type number (-0)"
		}
		return "type number (" + v.String() + ")"
	case int64:
		return "type number (" + v.String() + ")"
	}
	return "type bigint (" + v.String() + "n)"
}

func constructorName(e *env.Env, o *goja.Object) string {
	ctor := o.Get("constructor")
	if ctor == nil || goja.IsUndefined(ctor) || goja.IsNull(ctor) {
		return ""
	}
	name := ctor.ToObject(e.VM).Get("name")
	if name == nil || name.ExportType() == nil || name.ExportType().Kind().String() != "string" {
		return ""
	}
	return name.String()
}

func quoteShort(s string) string {
	if len(s) > 28 {
		s = s[:25] + "..."
	}
	if !strings.Contains(s, "'") {
		return "'" + s + "'"
	}
	return strconv.Quote(s)
}

// invalidArgValue: (name, value[, reason]).
func invalidArgValue(e *env.Env, args []any) string {
	shown := e.Inspect(value(e, args, 1), 2)
	if len(shown) > 128 {
		shown = shown[:128] + "..."
	}
	reason := "is invalid"
	if len(args) > 2 {
		reason = text(args, 2)
	}
	name := text(args, 0)
	kind := "argument"
	if strings.Contains(name, ".") {
		kind = "property"
	}
	return "The " + kind + " '" + name + "' " + reason + ". Received " + shown
}

// outOfRange: (name, range, actual).
func outOfRange(e *env.Env, args []any) string {
	v := value(e, args, 2)
	received := ""
	switch n := v.Export().(type) {
	case int64:
		received = groupDigits(strconv.FormatInt(n, 10), n > 1<<32 || n < -(1<<32))
	case float64:
		received = groupDigits(v.String(), n == math.Trunc(n) && math.Abs(n) > 1<<32)
	default:
		if _, isObject := v.(*goja.Object); !isObject && v.ExportType() != nil && v.ExportType().String() == "*big.Int" {
			digits := strings.TrimPrefix(v.String(), "-")
			received = groupDigits(v.String(), len(digits) > 10 || len(digits) == 10 && digits > "4294967296") + "n"
		} else {
			received = e.Inspect(v, 2)
		}
	}
	return `The value of "` + text(args, 0) + `" is out of range. It must be ` + text(args, 1) + ". Received " + received
}

// groupDigits puts an underscore before every third digit from the right.
func groupDigits(s string, group bool) string {
	if !group || strings.ContainsAny(s, "eIN") {
		return s
	}
	start := 0
	if s[0] == '-' {
		start = 1
	}
	for i := len(s) - 3; i > start; i -= 3 {
		s = s[:i] + "_" + s[i:]
	}
	return s
}

// missingArgs: the names; a []string stands for alternatives.
func missingArgs(_ *env.Env, args []any) string {
	names := make([]string, len(args))
	for i, a := range args {
		switch alternatives := list(args, i); {
		case len(alternatives) > 1:
			quoted := make([]string, len(alternatives))
			for n, name := range alternatives {
				quoted[n] = `"` + name + `"`
			}
			names[i] = strings.Join(quoted, " or ")
		default:
			names[i] = `"` + fmt.Sprint(a) + `"`
		}
	}
	if len(names) == 1 {
		return "The " + names[0] + " argument must be specified"
	}
	return "The " + orList(names, "and") + " arguments must be specified"
}

// socketBadPort: (name, port[, allowZero]).
func socketBadPort(e *env.Env, args []any) string {
	operator := ">="
	if len(args) > 2 && args[2] == false {
		operator = ">"
	}
	return text(args, 0) + " should be " + operator + " 0 and < 65536. Received " + Received(e, value(e, args, 1)) + "."
}

func bufferOutOfBounds(_ *env.Env, args []any) string {
	if len(args) > 0 {
		return `"` + text(args, 0) + `" is outside of buffer bounds`
	}
	return "Attempt to access memory outside buffer bounds"
}

func invalidChar(_ *env.Env, args []any) string {
	if len(args) > 1 {
		return "Invalid character in " + text(args, 0) + ` ["` + text(args, 1) + `"]`
	}
	return "Invalid character in " + text(args, 0)
}

// invalidReturnValue: (expected, function name, actual).
func invalidReturnValue(e *env.Env, args []any) string {
	return "Expected " + text(args, 0) + ` to be returned from the "` + text(args, 1) + `" function but got ` +
		Received(e, value(e, args, 2)) + "."
}

// invalidReturnProperty: (expected, function name, property, actual).
func invalidReturnProperty(e *env.Env, args []any) string {
	return "Expected a valid " + text(args, 0) + ` to be returned for the "` + text(args, 2) + `" from the "` +
		text(args, 1) + `" hook but got ` + Received(e, value(e, args, 3)) + "."
}

func invalidReturnPropertyValue(e *env.Env, args []any) string {
	return "Expected " + text(args, 0) + ` to be returned for the "` + text(args, 2) + `" from the "` +
		text(args, 1) + `" hook but got ` + Received(e, value(e, args, 3)) + "."
}

func unhandledError(_ *env.Env, args []any) string {
	if len(args) == 0 {
		return "Unhandled error."
	}
	return "Unhandled error. (" + text(args, 0) + ")"
}

func unknownSignal(_ *env.Env, args []any) string {
	name := text(args, 0)
	if upper := strings.ToUpper(name); len(args) > 1 && args[1] == true {
		return "Unknown signal: " + name + " (signals must use all capital letters, " + upper + ")"
	}
	return "Unknown signal: " + name
}
