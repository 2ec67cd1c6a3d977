package ecma

import (
	"github.com/dop251/goja"

	"gonet/bindings/internal/raw"
)

// installShared adds SharedArrayBuffer. There is one thread of scripts, so
// there is nobody to share with, but views and libraries know the class.
func (r *Realm) installShared() {
	const name = "SharedArrayBuffer.prototype."
	class, proto := r.class("SharedArrayBuffer", 1, func(proto *goja.Object, args []goja.Value) *goja.Object {
		n := r.index(argument(args, 0), maxSafeInteger, invalidBufferLength)
		r.requireMemory(float64(n))
		o := r.newShared(proto, make([]byte, n))
		r.applyMaxLength(args, o)
		return o
	})
	species := r.function("get [Symbol.species]", 0, func(c goja.FunctionCall) goja.Value { return c.This })
	must(class.DefineAccessorPropertySymbol(goja.SymSpecies, species, nil, goja.FLAG_TRUE, goja.FLAG_FALSE))
	r.getter(proto, "byteLength", func(this goja.Value) goja.Value {
		return r.vm.ToValue(len(r.shared(this, "get "+name+"byteLength")))
	})
	r.method(proto, "slice", 2, func(c goja.FunctionCall) goja.Value {
		data := r.shared(c.This, name+"slice")
		start, end := relativeIndex(c.Argument(0), 0, len(data)), relativeIndex(c.Argument(1), len(data), len(data))
		return r.newShared(proto, append([]byte(nil), data[start:max(start, end)]...))
	})
	r.getter(proto, "maxByteLength", func(this goja.Value) goja.Value {
		data := r.shared(this, "get "+name+"maxByteLength")
		if most, ok := raw.IsResizable(this); ok {
			return r.vm.ToValue(most)
		}
		return r.vm.ToValue(len(data))
	})
	r.getter(proto, "growable", func(this goja.Value) goja.Value {
		r.shared(this, "get "+name+"growable")
		_, ok := raw.IsResizable(this)
		return r.vm.ToValue(ok)
	})
	r.method(proto, "grow", 1, func(c goja.FunctionCall) goja.Value {
		data, _ := raw.ArrayBuffer(c.This)
		r.resize(c, name+"grow", raw.IsShared(c.This), len(data))
		return goja.Undefined()
	})
	r.refuseShared()
}

func (r *Realm) newShared(proto *goja.Object, data []byte) *goja.Object {
	o := r.vm.ToValue(r.vm.NewArrayBuffer(data)).(*goja.Object)
	must(o.SetPrototype(proto))
	raw.Share(o)
	return o
}

// shared returns the bytes of v, which must be a SharedArrayBuffer.
func (r *Realm) shared(v goja.Value, method string) []byte {
	if !raw.IsShared(v) {
		panic(r.typeError("Method " + method + " called on incompatible receiver " + r.display(v)))
	}
	data, _ := raw.ArrayBuffer(v)
	return data
}

// refuseShared makes ArrayBuffer.prototype.slice refuse buffers that are shared
// or detached, at which goja does not look.
func (r *Realm) refuseShared() {
	const name = "ArrayBuffer.prototype.slice"
	r.before(r.prototypeOf("ArrayBuffer"), "slice", func(c *goja.FunctionCall) {
		r.buffer(c.This, name)
		if raw.IsDetached(c.This) {
			panic(r.detached(name))
		}
	})
}

// relativeIndex converts an argument of slice: negative ones count from the end.
func relativeIndex(v goja.Value, otherwise, length int) int {
	if kindOf(v) == kindUndefined {
		return otherwise
	}
	n := v.ToInteger()
	if n < 0 {
		n += int64(length)
	}
	return int(max(0, min(n, int64(length))))
}
