package ecma

import (
	"testing"

	"github.com/dop251/goja"
)

func TestJSONParse(t *testing.T) {
	check(t, [][2]string{
		{`JSON.stringify(JSON.parse(' {"a":[1,-2.5e3,true,false,null,"x"],"b":{},"c":[]} '))`, `{"a":[1,-2500,true,false,null,"x"],"b":{},"c":[]}`},
		{`JSON.parse('"\\u00e9\\n\\"\\\\\\/\\b\\f\\r\\t"') === 'é\n"\\/\b\f\r\t'`, "true"},
		{`JSON.parse('"\\ud83d\\ude00"') === '😀' && JSON.parse('"😀é"').length`, "3"},
		{`JSON.parse('"\\ud800"').charCodeAt(0).toString(16) + JSON.parse('"\\ud800\\u0041"').length`, "d8002"},
		{`JSON.parse('"\ud800é"').charCodeAt(0).toString(16)`, "d800"},
		{`Object.keys(JSON.parse('{"b":1,"a":2,"2":3,"1":4}')).join()`, "1,2,b,a"},
		{`JSON.parse('{"a":1,"a":2}').a`, "2"},
		{`const o = JSON.parse('{"__proto__":{"x":1}}'); [o.x, Object.keys(o), Object.getPrototypeOf(o) === Object.prototype].join()`, ",__proto__,true"},
		{`Object.defineProperty(Object.prototype, 'evil', { set() { throw 1 } }); JSON.parse('{"evil":1}').evil`, "1"},
		{`1 / JSON.parse('-0')`, "-Infinity"},
		{`JSON.parse('1e400')`, "Infinity"},
		{`JSON.parse('12345678901234567890')`, "12345678901234567000"},
		{`JSON.parse('9007199254740993')`, "9007199254740992"},
		{`JSON.stringify(JSON.parse('{"a":[1,2]}', (k, v) => typeof v === 'number' ? v + 1 : v))`, `{"a":[2,3]}`},
		{`JSON.stringify(JSON.parse('[1,2,3]', (k, v) => v === 2 ? undefined : v))`, `[1,null,3]`},
		{`let s; JSON.parse('{"a":[1.0,"x"]}', function (k, v, { source }) { s += k + '=' + source + ';'; return v }); s`, `undefined0=1.0;1="x";a=undefined;=undefined;`},
		{`JSON.parse(null) + JSON.parse(new String('"s"'))`, "nulls"},
		{"JSON.parse.length + JSON.parse.name + JSON.stringify.length", "2parse3"},
	})
}

