package events

import (
	"unsafe"

	"github.com/dop251/goja"

	"gonet/bindings/internal/raw"
)

// Name is the name of an event as Go code keeps it: two Names of one string
// are the same pointer if they were made by NewName.
type Name struct {
	key    key
	value  goja.Value
	shared bool // made by NewName: no other has this key
}

// Value returns the name as a script sees it: a string or a symbol.
func (n *Name) Value() goja.Value { return n.value }

// String returns the name as text, a symbol's as "Symbol(description)".
func (n *Name) String() string { return textOf(n.value) }

// key is a property key: a string, or a symbol. A string that is not ASCII is
// kept as its UTF-16 units after a byte that no ASCII string has.
type key struct {
	text   string
	symbol *goja.Symbol
}

const wide = "\xff"

// shared has the Names made by NewName. It is only written while packages are
// initialized, so that all Envs may read it.
var shared = make(map[string]*Name)

// NewName makes the Name of an ASCII string, or returns the one there is. It
// is for package variables only.
func NewName(text string) *Name {
	if n, ok := shared[text]; ok {
		return n
	}
	n := &Name{key: key{text: text}, value: raw.ASCII(text), shared: true}
	shared[text] = n
	return n
}

// SymbolName makes the Name of a symbol.
func SymbolName(symbol *goja.Symbol) *Name {
	return &Name{key: key{symbol: symbol}, value: symbol}
}

// Names of the events that every emitter knows.
var (
	nameError          = NewName("error")
	nameNewListener    = NewName("newListener")
	nameRemoveListener = NewName("removeListener")
)

// Names that are used so often that sharing them pays.
var _ = []*Name{
	NewName("close"), NewName("connect"), NewName("connection"), NewName("data"),
	NewName("drain"), NewName("end"), NewName("exit"), NewName("finish"),
	NewName("listening"), NewName("lookup"), NewName("message"), NewName("pause"),
	NewName("pipe"), NewName("prefinish"), NewName("readable"), NewName("ready"),
	NewName("resume"), NewName("timeout"), NewName("unpipe"),
}

// keyOf returns the property key that v stands for.
func keyOf(v goja.Value) key {
	if symbol, ok := v.(*goja.Symbol); ok {
		return key{symbol: symbol}
	}
	ascii, units, ok := raw.Text(v)
	if !ok {
		return keyOfOther(v)
	}
	if units == nil {
		return key{text: ascii}
	}
	return key{text: wide + string(unsafe.Slice((*byte)(unsafe.Pointer(&units[0])), 2*len(units)))}
}

// keyOfOther serves what is neither a string nor a symbol: an object stands
// for the primitive it converts to, other primitives for their text.
func keyOfOther(v goja.Value) key {
	if o, ok := v.(*goja.Object); ok {
		if primitive := o.ToString(); primitive != v {
			return keyOf(primitive)
		}
	}
	if v == nil {
		v = goja.Undefined()
	}
	return key{text: v.String()}
}

// nameOf returns the Name for a key, which v, if not nil, is known to have.
func nameOf(k key, v goja.Value) *Name {
	if k.symbol != nil {
		return SymbolName(k.symbol)
	}
	if n, ok := shared[k.text]; ok {
		return n
	}
	if !raw.IsString(v) {
		v = raw.ASCII(k.text)
	}
	return &Name{key: k, value: v}
}

// givenName is nameOf for a value that is passed on as a script gave it.
func givenName(v goja.Value) *Name {
	k := keyOf(v)
	if k.symbol == nil && !raw.IsString(v) {
		return &Name{key: k, value: v}
	}
	return nameOf(k, v)
}

// isIndex reports whether the key is an array index, which property listings
// put first.
func (k key) isIndex() bool {
	if k.symbol != nil || k.text == "" || len(k.text) > 9 || len(k.text) > 1 && k.text[0] == '0' {
		return false
	}
	for i := range len(k.text) {
		if k.text[i] < '0' || k.text[i] > '9' {
			return false
		}
	}
	return true
}

func textOf(v goja.Value) string {
	if symbol, ok := v.(*goja.Symbol); ok {
		return "Symbol(" + symbol.String() + ")"
	}
	return v.String()
}

// NameOf returns the shared Name that v stands for, nil if there is none.
func NameOf(v goja.Value) *Name {
	k := keyOf(v)
	if k.symbol != nil {
		return nil
	}
	return shared[k.text]
}
