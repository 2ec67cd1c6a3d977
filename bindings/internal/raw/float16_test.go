package raw

import (
	"math"
	"testing"

	"github.com/dop251/goja"
)

func TestFloat16(t *testing.T) {
	for f, want := range map[float64]uint16{
		0: 0, 1: 0x3C00, -2: 0xC000, 65504: 0x7BFF, 65519: 0x7BFF, 65520: 0x7C00, 0.1: 0x2E66,
		math.Ldexp(1, -24): 1, math.Ldexp(1, -25): 0, math.Ldexp(1, -25) + 1e-12: 1, math.Ldexp(1, -14): 0x400,
		math.Ldexp(1023.6, -24): 0x400, 1e300: 0x7C00, math.Inf(-1): 0xFC00, 1 + math.Ldexp(1, -11): 0x3C00,
	} {
		if got := Float16Bits(f); got != want {
			t.Errorf("%v: got %#x, want %#x", f, got, want)
		}
	}
	for bits := range 1 << 16 {
		f := Float16(uint16(bits))
		if back := Float16Bits(f); back != uint16(bits) && !math.IsNaN(f) {
			t.Errorf("%#x is %v is %#x", bits, f, back)
		}
	}
}

func TestFloat16Array(t *testing.T) {
	vm := goja.New()
	ctor := vm.Get("Uint16Array").(*goja.Object)
	buffer := vm.ToValue(vm.NewArrayBuffer(make([]byte, 8))).(*goja.Object)
	vm.Set("a", NewFloat16Array(vm, ctor.Get("prototype").(*goja.Object), ctor, buffer, 2, 3))
	for _, c := range [][2]string{
		{"a[0] = 1.5; a[1] = 0.1; a[2] = -3; a.join()", "1.5,0.0999755859375,-3"},
		{"new Uint16Array(a.buffer).join()", "0,15872,11878,49664"},
		{"a.sort().join()", "-3,0.0999755859375,1.5"},
		{"a.fill(2.25).join()", "2.25,2.25,2.25"},
		{"a.set([NaN], 1); a.indexOf(2.25, 1) + a.length + a.byteLength + a.byteOffset", "13"},
		{"new Float64Array(a).join()", "2.25,NaN,2.25"},
	} {
		if got := eval(t, vm, c[0]); got != c[1] {
			t.Errorf("%s: got %s, want %s", c[0], got, c[1])
		}
	}
}

func TestResize(t *testing.T) {
	vm := goja.New()
	buffer := vm.ToValue(vm.NewArrayBuffer(nil)).(*goja.Object)
	MakeResizable(buffer, make([]byte, 8, 16), 16)
	vm.Set("buffer", buffer)
	view := func(src string, tracks bool) *goja.Object {
		v, err := vm.RunString(src)
		if err != nil {
			t.Fatal(err)
		}
		Follow(v.(*goja.Object), tracks)
		return v.(*goja.Object)
	}
	all, rest, fixed := view("new Uint8Array(buffer)", true), view("new Uint16Array(buffer, 2)", true), view("new Uint8Array(buffer, 4, 4)", false)
	lengths := func(n int) [3]int {
		Resize(buffer, n)
		var l [3]int
		for i, v := range []goja.Value{all, rest, fixed} {
			_, _, l[i], _, _ = TypedArray(v)
		}
		return l
	}
	for _, c := range []struct {
		n    int
		want [3]int
	}{{6, [3]int{6, 2, 0}}, {16, [3]int{16, 7, 4}}, {1, [3]int{1, 0, 0}}, {8, [3]int{8, 3, 4}}} {
		if got := lengths(c.n); got != c.want {
			t.Errorf("%d bytes: got %v, want %v", c.n, got, c.want)
		}
	}
	if most, ok := IsResizable(buffer); !ok || most != 16 || IsShared(buffer) || !IsArrayBuffer(buffer) {
		t.Error("kind of buffer")
	}
}