// The texts are those of Node 26.
func TestJSONParseErrors(t *testing.T) {
	for text, want := range map[string]string{
		"":                                      "Unexpected end of JSON input",
		"[":                                     "Unexpected end of JSON input",
		`{"a":`:                                 "Unexpected end of JSON input",
		"nul":                                   "Unexpected end of JSON input",
		"undefined":                             `"undefined" is not valid JSON`,
		"{bad":                                  "Expected property name or '}' in JSON at position 1 (line 1 column 2)",
		"[1,]":                                  `Unexpected token ']', "[1,]" is not valid JSON`,
		`{"a":1,}`:                              "Expected double-quoted property name in JSON at position 7 (line 1 column 8)",
		`"abc`:                                  "Unterminated string in JSON at position 4 (line 1 column 5)",
		"1 2":                                   "Unexpected non-whitespace character after JSON at position 2 (line 1 column 3)",
		`{"a" 1}`:                               "Expected ':' after property name in JSON at position 5 (line 1 column 6)",
		"[1 2]":                                 "Expected ',' or ']' after array element in JSON at position 3 (line 1 column 4)",
		"01":                                    "Unexpected number in JSON at position 1 (line 1 column 2)",
		"-":                                     "No number after minus sign in JSON at position 1 (line 1 column 2)",
		"1.":                                    "Unterminated fractional number in JSON at position 2 (line 1 column 3)",
		"1e":                                    "Exponent part is missing a number in JSON at position 2 (line 1 column 3)",
		`"\x"`:                                  "Bad escaped character in JSON at position 2 (line 1 column 3)",
		"\"\n\"":                                "Bad control character in string literal in JSON at position 1 (line 1 column 2)",
		`"\u12"`:                                "Bad Unicode escape in JSON at position 5 (line 1 column 6)",
		"[1, a very long text that is not json": `Unexpected token 'a', "[1, a very lon"... is not valid JSON`,
		"{\n \"a\": 1\n \"b\"}":                 "Expected ',' or '}' after property value in JSON at position 11 (line 3 column 2)",
		"[1":                                    "Expected ',' or ']' after array element in JSON at position 2 (line 1 column 3)",
		"é":                                     `Unexpected token 'é', "é" is not valid JSON`,
	} {
		w := newWorld(t)
		w.vm.Set("text", text)
		if got := w.eval(caught("JSON.parse(text)")); got != "SyntaxError: "+want {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
	}
}

func TestJSONStringify(t *testing.T) {
	check(t, [][2]string{
		{`JSON.stringify({ a: [1, 'x', null, undefined, () => 1, Symbol()], b: undefined, c: () => 1, d: NaN, e: new Date(0), f: true })`,
			`{"a":[1,"x",null,null,null,null],"d":null,"e":"1970-01-01T00:00:00.000Z","f":true}`},
		{`JSON.stringify([new Number(1), new String('s'), new Boolean(false), Object(Symbol())])`, `[1,"s",false,{}]`},
		{`JSON.stringify({ a: 1, b: [2, {}], c: [] }, null, 2)`, "{\n  \"a\": 1,\n  \"b\": [\n    2,\n    {}\n  ],\n  \"c\": []\n}"},
		{`JSON.stringify([1], null, '--') + JSON.stringify([1], null, 20).length`, "[\n--1\n]15"},
		{`JSON.stringify({ a: 1, b: 2, 3: 4 }, ['b', 3])`, `{"b":2,"3":4}`},
		{`JSON.stringify({ a: 1, b: { c: 2 } }, (k, v) => typeof v === 'number' ? v * 2 : v)`, `{"a":2,"b":{"c":4}}`},
		{`JSON.stringify({ toJSON(k) { return 'k' + k } }) + JSON.stringify({ a: { toJSON(k) { return 'k' + k } } })`, `"k"{"a":"ka"}`},
		{`JSON.stringify('\u2028"\\\n\u0007é😀\ud800')`, "\"\u2028\\\"\\\\\\n\\u0007é😀\\ud800\""},
		{`String(JSON.stringify(undefined)) + JSON.stringify(() => 1)`, "undefinedundefined"},
		{`JSON.stringify(JSON.rawJSON('1.0')) + JSON.isRawJSON(JSON.rawJSON('1')) + JSON.isRawJSON({})`, "1.0truefalse"},
		{`JSON.stringify(new Proxy([1, 2], {})) + JSON.stringify(new Proxy({ a: 1 }, {}))`, `[1,2]{"a":1}`},
		{`JSON.stringify(Object.create({ inherited: 1 }, { own: { value: 1, enumerable: true }, hidden: { value: 2 } }))`, `{"own":1}`},
		{`JSON.stringify([, 1])`, `[null,1]`},
		{`BigInt.prototype.toJSON = function () { return this.toString() }; JSON.stringify([1n])`, `["1"]`},
		{`const x = {}; JSON.stringify([x, x])`, `[{},{}]`},
		{caught("JSON.stringify(1n)"), "TypeError: Do not know how to serialize a BigInt"},
		{caught("const c = {}; c.c = c; JSON.stringify(c)"), "TypeError: Converting circular structure to JSON\n    --> starting at object with constructor 'Object'\n    --- property 'c' closes the circle"},
		{caught("class K {} const c = new K(); c.x = { y: [c] }; JSON.stringify({ q: c })"), "TypeError: Converting circular structure to JSON\n    --> starting at object with constructor 'K'\n    |     property 'x' -> object with constructor 'Object'\n    |     property 'y' -> object with constructor 'Array'\n    --- index 0 closes the circle"},
		{"const nums = [1.5, 1e21, -0, 1e-7, 123456789012]; JSON.stringify(nums)", "[1.5,1e+21,0,1e-7,123456789012]"},
	})
}

func TestJSONDepth(t *testing.T) {
	shortStrings(t)
	check(t, [][2]string{
		{caught("JSON.parse('['.repeat(5e5))"), "SyntaxError: Unexpected end of JSON input"},
		{caught("JSON.parse('{\"a\":'.repeat(1e5))"), "SyntaxError: Unexpected end of JSON input"},
		{"JSON.stringify(JSON.parse('['.repeat(2e5) + ']'.repeat(2e5))).length", "400000"},
		{caught("JSON.parse('['.repeat(2e5) + ']'.repeat(2e5), (k, v) => v)"), tooDeep},
		{caught("JSON.stringify(Array(3000).fill('x'.repeat(2e3)))"), "RangeError: Invalid string length"},
	})
}

const jsonSample = `{"id":12345,"name":"some name","tags":["a","b","c"],"nested":{"x":1.5,"y":true,"z":null},"text":"hello \"world\" é"}`

func benchmarkJSON(b *testing.B, install bool, source string) {
	vm := goja.New()
	if install {
		Install(vm)
	}
	vm.Set("text", jsonSample)
	v, err := vm.RunString("const value = JSON.parse(text); (n) => { for (let i = 0; i < n; i++) " + source + " }")
	if err != nil {
		b.Fatal(err)
	}
	fn, _ := goja.AssertFunction(v)
	b.ReportAllocs()
	b.ResetTimer()
	fn(nil, vm.ToValue(b.N))
}

func BenchmarkJSONParse(b *testing.B)         { benchmarkJSON(b, true, "JSON.parse(text)") }
func BenchmarkJSONParseGoja(b *testing.B)     { benchmarkJSON(b, false, "JSON.parse(text)") }
func BenchmarkJSONStringify(b *testing.B)     { benchmarkJSON(b, true, "JSON.stringify(value)") }
func BenchmarkJSONStringifyGoja(b *testing.B) { benchmarkJSON(b, false, "JSON.stringify(value)") }
