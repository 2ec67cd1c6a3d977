package compile

import (
	"errors"
	"strings"
	"testing"

	"github.com/dop251/goja"
)

// testLoader links modules given by their text, as a real loader does but
// without its errors: enough to run what the compiler makes.
type testLoader struct {
	t       *testing.T
	vm      *goja.Runtime
	sources map[string]string
	opts    Options
	modules map[string]*testModule
}

type testModule struct {
	unit    *Unit
	imports *goja.Object
	getters *goja.Object
	body    *goja.Object
	deps    []*testModule
	done    bool
	promise *goja.Promise
}

func newTestLoader(t *testing.T, sources map[string]string) *testLoader {
	return &testLoader{t: t, vm: goja.New(), sources: sources, modules: make(map[string]*testModule)}
}

func (l *testLoader) load(name string) *testModule {
	if m := l.modules[name]; m != nil {
		return m
	}
	l.t.Helper()
	m := &testModule{imports: l.vm.NewObject()}
	l.modules[name] = m
	source, ok := l.sources[name]
	if !ok {
		l.t.Fatalf("no module %q", name)
	}
	opts := l.opts
	opts.Format = Module
	u, err := Compile("/"+name+".mjs", source, opts)
	if err != nil {
		l.t.Fatal(err)
	}
	m.unit = u
	for _, r := range u.Requests {
		m.deps = append(m.deps, l.load(r.Specifier))
	}
	for _, i := range u.Imports {
		m.imports.DefineAccessorProperty(i.Local, l.vm.ToValue(func(goja.FunctionCall) goja.Value {
			return l.read(m.deps[i.Request], i.Name)
		}), nil, goja.FLAG_TRUE, goja.FLAG_TRUE)
	}
	l.instantiate(m)
	return m
}

func (l *testLoader) instantiate(m *testModule) {
	v, err := l.vm.RunProgram(m.unit.Program)
	if err != nil {
		l.t.Fatal(err)
	}
	declare := func(call goja.FunctionCall) goja.Value {
		m.getters = call.Argument(0).ToObject(l.vm)
		return nil
	}
	dynamic := l.vm.ToValue(func(call goja.FunctionCall) goja.Value {
		p, resolve, _ := l.vm.NewPromise()
		resolve("imported " + call.Argument(0).String())
		return l.vm.ToValue(p)
	}).(*goja.Object)
	meta := l.vm.NewObject()
	meta.Set("url", "file://"+m.unit.Filename)
	dynamic.Set("meta", meta)
	fn, _ := goja.AssertFunction(v)
	res, err := fn(goja.Undefined(), dynamic, l.vm.ToValue(declare), m.imports)
	if err != nil {
		l.t.Fatal(err)
	}
	m.body = res.(*goja.Object)
	l.next(m)
}

func (l *testLoader) next(m *testModule) error {
	if m.getters != nil && m.unit.HasTLA {
		run, _ := goja.AssertFunction(l.script(resume))
		v, err := run(goja.Undefined(), m.body)
		if err != nil {
			return err
		}
		if m.promise = v.Export().(*goja.Promise); m.promise.State() == goja.PromiseStateRejected {
			return errors.New(m.promise.Result().String())
		}
		return nil
	}
	next, _ := goja.AssertFunction(m.body.Get("next"))
	_, err := next(m.body)
	return err
}

func (l *testLoader) script(source string) goja.Value {
	v, err := l.vm.RunString(source)
	if err != nil {
		l.t.Fatal(err)
	}
	return v
}

func (l *testLoader) evaluate(m *testModule) error {
	if m.done {
		return nil
	}
	m.done = true
	for _, d := range m.deps {
		if err := l.evaluate(d); err != nil {
			return err
		}
	}
	return l.next(m)
}

// resume steps the body on, waiting for what it awaits.
const resume = `(async (body) => {
	let step = body.next();
	while (!step.done) {
		let value;
		try { value = await step.value[0] } catch (err) { step = body.throw(err); continue }
		step = body.next(value);
	}
})`

func (l *testLoader) read(m *testModule, name string) goja.Value {
	if name == "*" {
		ns := l.vm.NewObject()
		for _, e := range m.unit.Exports {
			if e.Name != "" {
				ns.Set(e.Name, l.read(m, e.Name))
			}
		}
		return ns
	}
	for _, e := range m.unit.Exports {
		switch {
		case e.Name == name && e.Request < 0:
			get, _ := goja.AssertFunction(m.getters.Get(name))
			v, err := get(goja.Undefined())
			if err != nil {
				panic(err)
			}
			return v
		case e.Name == name:
			return l.read(m.deps[e.Request], e.Import)
		case e.Name == "" && name != "default":
			if v := l.read(m.deps[e.Request], name); v != nil {
				return v
			}
		}
	}
	return nil
}

