package inspect

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/dop251/goja"
)

// newWorld makes a VM whose global scope has what the recorded cases use.
func newWorld(t testing.TB) (*goja.Runtime, *Inspector) {
	t.Helper()
	vm := goja.New()
	in := New(vm, Hooks{IsBuiltin: func(name string) bool { return name == "net" }})
	exports := in.Exports()
	for _, name := range exports.Keys() {
		if err := vm.Set(name, exports.Get(name)); err != nil {
			t.Fatal(err)
		}
	}
	return vm, in
}

type recorded struct{ Expression, Output string }

func loadCases(t testing.TB, file string) []recorded {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var cases []recorded
	if err := json.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	return cases
}

// TestRecorded compares with what Node answered to the same expressions.
func TestRecorded(t *testing.T) {
	for _, c := range loadCases(t, "testdata/cases.json") {
		t.Run(c.Expression, func(t *testing.T) {
			vm, in := newWorld(t)
			v, err := vm.RunString("(" + c.Expression + ")")
			var got string
			if err != nil {
				got = "throws " + err.(*goja.Exception).Value().String()
			} else {
				got = UTF8(stringOf(v))
			}
			if got != c.Output {
				t.Errorf("got\n%s\nwant\n%s", got, c.Output)
			}
			if in.active != 0 {
				t.Errorf("%d inspections still active", in.active)
			}
		})
	}
}
