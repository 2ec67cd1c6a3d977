package ecma

import "github.com/dop251/goja"

// maxNativeDepth is how deep natives may nest in one another where no
// JavaScript frame, which would count against maxCallDepth, lies between.
const maxNativeDepth = 5_000

// bound has the native function o.name throw a RangeError when it nests in
// itself, or in others that are bounded, deeper than Go's stack should grow.
func (r *Realm) bound(o *goja.Object, names ...string) {
	for _, name := range names {
		call, _ := native(o.Get(name).(*goja.Object))
		old := *call
		*call = func(c goja.FunctionCall) goja.Value {
			defer r.descend()()
			return old(c)
		}
	}
}

// descend counts one more native on Go's stack, until the function that it
// returns is called.
func (r *Realm) descend() (ascend func()) {
	if r.depth >= maxNativeDepth {
		panic(r.rangeError("Maximum call stack size exceeded"))
	}
	r.depth++
	return r.ascend
}

// installBounds bounds the natives of goja that recurse without a call of
// JavaScript in between.
func (r *Realm) installBounds() {
	r.bound(r.unnamed.generators, "next", "return", "throw")
}
