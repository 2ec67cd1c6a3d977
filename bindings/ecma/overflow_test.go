package ecma

import (
	"runtime"
	"strings"
	"testing"
)

const tooDeep = "RangeError: Maximum call stack size exceeded"

func TestDeepRecursion(t *testing.T) {
	for name, source := range map[string]string{
		"function":          "(function f() { f() })()",
		"mutual":            "function a() { b() } function b() { a() } a()",
		"arrow":             "const f = () => f(); f()",
		"method":            "const o = { m() { this.m() } }; o.m()",
		"constructor":       "function C() { new C() } new C()",
		"class":             "class C { constructor() { new C() } } new C()",
		"derived class":     "class A {} class C extends A { constructor() { super(); new C() } } new C()",
		"field":             "class C { f = new C() } new C()",
		"getter":            "const o = { get g() { return this.g } }; o.g",
		"setter":            "const o = { set s(v) { this.s = v } }; o.s = 1",
		"toString":          "const o = { toString() { return '' + this } }; '' + o",
		"valueOf":           "const o = { valueOf() { return +this } }; +o",
		"toPrimitive":       "const o = { [Symbol.toPrimitive]() { return `${this}` } }; `${o}`",
		"map":               "(function f() { [1].map(f) })()",
		"forEach":           "(function f() { [1].forEach(f) })()",
		"sort":              "(function f() { [1, 2].sort(f) })()",
		"reduce":            "(function f() { [1, 2].reduce(f) })()",
		"replace":           "(function f() { 'a'.replace(/a/, f) })()",
		"call":              "(function f() { f.call(null) })()",
		"apply":             "(function f() { f.apply(null, []) })()",
		"bind":              "(function f() { f.bind(null)() })()",
		"Reflect.apply":     "(function f() { Reflect.apply(f, null, []) })()",
		"Reflect.construct": "(function F() { Reflect.construct(F, []) })()",
		"proxy get":         "const p = new Proxy({}, { get(t, k, r) { return r[k] } }); p.x",
		"proxy apply":       "const p = new Proxy(() => {}, { apply(t) { return p() } }); p()",
		"proxy has":         "const p = new Proxy({}, { has() { return 'x' in p } }); 'x' in p",
		"toJSON":            "const o = { toJSON() { return JSON.stringify(this) } }; JSON.stringify(o)",
		"reviver":           "function f() { return JSON.parse('1', f) } f()",
		"iterator":          "const o = { [Symbol.iterator]() { return [...this] } }; [...o]",
		"generator":         "function* g() { yield* g() } g().next()",
		"async":             "async function f() { return f() } f().catch((e) => { throw e }); f(); throw new RangeError('Maximum call stack size exceeded')",
		"calls async":       "async function g() {} (function f() { g(); f() })()",
		"calls async arrow": "const g = async () => {}; (function f() { g(); f() })()",
		"calls generator":   "function* g() {} (function f() { g(); f() })()",
		"hasInstance":       "class C { static [Symbol.hasInstance](x) { return x instanceof C } } ({}) instanceof C",
		"instance species":  "class A extends Array { static get [Symbol.species]() { return new A().map((x) => x).constructor } } new A().map((x) => x)",
		"eval":              "function f() { eval('f()') } f()",
		"Function":          "globalThis.f = () => new Function('f()')(); f()",
		"defineProperty":    "const p = new Proxy({}, { defineProperty(t, k, d) { return Reflect.defineProperty(p, k, d) } }); p.x = 1",
		"finally":           "(function f() { try { f() } finally { 1 } })()",
		"default parameter": "function f(a = f()) {} f()",
		"tagged template":   "function f() { f`` } f()",
		"spread":            "function f() { f(...[1]) } f()",
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			if got := w.eval(caught(source)); got != tooDeep {
				t.Fatalf("got %s", got)
			}
			if got := w.eval("1 + 1"); got != "2" {
				t.Fatal("the VM is no longer usable", got)
			}
		})
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	t.Logf("Go stacks in use: %d MB", m.StackInuse>>20)
}

func TestOverflowStack(t *testing.T) {
	w := newWorld(t)
	got := w.eval("let s; (function f() { try { f() } catch (e) { s ??= e.stack } })(); s")
	if !strings.HasPrefix(got, tooDeep+"\n    at f (/a.js:1:") || strings.Count(got, "\n") != 10 {
		t.Fatal(got)
	}
}

func TestDepthOfCalls(t *testing.T) {
	w := newWorld(t)
	if got := w.eval("let n = 0; (function f() { n++; f() })"); got == "" {
		t.Fatal(got)
	}
	if got := w.eval("n = 0; try { (function f() { n++; f() })() } catch {} n > 9000 && n < 12000"); got != "true" {
		t.Fatal(got)
	}
}
