package ecma

import "testing"

func TestStackFormat(t *testing.T) {
	for _, c := range [][2]string{
		{"new Error('m').stack", "Error: m < /a.js:1:1"},
		{"function f() { return new TypeError('m').stack } f()", "TypeError: m < f (/a.js:1:23) < /a.js:1:51"},
		{"({ m() { return Error('m').stack } }).m()", "Error: m < Object.m (/a.js:1:22) < /a.js:1:40"},
		{"class C { constructor() { this.s = new Error().stack } } new C().s", "Error < new C (/a.js:1:36) < /a.js:1:58"},
		{"class C { static s() { return new Error().stack } } C.s()", "Error < C.s (/a.js:1:31) < /a.js:1:56"},
		{"class E extends Error {} new E('m').stack", "Error: m < /a.js:1:26"},
		{"class E extends Error { constructor() { super('m'); this.name = 'E' } } new E().stack", "E: m < /a.js:1:73"},
		{"class A extends Error { constructor() { super('m') } } class B extends A { constructor() { super() } } (function f() { return new B() })().stack", "Error: m < f (/a.js:1:127) < /a.js:1:137"},
		{"class E extends Error { constructor(n) { const inner = n ? new E(0).stack : 'none'; super(inner) } } new E(1).message", "Error: none < new E (/a.js:1:60) < /a.js:1:102"},
		{"function p() { return new Error().stack } class C { constructor() { const f = () => p(); this.f = f } } const { f } = new C(); f()", "Error < p (/a.js:1:23) < f (/a.js:1:86) < /a.js:1:129"},
		{"class C { constructor() { this.s = new Error().stack } } class D extends C {} new D().s", "Error < new C (/a.js:1:36) < /a.js:1:79"},
		{"class C { constructor() { this.s = new Error().stack } } new (new Proxy(C, {}))().s", "Error < new C (/a.js:1:36) < /a.js:1:58"},
		{"[1].map(() => new Error('m').stack)[0]", "Error: m < /a.js:1:15 < Array.map (<anonymous>) < /a.js:1:8"},
		{"({ get g() { return new Error().stack } }).g", "Error < get g (/a.js:1:21) < /a.js:1:44"},
		{"const e = new Error('a'); e.message = 'b'; const s = e.stack; e.message = 'c'; s === e.stack && s", "Error: b < /a.js:1:11"},
		{"const e = new Error('a'); e.stack = 'mine'; e.stack", "mine"},
		{"'é😀'; new Error().stack", "Error < /a.js:1:8"},
		{"try { null.x } catch (e) { Object.getOwnPropertyNames(e).join() }", "stack,message"},
		{"Object.keys(new Error('m')).join()", ""},
		{"const d = Object.getOwnPropertyDescriptor(new Error(), 'stack'); [typeof d.get, typeof d.set, d.enumerable, d.configurable].join()", "function,function,false,true"},
		{"Object.getOwnPropertyNames(Error).join()", "length,name,prototype,isError,stackTraceLimit,captureStackTrace,prepareStackTrace"},
		{"Error.stackTraceLimit = 1; (() => new Error().stack)()", "Error < /a.js:1:35"},
		{"Error.stackTraceLimit = 0; new Error('m').stack", "Error: m"},
		{"delete Error.stackTraceLimit; String('stack' in new Error('m') && new Error('m').stack)", "false"},
		{"const o = { name: 'N', message: 'M' }; Error.captureStackTrace(o); o.stack", "N: M < /a.js:1:63"},
		{"function skip() { const o = {}; Error.captureStackTrace(o, skip); return o.stack } function f() { return skip() } f()", "Error < f (/a.js:1:110) < /a.js:1:116"},
		{"const e = new Error('x'); (function f() { Error.captureStackTrace(e) })(); e.stack", "Error: x < f (/a.js:1:66) < /a.js:1:72"},
		{"const e = Object.freeze(new Error('f')); e.stack", "Error: f < /a.js:1:25"},
		{"const o = Object.create(new Error('f')); o.stack", "Error: f < /a.js:1:25"},
		{"Object.prototype.toString.call(new Error())", "[object Error]"},
		{"typeof GoError", "undefined"},
		{"new Proxy(class { m() { return new Error().stack } }, {}); 'ok'", "ok"},
		{"eval('new Error().stack')", "Error < <anonymous>:1:1 < /a.js:1:5"},
	} {
		w := newWorld(t)
		if got := trimStack(w.eval(c[0])); got != c[1] {
			t.Errorf("%s:\n got %s\nwant %s", c[0], got, c[1])
		}
	}
}

func TestAsyncStack(t *testing.T) {
	w := newWorld(t)
	w.eval(`async function a() { await null; throw new Error('x') }
async function b() { await a() }
async function c() { await b() }
var stack; c().catch((e) => { stack = e.stack })`)
	want := "Error: x < a (/a.js:1:40) < async b (/a.js:2:29) < async c (/a.js:3:29)"
	if got := trimStack(w.eval("stack")); got != want {
		t.Fatal(got)
	}
}

func TestPrepareStackTrace(t *testing.T) {
	check(t, [][2]string{
		{`Error.prepareStackTrace = (e, sites) => [e.message, ...sites.map((s) => [s.getFileName(), s.getLineNumber(), s.getColumnNumber(), s.getFunctionName(), s.getTypeName(), s.isConstructor(), s.isToplevel(), s])];
function f() { return new Error('m').stack } f().join(' | ')`,
			"m | /a.js,2,23,f,,false,true,f (/a.js:2:23) | /a.js,2,47,,,false,true,/a.js:2:47"},
		{"const e = new Error('m'); Error.prepareStackTrace = () => 'late'; e.stack", "late"},
		{"Error.prepareStackTrace = (e) => new Error('inner').stack; new Error('m').stack.split('\\n')[0]", "Error: inner"},
		{"Error.prepareStackTrace = () => { throw new Error('x') }; try { new Error('m').stack } catch (e) { e.message }", "x"},
		{"Error.prepareStackTrace(new Error('m'), ['a', 'b'])", "Error: m\n    at a\n    at b"},
	})
}
