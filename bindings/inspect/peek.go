package inspect

import (
	"math"
	"reflect"
	"strings"
	"sync"
	"unsafe"
	"weak"

	"github.com/dop251/goja"

	"gonet/bindings/internal/raw"
)

// goja has no way to list what an iterator has left without consuming it, nor
// what a WeakMap holds. This file reads goja's own structures for that, and only
// reads. Every layout is verified by reflection before it is used; with another
// goja whose layouts differ the items are reported as unknown.

// mapLayout is where orderedMap and its entries keep what is read here.
type mapLayout struct {
	first                  uintptr // in orderedMap
	size                   uintptr // in orderedMap
	key, value, prev, next uintptr // in mapEntry
	list, current          uintptr // in orderedMapIter
}

func pointerAt(p unsafe.Pointer, offset uintptr) unsafe.Pointer {
	return *(*unsafe.Pointer)(unsafe.Add(p, offset))
}

func goValueAt(p unsafe.Pointer, offset uintptr) goja.Value {
	return *(*goja.Value)(unsafe.Add(p, offset))
}

func isPointerToStruct(t reflect.Type) bool {
	return t.Kind() == reflect.Pointer && t.Elem().Kind() == reflect.Struct
}

// entryLayout verifies mapEntry, whose first field is the key.
func (l *mapLayout) describeEntry(entry reflect.Type) bool {
	self := isType(reflect.PointerTo(entry))
	key, ok := entry.FieldByName("key")
	if !ok || key.Type != valueType {
		return false
	}
	l.key = key.Offset
	l.value = fieldOffset(entry, "value", isType(valueType))
	l.prev = fieldOffset(entry, "iterPrev", self)
	l.next = fieldOffset(entry, "iterNext", self)
	return l.value != 0 && l.prev != 0 && l.next != 0
}

func (l *mapLayout) describeList(list reflect.Type) bool {
	first, ok := list.FieldByName("iterFirst")
	if !ok || !isPointerToStruct(first.Type) {
		return false
	}
	l.first = first.Offset
	l.size = fieldOffset(list, "size", isInt)
	return l.size != 0 && l.describeEntry(first.Type.Elem())
}

func (l *mapLayout) describeCursor(cursor reflect.Type) bool {
	list, ok := cursor.FieldByName("m")
	if !ok || !isPointerToStruct(list.Type) || !l.describeList(list.Type.Elem()) {
		return false
	}
	entry, _ := list.Type.Elem().FieldByName("iterFirst")
	l.list = list.Offset
	l.current = fieldOffset(cursor, "cur", isType(entry.Type))
	return l.current != 0
}

func isEntryList(t reflect.Type) bool {
	return isPointerToStruct(t) && new(mapLayout).describeList(t.Elem())
}

func isCursor(t reflect.Type) bool {
	return isPointerToStruct(t) && new(mapLayout).describeCursor(t.Elem())
}

// layoutOf is called with offsets that describeGoType has verified.
func (t *goType) layout() mapLayout {
	var l mapLayout
	if t.entries != 0 {
		f, _ := t.fields.FieldByName("m")
		l.describeList(f.Type.Elem())
	} else {
		f, _ := t.fields.FieldByName("iter")
		l.describeCursor(f.Type.Elem())
	}
	return l
}

// Entry is one item of a Map, or of a Set with the value as key.
type Entry struct{ Key, Value goja.Value }

// entriesOf lists at most limit items of a Map or Set in order, and how many
// there are.
func (in *Inspector) entriesOf(o *goja.Object, limit int) (items []Entry, size int) {
	ptr, t := in.behind(o)
	if t.entries == 0 {
		return nil, 0
	}
	l := t.layout()
	list := pointerAt(ptr, t.entries)
	size = *(*int)(unsafe.Add(list, l.size))
	items = make([]Entry, 0, min(limit, size))
	for e := pointerAt(list, l.first); e != nil && len(items) < limit; e = pointerAt(e, l.next) {
		items = append(items, Entry{goValueAt(e, l.key), goValueAt(e, l.value)})
	}
	return items, size
}

