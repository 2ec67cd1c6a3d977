package buffer

import (
	"testing"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
)

// script is a world with the global Buffer and the exports of node:buffer.
type script struct {
	t  testing.TB
	e  *env.Env
	vm *goja.Runtime
}

func newScript(t testing.TB) *script {
	vm := goja.New()
	e := env.New(vm, nil)
	e.Inspect = func(v goja.Value, _ int) string { return v.String() }
	errs.Setup(e)
	e.SetModules(func(name string) (env.Loader, bool) {
		if name != "internal/dom_exception" {
			return nil, false
		}
		return func(e *env.Env) goja.Value {
			v, err := vm.RunString(`({ DOMException: class DOMException extends Error {
				constructor(message, name) { super(message); this.name = name; }
			} })`)
			if err != nil {
				panic(err)
			}
			return v
		}, true
	})
	exports := Module(e).(*goja.Object)
	vm.Set("buffer", exports)
	vm.Set("Buffer", exports.Get("Buffer"))
	vm.Set("process", map[string]any{"emitWarning": func(goja.FunctionCall) goja.Value { return nil }})
	return &script{t, e, vm}
}

// eval returns what src evaluates to as a string: bytes in hex, an exception
// as "name code message".
func (s *script) eval(src string) string {
	s.t.Helper()
	v, err := s.vm.RunString("(function () { try { const v = (" + src + "); return v && v.buffer ? " +
		"Buffer.prototype.hexSlice.call(v) : String(v) } " +
		"catch (e) { return e.name + ' ' + e.code + ' ' + e.message } })()")
	if err != nil {
		s.t.Fatalf("%s: %v", src, err)
	}
	return v.String()
}

// check compares what each source of cases evaluates to.
func (s *script) check(cases [][2]string) {
	s.t.Helper()
	for _, c := range cases {
		if got := s.eval(c[0]); got != c[1] {
			s.t.Errorf("%s\n got %s\nwant %s", c[0], got, c[1])
		}
	}
}
