package ecma

import "testing"

// The texts are those of Node 26.
func TestEngineMessages(t *testing.T) {
	for _, c := range [][2]string{
		{"null.x", "TypeError: Cannot read properties of null (reading 'x')"},
		{"undefined.x", "TypeError: Cannot read properties of undefined (reading 'x')"},
		{"null.f()", "TypeError: Cannot read properties of null (reading 'f')"},
		{"let o = {}; o.a.b", "TypeError: Cannot read properties of undefined (reading 'b')"},
		{"let o = {}; o.a[1]", "TypeError: Cannot read properties of undefined (reading '1')"},
		{"let o = null; o['k']", "TypeError: Cannot read properties of null (reading 'k')"},
		{"let o = {}; o.a.b = 1", "TypeError: Cannot set properties of undefined (setting 'b')"},
		{"let o = null; o.b = 1", "TypeError: Cannot set properties of null (setting 'b')"},
		{"let o; o[0] = 1", "TypeError: Cannot set properties of undefined (setting '0')"},
		{"let o = {}; o.f()", "TypeError: o.f is not a function"},
		{"let o = { p: {} }; o.p.f(1, 2)", "TypeError: o.p.f is not a function"},
		{"let o = {}; o['f']()", "TypeError: o.f is not a function"},
		{"let o = {}, k = 'f'; o[k]()", "TypeError: o[k] is not a function"},
		{"let f = 1; f()", "TypeError: f is not a function"},
		{"(() => 1)()()", "TypeError: (intermediate value)(...) is not a function"},
		{"let g = () => 1; g()()", "TypeError: g(...) is not a function"},
		{"let a = [1]; a[0]()", "TypeError: a[0] is not a function"},
		{"this.nope()", "TypeError: this.nope is not a function"},
		{"({}).x()", "TypeError: (intermediate value).x is not a function"},
		{"let o = {}; o?.f()", "TypeError: o?.f is not a function"},
		{"let g = () => ({}); g().h()", "TypeError: g(...).h is not a function"},
		{"undefinedName", "ReferenceError: undefinedName is not defined"},
		{"x; let x", "ReferenceError: Cannot access 'x' before initialization"},
		{"const c = 1; c = 2", "TypeError: Assignment to constant variable."},
		{"let o = {}; new o()", "TypeError: o is not a constructor"},
		{"let o = {}; new o.K()", "TypeError: o.K is not a constructor"},
		{"new (() => 1)", "TypeError: (intermediate value) is not a constructor"},
		{"class A {} A()", "TypeError: Class constructor A cannot be invoked without 'new'"},
		{"class B extends undefined {}", "TypeError: Class extends value undefined is not a constructor or null"},
		{"class A extends Object { constructor() {} } new A()", "ReferenceError: Must call super constructor in derived class before accessing 'this' or returning from derived constructor"},
		{"'use strict'; Object.freeze([1]).push(2)", "TypeError: Cannot add property 1, object is not extensible"},
		{"(function () { 'use strict'; const o = Object.freeze({ a: 1 }); o.a = 2 })()", "TypeError: Cannot assign to read only property 'a' of object '#<Object>'"},
		{"(function () { 'use strict'; delete Object.freeze({ a: 1 }).a })()", "TypeError: Cannot delete property 'a' of #<Object>"},
		{"[].reduce((a) => a)", "TypeError: Reduce of empty array with no initial value"},
		{"decodeURIComponent('%')", "URIError: URI malformed"},
		{"let [a] = null", "TypeError: null is not iterable"},
		{"let [a] = undefined", "TypeError: undefined is not iterable"},
		{"new Array(-1)", "RangeError: Invalid array length"},
		{"(1).toFixed(101)", "RangeError: toFixed() digits argument must be between 0 and 100"},
		{"eval('foo bar')", "SyntaxError: Unexpected identifier"},
		{"eval('}')", "SyntaxError: Unexpected token '}'"},
		{"Symbol() + ''", "TypeError: Cannot convert a Symbol value to a string"},
		{"1n + 1", "TypeError: Cannot mix BigInt and other types, use explicit conversions"},
		{"'' + { toString: null, valueOf: null }", "TypeError: Cannot convert object to primitive value"},
		{"throw new TypeError(\"Cannot read property 'x' of undefined\")", "TypeError: Cannot read property 'x' of undefined"},
	} {
		w := newWorld(t)
		if got := w.eval("try { " + c[0] + "; 'nothing' } catch (e) { e.name + ': ' + e.message }"); got != c[1] {
			t.Errorf("%s:\n got %s\nwant %s", c[0], got, c[1])
		}
	}
}
