package pattern

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode"
)

const maxRune = unicode.MaxRune

// span is the characters from lo to hi.
type span struct{ lo, hi rune }

// set is what one element of a pattern matches: characters and, with the flag
// v, strings of none or several.
type set struct {
	spans   []span // in order, apart from each other, once normal has been called
	strings []string
}

func single(c rune) set { return set{spans: []span{{c, c}}} }

// normal puts the spans in order and joins those that touch.
func (s set) normal() set {
	slices.SortFunc(s.spans, func(a, b span) int { return cmp.Compare(a.lo, b.lo) })
	out := s.spans[:0]
	for _, sp := range s.spans {
		if n := len(out); n > 0 && sp.lo <= out[n-1].hi+1 {
			out[n-1].hi = max(out[n-1].hi, sp.hi)
			continue
		}
		out = append(out, sp)
	}
	s.spans = out
	return s
}

func (s set) union(t set) set {
	s.spans = append(slices.Clip(s.spans), t.spans...)
	for _, text := range t.strings {
		if !slices.Contains(s.strings, text) {
			s.strings = append(slices.Clip(s.strings), text)
		}
	}
	return s.normal()
}

// complement is all other characters; s has no strings.
func (s set) complement() set {
	var out []span
	next := rune(0)
	for _, sp := range s.spans {
		if sp.lo > next {
			out = append(out, span{next, sp.lo - 1})
		}
		next = sp.hi + 1
	}
	if next <= maxRune {
		out = append(out, span{next, maxRune})
	}
	return set{spans: out}
}

func (s set) subtract(t set) set {
	left := set{spans: s.spans}.complement().union(set{spans: t.spans}).complement()
	for _, text := range s.strings {
		if !slices.Contains(t.strings, text) {
			left.strings = append(left.strings, text)
		}
	}
	return left
}

func (s set) intersect(t set) set { return s.subtract(s.subtract(t)) }

func (s set) contains(c rune) bool {
	_, found := slices.BinarySearchFunc(s.spans, c, func(sp span, c rune) int {
		switch {
		case sp.hi < c:
			return -1
		case sp.lo > c:
			return 1
		}
		return 0
	})
	return found
}

// folding are the characters that have other cases.
var folding = sync.OnceValue(func() (list []rune) {
	for c := rune(0); c <= maxRune; c++ {
		if unicode.SimpleFold(c) != c {
			list = append(list, c)
		}
	}
	return list
})

// folded adds the other cases of every character, as the flag i has them with
// or without the flag u.
func (s set) folded(unicodeMode bool) set {
	var more []span
	for _, c := range folding() {
		if !s.contains(c) {
			continue
		}
		for d := unicode.SimpleFold(c); d != c; d = unicode.SimpleFold(d) {
			if unicodeMode || upper(c) == upper(d) {
				more = append(more, span{d, d})
			}
		}
	}
	s = s.union(set{spans: more})
	for i, text := range s.strings {
		s.strings[i] = strings.Map(foldRune, text)
	}
	return s
}

// foldRune is one character for all the cases of c.
func foldRune(c rune) rune {
	least := c
	for d := unicode.SimpleFold(c); d != c; d = unicode.SimpleFold(d) {
		least = min(least, d)
	}
	return least
}

// upper is what the flag i compares without the flag u.
func upper(c rune) rune {
	u := unicode.ToUpper(c)
	if c >= 0x80 && u < 0x80 {
		return c
	}
	return u
}

func spans(bounds ...rune) (s set) {
	for i := 0; i < len(bounds); i += 2 {
		s.spans = append(s.spans, span{bounds[i], bounds[i+1]})
	}
	return s.normal()
}

var (
	digits         = spans('0', '9')
	wordCharacters = spans('0', '9', 'A', 'Z', '_', '_', 'a', 'z')
	lineEnds       = spans('\n', '\n', '\r', '\r', 0x2028, 0x2029)
	whiteSpace     = spans('\t', '\r', ' ', ' ', 0xa0, 0xa0, 0x1680, 0x1680, 0x2000, 0x200a, 0x2028, 0x2029, 0x202f, 0x202f,
		0x205f, 0x205f, 0x3000, 0x3000, 0xfeff, 0xfeff)
)
