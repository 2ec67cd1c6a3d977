package env

import (
	"reflect"
	"unsafe"

	"github.com/dop251/goja"

	"gonet/bindings/internal/raw"
)

// Part names what a package keeps for an object.
type Part int

const (
	PartEmitter  Part = iota // events: listeners
	PartReadable             // stream: the readable side
	PartWritable             // stream: the writable side
	PartOwner                // the class that owns the object: net.Socket, Timeout ...
	partCount
)

// State is what Go keeps for one JavaScript object, and is collected with it.
// The properties of a plain object live in its state, by which the state is
// found (3 ns); other objects, such as functions, have it under a hidden
// symbol. What inherits from an object, and proxies of it, find it too.
type State struct {
	anchor raw.Anchor // first: see StateOf
	body   raw.Body   // of an object made by NewObject

	Object *goja.Object
	Parts  [partCount]any
}

// StateOf returns the state of v or of what v inherits from, nil if there is
// none.
func (e *Env) StateOf(v goja.Value) *State {
	o, ok := v.(*goja.Object)
	if !ok || o == nil {
		return nil
	}
	if a := raw.AnchorOf(o); a != nil {
		return (*State)(unsafe.Pointer(a))
	}
	return e.inherited(o)
}

var proxyType = reflect.TypeFor[goja.Proxy]()

// inherited looks for the state in an object that has no anchor, in what it is
// a proxy of, and in what it inherits from.
func (e *Env) inherited(o *goja.Object) *State {
	for ; o != nil; o = o.Prototype() {
		if a := raw.AnchorOf(o); a != nil {
			return (*State)(unsafe.Pointer(a))
		}
		if raw.IsPlain(o) {
			continue
		}
		// Export would call the getters of an object that is no proxy.
		if o.ExportType() == proxyType {
			return e.StateOf(o.Export().(goja.Proxy).Target())
		}
		if holder, ok := o.GetSymbol(e.kState).(*goja.Object); ok {
			s, _ := holder.Export().(*State)
			return s
		}
	}
	return nil
}

// Attach returns o's own state, which it makes if o has none.
func (e *Env) Attach(o *goja.Object) *State {
	if s := e.StateOf(o); s != nil && s.Object == o {
		return s
	}
	s := &State{}
	e.AttachState(o, s)
	return s
}

// AttachState makes s, which may be part of a larger struct, o's own state.
func (e *Env) AttachState(o *goja.Object, s *State) {
	s.Object = o
	if !s.anchor.Adopt(o) {
		holder := e.VM.NewDynamicObject(s)
		must(o.DefineDataPropertySymbol(e.kState, holder, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE))
	}
}

// NewObject makes an object with the given prototype whose own state is s: in
// s's memory but for its table of properties.
func (e *Env) NewObject(proto *goja.Object, s *State) *goja.Object {
	s.Object = s.anchor.Make(e.VM, &s.body, proto)
	return s.Object
}

// PartOf returns the part p of v's state as a T, and whether it is there.
func PartOf[T any](e *Env, v goja.Value, p Part) (T, bool) {
	if s := e.StateOf(v); s != nil {
		part, ok := s.Parts[p].(T)
		return part, ok
	}
	var none T
	return none, false
}

// The methods that make State a goja.DynamicObject show a script that finds
// the symbol nothing: an empty object that takes nothing.

func (s *State) Get(string) goja.Value       { return nil }
func (s *State) Set(string, goja.Value) bool { return false }
func (s *State) Has(string) bool             { return false }
func (s *State) Delete(string) bool          { return false }
func (s *State) Keys() []string              { return nil }
