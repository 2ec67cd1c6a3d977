package ecma

import (
	"math"
	"reflect"

	"github.com/dop251/goja"
	"github.com/dop251/goja/parser"

	"gonet/bindings/ecma/token"
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

// installSafeSource checks source texts before goja's recursive parser has
// them.
func (r *Realm) installSafeSource() {
	check := func(args []goja.Value) {
		for _, arg := range args {
			if s, ok := arg.(goja.String); ok && token.TooDeep(s.String()) {
				panic(r.rangeError("Maximum call stack size exceeded"))
			}
		}
	}
	r.before(r.vm.GlobalObject(), "eval", func(c *goja.FunctionCall) { check(c.Arguments) })
	r.beforeConstruct(r.global("Function"), check)
	r.beforeConstruct(r.unnamed.asyncFunction, check)
	r.beforeConstruct(r.unnamed.generatorFunction, check)
	r.guardDirectEval(check)
}

// guardDirectEval has check see what a direct eval is about to compile. That
// is no call of the function eval: goja has an instruction for it, and takes
// the text from its operands. It does ask for the parser's options before.
func (r *Realm) guardDirectEval(check func([]goja.Value)) {
	const reach = 32 // operands to look at for the instruction's own
	eval := r.vm.Get("eval")
	hook := reflect.MakeFunc(reflect.TypeFor[parser.Option](), func([]reflect.Value) []reflect.Value {
		for i := range reach {
			if i > 0 && r.machine.operand(i) == eval {
				check([]goja.Value{r.machine.operand(i - 1)})
				break
			}
		}
		return nil
	})
	r.vm.SetParserOptions(hook.Interface().(parser.Option), parser.WithDisableSourceMaps)
}
