package inspect

import (
	"fmt"
	"math"
	"math/rand"
	"strings"
	"testing"

	"github.com/dop251/goja"
)

type hostValue struct {
	Name  string
	Inner map[string]int
}

func (hostValue) Method() int { return 1 }

type dynamic map[string]goja.Value

func (d dynamic) Get(k string) goja.Value         { return d[k] }
func (d dynamic) Set(k string, v goja.Value) bool { d[k] = v; return true }
func (d dynamic) Has(k string) bool               { _, ok := d[k]; return ok }
func (d dynamic) Delete(k string) bool            { delete(d, k); return true }
func (d dynamic) Keys() []string                  { return []string{"x", "y"} }

func TestHostObjects(t *testing.T) {
	vm, in := newWorld(t)
	for _, c := range []struct {
		v    any
		want string
	}{
		{map[string]any{"a": 1}, "{ a: 1 }"},
		{[]any{1, "x"}, "[ 1, 'x' ]"},
		{[]int{1, 2}, "[ 1, 2 ]"},
		{&[2]int{1, 2}, "[ 1, 2 ]"},
		{map[int]string{3: "x"}, "{ '3': 'x' }"},
		{hostValue{Name: "n"}, "{ Name: 'n', Inner: {}, Method: [Function: reflect.methodValueCall] }"},
		{vm.NewDynamicObject(dynamic{"x": vm.ToValue(1)}), "{ x: 1 }"},
		{func(goja.FunctionCall) goja.Value { return nil }, ""},
		{fmt.Errorf("go error"), ""},
	} {
		got := in.Inspect(vm.ToValue(c.v), DefaultOptions())
		if c.want != "" && got != c.want {
			t.Errorf("%T: got %s, want %s", c.v, got, c.want)
		}
		opts := DefaultOptions()
		opts.ShowHidden = true
		in.Inspect(vm.ToValue(c.v), opts)
		in.Format([]goja.Value{vm.ToValue("%s %d %j %o"), vm.ToValue(c.v), vm.ToValue(c.v), vm.ToValue(c.v), vm.ToValue(c.v)}, opts)
	}
}

// TestLayouts fails when goja changes what peek.go and kind.go read.
func TestLayouts(t *testing.T) {
	vm, in := newWorld(t)
	for expression, known := range map[string]func(*goType) bool{
		"({})":                 func(t *goType) bool { return t.values != 0 },
		"[1]":                  func(t *goType) bool { return t.dense != 0 && t.propN != 0 && t.names != 0 },
		"Object(Symbol())":     func(t *goType) bool { return t.boxed && t.pValue != 0 },
		"new Map()":            func(t *goType) bool { return t.entries != 0 },
		"new Set()":            func(t *goType) bool { return t.entries != 0 },
		"new Map().keys()":     func(t *goType) bool { return t.cursor != 0 && t.pairing != 0 },
		"new Set().keys()":     func(t *goType) bool { return t.cursor != 0 && t.pairing != 0 },
		"new WeakMap()":        func(t *goType) bool { return t.weak != 0 },
		"new WeakSet()":        func(t *goType) bool { return t.weak != 0 },
		"new BigUint64Array()": func(t *goType) bool { return t.element != 0 && t.names != 0 },
	} {
		v, err := vm.RunString(expression)
		if err != nil {
			t.Fatal(err)
		}
		if _, typ := in.behind(v.(*goja.Object)); !known(typ) {
			t.Errorf("%s: layout of goja's %v is not known", expression, typ.fields)
		}
	}
}

func TestVeryDeepObjects(t *testing.T) {
	vm, in := newWorld(t)
	for _, build := range []string{
		"let o = {}; for (let i = 0; i < 1e5; i++) o = { o }; o",
		"let a = []; for (let i = 0; i < 1e5; i++) a = [a]; a",
		"let m = new Map(); for (let i = 0; i < 1e5; i++) m = new Map([[m, m]]); m.constructor = 1, m",
		"let p = {}; for (let i = 0; i < 1e5; i++) p = new Proxy(p, {}); p",
	} {
		v, err := vm.RunString(build)
		if err != nil {
			t.Fatal(err)
		}
		opts := DefaultOptions()
		opts.Depth = math.Inf(1)
		opts.Compact = CompactAll
		opts.BreakLength = math.Inf(1)
		if strings.Contains(build, "Map") {
			opts.Depth = 12 // 2^12 leaves
		}
		text := in.Inspect(v, opts)
		if strings.HasPrefix(build, "let o") && !strings.Contains(text, "Maximum call stack size exceeded") {
			t.Errorf("%s: %d bytes without an interruption", build, len(text))
		}
	}
}

