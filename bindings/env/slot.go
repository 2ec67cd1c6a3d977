package env

import "sync/atomic"

// Slot is a package's own value in each Env, made on first use: prototypes,
// cached functions, counters.
type Slot[T any] struct {
	index int
	make  func(*Env) *T
}

var slotCount atomic.Int32

// NewSlot declares a slot; call it once, for a package variable.
func NewSlot[T any](make func(*Env) *T) *Slot[T] {
	return &Slot[T]{index: int(slotCount.Add(1)) - 1, make: make}
}

// Of returns e's value.
func (s *Slot[T]) Of(e *Env) *T {
	if s.index < len(e.slots) {
		if v, ok := e.slots[s.index].(*T); ok {
			return v
		}
	}
	v := s.make(e)
	for len(e.slots) <= s.index {
		e.slots = append(e.slots, nil)
	}
	e.slots[s.index] = v
	return v
}
