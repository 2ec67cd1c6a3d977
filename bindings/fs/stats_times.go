package fs

import (
	"math"
	"math/big"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
)

// defineTime defines a time of a file as an object that is made when it is
// first read, and is the file's own property from then on.
func (f *FS) defineTime(class *env.Class, name string, make func(this *goja.Object) goja.Value) {
	vm := f.env.VM
	own := func(this, v goja.Value) {
		must(this.ToObject(vm).DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE))
	}
	f.env.Accessor(class.Proto, name, goja.FLAG_TRUE, func(this goja.Value) goja.Value {
		made := make(this.ToObject(vm))
		if !goja.IsUndefined(made) {
			own(this, made)
		}
		return made
	}, own)
}

// date makes the Date of a time that stats has in milliseconds, undefined if it
// has none.
func (f *FS) date(stats *goja.Object, name string) goja.Value {
	ms := stats.Get(name + "Ms")
	if ms == nil {
		return goja.Undefined()
	}
	vm := f.env.VM
	return f.env.Construct(vm.Get("Date").(*goja.Object), vm.ToValue(math.Round(number(ms))))
}

// instant makes the Temporal.Instant of nanoseconds, a BigInt.
func (f *FS) instant(nanoseconds goja.Value) goja.Value {
	temporal := f.env.Require("internal/temporal").Get("Temporal").(*goja.Object)
	return f.env.Construct(temporal.Get("Instant").(*goja.Object), orUndefined(nanoseconds))
}

// nanoseconds returns the i-th time of a Stats, whose milliseconds are too
// coarse: the part below a second is kept apart.
func (f *FS) nanoseconds(stats *goja.Object, i int) goja.Value {
	seconds := math.Floor(number(orUndefined(stats.Get(timeNames[i]+"Ms"))) / 1e3)
	if math.IsNaN(seconds) {
		panic(errs.RangeError(f.env, "The number NaN cannot be converted to a BigInt because it is not an integer"))
	}
	part := new(big.Int)
	if v := stats.GetSymbol(f.classes.partial[i]); v != nil {
		part.SetInt64(v.ToInteger())
	}
	whole, _ := big.NewFloat(seconds).Int(nil)
	return f.env.VM.ToValue(part.Add(part, whole.Mul(whole, big.NewInt(1e9))))
}
