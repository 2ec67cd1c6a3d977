package ecma

import (
	"strconv"

	"github.com/dop251/goja"
)

// A for-of loop, a spread and an array pattern ask goja's iterators for an
// object with value and done at every step: 450 ns, most of them for an object
// that nobody keeps. Where the engine itself asks a plain collection to be
// iterated, and the script has not changed how, it is given a pass instead: an
// iterator that is its own result every time. No script gets to see one.

// steps is the position in a collection.
type steps interface {
	// step returns the next element, nil after the last one.
	step() goja.Value
}

// pass is an iterator for one run through a collection. It is used again when
// that is over, which the engine says by reading done or calling return.
type pass struct {
	realm *Realm
	steps steps
	value goja.Value

	object, next, leave *goja.Object
}

func (r *Realm) newPass() *pass {
	p := &pass{realm: r}
	p.object = r.vm.NewDynamicObject(p)
	p.next = r.vm.ToValue(func(goja.FunctionCall) goja.Value {
		if p.value = p.steps.step(); p.value == nil {
			p.release()
		}
		return p.object
	}).(*goja.Object)
	p.leave = r.vm.ToValue(func(goja.FunctionCall) goja.Value {
		p.release()
		return p.object
	}).(*goja.Object)
	return p
}

func (p *pass) release() {
	p.steps, p.value = nil, nil
	p.realm.passes = append(p.realm.passes, p)
}

// Get implements goja.DynamicObject.
func (p *pass) Get(key string) goja.Value {
	switch key {
	case "done":
		if p.value == nil {
			return p.realm.yes
		}
		return p.realm.no
	case "value":
		return p.value
	case "next":
		return p.next
	case "return":
		return p.leave
	}
	return nil
}

func (*pass) Set(string, goja.Value) bool { return false }
func (*pass) Has(string) bool             { return false }
func (*pass) Delete(string) bool          { return false }
func (*pass) Keys() []string              { return nil }

// through starts a pass.
func (r *Realm) through(s steps) goja.Value {
	var p *pass
	if last := len(r.passes) - 1; last >= 0 {
		p, r.passes = r.passes[last], r.passes[:last]
	} else {
		p = r.newPass()
	}
	p.steps = s
	return p.object
}

// installPasses has collections give the engine passes.
func (r *Realm) installPasses() {
	r.yes, r.no = r.vm.ToValue(true), r.vm.ToValue(false)
	r.givePasses("Array", r.unnamed.arrayIterator, func(o *goja.Object) steps {
		if implementation(o) == arrayLayout.typ {
			return &arraySteps{array: o}
		}
		return nil
	})
	r.givePasses("Map", r.unnamed.mapIterator, func(o *goja.Object) steps {
		if l := mapLayout(); implementation(o) == l.typ {
			return &mapSteps{vm: r.vm, entrySteps: entriesOf(o, l)}
		}
		return nil
	})
	r.givePasses("Set", r.unnamed.setIterator, func(o *goja.Object) steps {
		if l := setLayout(); implementation(o) == l.typ {
			return &setSteps{entriesOf(o, l)}
		}
		return nil
	})
}

// givePasses has the default iterator of a class give passes through what begin
// knows, unless the script has changed what its iterators do.
func (r *Realm) givePasses(class string, iterators *goja.Object, begin func(*goja.Object) steps) {
	next := iterators.Get("next")
	call, _ := native(r.prototypeOf(class).GetSymbol(goja.SymIterator).(*goja.Object))
	own := *call
	*call = func(c goja.FunctionCall) goja.Value {
		o, ok := c.This.(*goja.Object)
		if !ok || !r.machine.iterating() || iterators.Get("next") != next || iterators.Get("return") != nil {
			return own(c)
		}
		if s := begin(o); s != nil {
			return r.through(s)
		}
		return own(c)
	}
}

type arraySteps struct {
	array *goja.Object
	next  int
}

func (s *arraySteps) step() goja.Value {
	v, length := element(s.array, s.next)
	if s.next >= length {
		return nil
	}
	if v == nil {
		v = orUndefined(s.array.Get(strconv.Itoa(s.next)))
	}
	s.next++
	return v
}

type setSteps struct{ entrySteps }

func (s *setSteps) step() goja.Value {
	e := s.following()
	if e == nil {
		return nil
	}
	return e.key
}

type mapSteps struct {
	entrySteps
	vm *goja.Runtime
}

func (s *mapSteps) step() goja.Value {
	e := s.following()
	if e == nil {
		return nil
	}
	return newArray(s.vm, []goja.Value{e.key, e.value})
}
