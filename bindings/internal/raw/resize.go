package raw

import (
	"runtime"
	"sync"
	"weak"

	"github.com/dop251/goja"
)

// resizable is what is kept for an ArrayBuffer whose length can change: the
// views that have to follow.
type resizable struct {
	most  int
	views []viewOf
}

// viewOf is a view of a resizable buffer as it was made. goja keeps a view's
// length in the view.
type viewOf struct {
	view   weak.Pointer[goja.Object]
	offset int // in bytes
	length int // in elements; tracking if it follows the buffer's
}

const tracking = -1

// resizables has every resizable buffer of the process: goja's objects have no
// room for it.
var resizables sync.Map // weak.Pointer[arrayBufferObject] -> *resizable

// MakeResizable makes buffer, of which there are no views yet, one that can
// have up to most bytes. Its memory becomes data, of its length, with room for
// most.
func MakeResizable(buffer *goja.Object, data []byte, most int) {
	b := bufferOf(buffer)
	b.data = data
	if b.class == sharedClass {
		b.class = growableClass
	} else {
		b.class = resizableClass
	}
	key := weak.Make(b)
	resizables.Store(key, &resizable{most: most})
	runtime.AddCleanup(b, func(key weak.Pointer[arrayBufferObject]) { resizables.Delete(key) }, key)
}

func (b *arrayBufferObject) resizable() *resizable {
	if b == nil || b.class != resizableClass && b.class != growableClass {
		return nil
	}
	r, _ := resizables.Load(weak.Make(b))
	return r.(*resizable)
}

// IsResizable reports whether v is a buffer that can be resized, and to how
// many bytes.
func IsResizable(v goja.Value) (most int, ok bool) {
	r := bufferOf(v).resizable()
	if r == nil {
		return 0, false
	}
	return r.most, true
}

// Resize gives a resizable buffer n bytes, new ones being zero, and its views
// the length that they have then: none if they reach beyond.
func Resize(buffer *goja.Object, n int) {
	b := bufferOf(buffer)
	if n < len(b.data) {
		clear(b.data[n:])
	}
	b.data = b.data[:n]
	r := b.resizable()
	alive := r.views[:0]
	for _, v := range r.views {
		if view := v.view.Value(); view != nil {
			v.fit(view, n)
			alive = append(alive, v)
		}
	}
	clear(r.views[len(alive):])
	r.views = alive
}

// Follow has view, which has just been made, follow its buffer if that can be
// resized. tracks is whether it was made without a length.
func Follow(view *goja.Object, tracks bool) {
	v := viewOf{view: weak.Make(view), length: tracking}
	var buffer *arrayBufferObject
	switch self := objectOf(view).self; self.table {
	case typedArrayTable:
		t := (*typedArrayObject)(self.data)
		buffer, v.offset = t.viewedArrayBuf, t.offset*t.elemSize
		if !tracks {
			v.length = t.length
		}
	case viewTable:
		d := (*dataViewObject)(self.data)
		buffer, v.offset = d.viewedArrayBuf, d.byteOffset
		if !tracks {
			v.length = d.byteLen
		}
	}
	if r := buffer.resizable(); r != nil {
		r.views = append(r.views, v)
	}
}

// fit sets where view begins and how long it is in a buffer of n bytes.
func (v *viewOf) fit(view *goja.Object, n int) {
	size := 1
	self := objectOf(view).self
	if self.table == typedArrayTable {
		size = (*typedArrayObject)(self.data).elemSize
	}
	offset, length := v.offset, v.length
	switch {
	case offset > n || length != tracking && offset+length*size > n:
		offset, length = 0, 0
	case length == tracking:
		length = (n - offset) / size
	}
	if self.table == typedArrayTable {
		t := (*typedArrayObject)(self.data)
		t.offset, t.length = offset/size, length
		return
	}
	d := (*dataViewObject)(self.data)
	d.byteOffset, d.byteLen = offset, length
}
