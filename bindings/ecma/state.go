package ecma

import "github.com/dop251/goja"

// hidden is what Go keeps for an object, as a value that a WeakMap can hold.
type hidden struct{ state any }

func (h *hidden) Get(string) goja.Value       { return nil }
func (h *hidden) Set(string, goja.Value) bool { return false }
func (h *hidden) Has(string) bool             { return false }
func (h *hidden) Delete(string) bool          { return false }
func (h *hidden) Keys() []string              { return nil }

// states is the table of what Go keeps for objects of the built-in classes
// that are made here. It is a WeakMap, so that no script sees it and it goes
// with the objects.
type states struct {
	table    *goja.Object
	get, set goja.Callable
}

func (r *Realm) setState(o *goja.Object, state any) {
	s := &r.states
	if s.table == nil {
		table, err := r.vm.New(r.vm.Get("WeakMap"))
		must(err)
		s.table = table
		s.get, _ = goja.AssertFunction(table.Get("get"))
		s.set, _ = goja.AssertFunction(table.Get("set"))
	}
	_, err := s.set(s.table, o, r.vm.NewDynamicObject(&hidden{state}))
	must(err)
}

// stateOf returns what is kept for v itself as a T, and whether it is there.
func stateOf[T any](r *Realm, v goja.Value) (state T, ok bool) {
	if r.states.table == nil || kindOf(v) != kindObject {
		return state, false
	}
	h, err := r.states.get(r.states.table, v)
	must(err)
	if o, isObject := h.(*goja.Object); isObject {
		if h, isHidden := o.Export().(*hidden); isHidden {
			state, ok = h.state.(T)
		}
	}
	return state, ok
}

// receiver is stateOf for the receiver of a method, or a TypeError.
func receiver[T any](r *Realm, v goja.Value, method string) T {
	state, ok := stateOf[T](r, v)
	if !ok {
		panic(r.typeError("Method " + method + " called on incompatible receiver " + r.display(v)))
	}
	return state
}
