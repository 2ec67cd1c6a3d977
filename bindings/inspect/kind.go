package inspect

import (
	"reflect"
	"unsafe"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

// kind is what an object is by birth, whatever its prototype and properties
// say: the specification's internal slots.
type kind uint8

const (
	kindObject kind = iota
	kindArray
	kindFunction
	kindAsyncFunction
	kindGeneratorFunction
	kindClass
	kindMap
	kindSet
	kindMapIterator
	kindSetIterator
	kindWeakMap
	kindWeakSet
	kindPromise
	kindProxy
	kindDate
	kindRegExp
	kindError
	kindArrayBuffer
	kindTypedArray
	kindDataView
	kindNumber
	kindString
	kindBoolean
	kindSymbol
	kindBigInt
	kindArguments
	kindGenerator
	kindNamespace
	kindHost // a Go value, or an object whose properties Go answers for
)

func (k kind) isFunction() bool { return k >= kindFunction && k <= kindClass }
func (k kind) isBoxed() bool    { return k >= kindNumber && k <= kindBigInt }

// goja does not say what most objects are (a Map's ClassName is "Object"), but
// the Go type behind an object does. Its name is read by reflection; a type that
// is not in this table falls back to ClassName.
var kindsByGoType = map[string]kind{
	"arrayObject":               kindArray,
	"sparseArrayObject":         kindArray,
	"templatedArrayObject":      kindArray,
	"funcObject":                kindFunction,
	"methodFuncObject":          kindFunction,
	"arrowFuncObject":           kindFunction,
	"nativeFuncObject":          kindFunction,
	"templatedFuncObject":       kindFunction,
	"boundFuncObject":           kindFunction,
	"wrappedFuncObject":         kindFunction,
	"asyncFuncObject":           kindAsyncFunction,
	"asyncMethodFuncObject":     kindAsyncFunction,
	"asyncArrowFuncObject":      kindAsyncFunction,
	"generatorFuncObject":       kindGeneratorFunction,
	"generatorMethodFuncObject": kindGeneratorFunction,
	"classFuncObject":           kindClass,
	"mapObject":                 kindMap,
	"setObject":                 kindSet,
	"mapIterObject":             kindMapIterator,
	"setIterObject":             kindSetIterator,
	"weakMapObject":             kindWeakMap,
	"weakSetObject":             kindWeakSet,
	"Promise":                   kindPromise,
	"proxyObject":               kindProxy,
	"dateObject":                kindDate,
	"regexpObject":              kindRegExp,
	"errorObject":               kindError,
	"arrayBufferObject":         kindArrayBuffer,
	"typedArrayObject":          kindTypedArray,
	"dataViewObject":            kindDataView,
	"stringObject":              kindString,
	"argumentsObject":           kindArguments,
	"generatorObject":           kindGenerator,
	"dynamicObject":             kindHost,
	"objectGoReflect":           kindHost,
	"objectGoMapSimple":         kindHost,
	"objectGoMapReflect":        kindHost,
}

// goType is what is known of one of goja's Go types for objects. An offset is
// zero when the type lacks the field, or has it in a shape that is not expected.
type goType struct {
	kind    kind
	lazy    bool // a built-in that has not been made yet
	boxed   bool // one of Number, Boolean, Symbol, BigInt: look at the value
	fields  reflect.Type
	values  uintptr // of an ordinary object: map of its properties
	dense   uintptr // of an array: slice of its elements
	propN   uintptr // of an array: how many elements are accessors or have attributes
	names   uintptr // of an array or typed array: slice of the other keys, as names
	pValue  uintptr // of a boxed primitive
	entries uintptr // of a Map or Set: *orderedMap
	cursor  uintptr // of their iterators: *orderedMapIter
	pairing uintptr // of their iterators: keys, values or both
	weak    uintptr // of a WeakMap or WeakSet
	handler uintptr // of a Proxy: what its traps are
	element int     // of a typed array: index of the field that reads elements
}

var (
	valuesType = reflect.TypeFor[map[unistring.String]goja.Value]()
	denseType  = reflect.TypeFor[[]goja.Value]()
	valueType  = reflect.TypeFor[goja.Value]()
	namesType  = reflect.TypeFor[[]unistring.String]()
)

func describeGoType(ptr reflect.Type) *goType {
	t := &goType{kind: kindObject}
	if ptr.Kind() != reflect.Pointer || ptr.Elem().Kind() != reflect.Struct {
		return t
	}
	t.fields = ptr.Elem()
	name := t.fields.Name()
	if k, ok := kindsByGoType[name]; ok {
		t.kind = k
	}
	switch name {
	case "lazyObject":
		t.lazy = true
	case "primitiveValueObject":
		t.boxed = true
		t.pValue = t.offset("pValue", isType(valueType))
	case "baseObject":
		t.values = t.offset("values", isType(valuesType))
	case "arrayObject":
		t.dense = t.offset("values", isType(denseType))
		t.propN = t.offset("propValueCount", isInt)
		t.names = t.baseOffset("propNames", namesType)
	case "mapObject", "setObject":
		t.entries = t.offset("m", isEntryList)
	case "mapIterObject", "setIterObject":
		t.cursor = t.offset("iter", isCursor)
		t.pairing = t.offset("kind", isInt)
	case "weakMapObject":
		t.weak = t.offset("m", isWeakMap)
	case "weakSetObject":
		t.weak = t.offset("s", isWeakMap)
	case "proxyObject":
		t.handler = t.offset("handler", func(t reflect.Type) bool { return t.Kind() == reflect.Interface })
	case "typedArrayObject":
		if f, ok := t.fields.FieldByName("typedArray"); ok && len(f.Index) == 1 {
			t.element = f.Index[0]
		}
		t.names = t.baseOffset("propNames", namesType)
	}
	return t
}

// offset finds a field of t's own whose type is as wanted.
func (t *goType) offset(name string, want func(reflect.Type) bool) uintptr {
	return fieldOffset(t.fields, name, want)
}

func fieldOffset(t reflect.Type, name string, want func(reflect.Type) bool) uintptr {
	f, ok := t.FieldByName(name)
	if !ok || len(f.Index) != 1 || !want(f.Type) {
		return 0
	}
	return f.Offset
}

// baseOffset finds a field of the baseObject that t begins with.
func (t *goType) baseOffset(name string, want reflect.Type) uintptr {
	base := t.fields.Field(0)
	if !base.Anonymous || base.Type.Kind() != reflect.Struct {
		return 0
	}
	return fieldOffset(base.Type, name, isType(want))
}

func isInt(t reflect.Type) bool { return t.Kind() == reflect.Int }

func isType(want reflect.Type) func(reflect.Type) bool {
	return func(t reflect.Type) bool { return t == want }
}

// behind returns the Go object behind o and what is known of its type.
func (in *Inspector) behind(o *goja.Object) (unsafe.Pointer, *goType) {
	self := reflect.ValueOf(o).Elem().Field(0).Elem() // Object.self
	if !self.IsValid() || self.Kind() != reflect.Pointer {
		return nil, &unknownGoType
	}
	rt := self.Type()
	t := in.goTypes[rt]
	if t == nil {
		t = describeGoType(rt)
		in.goTypes[rt] = t
	}
	if t.lazy {
		o.ClassName() // makes it
		if self = reflect.ValueOf(o).Elem().Field(0).Elem(); self.Type() != rt {
			return in.behind(o)
		}
	}
	return self.UnsafePointer(), t
}

var unknownGoType goType

// isHostProxy reports whether the traps of the Proxy at ptr are Go's: scripts
// see an object with habits of its own, as they see process.env in Node, and no
// Proxy.
func (t *goType) isHostProxy(ptr unsafe.Pointer) bool {
	if t.handler == 0 {
		return false
	}
	field, _ := t.fields.FieldByName("handler")
	traps := reflect.NewAt(field.Type, unsafe.Add(ptr, t.handler)).Elem().Elem()
	return traps.IsValid() && traps.Kind() == reflect.Pointer && traps.Type().Elem().Name() == "nativeProxyHandler"
}

// kindOf tells what o is. It runs no JavaScript.
func (in *Inspector) kindOf(o *goja.Object) kind {
	ptr, t := in.behind(o)
	switch {
	case t.kind == kindProxy && in.hooks.ModuleNamespace != nil && in.hooks.ModuleNamespace(o):
		return kindNamespace // a Proxy as the loader makes it, but none to scripts
	case t.kind == kindProxy && t.isHostProxy(ptr):
		return kindObject // an object of the host's
	case t.kind != kindObject:
		return t.kind
	case t.boxed:
		return kindOfBoxed(o, ptr, t)
	}
	switch o.ClassName() {
	case "Arguments": // in strict code
		return kindArguments
	case "Array":
		return kindArray
	case "Function":
		return kindFunction
	case "Error":
		return kindError
	}
	return kindObject
}

func kindOfBoxed(o *goja.Object, ptr unsafe.Pointer, t *goType) kind {
	switch o.ClassName() {
	case "Number":
		return kindNumber
	case "Boolean":
		return kindBoolean
	case "String":
		return kindString
	}
	if t.pValue != 0 {
		if _, ok := boxedValue(ptr, t).(*goja.Symbol); ok {
			return kindSymbol
		}
	}
	return kindBigInt
}

func boxedValue(ptr unsafe.Pointer, t *goType) goja.Value {
	return *(*goja.Value)(unsafe.Add(ptr, t.pValue))
}

// denseElements returns the elements of an ordinary array without accessors,
// with nil for holes, or false when o has to be asked property by property.
func (in *Inspector) denseElements(o *goja.Object) ([]goja.Value, bool) {
	ptr, t := in.behind(o)
	if t.dense == 0 || t.propN == 0 || *(*int)(unsafe.Add(ptr, t.propN)) != 0 {
		return nil, false
	}
	return *(*[]goja.Value)(unsafe.Add(ptr, t.dense)), true
}

// namesBesideElements returns the names of an array's properties that are not
// elements, length among them, or false when all its keys have to be listed.
func (in *Inspector) namesBesideElements(o *goja.Object) ([]unistring.String, bool) {
	ptr, t := in.behind(o)
	if t.names == 0 {
		return nil, false
	}
	return *(*[]unistring.String)(unsafe.Add(ptr, t.names)), true
}

// hasName reports whether an ordinary object has a property of its own.
func (in *Inspector) hasName(o *goja.Object, name string) bool {
	ptr, t := in.behind(o)
	_, has := (*(*map[unistring.String]goja.Value)(unsafe.Add(ptr, t.values)))[unistring.NewFromString(name)]
	return has
}

// plainProperty returns the value of an own property of an ordinary object, or
// nil when it has to be asked for: o is of another kind, the property is an
// accessor or has attributes, or is not there.
func (in *Inspector) plainProperty(o *goja.Object, name string) goja.Value {
	ptr, t := in.behind(o)
	if t.values == 0 {
		return nil
	}
	v := (*(*map[unistring.String]goja.Value)(unsafe.Add(ptr, t.values)))[unistring.NewFromString(name)]
	switch v.(type) {
	case nil:
		return nil
	case *goja.Object, goja.String, *goja.Symbol:
		return v
	}
	if reflect.TypeOf(v).Kind() == reflect.Pointer && !goja.IsBigInt(v) {
		return nil // a property with attributes
	}
	return v
}
