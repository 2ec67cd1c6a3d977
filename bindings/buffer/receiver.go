package buffer

import (
	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/bindings/internal/raw"
)

// self returns the bytes of the object that a method is called on, which may
// be any view.
func (w *world) self(c goja.FunctionCall) []byte {
	b, ok := raw.View(c.This)
	if !ok {
		w.throwNotBuffer()
	}
	return b
}

func (w *world) throwNotBuffer() {
	w.throwArgument("argument must be a buffer")
}

// throwArgument throws as Node's native code does for a wrong argument.
func (w *world) throwArgument(message string) {
	err := errs.TypeError(w.env, message)
	err.Set("code", "ERR_INVALID_ARG_TYPE")
	panic(err)
}

func (w *world) throwIndexOutOfRange() {
	err := errs.RangeError(w.env, "Index out of range")
	err.Set("code", "ERR_OUT_OF_RANGE")
	panic(err)
}

// typedArray returns the bytes of v, which must be a typed array: getter is
// the property that Node would have asked for.
func (w *world) typedArray(v goja.Value, getter string) []byte {
	if _, _, _, _, ok := raw.TypedArray(v); !ok {
		panic(w.env.VM.NewTypeError("Method get TypedArray.prototype.%s called on incompatible receiver %s",
			getter, receiverName(v)))
	}
	b, _ := raw.View(v)
	return b
}

func receiverName(v goja.Value) string {
	o, ok := v.(*goja.Object)
	if !ok {
		return v.String()
	}
	if o.ClassName() == "Array" {
		return "[object Array]"
	}
	return "#<" + o.ClassName() + ">"
}
