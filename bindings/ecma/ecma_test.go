package ecma

import (
	"strings"
	"testing"

	"github.com/dop251/goja"
)

// world is a VM as the runtime sets it up, with a guarded frame at the bottom
// of its stack.
type world struct {
	t     *testing.T
	vm    *goja.Runtime
	realm *Realm
}

func newWorld(t *testing.T) *world {
	vm := goja.New()
	return &world{t: t, vm: vm, realm: Install(vm)}
}

// run runs source as a file called /a.js and returns its completion value.
func (w *world) run(source string) (v goja.Value, err error) {
	w.t.Helper()
	prg, err := goja.Compile("/a.js", source, false)
	if err != nil {
		w.t.Fatal(err)
	}
	fn := w.vm.ToValue(func(goja.FunctionCall) goja.Value {
		v, err = w.vm.RunProgram(prg)
		return goja.Undefined()
	}).(*goja.Object)
	w.realm.GuardStack(fn)
	bottom, bottomErr := w.vm.RunScript("gonet:test", "(function (native) { native() })")
	if bottomErr != nil {
		w.t.Fatal(bottomErr)
	}
	call, _ := goja.AssertFunction(bottom)
	if _, err := call(goja.Undefined(), fn); err != nil {
		w.t.Fatal(err)
	}
	return v, err
}

// eval runs source and returns its completion value as text.
func (w *world) eval(source string) string {
	w.t.Helper()
	v, err := w.run(source)
	if err != nil {
		w.t.Fatalf("%s: %v", source, err)
	}
	return v.String()
}

// check runs each source in a VM of its own and compares its completion value.
func check(t *testing.T, cases [][2]string) {
	t.Helper()
	for _, c := range cases {
		w := newWorld(t)
		v, err := w.run(c[0])
		if err != nil {
			t.Errorf("%s: %v", c[0], err)
		} else if got := v.String(); got != c[1] {
			t.Errorf("%s:\n got %s\nwant %s", c[0], got, c[1])
		}
	}
}

// caught is source in a try statement, giving what it throws.
func caught(source string) string {
	return "try { " + source + "; 'nothing' } catch (e) { e.name + ': ' + e.message }"
}

func trimStack(s string) string { return strings.ReplaceAll(s, "\n    at ", " < ") }
