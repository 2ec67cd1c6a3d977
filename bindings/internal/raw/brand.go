package raw

import "github.com/dop251/goja"

// The kinds of ArrayBuffer that goja does not know are told by the class name
// of their object, which nothing else depends on.
const (
	plainClass     = "Object"
	sharedClass    = "SharedArrayBuffer"
	resizableClass = "ArrayBuffer (resizable)"
	growableClass  = "SharedArrayBuffer (growable)"
	pooledClass    = "ArrayBuffer (not detachable)"
)

func bufferOf(v goja.Value) *arrayBufferObject {
	o, ok := v.(*goja.Object)
	if !ok || objectOf(o).self.table != arrayBufferTable {
		return nil
	}
	return (*arrayBufferObject)(objectOf(o).self.data)
}

// IsArrayBuffer reports whether v is an ArrayBuffer and not a shared one.
func IsArrayBuffer(v goja.Value) bool {
	b := bufferOf(v)
	return b != nil && !b.isShared()
}

// IsShared reports whether v is a SharedArrayBuffer.
func IsShared(v goja.Value) bool {
	b := bufferOf(v)
	return b != nil && b.isShared()
}

func (b *arrayBufferObject) isShared() bool {
	return b.class == sharedClass || b.class == growableClass
}

// Share makes a SharedArrayBuffer of buffer, which nobody has seen yet.
func Share(buffer *goja.Object) { bufferOf(buffer).class = sharedClass }

// Pin makes buffer one that cannot be detached.
func Pin(buffer *goja.Object) { bufferOf(buffer).class = pooledClass }

// IsPinned reports whether v is an ArrayBuffer that Pin was called for.
func IsPinned(v goja.Value) bool {
	b := bufferOf(v)
	return b != nil && b.class == pooledClass
}
