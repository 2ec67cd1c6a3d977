package raw

import (
	"testing"

	"github.com/dop251/goja"
)

func newClass(vm *goja.Runtime) *Class {
	proto := vm.CreateObject(vm.Get("Uint8Array").(*goja.Object).Get("prototype").(*goja.Object))
	return NewClass(vm, proto)
}

func eval(t *testing.T, vm *goja.Runtime, src string) string {
	t.Helper()
	v, err := vm.RunString(src)
	if err != nil {
		t.Fatalf("%s: %v", src, err)
	}
	return v.String()
}

func TestNewArray(t *testing.T) {
	vm := goja.New()
	c := newClass(vm)
	data := []byte{1, 2, 3, 250}
	a := c.New(data)
	vm.Set("a", a)
	for _, test := range []struct{ src, want string }{
		{"a.length", "4"},
		{"a[3]", "250"},
		{"a instanceof Uint8Array", "true"},
		{"a.buffer instanceof ArrayBuffer", "true"},
		{"a.buffer === a.buffer", "true"},
		{"a.buffer.byteLength", "4"},
		{"a.x = 5; a.buffer.y = 6; a.x+a.buffer.y", "11"},
		{"a[0] = 257; a[0]", "1"},
		{"Object.keys(a).join()", "0,1,2,3,x"},
		{"new Uint8Array(a.buffer).join()", "1,2,3,250"},
		{"Uint8Array.prototype.subarray.call(a, 1).join()", "2,3,250"},
		{"a.map((x) => x + 1).join()", "2,3,4,251"},
	} {
		if got := eval(t, vm, test.src); got != test.want {
			t.Errorf("%s: got %s, want %s", test.src, got, test.want)
		}
	}
	b, ok := View(a)
	if !ok || &b[0] != &data[0] || len(b) != 4 {
		t.Errorf("View does not share the bytes")
	}
	part := c.Of(a.Get("buffer").(*goja.Object), 1, 2)
	if b, ok := Uint8(part); !ok || &b[0] != &data[1] || len(b) != 2 {
		t.Errorf("Of: got %v", b)
	}
	empty := c.New(nil)
	vm.Set("empty", empty)
	if got := eval(t, vm, "empty.length + empty.byteLength + empty.buffer.byteLength + empty.map(x => x).length"); got != "0" {
		t.Errorf("empty: %s", got)
	}
}

func TestViews(t *testing.T) {
	vm := goja.New()
	for src, want := range map[string]int{
		"new Uint16Array([1, 2, 3]).subarray(1)":  4,
		"new DataView(new ArrayBuffer(10), 3, 5)": 5,
		"new (class extends Uint8Array {})(7)":    7,
		"new BigInt64Array(2)":                    16,
		"[1, 2]":                                  -1,
		"new ArrayBuffer(4)":                      -1,
		"new Proxy(new Uint8Array(2), {})":        -1,
		"Object.create(new Uint8Array(2))":        -1,
		"'abc'":                                   -1,
	} {
		v, err := vm.RunString(src)
		if err != nil {
			t.Fatal(err)
		}
		got := -1
		if b, ok := View(v); ok {
			got = len(b)
		}
		if got != want {
			t.Errorf("%s: got %d, want %d", src, got, want)
		}
	}
	v, _ := vm.RunString("new Uint8Array(4)")
	v.(*goja.Object).Get("buffer").Export().(goja.ArrayBuffer).Detach()
	if b, ok := View(v); !ok || len(b) != 0 || !IsDetached(v) {
		t.Errorf("detached: %v %v", b, ok)
	}
}

func TestText(t *testing.T) {
	vm := goja.New()
	for _, s := range []string{"", "a", "a longer one than sixteen", "ü", "ein längerer, mit Umlauten 𝒳", "日本語"} {
		for _, v := range []goja.Value{vm.ToValue(s), vm.ToValue(s).(goja.String).Concat(goja.StringFromUTF16(nil))} {
			ascii, units, ok := Text(v)
			got := ascii
			if units != nil {
				got = goja.StringFromUTF16(units).String()
			}
			if !ok || got != s || !IsString(v) {
				t.Errorf("%q: got %q", s, got)
			}
		}
	}
	if _, _, ok := Text(vm.ToValue(1)); ok {
		t.Error("a number is a string")
	}
	vm.Set("s", ASCII("hello"))
	vm.Set("u", UTF16([]uint16{BOM, 'h', 0xe9}))
	if got := eval(t, vm, "s + u + s.length + u.length + (s === 'hello') + (u === 'h\\u00e9') + ({hello: 1})[s]"); got != "hellohé52truetrue1" {
		t.Error(got)
	}
}

func TestASCIIPrefix(t *testing.T) {
	for n := range 70 {
		b := make([]byte, 70)
		b[n] = 0x80
		if got := ASCIIPrefix(b); got != n {
			t.Errorf("got %d, want %d", got, n)
		}
	}
}

func BenchmarkNewArray(b *testing.B) {
	vm := goja.New()
	c := newClass(vm)
	data := make([]byte, 64)
	b.ReportAllocs()
	for b.Loop() {
		c.New(data)
	}
}

func BenchmarkNewArrayThroughGoja(b *testing.B) {
	vm := goja.New()
	proto := vm.CreateObject(vm.Get("Uint8Array").(*goja.Object).Get("prototype").(*goja.Object))
	target := vm.ToValue(func(goja.ConstructorCall) *goja.Object { return nil }).(*goja.Object)
	target.Set("prototype", proto)
	construct, _ := goja.AssertConstructor(vm.Get("Uint8Array"))
	data := make([]byte, 64)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := construct(target, vm.ToValue(vm.NewArrayBuffer(data))); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkView(b *testing.B) {
	vm := goja.New()
	v := goja.Value(newClass(vm).New(make([]byte, 64)))
	b.ReportAllocs()
	for b.Loop() {
		View(v)
	}
}
