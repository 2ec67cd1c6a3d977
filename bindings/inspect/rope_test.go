package inspect

import (
	"strings"
	"testing"
	"time"
)

func TestRopeCountsAsItsText(t *testing.T) {
	short, long := "é\n", strings.Repeat("x😀", 200)
	for _, r := range []rope{
		leaf(""), leaf(short), leaf(long), join(), join(leaf(short), leaf("\x1b[31mred\x1b[39m")),
		leaf(long).around("<", ">"), leaf(short).around("", "\x1b[2m"), between([]rope{leaf(short), leaf(long)}, ", "),
		between([]rope{leaf("a"), leaf("b"), leaf("c")}, ",\n"), join(leaf(long).around("a", "b"), leaf(long)),
	} {
		text := r.String()
		if r.units != unitLen(text) || r.shown != unitLen(removeColors(text)) || r.lines != strings.Contains(text, "\n") {
			t.Errorf("%.40q: %d units, %d shown, lines %v", text, r.units, r.shown, r.lines)
		}
	}
	if got := between([]rope{leaf("a"), leaf(long)}, ", ").around("[", "]").String(); got != "[a, "+long+"]" {
		t.Errorf("got %.20s", got)
	}
}

// TestEntangledObject inspects objects that all lead to each other: without a
// budget the text would have no end, and copied at each level no end either.
func TestEntangledObject(t *testing.T) {
	vm, in := newWorld(t)
	v, err := vm.RunString(`
		let last = {}, first = last;
		for (let i = 0; i < 1000; i++) {
			last.next = { circular: first, last, obj: { a: 1, b: 2, c: true } };
			last = last.next;
			first[i] = last;
		}
		first`)
	if err != nil {
		t.Fatal(err)
	}
	opts := DefaultOptions()
	opts.Depth = 1e9
	start := time.Now()
	if n := len(in.Inspect(v, opts)); n < textBudget || n > 2*textBudget {
		t.Errorf("%d bytes", n)
	}
	if took := time.Since(start); took > time.Minute {
		t.Errorf("took %v", took)
	}
}
