package compile

import (
	"errors"
	"strings"
	"testing"

	"github.com/dop251/goja"
)

// runCommonJS compiles source and calls it as a loader does.
func runCommonJS(t *testing.T, source string, opts Options) (*goja.Runtime, goja.Value) {
	t.Helper()
	u, err := Compile("/a.js", source, opts)
	if err != nil {
		t.Fatal(err)
	}
	vm := goja.New()
	v, err := vm.RunProgram(u.Program)
	if err != nil {
		t.Fatal(err)
	}
	fn, _ := goja.AssertFunction(v)
	module := vm.NewObject()
	exports := vm.NewObject()
	module.Set("exports", exports)
	if _, err := fn(exports, exports, goja.Undefined(), module, vm.ToValue("/a.js"), vm.ToValue("/")); err != nil {
		t.Fatal(err)
	}
	return vm, module.Get("exports")
}

func TestCommonJS(t *testing.T) {
	for name, source := range map[string]string{
		"plain":           "exports.v = 42",
		"module.exports":  "module.exports = { v: 42 }",
		"return":          "exports.v = 42; return; exports.v = 1",
		"hashbang":        "#!/usr/bin/env node\nexports.v = 42",
		"strict":          "'use strict'; exports.v = 42",
		"arguments":       "exports.v = arguments.length === 5 && this === exports && 42",
		"filename":        "exports.v = __filename === '/a.js' && __dirname === '/' && 42",
		"for await":       "async function f() { for await (const x of []); } exports.v = 42",
		"async generator": "async function* f() { yield 1 } exports.v = 42",
		"using":           "{ using x = null } exports.v = 42",
		"sloppy":          "with ({ a: 42 }) exports.v = a",
		"comment at end":  "exports.v = 42 // the end",
	} {
		t.Run(name, func(t *testing.T) {
			_, v := runCommonJS(t, source, Options{})
			if got := v.(*goja.Object).Get("v"); got == nil || got.ToInteger() != 42 {
				t.Fatalf("exports.v = %v", got)
			}
		})
	}
}

// Functions in blocks are visible outside of them in sloppy mode, as in Node.
func TestSloppyFunctions(t *testing.T) {
	for source, want := range map[string]string{
		"if (true) { function f() { return 'f' } } exports.v = f()":                         "f",
		"{ function f() { return 1 } function f() { return 2 } } exports.v = f()":           "2",
		"const a = typeof f; { function f() {} } exports.v = a + typeof f + f.name":         "undefinedfunctionf",
		"{ exports.v = f(); function f() { return 'hoisted' } }":                            "hoisted",
		"'use strict'; { function f() {} } exports.v = typeof f":                            "undefined",
		"(function () { 'use strict'; { function f() {} } exports.v = typeof f })()":        "undefined",
		"let f = 1; { function f() {} } exports.v = f":                                      "1",
		"(function (f) { { function f() {} } exports.v = typeof f })(1)":                    "number",
		"switch (1) { case 1: function f() { return 's' } } exports.v = f()":                "s",
		"try { throw 1 } catch (e) { function f() { return e } } exports.v = f()":           "1",
		"for (let i = 0; i < 2; i++) { function f() { return i } } exports.v = f()":         "1",
		"for (let f of [1]) { { function f() {} } } exports.v = typeof f":                   "undefined",
		"if (1) function f() { return 'if' } exports.v = f()":                               "if",
		"if (0); else function f() { return 'else' } exports.v = f()":                       "else",
		"{ let f = 1; { function f() {} } } exports.v = typeof f":                           "undefined",
		"{ async function f() {} } exports.v = typeof f":                                    "undefined",
		"class C { static m() { { function f() {} } return typeof f } } exports.v = C.m()":  "undefined",
		"var g = () => { { function f() { return 'arrow' } } return f() }; exports.v = g()": "arrow",
		"{ function f() { return f.toString() } } exports.v = f()":                          "function f() { return f.toString() }",
	} {
		_, v := runCommonJS(t, source, Options{})
		if got := v.(*goja.Object).Get("v").String(); got != want {
			t.Errorf("%s: got %s, want %s", source, got, want)
		}
	}
}

