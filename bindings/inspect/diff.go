package inspect

import "slices"

// Edit is one step on the way from an expected text to the actual one.
type Edit struct {
	Op   int // -1 for what only the expected has, 0 for both, 1 for the actual
	Text string
}

// Diff finds the fewest edits, in order, with Myers' algorithm. With
// ignoreCommas lines that differ only by a comma at the end are the same; the
// expected line is then the one that has it.
func Diff(actual, expected []string, ignoreCommas bool) []Edit {
	d := differ{actual, expected, ignoreCommas}
	edits := d.backtrack(d.furthest())
	slices.Reverse(edits)
	return edits
}

type differ struct {
	actual, expected []string
	ignoreCommas     bool
}

func (d *differ) same(a, b string) bool {
	return a == b || d.ignoreCommas && (a+"," == b || a == b+",")
}

// reach holds the x reached on diagonal k at [k+level+1], after a number of
// edits that is its level.
type reach []int

func (r reach) at(k, level int) int {
	if i := k + level + 1; i >= 0 && i < len(r) {
		return r[i]
	}
	return 0
}

// down reports whether diagonal k is best reached from the one above, by taking
// from expected.
func (r reach) down(k, level, previous int) bool {
	return k == -level || k != level && r.at(k-1, previous) < r.at(k+1, previous)
}

// furthest returns how far every diagonal reaches before each further edit, up
// to where both texts end.
func (d *differ) furthest() []reach {
	var trace []reach
	last := make(reach, 3)
	for level := 0; ; level++ {
		trace = append(trace, last)
		next := make(reach, 2*level+3)
		previous := max(level-1, 0)
		for k := -level; k <= level; k += 2 {
			x := 0
			if last.down(k, level, previous) {
				x = last.at(k+1, previous)
			} else {
				x = last.at(k-1, previous) + 1
			}
			for x < len(d.actual) && x-k < len(d.expected) && d.same(d.actual[x], d.expected[x-k]) {
				x++
			}
			next[k+level+1] = x
			if x >= len(d.actual) && x-k >= len(d.expected) {
				return trace
			}
		}
		last = next
	}
}

// backtrack goes back from the end, and gives the edits in that order.
func (d *differ) backtrack(trace []reach) []Edit {
	var edits []Edit
	x, y := len(d.actual), len(d.expected)
	for level := len(trace) - 1; level >= 0; level-- {
		reached, previous := trace[level], max(level-1, 0)
		from := x - y - 1
		if reached.down(x-y, level, previous) {
			from = x - y + 1
		}
		fromX := reached.at(from, previous)
		fromY := fromX - from
		for x > fromX && y > fromY && x > 0 && y > 0 {
			x--
			y--
			edits = append(edits, Edit{0, d.common(x, y)})
		}
		switch {
		case level == 0:
		case x > fromX:
			x--
			edits = append(edits, Edit{1, d.actual[x]})
		default:
			y--
			edits = append(edits, Edit{-1, d.expected[y]})
		}
	}
	return edits
}

func (d *differ) common(x, y int) string {
	if line := d.actual[x]; !d.ignoreCommas || len(line) > 0 && line[len(line)-1] == ',' {
		return line
	}
	return d.expected[y]
}
