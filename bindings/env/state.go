package env

import (
	"reflect"

	"github.com/dop251/goja"
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

// State is what Go keeps for one JavaScript object. It hangs on the object
// under a hidden symbol, where objects that inherit from it and proxies find
// it too (12 ns), and it is collected with the object.
type State struct {
	Object *goja.Object
	Parts  [partCount]any
}

// StateOf returns the state of v or of what v inherits from, nil if there is
// none.
func (e *Env) StateOf(v goja.Value) *State {
	o, ok := v.(*goja.Object)
	if !ok {
		return nil
	}
	if s, ok := e.open[o]; ok {
		return s
	}
	holder, ok := o.GetSymbol(e.kState).(*goja.Object)
	if !ok {
		return e.openAbove(o)
	}
	s, _ := holder.Export().(*State)
	return s
}

var proxyType = reflect.TypeFor[goja.Proxy]()

// openAbove looks for an open state in what o inherits from, or is a proxy of.
func (e *Env) openAbove(o *goja.Object) *State {
	if len(e.open) == 0 {
		return nil
	}
	// Export would call the getters of an object that is none.
	if o.ExportType() == proxyType {
		return e.StateOf(o.Export().(goja.Proxy).Target())
	}
	for o = o.Prototype(); o != nil; o = o.Prototype() {
		if s, ok := e.open[o]; ok {
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
	holder := e.VM.NewDynamicObject(s)
	must(o.DefineDataPropertySymbol(e.kState, holder, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE))
}

// AttachOpen is AttachState for an object that something outside of JavaScript
// keeps alive until Settle, such as a connection: its state is kept in a table
// meanwhile, which saves the 500 bytes that a first property under a symbol
// takes.
func (e *Env) AttachOpen(o *goja.Object, s *State) {
	s.Object = o
	e.open[o] = s
}

// Settle moves an open state to its object. It does nothing with others.
func (e *Env) Settle(s *State) {
	if _, ok := e.open[s.Object]; ok {
		delete(e.open, s.Object)
		e.AttachState(s.Object, s)
	}
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
