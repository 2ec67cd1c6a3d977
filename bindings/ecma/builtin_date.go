package ecma

import (
	"math"

	"github.com/dop251/goja"
)

// installDate adds the methods of Annex B.
func (r *Realm) installDate() {
	proto := r.prototypeOf("Date")
	fullYear, _ := goja.AssertFunction(proto.Get("getFullYear"))
	setFullYear, _ := goja.AssertFunction(proto.Get("setFullYear"))
	r.method(proto, "getYear", 0, func(c goja.FunctionCall) goja.Value {
		return r.vm.ToValue(invoke(fullYear, c.This).ToFloat() - 1900)
	})
	r.method(proto, "setYear", 1, func(c goja.FunctionCall) goja.Value {
		year := c.Argument(0).ToNumber().ToFloat()
		if whole := math.Trunc(year); 0 <= whole && whole <= 99 {
			year = whole + 1900
		}
		return invoke(setFullYear, c.This, r.vm.ToValue(year))
	})
	hide(proto, "toGMTString", proto.Get("toUTCString"))
}
