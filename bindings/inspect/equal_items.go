package inspect

import (
	"math"

	"github.com/dop251/goja"
)

// elements compares arrays of the same length. A hole is not undefined.
func (c *comparison) elements(a, b *goja.Object) bool {
	for i := range lengthOf(a) {
		name := itoa(i)
		x, y := a.Get(name), b.Get(name)
		loose := c.mode == EqualLoose
		if isUndefined(y) {
			if !c.hasOwn(b, stringKey(name)) {
				return c.sparse(a, b, i)
			}
			if (!isUndefined(x) || !c.hasOwn(a, stringKey(name))) && !(loose && x != nil && goja.IsNull(x)) {
				return false
			}
			continue
		}
		if (isUndefined(x) || !c.values(x, y)) && !(loose && goja.IsNull(y)) {
			return false
		}
	}
	return true
}

// sparse compares the rest of arrays with holes by their keys.
func (c *comparison) sparse(a, b *goja.Object, from int) bool {
	keysA, keysB := a.Keys(), b.Keys()
	if len(keysA) != len(keysB) {
		return false
	}
	for _, name := range keysB[min(from, len(keysB)):] {
		x := a.Get(name)
		if isUndefined(x) && !c.hasOwn(a, stringKey(name)) || !c.values(x, b.Get(name)) {
			return false
		}
	}
	return true
}

// partialElements finds the elements of b in a, in their order.
func (c *comparison) partialElements(a, b *goja.Object) bool {
	lengthA, lengthB := lengthOf(a), lengthOf(b)
	at := 0
	isHole := func(o *goja.Object, i int) bool {
		return isUndefined(o.Get(itoa(i))) && !c.hasOwn(o, stringKey(itoa(i)))
	}
	for i := range lengthB {
		if isHole(b, i) {
			return c.partialSparse(a, b, at, i)
		}
		for ; !isHole(a, at); at++ {
			if c.values(a.Get(itoa(at)), b.Get(itoa(i))) {
				break
			}
			if at+1 > lengthA-lengthB+i {
				return false
			}
		}
		if isHole(a, at) {
			return c.partialSparse(a, b, at, i)
		}
		at++
	}
	return true
}

func (c *comparison) partialSparse(a, b *goja.Object, fromA, fromB int) bool {
	keysA, keysB := a.Keys(), b.Keys()
	keysA, keysB = keysA[min(fromA, len(keysA)):], keysB[min(fromB, len(keysB)):]
	for i, name := range keysB {
		for {
			if len(keysA) < len(keysB)-i {
				return false
			}
			x := a.Get(keysA[0])
			keysA = keysA[1:]
			if c.values(x, b.Get(name)) {
				break
			}
		}
	}
	return true
}

// itemsOf lists all of a Map or Set.
func (c *comparison) itemsOf(o *goja.Object) []Entry {
	items, _ := c.entriesOf(o, math.MaxInt)
	return items
}

func (c *comparison) hasItem(o *goja.Object, v goja.Value) bool {
	has := c.natives.setHas
	if c.kindOf(o) == kindMap {
		has = c.natives.mapHas
	}
	return c.call(has, o, v).ToBoolean()
}

func (c *comparison) mapGet(o *goja.Object, v goja.Value) goja.Value {
	return orUndefined(c.call(c.natives.mapGet, o, v))
}

// sets pairs the items of b that a does not have with equal ones of a.
func (c *comparison) sets(a, b *goja.Object) bool {
	var unmatched []goja.Value
	for _, item := range c.itemsOf(b) {
		v := item.Key
		if c.hasItem(a, v) {
			continue
		}
		if c.asObject(v) == nil && (c.mode != EqualLoose || !c.setMightHave(a, b, v)) {
			return false
		}
		unmatched = append(unmatched, v)
	}
	if len(unmatched) == 0 {
		return true
	}
	return c.pairUp(c.itemsOf(a), len(unmatched), func(item Entry, i int) bool {
		return c.values(item.Key, unmatched[i])
	}, func(item Entry) bool { return c.hasItem(b, item.Key) })
}

// pairUp matches each of count wanted items with an item of its own. Items for
// which known is true stand for themselves. In a partial comparison items may be
// left over.
func (c *comparison) pairUp(items []Entry, count int, match func(Entry, int) bool, known func(Entry) bool) bool {
	taken := make([]bool, count)
	found := 0
	for _, item := range items {
		if known(item) {
			continue
		}
		hit := -1
		for i := range count {
			if !taken[i] && match(item, i) {
				hit = i
				break
			}
		}
		if hit >= 0 {
			taken[hit] = true
			found++
		} else if c.mode != EqualPartial {
			return false
		}
		if found == count {
			break
		}
	}
	return found == count
}

// loosePrimitive tells what a primitive may equal loosely: for null it is
// undefined and the other way round, given as other; for the rest maybe says
// whether there can be anything.
func loosePrimitive(v goja.Value) (other goja.Value, maybe bool) {
	switch {
	case isUndefined(v):
		return goja.Null(), true
	case goja.IsNull(v):
		return goja.Undefined(), true
	}
	switch v.(type) {
	case *goja.Symbol, *goja.Object:
		return nil, false
	case goja.String:
		return nil, !math.IsNaN(v.ToFloat())
	}
	return nil, !isNumber(v) || !goja.IsNaN(v)
}

func (c *comparison) setMightHave(a, b *goja.Object, v goja.Value) bool {
	other, maybe := loosePrimitive(v)
	if other == nil {
		return maybe
	}
	return !c.hasItem(b, other) && c.hasItem(a, other)
}

// maps pairs the entries of b whose keys a does not have with equal ones.
func (c *comparison) maps(a, b *goja.Object) bool {
	var unmatched []Entry
	for _, item := range c.itemsOf(b) {
		if c.asObject(item.Key) != nil {
			unmatched = append(unmatched, item)
			continue
		}
		if c.hasItem(a, item.Key) && c.values(c.mapGet(a, item.Key), item.Value) {
			continue
		}
		if c.mode != EqualLoose || !c.mapMightHave(a, b, item) {
			return false
		}
		unmatched = append(unmatched, item)
	}
	if len(unmatched) == 0 {
		return true
	}
	return c.pairUp(c.itemsOf(a), len(unmatched), func(item Entry, i int) bool {
		return c.values(item.Key, unmatched[i].Key) && c.values(item.Value, unmatched[i].Value)
	}, func(item Entry) bool {
		return c.asObject(item.Key) == nil && c.hasItem(b, item.Key) &&
			(c.mode != EqualLoose || c.values(item.Value, c.mapGet(b, item.Key)))
	})
}

func (c *comparison) mapMightHave(a, b *goja.Object, item Entry) bool {
	other, maybe := loosePrimitive(item.Key)
	if other == nil {
		return maybe
	}
	return c.hasItem(a, other) && c.values(c.mapGet(a, other), item.Value) && !c.hasItem(b, other)
}
