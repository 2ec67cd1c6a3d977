package raw

import (
	"unsafe"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

// View returns the bytes that v shows, shared with it, if v is a typed array
// or a DataView. A view of a detached buffer shows none.
func View(v goja.Value) (b []byte, ok bool) {
	o, ok := v.(*goja.Object)
	if !ok {
		return nil, false
	}
	switch self := objectOf(o).self; self.table {
	case typedArrayTable:
		return (*typedArrayObject)(self.data).bytes(), true
	case viewTable:
		d := (*dataViewObject)(self.data)
		return d.viewedArrayBuf.bytes(d.byteOffset, d.byteLen), true
	}
	return nil, false
}

// Uint8 is View for a Uint8Array only.
func Uint8(v goja.Value) (b []byte, ok bool) {
	if t := typedArrayOf(v); t != nil && t.typedArray.table == uint8Table {
		return t.bytes(), true
	}
	return nil, false
}

// ArrayBuffer returns the bytes of v, shared with it, if v is an ArrayBuffer.
func ArrayBuffer(v goja.Value) (b []byte, ok bool) {
	o, ok := v.(*goja.Object)
	if !ok || objectOf(o).self.table != arrayBufferTable {
		return nil, false
	}
	return (*arrayBufferObject)(objectOf(o).self.data).data, true
}

// IsDetached reports whether v is a view of a detached ArrayBuffer, or one.
func IsDetached(v goja.Value) bool {
	o, ok := v.(*goja.Object)
	if !ok {
		return false
	}
	switch self := objectOf(o).self; self.table {
	case typedArrayTable:
		return (*typedArrayObject)(self.data).viewedArrayBuf.detached
	case viewTable:
		return (*dataViewObject)(self.data).viewedArrayBuf.detached
	case arrayBufferTable:
		return (*arrayBufferObject)(self.data).detached
	}
	return false
}

// TypedArray describes v if it is a typed array: the ArrayBuffer behind it, its
// offset there in bytes, its number of elements, and the size of one.
func TypedArray(v goja.Value) (buffer *goja.Object, offset, length, elemSize int, ok bool) {
	t := typedArrayOf(v)
	if t == nil {
		return nil, 0, 0, 0, false
	}
	if t.viewedArrayBuf.detached {
		return t.viewedArrayBuf.val, 0, 0, t.elemSize, true
	}
	return t.viewedArrayBuf.val, t.offset * t.elemSize, t.length, t.elemSize, true
}

func typedArrayOf(v goja.Value) *typedArrayObject {
	o, ok := v.(*goja.Object)
	if !ok || objectOf(o).self.table != typedArrayTable {
		return nil
	}
	return (*typedArrayObject)(objectOf(o).self.data)
}

func (t *typedArrayObject) bytes() []byte {
	return t.viewedArrayBuf.bytes(t.offset*t.elemSize, t.length*t.elemSize)
}

func (a *arrayBufferObject) bytes(offset, n int) []byte {
	if a.detached {
		return nil
	}
	return a.data[offset : offset+n : offset+n]
}

// Class makes Uint8Arrays with a prototype of its own.
type Class struct {
	vm             *goja.Runtime
	prototype      *goja.Object
	bufferProto    *goja.Object
	uint8ArrayCtor *goja.Object
}

// NewClass describes Uint8Arrays of vm that have the given prototype.
func NewClass(vm *goja.Runtime, prototype *goja.Object) *Class {
	return &Class{
		vm:             vm,
		prototype:      prototype,
		bufferProto:    vm.ToValue(vm.NewArrayBuffer(nil)).(*goja.Object).Prototype(),
		uint8ArrayCtor: vm.Get("Uint8Array").(*goja.Object),
	}
}

// whole is a Uint8Array with the ArrayBuffer that it is the only view of, in
// one allocation.
type whole struct {
	array  typedArrayObject
	buffer arrayBufferObject
	o, b   object
}

// New makes an array over an ArrayBuffer of its own that takes over data.
func (c *Class) New(data []byte) *goja.Object {
	w := new(whole)
	c.initBuffer(&w.buffer, &w.b, data)
	return c.initArray(&w.array, &w.o, &w.buffer, 0, len(data))
}

type part struct {
	array typedArrayObject
	o     object
}

// Of makes an array over length bytes of buffer, an ArrayBuffer, from offset.
// The caller has seen to it that they are there.
func (c *Class) Of(buffer *goja.Object, offset, length int) *goja.Object {
	p := new(part)
	return c.initArray(&p.array, &p.o, (*arrayBufferObject)(objectOf(buffer).self.data), offset, length)
}

func (c *Class) initBuffer(b *arrayBufferObject, o *object, data []byte) {
	b.init((*goja.Object)(unsafe.Pointer(o)), c.bufferProto)
	if data == nil {
		data = []byte{} // goja takes nil for detached
	}
	b.data = data
	o.self = words{arrayBufferTable, unsafe.Pointer(b)}
	o.runtime = c.vm
}

func (c *Class) initArray(a *typedArrayObject, o *object, buffer *arrayBufferObject, offset, length int) *goja.Object {
	value := (*goja.Object)(unsafe.Pointer(o))
	a.init(value, c.prototype)
	a.viewedArrayBuf = buffer
	a.defaultCtor = c.uint8ArrayCtor
	a.offset, a.length, a.elemSize = offset, length, 1
	a.typedArray = words{uint8Table, unsafe.Pointer(&buffer.data)}
	o.self = words{typedArrayTable, unsafe.Pointer(a)}
	o.runtime = c.vm
	return value
}

func (b *baseObject) init(value, prototype *goja.Object) {
	b.class = "Object"
	b.val = value
	b.prototype = prototype
	b.extensible = true
	b.values = make(map[unistring.String]goja.Value)
}
