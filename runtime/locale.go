package runtime

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
)

// localeMethod is a method of the language that knows locales. plain is how
// many arguments the engine's own method can do with; it is called if there are
// no more, or only undefined ones.
type localeMethod struct {
	class, name   string
	length, plain int
}

const never = -1 // the engine's own method does not do

var localeMethods = []localeMethod{
	{"Number", "toLocaleString", 0, never},
	{"BigInt", "toLocaleString", 0, never},
	{"Date", "toLocaleString", 0, never},
	{"Date", "toLocaleDateString", 0, never},
	{"Date", "toLocaleTimeString", 0, never},
	{"Date", "toTemporalInstant", 0, never},
	{"String", "localeCompare", 1, 1},
	{"String", "toLocaleUpperCase", 0, 0},
	{"String", "toLocaleLowerCase", 0, 0},
	{"Array", "toLocaleString", 0, 0},
}

// defineLocaleMethods has the methods of the language that know locales do as
// Intl does, which is loaded when one of them is first called.
func defineLocaleMethods(e *env.Env) {
	for _, m := range localeMethods {
		m.define(e, e.VM.Get(m.class).(*goja.Object).Get("prototype").(*goja.Object))
	}
}

func (m localeMethod) define(e *env.Env, proto *goja.Object) {
	own := func(goja.FunctionCall) goja.Value {
		panic(e.VM.NewTypeError(m.class + ".prototype." + m.name + " called on null or undefined"))
	}
	if m.plain != never {
		own = env.CallbackOf(proto.Get(m.name))
	}
	define(proto, m.name, e.Function(m.name, m.length, func(c goja.FunctionCall) goja.Value {
		if m.plain != never && !given(c.Arguments, m.plain) {
			return own(c)
		}
		if goja.IsUndefined(c.This) || goja.IsNull(c.This) {
			return own(c) // which throws
		}
		fn := env.CallbackOf(e.Require("internal/intl/methods").Get(m.class + "." + m.name))
		return fn(goja.FunctionCall{This: goja.Undefined(), Arguments: append([]goja.Value{c.This}, c.Arguments...)})
	}), false)
}

// given reports whether any argument from i on is not undefined.
func given(args []goja.Value, i int) bool {
	for ; i < len(args); i++ {
		if !goja.IsUndefined(args[i]) {
			return true
		}
	}
	return false
}
