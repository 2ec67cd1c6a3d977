package ecma

import (
	"math"

	"github.com/dop251/goja"

	"gonet/bindings/internal/raw"
)

const invalidBufferLength = "Invalid array buffer length"

// installBuffers adds what goja's ArrayBuffer lacks, resizing and transfer, and
// SharedArrayBuffer.
func (r *Realm) installBuffers() {
	class := r.global("ArrayBuffer")
	r.afterConstruct(class, func(args []goja.Value, made *goja.Object) {
		r.applyMaxLength(args, made)
	})
	r.followResizable()
	r.installResize(r.prototypeOf("ArrayBuffer"))
	r.installTransfer(r.prototypeOf("ArrayBuffer"))
	r.installShared()
	r.repairSet()
}

// afterConstruct has then run with what each construction by class has made.
func (r *Realm) afterConstruct(class *goja.Object, then func(args []goja.Value, made *goja.Object)) {
	_, make := native(class)
	old := *make
	*make = func(args []goja.Value, newTarget *goja.Object) *goja.Object {
		o := old(args, newTarget)
		then(args, o)
		return o
	}
}

// index is ToIndex(v) up to most; message is the RangeError's.
func (r *Realm) index(v goja.Value, most float64, message string) int {
	if kindOf(v) == kindUndefined {
		return 0
	}
	n := math.Trunc(v.ToNumber().ToFloat())
	if n < 0 || n > most {
		panic(r.rangeError(message))
	}
	if math.IsNaN(n) {
		return 0
	}
	return int(n)
}

// applyMaxLength makes buffer, just constructed with args, resizable if these
// have a maxByteLength.
func (r *Realm) applyMaxLength(args []goja.Value, buffer *goja.Object) {
	options, ok := argument(args, 1).(*goja.Object)
	if !ok {
		return
	}
	v := options.Get("maxByteLength")
	if kindOf(v) == kindUndefined {
		return
	}
	const message = "Invalid array buffer max length"
	most := r.index(v, maxSafeInteger, message)
	data, _ := raw.ArrayBuffer(buffer)
	if most < len(data) {
		panic(r.rangeError(message))
	}
	r.requireMemory(float64(most))
	raw.MakeResizable(buffer, make([]byte, len(data), most), most)
}

// followResizable has the views of resizable buffers change with them.
func (r *Realm) followResizable() {
	follow := func(args []goja.Value, view *goja.Object) {
		if _, ok := raw.IsResizable(argument(args, 0)); ok {
			raw.Follow(view, kindOf(argument(args, 2)) == kindUndefined)
		}
	}
	for name := range elementSizes {
		r.afterConstruct(r.global(name), follow)
	}
	r.afterConstruct(r.global("DataView"), follow)
}

// buffer returns the bytes of v, which must be an ArrayBuffer that is not
// shared.
func (r *Realm) buffer(v goja.Value, method string) []byte {
	if !raw.IsArrayBuffer(v) {
		panic(r.typeError("Method " + method + " called on incompatible receiver " + r.display(v)))
	}
	data, _ := raw.ArrayBuffer(v)
	return data
}

func (r *Realm) installResize(proto *goja.Object) {
	const name = "ArrayBuffer.prototype."
	r.getter(proto, "maxByteLength", func(this goja.Value) goja.Value {
		data := r.buffer(this, "get "+name+"maxByteLength")
		if most, ok := raw.IsResizable(this); ok {
			return r.vm.ToValue(most)
		}
		return r.vm.ToValue(len(data))
	})
	r.getter(proto, "resizable", func(this goja.Value) goja.Value {
		r.buffer(this, "get "+name+"resizable")
		_, ok := raw.IsResizable(this)
		return r.vm.ToValue(ok)
	})
	r.method(proto, "resize", 1, func(c goja.FunctionCall) goja.Value {
		r.resize(c, name+"resize", raw.IsArrayBuffer(c.This), 0)
		return goja.Undefined()
	})
	r.getter(proto, "detached", func(this goja.Value) goja.Value {
		r.buffer(this, "get "+name+"detached")
		return r.vm.ToValue(raw.IsDetached(this))
	})
}

// resize is resize or grow: method of a buffer that is of the right kind, to
// at least least bytes.
func (r *Realm) resize(c goja.FunctionCall, method string, rightKind bool, least int) {
	most, ok := raw.IsResizable(c.This)
	if !ok || !rightKind {
		panic(r.typeError("Method " + method + " called on incompatible receiver " + r.display(c.This)))
	}
	message := method + ": Invalid length parameter"
	n := r.index(c.Argument(0), float64(most), message)
	if n < least {
		panic(r.rangeError(message))
	}
	if raw.IsDetached(c.This) {
		panic(r.detached(method))
	}
	raw.Resize(c.This.(*goja.Object), n)
}

func (r *Realm) detached(method string) *goja.Object {
	return r.typeError("Cannot perform " + method + " on a detached ArrayBuffer")
}

func (r *Realm) installTransfer(proto *goja.Object) {
	for _, fixed := range []bool{false, true} {
		name := "transfer"
		if fixed {
			name = "transferToFixedLength"
		}
		r.method(proto, name, 0, func(c goja.FunctionCall) goja.Value {
			return r.transfer(c, "ArrayBuffer.prototype."+name, fixed)
		})
	}
}

// transfer moves the bytes to a new ArrayBuffer and detaches the old one.
func (r *Realm) transfer(c goja.FunctionCall, method string, fixed bool) goja.Value {
	data := r.buffer(c.This, method)
	n := len(data)
	if v := c.Argument(0); kindOf(v) != kindUndefined {
		n = r.index(v, maxSafeInteger, invalidBufferLength)
	}
	switch {
	case raw.IsDetached(c.This):
		panic(r.detached(method))
	case raw.IsPinned(c.This):
		panic(r.typeError("ArrayBuffer is not detachable and could not be cloned."))
	}
	most, resizable := raw.IsResizable(c.This)
	if resizable && !fixed && n > most {
		panic(r.rangeError(invalidBufferLength))
	}
	moved := r.moved(data, n)
	made := r.vm.ToValue(r.vm.NewArrayBuffer(moved)).(*goja.Object)
	if resizable && !fixed {
		raw.MakeResizable(made, append(make([]byte, 0, most), moved...), most)
	}
	c.This.(*goja.Object).Export().(goja.ArrayBuffer).Detach()
	return made
}

// moved returns data with n bytes, the same memory if it has as many.
func (r *Realm) moved(data []byte, n int) []byte {
	if n == len(data) {
		return data[:n:n]
	}
	r.requireMemory(float64(n))
	moved := make([]byte, n)
	copy(moved, data)
	return moved
}

// repairSet makes TypedArray.prototype.set take an empty array of another
// type, at which goja reads out of bounds.
func (r *Realm) repairSet() {
	call, _ := native(r.typedArrayClass().Get("prototype").(*goja.Object).Get("set").(*goja.Object))
	old := *call
	*call = func(c goja.FunctionCall) goja.Value {
		if _, _, length, _, ok := raw.TypedArray(c.Argument(0)); ok && length == 0 {
			if _, _, room, _, ok := raw.TypedArray(c.This); ok {
				if at := c.Argument(1).ToInteger(); at < 0 || at > int64(room) {
					panic(r.rangeError("offset is out of bounds"))
				}
				return goja.Undefined()
			}
		}
		return old(c)
	}
}

func (r *Realm) typedArrayClass() *goja.Object { return r.global("Uint8Array").Prototype() }
