package ecma

import (
	"math"

	"github.com/dop251/goja"
)

// Limits on what one call of a native may make. They are V8's where V8 has
// one; the others keep a single call from taking memory without end.
const (
	maxArguments   = 250_000   // of Function.prototype.apply
	maxFilled      = 1 << 27   // elements of an array that one call fills
	maxBigIntBits  = 1 << 30   // V8's
	maxSafeInteger = 1<<53 - 1 //
	invalidString  = "Invalid string length"
	invalidArray   = "Invalid array length"
	bigIntTooLarge = "Maximum BigInt size exceeded"
)

// before has check run before each call of the native function o.name. check
// may throw, and may change the arguments in place.
func (r *Realm) before(o *goja.Object, name string, check func(*goja.FunctionCall)) {
	call, _ := native(o.Get(name).(*goja.Object))
	old := *call
	*call = func(c goja.FunctionCall) goja.Value {
		check(&c)
		return old(c)
	}
}

// beforeConstruct has check run before each construction by class.
func (r *Realm) beforeConstruct(class *goja.Object, check func(args []goja.Value)) {
	call, make := native(class)
	oldCall, oldMake := *call, *make
	*make = func(args []goja.Value, newTarget *goja.Object) *goja.Object {
		check(args)
		return oldMake(args, newTarget)
	}
	*call = func(c goja.FunctionCall) goja.Value {
		check(c.Arguments)
		return oldCall(c)
	}
}

func (r *Realm) global(name string) *goja.Object { return r.vm.Get(name).(*goja.Object) }

func (r *Realm) prototypeOf(name string) *goja.Object {
	return r.global(name).Get("prototype").(*goja.Object)
}

func (r *Realm) installSafeNatives() {
	r.installSafeStrings()
	r.installSafeArrays()
	r.installSafeBuffers()
	r.installSafeBigInts()
	r.installSafeOperators()
	r.installSafeSource()
}

// number converts argument i to a number, in place: converting may call a
// script, which is to happen once.
func (r *Realm) number(c *goja.FunctionCall, i int) float64 {
	if i >= len(c.Arguments) {
		return math.NaN()
	}
	if kindOf(c.Arguments[i]) != kindNumber {
		args := append([]goja.Value(nil), c.Arguments...)
		args[i] = args[i].ToNumber()
		c.Arguments = args
	}
	return c.Arguments[i].ToFloat()
}
