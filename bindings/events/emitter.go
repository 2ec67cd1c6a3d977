package events

import (
	"slices"
	"strings"

	"github.com/dop251/goja"
)

// Emitter is the listeners of one object. The zero value has none; it is part
// of a larger struct (see Events.Init).
type Emitter struct {
	entries []entry // by name, in the order of their first listener
	shape   *Shape
	rare    *rare
	capture capture
}

// entry is the listeners of one event: exactly one, or a list of several.
type entry struct {
	name *Name
	one  *Listener
	many *list
}

// list is two or more listeners. While it is being called it does not change:
// whoever changes it then puts a copy into the entry.
type list struct {
	items   []*Listener
	calling int
	warned  bool
	view    *goja.Object // the array that a script sees in _events
}

// rare is what few emitters need.
type rare struct {
	maxListeners goja.Value // nil: not set
	view         *view
	undefined    bool // a script has set _events to undefined
}

// capture is an emitter's captureRejections.
type capture uint8

const (
	captureDefault capture = iota // as the class has it now
	captureOff
	captureOn
)

// Shape is the names that all emitters of a class list first, in this order.
type Shape struct{ names []*Name }

// NewShape makes a shape.
func NewShape(names ...*Name) *Shape { return &Shape{names} }

func (em *Emitter) extra() *rare {
	if em.rare == nil {
		em.rare = new(rare)
	}
	return em.rare
}

// find returns the entry for k, nil if there is none. It is valid until the
// emitter changes.
func (em *Emitter) find(k key) *entry {
	for i := range em.entries {
		if e := &em.entries[i]; e.name.key == k {
			return e
		}
	}
	return nil
}

// entry is find for a Name.
func (em *Emitter) entry(name *Name) *entry {
	for i := range em.entries {
		if em.entries[i].name == name {
			return &em.entries[i]
		}
	}
	if name.shared {
		return nil
	}
	return em.find(name.key)
}

// Count returns how many listeners an event has.
func (em *Emitter) Count(name *Name) int { return em.entry(name).count() }

// Has reports whether an event has a listener.
func (em *Emitter) Has(name *Name) bool { return em.entry(name) != nil }

// Only returns the listener of an event that has one and no more, else nil.
func (em *Emitter) Only(name *Name) *Listener {
	if e := em.entry(name); e != nil {
		return e.one
	}
	return nil
}

func (e *entry) count() int {
	switch {
	case e == nil:
		return 0
	case e.one != nil:
		return 1
	}
	return len(e.many.items)
}

// all returns the listeners of an entry, in a slice that stays as it is.
func (e *entry) all() []*Listener {
	switch {
	case e == nil:
		return nil
	case e.one != nil:
		return []*Listener{e.one}
	}
	return slices.Clone(e.many.items)
}

// add registers l and returns the event's entry if it has several listeners
// now.
func (em *Emitter) add(k key, typ goja.Value, l *Listener, prepend bool) *entry {
	e := em.find(k)
	switch {
	case e == nil:
		em.entries = append(em.entries, entry{name: nameOf(k, typ), one: l})
		return nil
	case e.one != nil && prepend:
		e.many = &list{items: []*Listener{l, e.one}}
		e.one = nil
	case e.one != nil:
		e.many = &list{items: []*Listener{e.one, l}}
		e.one = nil
	case prepend:
		m := e.mutable()
		m.items = slices.Insert(m.items, 0, l)
	default:
		m := e.mutable()
		m.items = append(m.items, l)
	}
	return e
}

// mutable returns the entry's list, a copy if it is being called.
func (e *entry) mutable() *list {
	if e.many.calling > 0 {
		e.many = &list{items: slices.Clone(e.many.items), warned: e.many.hasWarned()}
	}
	return e.many
}

// removeAt takes listener i off an entry, and the entry off the emitter if it
// was the last one.
func (em *Emitter) removeAt(e *entry, i int) {
	if e.one != nil {
		em.drop(e)
		return
	}
	m := e.mutable()
	m.items = slices.Delete(m.items, i, i+1)
	if len(m.items) == 1 {
		e.one, e.many = m.items[0], nil
	}
}

// drop takes an entry off the emitter.
func (em *Emitter) drop(e *entry) {
	for i := range em.entries {
		if &em.entries[i] == e {
			em.entries = slices.Delete(em.entries, i, i+1)
			return
		}
	}
}

// names returns the events that have listeners, in the order in which the
// keys of _events are listed.
func (em *Emitter) names() []*Name {
	names := make([]*Name, 0, len(em.entries))
	if em.shape != nil {
		for _, n := range em.shape.names {
			if em.Has(n) {
				names = append(names, n)
			}
		}
	}
	for i := range em.entries {
		if n := em.entries[i].name; em.shape == nil || !slices.Contains(em.shape.names, n) {
			names = append(names, n)
		}
	}
	slices.SortStableFunc(names, func(a, b *Name) int { return a.key.compare(b.key) })
	return names
}

// compare sorts keys as objects list them: indexes by number, then other
// strings, then symbols.
func (k key) compare(other key) int {
	if c := k.rank() - other.rank(); c != 0 || !k.isIndex() {
		return c
	}
	if c := len(k.text) - len(other.text); c != 0 {
		return c
	}
	return strings.Compare(k.text, other.text)
}

func (k key) rank() int {
	switch {
	case k.symbol != nil:
		return 2
	case k.isIndex():
		return 0
	}
	return 1
}