func TestTypeScript(t *testing.T) {
	for name, source := range map[string]string{
		"types":               "const v: number = 42; interface X { a: string } exports.v = v as any",
		"enum":                "enum E { A = 42 } exports.v = E.A",
		"namespace":           "namespace N { export const v = 42 } exports.v = N.v",
		"parameter property":  "class P { constructor(public v: number) {} } exports.v = new P(42).v",
		"import is require":   "export const v = 42",
		"generics and arrows": "const id = <T,>(x: T): T => x; exports.v = id<number>(42)",
	} {
		t.Run(name, func(t *testing.T) {
			_, v := runCommonJS(t, source, Options{TypeScript: true})
			if got := v.(*goja.Object).Get("v"); got == nil || got.ToInteger() != 42 {
				t.Fatalf("exports.v = %v", got)
			}
		})
	}
}

// thrown returns the first frame of what running source throws.
func thrown(t *testing.T, source string, opts Options) string {
	t.Helper()
	u, err := Compile("/dir/a.js", source, opts)
	if err != nil {
		t.Fatal(err)
	}
	vm := goja.New()
	v, err := vm.RunProgram(u.Program)
	if err != nil {
		t.Fatal(err)
	}
	fn, _ := goja.AssertFunction(v)
	_, err = fn(goja.Undefined())
	var ex *goja.Exception
	if !errors.As(err, &ex) {
		t.Fatalf("no exception: %v", err)
	}
	p := ex.Stack()[0].Position()
	return p.String()
}