// remaining lists what a Map or Set iterator has left, and whether it yields
// pairs. Values it yields singly are the entries' keys.
func (in *Inspector) remaining(o *goja.Object) (items []Entry, pairs, known bool) {
	ptr, t := in.behind(o)
	if t.cursor == 0 || t.pairing == 0 {
		return nil, false, false
	}
	const keys, values = 0, 1 // goja's iterationKind
	yields := *(*int)(unsafe.Add(ptr, t.pairing))
	pairs = yields != keys && yields != values
	cursor := pointerAt(ptr, t.cursor)
	if cursor == nil {
		return nil, pairs, true
	}
	l := t.layout()
	for e := l.after(cursor); e != nil; e = pointerAt(e, l.next) {
		item := Entry{goValueAt(e, l.key), goValueAt(e, l.value)}
		if yields == values && t.kind == kindMapIterator {
			item.Key = item.Value
		}
		if t.kind == kindSetIterator {
			item.Value = item.Key
		}
		items = append(items, item)
	}
	return items, pairs, true
}

// after is the entry that a cursor would go to next. An entry that was removed
// has no key, and the cursor steps back over those.
func (l *mapLayout) after(cursor unsafe.Pointer) unsafe.Pointer {
	list := pointerAt(cursor, l.list)
	if list == nil {
		return nil
	}
	e := pointerAt(cursor, l.current)
	for e != nil && goValueAt(e, l.key) == nil {
		e = pointerAt(e, l.prev)
	}
	if e != nil {
		return pointerAt(e, l.next)
	}
	return pointerAt(list, l.first)
}

// weakCollection is the shape of goja's weakMap. A cleanup goroutine deletes from
// the map under the mutex, so reading takes it too.
type weakCollection struct {
	items map[weak.Pointer[goja.Object]]goja.Value
	sync.Mutex
}

func isWeakMap(t reflect.Type) bool {
	want := reflect.TypeFor[weakCollection]()
	if t.Kind() != reflect.Struct || t.NumField() != want.NumField() {
		return false
	}
	for i := range want.NumField() {
		if t.Field(i).Type != want.Field(i).Type {
			return false
		}
	}
	return true
}

// weakItems lists what a WeakMap or WeakSet holds, in no order.
func (in *Inspector) weakItems(o *goja.Object) (items []Entry, known bool) {
	ptr, t := in.behind(o)
	if t.weak == 0 {
		return nil, false
	}
	held := (*weakCollection)(unsafe.Add(ptr, t.weak))
	held.Lock()
	defer held.Unlock()
	for p, value := range held.items {
		if key := p.Value(); key != nil {
			items = append(items, Entry{key, value})
		}
	}
	return items, true
}

// typedArrayName is the value of %TypedArray%.prototype[Symbol.toStringTag] for
// o: goja names the Go type that reads the elements alike ("uint8Array").
func (in *Inspector) typedArrayName(o *goja.Object) string {
	_, t := in.behind(o)
	if t.element == 0 {
		return ""
	}
	if raw.IsFloat16Array(o) {
		return "Float16Array" // which reads through the type of another
	}
	access := reflect.ValueOf(o).Elem().Field(0).Elem().Elem().Field(t.element).Elem()
	name := access.Type().Elem().Name()
	return strings.ToUpper(name[:1]) + name[1:]
}

// Preview lists what a Map, a Set or an iterator of one would yield, without
// running its iterator. pairs tells entries from single values; ok is false for
// any other object.
func (in *Inspector) Preview(o *goja.Object) (list []Entry, pairs, ok bool) {
	switch in.kindOf(o) {
	case kindMap:
		list, _ = in.entriesOf(o, math.MaxInt)
		return list, true, true
	case kindSet:
		list, _ = in.entriesOf(o, math.MaxInt)
		return list, false, true
	case kindMapIterator, kindSetIterator:
		return in.remaining(o)
	}
	return nil, false, false
}

// IsMap reports whether o is a Map.
func (in *Inspector) IsMap(o *goja.Object) bool { return in.kindOf(o) == kindMap }

// IsList reports whether o is an array or a typed array.
func (in *Inspector) IsList(o *goja.Object) bool {
	return in.kindOf(o) == kindTypedArray || in.isArray(o)
}
