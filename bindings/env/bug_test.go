package env_test

import (
	"testing"

	"github.com/dop251/goja"

	"gonet/bindings/env"
)

// A panic of Go's in a callback, or in a promise job, is an uncaught exception.
func TestBugIsUncaught(t *testing.T) {
	for _, job := range []bool{false, true} {
		e := env.New(goja.New(), nil)
		code := ""
		e.Uncaught = func(reason goja.Value, _ string) { code = reason.(*goja.Object).Get("code").String() }
		crash := func() {
			var list []int
			list[len(code)] = 1
		}
		err := e.Frame(func() {
			e.Enter(func() {
				if job {
					e.QueueMicrotask(crash)
				} else {
					crash()
				}
			})
			e.Enter(func() { code += " and on" })
		})
		if err != nil || code != "ERR_INTERNAL_ASSERTION and on" {
			t.Errorf("job %v: %v, %q", job, err, code)
		}
	}
}
