package inspect

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/dop251/goja"
)

// TestEqualRecorded compares every recorded value with every other in each way.
func TestEqualRecorded(t *testing.T) {
	data, err := os.ReadFile("testdata/equal.json")
	if err != nil {
		t.Fatal(err)
	}
	var table struct {
		Values                 []string
		Loose, Strict, Partial []string
	}
	if err := json.Unmarshal(data, &table); err != nil {
		t.Fatal(err)
	}
	vm, in := newWorld(t)
	make := func(source string) goja.Callable {
		f, err := vm.RunString("(function () { return (" + source + "); })")
		if err != nil {
			t.Fatal(source, err)
		}
		call, _ := goja.AssertFunction(f)
		return call
	}
	var makers []goja.Callable
	for _, source := range table.Values {
		makers = append(makers, make(source))
	}
	value := func(i int) goja.Value {
		v, err := makers[i](goja.Undefined())
		if err != nil {
			t.Fatal(table.Values[i], err)
		}
		return v
	}
	for _, way := range []struct {
		name string
		mode Equality
		rows []string
	}{{"loose", EqualLoose, table.Loose}, {"strict", EqualStrict, table.Strict}, {"partial", EqualPartial, table.Partial}} {
		for i, row := range way.rows {
			for j, want := range row {
				if want == '-' {
					continue
				}
				in.cyclic = false
				got := '0'
				if ex := vm.Try(func() {
					if in.DeepEqual(value(i), value(j), way.mode) {
						got = '1'
					}
				}); ex != nil {
					got = 'x'
				}
				if got != want {
					t.Errorf("%s: %s and %s: got %c, want %c", way.name, table.Values[i], table.Values[j], got, want)
				}
			}
		}
	}
}
