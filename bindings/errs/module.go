package errs

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
)

// Module is "internal/errors": what built-in modules in JavaScript throw with.
//
//	const { codes: { ERR_INVALID_ARG_TYPE }, AbortError } = require('internal/errors');
//	throw new ERR_INVALID_ARG_TYPE('name', ['string', 'Buffer'], value);
func Module(e *env.Env) goja.Value {
	exports := e.VM.NewObject()
	exports.Set("codes", e.VM.NewDynamicObject(&codes{env: e, made: make(map[string]goja.Value)}))
	exports.Set("kIsNodeError", KIsNodeError(e))
	exports.Set("AbortError", e.VM.ToValue(func(c goja.ConstructorCall) *goja.Object {
		o := AbortError(e, nil)
		if m := c.Argument(0); !goja.IsUndefined(m) {
			o.Set("message", m)
		}
		if options, ok := c.Argument(1).(*goja.Object); ok {
			if cause := options.Get("cause"); cause != nil {
				SetCause(o, cause)
			}
		}
		return o
	}))
	set := func(name string, length int, fn func(c goja.FunctionCall) goja.Value) {
		exports.Set(name, e.Function(name, length, fn))
	}
	set("determineSpecificType", 1, func(c goja.FunctionCall) goja.Value {
		return e.VM.ToValue(Received(e, c.Argument(0)))
	})
	set("hideStackFrames", 1, func(c goja.FunctionCall) goja.Value { return c.Argument(0) })
	set("genericNodeError", 2, func(c goja.FunctionCall) goja.Value {
		o := Error(e, c.Argument(0).String())
		properties := c.Argument(1).ToObject(e.VM)
		for _, key := range properties.Keys() {
			o.Set(key, properties.Get(key))
		}
		return o
	})
	set("aggregateTwoErrors", 2, func(c goja.FunctionCall) goja.Value {
		return AggregateTwo(e, c.Argument(0), c.Argument(1))
	})
	set("uvException", 1, func(c goja.FunctionCall) goja.Value {
		ctx := c.Argument(0).ToObject(e.VM)
		str := func(key string) string {
			if v := ctx.Get(key); v != nil && !goja.IsUndefined(v) {
				return v.String()
			}
			return ""
		}
		return UV(e, int(ctx.Get("errno").ToInteger()), str("syscall"), str("message"), str("path"), str("dest"))
	})
	set("errnoException", 3, func(c goja.FunctionCall) goja.Value {
		original := ""
		if v := c.Argument(2); !goja.IsUndefined(v) {
			original = v.String()
		}
		return Errno(e, int(c.Argument(0).ToInteger()), c.Argument(1).String(), original)
	})
	set("exceptionWithHostPort", 5, func(c goja.FunctionCall) goja.Value {
		str := func(i int) string {
			if v := c.Argument(i); !goja.IsUndefined(v) && !goja.IsNull(v) {
				return v.String()
			}
			return ""
		}
		return HostPort(e, int(c.Argument(0).ToInteger()), str(1), str(2), int(c.Argument(3).ToInteger()), str(4))
	})
	return exports
}

// AggregateTwo joins an error with an earlier one as Node does when a second
// failure follows a first: an AggregateError of both.
func AggregateTwo(e *env.Env, inner, outer goja.Value) goja.Value {
	in, ok1 := inner.(*goja.Object)
	out, ok2 := outer.(*goja.Object)
	switch {
	case !ok1:
		return outer
	case !ok2 || in == out:
		return inner
	}
	if list, ok := out.Get("errors").(*goja.Object); ok && list.ClassName() == "Array" {
		e.Invoke(list, "push", in)
		return out
	}
	both := e.Construct(e.VM.Get("AggregateError").(*goja.Object), e.VM.NewArray(out, in), out.Get("message"))
	both.Set("code", out.Get("code"))
	return both
}

// codes is the object whose properties are the error classes, each made when
// it is first asked for.
type codes struct {
	env  *env.Env
	made map[string]goja.Value
}

func (c *codes) Get(code string) goja.Value {
	if v, ok := c.made[code]; ok {
		return v
	}
	d, ok := table[code]
	if !ok {
		return nil
	}
	ctor := c.constructor(code, New)
	ctor.Set("prototype", prototype(c.env, code, d.base))
	if d.base == typeError {
		ctor.Set("RangeError", c.constructor(code, NewRange))
	}
	c.made[code] = ctor
	return ctor
}

func (c *codes) constructor(code string, newError func(*env.Env, string, ...any) *goja.Object) *goja.Object {
	return c.env.VM.ToValue(func(call goja.ConstructorCall) *goja.Object {
		args := make([]any, len(call.Arguments))
		for i, a := range call.Arguments {
			args[i] = a
		}
		return newError(c.env, code, args...)
	}).(*goja.Object)
}

func (c *codes) Set(string, goja.Value) bool { return false }
func (c *codes) Has(code string) bool        { _, ok := table[code]; return ok }
func (c *codes) Delete(string) bool          { return false }

func (c *codes) Keys() []string {
	keys := make([]string, 0, len(table))
	for code := range table {
		keys = append(keys, code)
	}
	return keys
}