// result loads and evaluates "main" and returns its export called v.
func (l *testLoader) result() string {
	l.t.Helper()
	m := l.load("main")
	if err := l.evaluate(m); err != nil {
		l.t.Fatal(err)
	}
	return l.read(m, "v").String()
}

func TestModules(t *testing.T) {
	lib := `export let n = 1; export function inc() { n++ } export const obj = { n() { return this === obj } };
		export default function () { return this === undefined && 'd' } export class K { static s = 'k' }
		export { n as "string name", inc as default2 }`
	for _, test := range []struct{ name, main, want string }{
		{"named", "import { n } from 'lib'; export const v = n", "1"},
		{"live", "import { n, inc } from 'lib'; inc(); inc(); export const v = n", "3"},
		{"default", "import d from 'lib'; export const v = d()", "d"},
		{"default and named", "import d, { K as C } from 'lib'; export const v = d() + C.s", "dk"},
		{"namespace", "import * as ns from 'lib'; export const v = Object.keys(ns).join()", "default,string name,default2,n,inc,obj,K"},
		{"string name", "import { 'string name' as s } from 'lib'; export const v = s", "1"},
		{"method keeps this", "import { obj } from 'lib'; export const v = obj.n()", "true"},
		{"tagged template", "import d from 'lib'; export const v = d``", "d"},
		{"hoisted import", "export const v = n; import { n } from 'lib'", "1"},
		{"no semicolon", "let a = () => 'x'\nimport 'lib'\n(0)\nexport const v = a()", "x"},
		{"shorthand", "import { n } from 'lib'; export const v = JSON.stringify({ n, m: n, [n]: n })", `{"1":1,"n":1,"m":1}`},
		{"typeof", "import { n } from 'lib'; export const v = typeof n", "number"},
		{"re-export", "export { n as v } from 'lib'", "1"},
		{"export imported", "import { n } from 'lib'; export { n as v }", "1"},
		{"export star", "import { K } from 'star'; export const v = K.s", "k"},
		{"export star as", "import { ns } from 'star'; export const v = ns.n", "1"},
		{"default expression", "import d from 'expr'; export const v = d.name + d()", "defaultf"},
		{"default class", "import D from 'cls'; export const v = D.name + new D().x", "default1"},
		{"this", "export const v = this", "undefined"},
		{"strict", "export let v = 'no'; try { undeclared = 1 } catch (e) { v = e.name }", "ReferenceError"},
		{"own require", "const require = 'r', exports = 'e', module = 'm', __filename = 'f', __dirname = 'd'; export const v = require + exports + module + __filename + __dirname", "remfd"},
		{"import.meta", "export const v = import.meta.url", "file:///main.mjs"},
		{"import()", "export let v = typeof import('x').then", "function"},
		{"import method", "export const v = { import(x) { return 'i' + x } }.import(1)", "i1"},
		{"destructured exports", "export const { a, b: [v], ...rest } = { a: 1, b: [2], c: 3 }", "2"},
		{"shadowed by parameter", "import { n } from 'lib'; export const v = ((n) => n)(5)", "5"},
		{"shadowed by var", "import { n } from 'lib'; export const v = (function () { { var n = 6 } return n })()", "6"},
		{"shadowed by block", "import { n } from 'lib'; let r; { let n = 7; r = n } export const v = r + n", "8"},
		{"shadowed by catch", "import { n } from 'lib'; export let v; try { throw 8 } catch (n) { v = n }", "8"},
		{"shadowed by loop", "import { n } from 'lib'; export let v = 0; for (let n of [9]) v += n; for (const n in {1: 1}) v += n", "91"},
		{"shadowed by pattern", "import { n } from 'lib'; export const v = (({ a: { n } }) => n)({ a: { n: 10 } })", "10"},
		{"shadowed by function name", "import { n } from 'lib'; export const v = (function n() { return typeof n })()", "function"},
		{"default sees outer", "import { n } from 'lib'; export const v = (function (a = n) { var n = 2; return a })()", "1"},
		{"in class", "import { n, K } from 'lib'; class X extends K { [`m${n}`]() { return n } f = n; static { this.t = n } } export const v = new X().m1() + new X().f + X.t + X.s", "3k"},
		{"in template", "import { n } from 'lib'; export const v = `${n}`", "1"},
		{"in getter closure", "import { n, inc } from 'lib'; const f = () => n; inc(); export const v = f()", "2"},
		{"arguments", "import { n } from 'lib'; export const v = Math.max(...[n], n)", "1"},
		{"regexp with import", "export const v = /import('x')/.source + 'import(y)' + `import(z)`", "import('x')import(y)import(z)"},
		{"comment", "/* import a from 'b' */ // export default 1\nexport const v = 1", "1"},
		{"cycle", "import { f } from 'cycle'; export function g() { return 'g' } export const v = f()", "fg"},
		{"attributes", "import { n } from 'lib' with { type: 'x' }; export const v = n", "1"},
		{"unicode", "import { K as ключ } from 'lib'; export const v = '😀' + ключ.s", "😀k"},
		{"async generator", "async function* f() { yield 1 } export const v = typeof f()[Symbol.asyncIterator ?? Symbol.for('Symbol.asyncIterator')]", "function"},
		{"tla", "import { n } from 'lib'; export let v = 'before'; await null; v = 'after' + n", "after1"},
		{"for await at top", "export let v = 0; for await (const x of [1, Promise.resolve(2)]) v += x", "3"},
		{"tla in dependency", "import { w } from 'tla'; export const v = w", "waited"},
		{"toString", "export const f = () => import.meta; export const v = f.toString()", "() => import.meta"},
		{"assignment", "import { n } from 'lib'; export let v; try { n = 2 } catch (e) { v = e.name }", "TypeError"},
		{"destructuring assignment", "import { n } from 'lib'; export let v; try { ({ n } = { n: 2 }) } catch (e) { v = e.name }", "TypeError"},
		{"keyword names", "import { if as x } from 'kw'; export { x as v }", "kw"},
		{"tdz", "import { probe } from 'tdz'; export let v = probe; export const late = 1", "ReferenceError"},
	} {
		t.Run(test.name, func(t *testing.T) {
			l := newTestLoader(t, map[string]string{
				"main":  test.main,
				"lib":   lib,
				"x":     "",
				"star":  "export * from 'lib'; export * as ns from 'lib'",
				"expr":  "export default () => 'f'",
				"cls":   "export default class { x = 1 }",
				"cycle": "import { g } from 'main'; export const f = () => 'f' + g()",
				"tla":   "export const w = await Promise.resolve('waited')",
				"kw":    "const x = 'kw'; export { x as if }",
				"tdz":   "import { late } from 'main'; export let probe; try { late } catch (e) { probe = e.name }",
			})
			if got := l.result(); got != test.want {
				t.Fatalf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestModuleTypeScript(t *testing.T) {
	l := newTestLoader(t, map[string]string{
		"main": "import type { T } from 'nowhere'; import { n, type U } from 'lib'; const x: T = n; export const v: number = x",
		"lib":  "export const n = 42; export type U = string; export interface T {}",
	})
	l.opts.TypeScript = true
	if got := l.result(); got != "42" {
		t.Fatal(got)
	}
}

func TestModuleUnit(t *testing.T) {
	u, err := Compile("/a.mjs", `import a, { b as c } from 'x'; import 'y';
		import d from 'x'; import j from './j.json' with { type: 'json' };
		export { c }; export let m = 1; export const k = 1; export function f() { m = 2 } export * from 'z'`, Options{Format: Module})
	if err != nil {
		t.Fatal(err)
	}
	var specifiers []string
	for _, r := range u.Requests {
		specifiers = append(specifiers, r.Specifier)
	}
	if got := strings.Join(specifiers, " "); got != "x y ./j.json z" {
		t.Error(got)
	}
	if a := u.Requests[2].Attributes; len(a) != 1 || a[0] != (Attribute{"type", "json"}) {
		t.Error(a)
	}
	if r := u.Requests[1]; r.Line != 1 || r.Column != 39 {
		t.Error(r)
	}
	constant := make(map[string]bool)
	for _, e := range u.Exports {
		constant[e.Name] = e.Constant
	}
	if constant["m"] || !constant["k"] || !constant["f"] {
		t.Error(constant)
	}
	if u.HasTLA || u.Dynamic || !u.IsESM {
		t.Error(u)
	}
}

func TestModulePositions(t *testing.T) {
	for source, want := range map[string]string{
		"import { n } from 'lib'; throw new Error(n)":                              "/main.mjs:1:32",
		"import { n } from 'lib';\n  n()":                                          "/main.mjs:2:3",
		"import { n } from 'lib';\nexport default function () {}\n  null.x":        "/main.mjs:3:8",
		"import {\n  n\n} from 'lib';\nexport const a = 1, b = null.x":             "/main.mjs:4:30",
		"async function* g() {}\n  throw new Error('x')":                           "/main.mjs:2:9",
		"import { n } from 'lib';\nfor await (const x of []);\nthrow new Error(n)": "/main.mjs:3:7",
	} {
		l := newTestLoader(t, map[string]string{"main": source, "lib": "export const n = 1"})
		m := l.load("main")
		err := l.evaluate(m)
		var ex *goja.Exception
		if errors.As(err, &ex) {
			p := ex.Stack()[0].Position()
			if got := p.String(); got != want {
				t.Errorf("%q: got %s, want %s", source, got, want)
			}
			continue
		}
		if m.promise == nil {
			t.Errorf("%q: %v", source, err)
			continue
		}
		stack := m.promise.Result().ToObject(l.vm).Get("stack").String()
		if !strings.Contains(stack, want+"(") {
			t.Errorf("%q: got %s, want %s", source, stack, want)
		}
	}
}
