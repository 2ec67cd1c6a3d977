package ecma

import (
	"time"

	"github.com/dlclark/regexp2/v2"
	"github.com/dop251/goja"
)

// maxMatchTime is how long one match may take. Patterns with back-references
// or look-around are matched by backtracking, which a text can make take
// longer than the universe lasts; neither goja's Interrupt nor the end of a
// context reaches it.
const maxMatchTime = 5 * time.Second

// maxBacktracking is how many places a match may have to go back to: 64 MB of
// them, as in V8. goja takes a match that needs more for one that was not found.
const maxBacktracking = 8 << 20

func init() {
	// goja gives no access to the expressions that it compiles, some while it
	// compiles a program, before there is a VM.
	regexp2.DefaultMatchTimeout = maxMatchTime
	regexp2.DefaultOptimizationOptions.MaxBacktrackingStackSize = maxBacktracking
}

// installMatchTime has a match that took too long throw: goja takes it for one
// that was not found.
func (r *Realm) installMatchTime() {
	proto := r.prototypeOf("RegExp")
	r.timed(proto.Get("exec").(*goja.Object))
	r.timed(proto.Get("test").(*goja.Object))
	for _, s := range []*goja.Symbol{goja.SymMatch, goja.SymReplace, goja.SymSearch, goja.SymSplit} {
		r.timed(proto.GetSymbol(s).(*goja.Object))
	}
}

func (r *Realm) timed(fn *goja.Object) {
	call, _ := native(fn)
	old := *call
	*call = func(c goja.FunctionCall) goja.Value {
		from := lastIndex(c.This)
		start := time.Now()
		v := old(c)
		if kindOf(v) == kindObject || kindOf(v) == kindBoolean && v.ToBoolean() || kindOf(v) == kindString {
			r.noteMatch(c.This, c.Argument(0), from)
		}
		if time.Since(start) >= maxMatchTime && kindOf(v) != kindObject {
			panic(r.rangeError("Regular expression took too long to match"))
		}
		return v
	}
}

// lastIndex is where an expression goes on to look.
func lastIndex(re goja.Value) goja.Value {
	if o, ok := re.(*goja.Object); ok && o.ClassName() == "RegExp" {
		return orUndefined(o.Get("lastIndex"))
	}
	return goja.Undefined()
}
