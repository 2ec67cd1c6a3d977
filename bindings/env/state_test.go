package env_test

import (
	"runtime"
	"testing"

	"github.com/dop251/goja"

	"gonet/bindings/env"
)

type owner struct {
	state env.State
	n     int
}

func run(t *testing.T, e *env.Env, src string) *goja.Object {
	t.Helper()
	v, err := e.VM.RunString(src)
	if err != nil {
		t.Fatal(err)
	}
	return v.(*goja.Object)
}

// The state of an object is found on the object, on what inherits from it and
// through proxies; the object keeps its properties.
func TestState(t *testing.T) {
	for _, src := range []string{
		"({ a: 1, [Symbol.for('s')]: 2, get b() { return this.a } })",
		"Object.freeze({ a: 1, b: 1, [Symbol.for('s')]: 2 })",
		"Object.assign(function () {}, { a: 1, b: 1, [Symbol.for('s')]: 2 })",
		"Object.assign([], { a: 1, b: 1, [Symbol.for('s')]: 2 })",
		"class A { a = 1; #p = 5; get b() { return this.#p - 4 } }; Object.assign(new A(), { [Symbol.for('s')]: 2 })",
	} {
		e := env.New(goja.New(), nil)
		o := run(t, e, src)
		e.VM.Set("o", o)
		if e.StateOf(o) != nil {
			t.Errorf("%s: state before", src)
		}
		if src[:13] == "Object.freeze" {
			e.AttachState(o, new(env.State))
		}
		st := e.Attach(o)
		for _, other := range []string{
			"o", "Object.create(o)", "Object.create(Object.create(o))", "new Proxy(o, {})",
			"Object.create(new Proxy(o, {}))", "new Proxy(Object.create(o), { get() { return 1 } })",
		} {
			if got := e.StateOf(run(t, e, other)); got != st {
				t.Errorf("%s: the state of %s is %p, not %p", src, other, got, st)
			}
		}
		if e.StateOf(run(t, e, "({})")) != nil || e.StateOf(e.VM.ToValue(1)) != nil {
			t.Errorf("%s: another object has a state", src)
		}
		check := `if (o.a !== 1 || o.b !== 1 || o[Symbol.for('s')] !== 2) throw new Error('properties');
			if (!Object.isFrozen(o)) { o.c = 3; delete o.a; if (o.c !== 3 || 'a' in o) throw new Error('changes'); }
			if (Object.prototype.toString.call(o) === '[object Undefined]') throw new Error('class');`
		if _, err := e.VM.RunString(check); err != nil {
			t.Errorf("%s: %v", src, err)
		}
	}
}

func TestNewObject(t *testing.T) {
	e := env.New(goja.New(), nil)
	proto := run(t, e, "({ hello() { return this.name } })")
	p := &owner{n: 7}
	p.state.Parts[env.PartOwner] = p
	o := e.NewObject(proto, &p.state)
	e.VM.Set("o", o)
	p = nil
	runtime.GC()
	got := run(t, e, "o.name = 'x'; o[Symbol.for('t')] = 1; [o.hello(), Object.keys(o).join(), String(o), o instanceof Object]")
	if s := got.String(); s != "x,name,[object Object],true" {
		t.Error(s)
	}
	runtime.GC()
	if own, ok := env.PartOf[*owner](e, o, env.PartOwner); !ok || own.n != 7 {
		t.Error("the owner is gone")
	}
}

func BenchmarkStateOf(b *testing.B) {
	e := env.New(goja.New(), nil)
	var s env.State
	v := goja.Value(e.NewObject(nil, &s))
	b.ReportAllocs()
	for b.Loop() {
		if e.StateOf(v) == nil {
			b.Fatal("none")
		}
	}
}

func BenchmarkAttachState(b *testing.B) {
	e := env.New(goja.New(), nil)
	b.ReportAllocs()
	for b.Loop() {
		e.AttachState(e.VM.CreateObject(nil), new(env.State))
	}
}

func BenchmarkNewObject(b *testing.B) {
	e := env.New(goja.New(), nil)
	b.ReportAllocs()
	for b.Loop() {
		e.NewObject(nil, new(env.State))
	}
}
