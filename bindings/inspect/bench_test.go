package inspect

import (
	"testing"

	"github.com/dop251/goja"
)

func BenchmarkFormat(b *testing.B) {
	for _, c := range []struct{ name, args string }{
		{"string", `['hello']`},
		{"number", `['n', 5]`},
		{"object", `[{ a: 1, b: 'x', c: [1, 2, 3], d: { e: true } }]`},
		{"array", `[Array.from({ length: 100 }, (_, i) => i)]`},
	} {
		b.Run(c.name, func(b *testing.B) {
			vm, in := newWorld(b)
			v, err := vm.RunString(c.args)
			if err != nil {
				b.Fatal(err)
			}
			var args []goja.Value
			in.each(v, func(v goja.Value) { args = append(args, v) })
			opts := in.Options()
			b.ReportAllocs()
			for b.Loop() {
				in.Format(args, opts)
			}
		})
	}
}

func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		New(goja.New(), Hooks{})
	}
}

func BenchmarkExports(b *testing.B) {
	vm := goja.New()
	in := New(vm, Hooks{})
	b.ReportAllocs()
	for b.Loop() {
		in.inspectFn, in.colors, in.styles, in.types, in.exports = nil, nil, nil, nil, nil
		in.Exports()
		in.colorsObject()
		in.stylesObject()
	}
}
