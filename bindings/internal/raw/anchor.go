package raw

import (
	"strings"
	"unsafe"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

// Anchor is where a plain JavaScript object keeps its properties when it lives
// inside a struct of Go's: the first field of one that belongs to the object.
// From the object the struct is found with two comparisons, and the object
// takes no memory of its own.
type Anchor struct{ base baseObject }

// anchoredClass is goja's class name of plain objects, at an address by which
// anchored ones are told.
var anchoredClass = strings.Clone(plainClass)

// Adopt moves o's properties into a, and reports false if o is not a plain
// object: a function, an array, a proxy.
func (a *Anchor) Adopt(o *goja.Object) bool {
	self := &objectOf(o).self
	if self.table != plainTable {
		return false
	}
	a.base = *(*baseObject)(self.data)
	a.base.class = anchoredClass
	self.data = unsafe.Pointer(&a.base)
	return true
}

// AnchorOf returns the anchor of o itself, nil if o has none.
func AnchorOf(o *goja.Object) *Anchor {
	self := objectOf(o).self
	if self.table != plainTable {
		return nil
	}
	a := (*Anchor)(self.data)
	if unsafe.StringData(a.base.class) != unsafe.StringData(anchoredClass) {
		return nil
	}
	return a
}

// IsPlain reports whether o is a plain object, with or without an anchor.
func IsPlain(o *goja.Object) bool { return objectOf(o).self.table == plainTable }

// Body is the memory of an object that is made together with its anchor.
type Body struct{ object object }

// Make makes a new object of vm in body and a, with the given prototype.
func (a *Anchor) Make(vm *goja.Runtime, body *Body, proto *goja.Object) *goja.Object {
	o := (*goja.Object)(unsafe.Pointer(&body.object))
	a.base = baseObject{
		class: anchoredClass, val: o, prototype: proto, extensible: true,
		values: make(map[unistring.String]goja.Value),
	}
	body.object = object{self: words{plainTable, unsafe.Pointer(&a.base)}, runtime: vm}
	return o
}
