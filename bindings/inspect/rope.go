package inspect

import "strings"

// rope is text put together from pieces, which are only copied once, when all of
// it is there: the text of an object is part of the text of each object around
// it, and copying it at every level would take the square of the depth.
type rope struct {
	text  string // of a leaf
	parts []rope // of the rest
	units int    // length in UTF-16 units
	shown int    // the same without the escape sequences of colors
	lines bool   // there is a line break
}

// leafSize is the length up to which pieces are copied into one leaf, so that
// small texts stay plain strings.
const leafSize = 256

func leaf(s string) rope {
	r := rope{text: s, units: unitLen(s), lines: strings.Contains(s, "\n")}
	r.shown = r.units
	if strings.IndexByte(s, 0x1b) >= 0 {
		r.shown = unitLen(removeColors(s))
	}
	return r
}

// join puts parts together. It keeps the slice.
func join(parts ...rope) rope {
	var r rope
	size := 0
	for i := range parts {
		p := &parts[i]
		r.count(p)
		size += p.size()
	}
	if size > leafSize {
		r.parts = parts
		return r
	}
	var b strings.Builder
	b.Grow(size)
	for i := range parts {
		b.WriteString(parts[i].text)
	}
	r.text = b.String()
	return r
}

// count adds what p measures.
func (r *rope) count(p *rope) {
	r.units += p.units
	r.shown += p.shown
	r.lines = r.lines || p.lines
}

// size is more than leafSize for what is no leaf.
func (r *rope) size() int {
	if r.parts != nil {
		return leafSize + 1
	}
	return len(r.text)
}

// around is before + r + after.
func (r rope) around(before, after string) rope {
	if len(before)+r.size()+len(after) > leafSize {
		return join(leaf(before), r, leaf(after))
	}
	b, a := leaf(before), leaf(after)
	whole := rope{text: before + r.text + after}
	whole.count(&b)
	whole.count(&r)
	whole.count(&a)
	return whole
}

// String copies the text together.
func (r rope) String() string {
	if r.parts == nil {
		return r.text
	}
	size := 0
	r.eachLeaf(func(s string) { size += len(s) })
	var b strings.Builder
	b.Grow(size)
	r.eachLeaf(func(s string) { b.WriteString(s) })
	return b.String()
}

func (r *rope) eachLeaf(f func(string)) {
	if r.parts == nil {
		f(r.text)
		return
	}
	for i := range r.parts {
		r.parts[i].eachLeaf(f)
	}
}

// between joins list with separators.
func between(list []rope, separator string) rope {
	gap := leaf(separator)
	size := 0
	for i := range list {
		size += list[i].size() + len(separator)
	}
	if size > leafSize {
		parts := make([]rope, 0, 2*len(list))
		for i, r := range list {
			if i > 0 {
				parts = append(parts, gap)
			}
			parts = append(parts, r)
		}
		return join(parts...)
	}
	var r rope
	var b strings.Builder
	b.Grow(size)
	for i := range list {
		if i > 0 {
			b.WriteString(separator)
			r.count(&gap)
		}
		b.WriteString(list[i].text)
		r.count(&list[i])
	}
	r.text = b.String()
	return r
}