func TestPositions(t *testing.T) {
	for _, test := range []struct {
		name, source, want string
		opts               Options
	}{
		{"first line", "  throw new Error('x')", "/dir/a.js:1:9", Options{}},
		{"second line", "let a = 1;\n\n  throw new Error('x')", "/dir/a.js:3:9", Options{}},
		{"hashbang", "#!/bin/node\nthrow new Error('x')", "/dir/a.js:2:7", Options{}},
		{"property call", "let o = { a: {} };\n   o.a.b(1)", "/dir/a.js:2:8", Options{}},
		{"call", "let o = {};\n   o(1)", "/dir/a.js:2:4", Options{}},
		{"call of a call", "let f = () => {};\n   f()(1)", "/dir/a.js:2:7", Options{}},
		{"lowered", "async function* f() {}\nlet x = 1,  y = null.z;", "/dir/a.js:2:22", Options{}},
		{"lowered, not ASCII", "async function* f() {}\nlet x = '😀é',  y = null.z;", "/dir/a.js:2:29", Options{}},
		{"typescript", "interface A { b: string }\n\nlet x: number = 1;  throw new Error(x as any)", "/dir/a.js:3:27", Options{TypeScript: true}},
		{"crlf", "let a;\r\n throw new Error()", "/dir/a.js:2:8", Options{}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := thrown(t, test.source, test.opts); got != test.want {
				t.Fatalf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestSyntaxErrors(t *testing.T) {
	for _, test := range []struct {
		source, want string
		line, column int
		opts         Options
	}{
		{"foo bar", "Unexpected identifier 'bar'", 1, 5, Options{}},
		{"\n  var x = ;", "Unexpected token ';'", 2, 11, Options{}},
		{"let a; let a", "Identifier 'a' has already been declared", 1, 12, Options{}},
		{"function f() {", "Unexpected end of input", 1, 15, Options{}},
		{"}); (function () {", "Unexpected token '}'", 1, 1, Options{}},
		{"x = 'abc\n", "Invalid or unexpected token", 1, 5, Options{}},
		{"import a from 'b'", "Cannot use import statement outside a module", 1, 1, Options{}},
		{"export const a = 1", "Unexpected token 'export'", 1, 1, Options{}},
		{"foo(1 2)", "missing ) after argument list", 1, 7, Options{}},
		{"const a;", "Missing initializer in const declaration", 1, 7, Options{}},
		{"function f() { await x }", "await is only valid in async functions and the top level bodies of modules", 1, 16, Options{}},
		{"export { nope }", "Export 'nope' is not defined in module", 1, 10, Options{Format: Module}},
		{"import a from 'x'; let a", "Identifier 'a' has already been declared", 1, 24, Options{Format: Module}},
		{"export const a = 1; export { a }", "Duplicate export of 'a'", 1, 30, Options{Format: Module}},
		{"with (a) {}", "Strict mode code may not include a with statement", 1, 1, Options{Format: Module}},
		{"import defer * as s from 'x'", "Deferred imports are not supported", 1, 1, Options{Format: Module}},
		{"return 1", "Illegal return statement", 1, 1, Options{Format: Module}},
		{"() => new.target", "new.target expression is not allowed here", 1, 7, Options{Format: Module}},
		{"if (1) function f() {}", strictFunction, 1, 8, Options{Format: Module}},
		{"a: function f() {}", strictFunction, 1, 4, Options{Format: Module}},
		{"'use strict'; eval = 1", strictNames, 1, 15, Options{}},
		{"'use strict'; x = 'a\\08'", "Octal escape sequences are not allowed in strict mode.", 1, 21, Options{}},
		{`'use strict'; x = '\0\7'`, "Octal escape sequences are not allowed in strict mode.", 1, 22, Options{}},
		{"try {}", tryAlone, 1, 1, Options{}},
		{"x = ({ a = 1 })", "Invalid shorthand property initializer", 1, 10, Options{}},
		{"function (a) {}", "Function statements require a function name", 1, 10, Options{}},
		{"x = /[b-a]/g", "Invalid regular expression: /[b-a]/g: Range out of order in character class", 1, 5, Options{}},
		{"let x: = 1", "Unexpected token '='", 1, 8, Options{TypeScript: true}},
	} {
		t.Run(test.source, func(t *testing.T) {
			_, err := Compile("/a.js", test.source, test.opts)
			var e *SyntaxError
			if !errors.As(err, &e) {
				t.Fatalf("got %v", err)
			}
			if e.Message != test.want || e.Line != test.line || e.Column != test.column {
				t.Fatalf("got %d:%d %s, want %d:%d %s", e.Line, e.Column, e.Message, test.line, test.column, test.want)
			}
		})
	}
}

func TestArrow(t *testing.T) {
	_, err := Compile("/a.js", "let ok;\n\tfoo bar", Options{})
	var e *SyntaxError
	if !errors.As(err, &e) {
		t.Fatal(err)
	}
	if got, want := e.Arrow(), "/a.js:2\n\tfoo bar\n\t    ^^^"; got != want {
		t.Fatalf("got %q, want %q", got, want)
	}
}

func TestDetect(t *testing.T) {
	for source, esm := range map[string]bool{
		"exports.a = 1":     false,
		"import a from 'b'": true,
		"export default 1":  true,
		"import('x')":       false,
		"import.meta.url":   true,
		"await 1":           true,
		"const require = 1": true,
		"const s = 'import a from b'; `export a`": false,
		"var await = 1": false,
	} {
		u, err := Compile("/a.js", source, Options{Format: Detect})
		if err != nil {
			t.Errorf("%s: %v", source, err)
		} else if u.IsESM != esm {
			t.Errorf("%s: IsESM = %v", source, u.IsESM)
		}
	}
}

func TestScript(t *testing.T) {
	u, err := CompileScript("[eval]", "let a = 40; a + 2")
	if err != nil {
		t.Fatal(err)
	}
	v, err := goja.New().RunProgram(u.Program)
	if err != nil || v.ToInteger() != 42 {
		t.Fatal(v, err)
	}
}

func TestTooDeep(t *testing.T) {
	for _, source := range []string{
		strings.Repeat("(", 5e5), strings.Repeat("[", 5e5), strings.Repeat("{", 5e5),
		strings.Repeat("a=>", 5e5) + "1", strings.Repeat("!", 5e5) + "1", strings.Repeat("if(a)", 5e5),
		"a" + strings.Repeat("?a", 5e5), strings.Repeat("`${", 5e5), strings.Repeat("a=", 5e5) + "1",
		strings.Repeat("- ", 5e5) + "1", "a" + strings.Repeat("**a", 5e5), "1" + strings.Repeat("+1", 5e5),
		strings.Repeat("new ", 5e5) + "a", "a" + strings.Repeat(".a", 5e5), "a" + strings.Repeat("()", 5e5),
		strings.Repeat("a:", 5e5) + ";", strings.Repeat("class A extends ", 5e5), strings.Repeat("function a(){", 5e5),
		strings.Repeat("async a=>", 5e5), strings.Repeat("yield ", 5e5), strings.Repeat("typeof\n", 5e5) + "a",
		strings.Repeat("if(a){}else\n", 5e5) + ";", strings.Repeat("do\n", 5e5),
	} {
		_, err := Compile("/a.js", source, Options{})
		var nesting *NestingError
		var syntax *SyntaxError
		if !errors.As(err, &nesting) && !errors.As(err, &syntax) {
			t.Errorf("%.20s: %v", source, err)
		}
	}
}