func TestEndlessCustomInspect(t *testing.T) {
	vm, in := newWorld(t)
	vm.SetMaxCallStackSize(5000)
	v, err := vm.RunString("({ [inspect.custom](d, o, i) { return i({ again: this }, { depth: null }); } })")
	if err != nil {
		t.Fatal(err)
	}
	if text := in.Inspect(v, DefaultOptions()); !strings.Contains(text, "Maximum call stack size exceeded") {
		t.Errorf("got %.100s", text)
	}
	if in.active != 0 {
		t.Errorf("%d inspections still active", in.active)
	}
}

// TestRandomValues inspects random objects with random options: nothing may
// panic, and what the fast ways read must be what the slow ways read.
func TestRandomValues(t *testing.T) {
	vm, in := newWorld(t)
	rng := rand.New(rand.NewSource(1))
	atoms := []string{
		"1", "-0", "'text'", "'it\\'s\\n'", "null", "undefined", "true", "5n", "Symbol('s')", "[]", "{}",
		"[1, , 2]", "new Map([[1, {}]])", "new Set(['a'])", "new Date(NaN)", "/x/g", "() => {}", "class A {}",
		"new Error('e')", "Promise.resolve(1)", "new Uint8Array(3)", "new ArrayBuffer(2)", "new Proxy({}, {})",
		"Object.create(null)", "{ get a() { throw 1; } }", "new WeakMap()", "new Number(1)", "arguments",
		"{ [Symbol.toStringTag]: 'T' }", "'\\ud83d'", "{ '\\ud83d': 1 }", "new Map().entries()",
		"{ constructor: { get name() { throw 1; } } }", "Object.create({ constructor: null })",
	}
	var make func(depth int) string
	make = func(depth int) string {
		if depth == 0 || rng.Intn(3) == 0 {
			return atoms[rng.Intn(len(atoms))]
		}
		var parts []string
		for range rng.Intn(9) {
			parts = append(parts, make(depth-1))
		}
		if rng.Intn(2) == 0 {
			return "[" + strings.Join(parts, ", ") + "]"
		}
		for i, p := range parts {
			parts[i] = fmt.Sprintf("k%d: %s", i, p)
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	for i := range 500 {
		source := "(function () { return (" + make(4) + "); })(1, 2)"
		v, err := vm.RunString(source)
		if err != nil {
			t.Fatal(source, err)
		}
		opts := DefaultOptions()
		opts.Depth = float64(rng.Intn(6) - 1)
		opts.Compact = float64(rng.Intn(6) - 1)
		opts.ShowHidden = rng.Intn(4) == 0
		opts.Sorted = rng.Intn(4) == 0
		opts.Colors = rng.Intn(4) == 0
		opts.Getters = []string{"", "all", "get"}[rng.Intn(3)]
		opts.BreakLength = float64(rng.Intn(120))
		var fast, slow string
		if ex := vm.Try(func() { fast = in.Inspect(v, opts) }); ex != nil {
			if !strings.Contains(source, "throw 1") {
				t.Fatalf("%d: %s throws %v", i, source, ex)
			}
			in.active = 0
			continue
		}
		slowly := New(vm, Hooks{})
		for rt, typ := range in.goTypes {
			known := *typ
			known.values, known.dense, known.names = 0, 0, 0
			slowly.goTypes[rt] = &known
		}
		slow = slowly.Inspect(v, opts)
		if fast != slow {
			t.Fatalf("%d: %s\nfast %s\nslow %s", i, source, fast, slow)
		}
	}
}

func TestTextKeepsLoneSurrogates(t *testing.T) {
	vm, _ := newWorld(t)
	for _, units := range [][]uint16{
		{0xd83d}, {0xde00}, {0xd83d, 0xde00}, {0xde00, 0xd83d}, {'a', 0xd83d, 'b'}, {0xfffd}, {0xd83d, 0xd83d, 0xde00},
	} {
		s := goja.StringFromUTF16(units)
		text := textOf(s)
		if back := valueOfText(vm, text); !back.StrictEquals(s) {
			t.Errorf("%x: became %x", units, text)
		}
		if n := unitLen(text); n != len(units) {
			t.Errorf("%x: length %d", units, n)
		}
	}
}
