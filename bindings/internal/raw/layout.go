// Package raw reaches the memory behind goja's strings and binary data.
//
// goja's own ways copy a string once more than needed, box every slice they
// hand out, and take 420 ns and 9 allocations for a Uint8Array with another
// prototype, of which one is made for every chunk that a socket receives; made
// here it takes a third of that. The layouts that this package relies on are
// compared with goja's by reflection when the program starts.
package raw

import (
	"fmt"
	"reflect"
	"unsafe"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

// words is an interface value with methods: the table of its type and a
// pointer to its data.
type words struct {
	table, data unsafe.Pointer
}

func wordsOf(v *goja.Value) *words { return (*words)(unsafe.Pointer(v)) }

// The types below have the layout of goja's types of the same names.

type object struct {
	self    words
	runtime *goja.Runtime
}

type baseObject struct {
	class      string
	val        *goja.Object
	prototype  *goja.Object
	extensible bool

	values    map[unistring.String]goja.Value
	propNames []unistring.String

	lastSortedPropLen, idxPropCount int

	symValues       unsafe.Pointer
	privateElements unsafe.Pointer
}

type arrayBufferObject struct {
	baseObject
	detached bool
	data     []byte
}

type typedArrayObject struct {
	baseObject
	viewedArrayBuf *arrayBufferObject
	defaultCtor    *goja.Object
	length, offset int
	elemSize       int
	typedArray     words
}

type dataViewObject struct {
	baseObject
	viewedArrayBuf      *arrayBufferObject
	byteLen, byteOffset int
}

func objectOf(o *goja.Object) *object { return (*object)(unsafe.Pointer(o)) }

// The tables of the types of goja that are told apart here.
var (
	asciiTable, utf16Table                       unsafe.Pointer // as goja.Value
	arrayBufferTable, typedArrayTable, viewTable unsafe.Pointer // as Object.self
	plainTable                                   unsafe.Pointer // the same
	uint8Table                                   unsafe.Pointer // as typedArrayObject.typedArray
)

func init() {
	vm := goja.New()
	ascii, wide := vm.ToValue("a"), goja.Value(goja.StringFromUTF16([]uint16{0x100}))
	wantKind(ascii, reflect.String)
	wantKind(wide, reflect.Slice)
	asciiTable, utf16Table = wordsOf(&ascii).table, wordsOf(&wide).table

	buffer := vm.ToValue(vm.NewArrayBuffer(make([]byte, 8))).(*goja.Object)
	arrayBufferTable = tableOf[arrayBufferObject](buffer)
	plainTable = tableOf[baseObject](vm.NewObject())
	array := sample(vm, "Uint8Array", buffer)
	typedArrayTable = tableOf[typedArrayObject](array)
	uint8Table = (*typedArrayObject)(objectOf(array).self.data).typedArray.table
	viewTable = tableOf[dataViewObject](sample(vm, "DataView", buffer))
}

func sample(vm *goja.Runtime, class string, args ...goja.Value) *goja.Object {
	o, err := vm.New(vm.Get(class), args...)
	if err != nil {
		panic(err)
	}
	return o
}

func wantKind(v goja.Value, kind reflect.Kind) {
	if got := reflect.TypeOf(v).Kind(); got != kind {
		panic(fmt.Sprintf("raw: this version of goja keeps strings as %v: mend layout.go", got))
	}
}

// tableOf verifies that what is behind o has the layout of T, and returns its
// table.
func tableOf[T any](o *goja.Object) unsafe.Pointer {
	goja := reflect.ValueOf(o).Elem()
	compare(goja.Type(), reflect.TypeFor[object]())
	compare(goja.Field(0).Elem().Type().Elem(), reflect.TypeFor[T]())
	return objectOf(o).self.table
}

// compare panics unless a value of type theirs can be used as one of ours.
func compare(theirs, ours reflect.Type) {
	if ours == reflect.TypeFor[words]() && theirs.Kind() == reflect.Interface && theirs.NumMethod() > 0 {
		return
	}
	if ours.Kind() == reflect.UnsafePointer && (theirs.Kind() == reflect.Pointer || theirs.Kind() == reflect.Map) {
		return
	}
	if theirs.Kind() == reflect.Pointer && ours.Kind() == reflect.Pointer && ours != theirs {
		return // to a type that is compared by itself
	}
	if theirs.Kind() != reflect.Struct || ours.Kind() != reflect.Struct {
		if theirs != ours {
			panic(fmt.Sprintf("raw: this version of goja has %v for %v: mend layout.go", theirs, ours))
		}
		return
	}
	if theirs.Size() != ours.Size() || theirs.NumField() != ours.NumField() {
		panic(fmt.Sprintf("raw: this version of goja lays out %v otherwise: mend layout.go", theirs))
	}
	for i := range ours.NumField() {
		t, o := theirs.Field(i), ours.Field(i)
		if t.Name != o.Name || t.Offset != o.Offset {
			panic(fmt.Sprintf("raw: this version of goja has %v.%s at %d: mend layout.go", theirs, t.Name, t.Offset))
		}
		compare(t.Type, o.Type)
	}
}
