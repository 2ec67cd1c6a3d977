package ecma

import (
	"testing"
	"unsafe"

	"github.com/dop251/goja"
)

// awaits records what is shown at each await.
type awaits struct {
	vm     *goja.Runtime
	values []goja.Value
	marks  []*int
	queued []int
}

func (a *awaits) jobs() []func() {
	return *at[[]func()](unsafe.Pointer(a.vm), fieldOf(runtimeType, "jobQueue").Offset)
}
func (a *awaits) Grab() any {
	mark := new(int)
	a.values = append(a.values, AwaitedValue(a.vm))
	a.marks = append(a.marks, mark)
	a.queued = append(a.queued, len(a.jobs()))
	return mark
}
func (a *awaits) Resumed(any) {}
func (a *awaits) Exited()     {}

func TestAwaitIsShown(t *testing.T) {
	vm := goja.New()
	a := &awaits{vm: vm}
	vm.SetAsyncContextTracker(a)
	check := func(what string, awaited *goja.Promise) {
		t.Helper()
		n := len(a.marks) - 1
		var job func()
		if jobs := a.jobs(); len(jobs) > a.queued[n] {
			job = jobs[a.queued[n]]
		}
		got := AsyncFunctionOf(awaited, job, a.marks[n])
		if want := vm.Get("running"); got == nil || got != want {
			t.Errorf("%s: the promise of the async function is %v, want %v", what, got, want)
		}
	}
	must(vm.Set("check", func(c goja.FunctionCall) goja.Value {
		promise, _ := c.Argument(1).Export().(*goja.Promise)
		check(c.Argument(0).String(), promise)
		if got := a.values[len(a.values)-1]; !got.SameAs(c.Argument(2)) {
			t.Errorf("%s: awaited %v, want %v", c.Argument(0), got, c.Argument(2))
		}
		return nil
	}))
	_, err := vm.RunString(`
		globalThis.running = 0;
		globalThis.wait = async (a, b) => { await a; };
		globalThis.running = wait(5); check('value', undefined, 5);
		const settled = Promise.resolve(1), pending = new Promise(() => {});
		globalThis.running = wait(settled, 2); check('settled', settled, settled);
		globalThis.running = wait(pending); check('pending', pending, pending);`)
	must(err)
}
