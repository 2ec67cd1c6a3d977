package ecma

import (
	"math/big"
	"reflect"

	"github.com/dop251/goja"
)

// kind is the type of a value as the language has it.
type kind uint8

const (
	kindUndefined kind = iota
	kindNull
	kindBoolean
	kindString
	kindNumber
	kindBigInt
	kindSymbol
	kindObject
)

var bigIntType = reflect.TypeFor[*big.Int]()

// kindOf returns the type of v; nil counts as undefined.
func kindOf(v goja.Value) kind {
	switch v := v.(type) {
	case nil:
		return kindUndefined
	case *goja.Object:
		return kindObject
	case goja.String:
		return kindString
	case *goja.Symbol:
		return kindSymbol
	default:
		return kindOfPrimitive(v)
	}
}

func kindOfPrimitive(v goja.Value) kind {
	if goja.IsUndefined(v) {
		return kindUndefined
	}
	if goja.IsNull(v) {
		return kindNull
	}
	switch t := v.ExportType(); {
	case t == bigIntType:
		return kindBigInt
	case t.Kind() == reflect.Bool:
		return kindBoolean
	}
	return kindNumber
}

// toString is ToString(v).
func (r *Realm) toString(v goja.Value) goja.String {
	switch v := v.(type) {
	case goja.String:
		return v
	case *goja.Symbol:
		panic(r.typeError("Cannot convert a Symbol value to a string"))
	case *goja.Object:
		return r.toString(v.ToString())
	}
	return r.vm.ToValue(orUndefined(v).String()).(goja.String)
}
