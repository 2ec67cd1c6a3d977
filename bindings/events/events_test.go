package events_test

import (
	"strings"
	"testing"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/events"
)

// newEnv makes an Env whose global `log` takes a line and `require` gives the
// events module.
func newEnv(t testing.TB) (*env.Env, *[]string) {
	vm := goja.New()
	e := env.New(vm, nil)
	e.SetModules(func(name string) (env.Loader, bool) {
		load, ok := map[string]env.Loader{"events": events.Module, "internal/errors": errs.Module}[name]
		return load, ok
	})
	e.Uncaught = func(exception goja.Value, origin string) { t.Errorf("%s: %v", origin, exception) }
	var lines []string
	vm.Set("log", func(c goja.FunctionCall) goja.Value {
		var words []string
		for _, a := range c.Arguments {
			words = append(words, a.String())
		}
		lines = append(lines, strings.Join(words, " "))
		return goja.Undefined()
	})
	vm.Set("require", func(name string) goja.Value { return e.Require(name) })
	vm.Set("nextTick", func(c goja.FunctionCall) goja.Value {
		e.NextTickCall(env.CallbackOf(c.Argument(0)), append([]goja.Value(nil), c.Arguments[1:]...)...)
		return goja.Undefined()
	})
	return e, &lines
}

// run runs a script and compares what it has logged.
func run(t *testing.T, src string, want ...string) {
	t.Helper()
	e, lines := newEnv(t)
	src = "const EventEmitter = require('events');" + src
	err := e.Frame(func() {
		e.Enter(func() {
			if _, err := e.VM.RunString(src); err != nil {
				t.Error(err)
			}
		})
	})
	if err != nil {
		t.Error(err)
	}
	if got := strings.Join(*lines, "\n"); got != strings.Join(want, "\n") {
		t.Errorf("got:\n%s\nwant:\n%s", got, strings.Join(want, "\n"))
	}
}

func TestEmitOrder(t *testing.T) {
	run(t, `
		const ee = new EventEmitter();
		ee.on('a', (x) => log('1', x));
		ee.prependListener('a', (x, y) => log('0', x, y));
		ee.once('a', function () { log('once', this === ee, ee.listenerCount('a')); });
		ee.on('a', () => ee.on('a', () => log('late')));
		log(ee.emit('a', 5, 6), ee.emit('b'));
		ee.emit('a');
	`, "0 5 6", "1 5", "once true 3", "true false",
		"0 undefined undefined", "1 undefined", "late")
}

func TestRemoveWhileEmitting(t *testing.T) {
	run(t, `
		const ee = new EventEmitter();
		const b = () => log('b');
		ee.on('x', () => { log('a'); ee.removeListener('x', b); });
		ee.on('x', b);
		ee.emit('x'); ee.emit('x');
	`, "a", "b", "a")
}

func TestNewAndRemoveListener(t *testing.T) {
	run(t, `
		const ee = new EventEmitter();
		const f = () => {};
		ee.on('newListener', (n, l) => log('new', String(n), l === f));
		ee.on('removeListener', (n, l) => log('gone', String(n), l === f));
		ee.once('x', f);
		ee.emit('x');
		ee.on(Symbol('s'), f);
		ee.removeAllListeners();
		log(ee.eventNames().length);
	`, "new removeListener false", "new x true", "gone x true", "new Symbol(s) true",
		"gone newListener false", "gone Symbol(s) true", "0")
}

func TestErrorWithoutListener(t *testing.T) {
	run(t, `
		const ee = new EventEmitter(), e = new Error('x');
		try { ee.emit('error', e); } catch (got) { log(got === e); }
		try { ee.emit('error', 5); } catch (got) { log(got.code, got.context, got.message); }
		ee.on(EventEmitter.errorMonitor, (got) => log('monitor', got === e));
		try { ee.emit('error', e); } catch (got) { log(got === e); }
		ee.on('error', (got) => log('seen', got === e));
		ee.emit('error', e);
	`, "true", "ERR_UNHANDLED_ERROR 5 Unhandled error. (5)", "monitor true", "true", "monitor true", "seen true")
}

func TestInheritance(t *testing.T) {
	run(t, `
		class A extends EventEmitter { constructor() { super(); this.on('x', () => log('A')); } }
		new A().emit('x');
		function B() { EventEmitter.call(this); }
		Object.setPrototypeOf(B.prototype, EventEmitter.prototype);
		const b = new B(); b.on('x', () => log('B')); b.emit('x');
		function C() {}
		C.prototype = Object.create(EventEmitter.prototype);
		const c = new C(); c.on('x', () => log('C')); c.emit('x'); log(new C().emit('x'));
		const d = Object.assign({}, EventEmitter.prototype);
		d.on('x', () => log('D')); d.emit('x');
		log(A.prototype instanceof EventEmitter, new A() instanceof EventEmitter);
	`, "A", "B", "C", "false", "D", "true true")
}

func TestView(t *testing.T) {
	run(t, `
		const ee = new EventEmitter(), f = () => log('f'), g = () => log('g');
		log(ee._events instanceof Object, Object.keys(ee._events).length);
		ee.on('x', f);
		log(ee._events.x === f, Object.keys(ee._events), ee._eventsCount);
		ee.on('x', g);
		log(Array.isArray(ee._events.x), ee._events.x[1] === g, ee._events.y === undefined, 'x' in ee._events);
		ee._events = { x: [g, f], y: f };
		ee.emit('x'); ee.emit('y');
		ee._events = undefined;
		log(ee.emit('x'), ee._events, ee.listeners('x').length);
		ee.on('x', f).emit('x');
		delete ee._events.x;
		log(ee.listenerCount('x'));
	`, "false 0", "true x 1", "true true true true", "g", "f", "f", "false undefined 0", "f", "0")
}

func TestOnceThroughReplacedMethods(t *testing.T) {
	run(t, `
		const ee = new EventEmitter(), f = (x) => log('f', x);
		ee.on = function (name, fn) { log('on', fn === f, fn.listener === f); return EventEmitter.prototype.on.call(this, name, fn); };
		ee.removeListener = function (name, fn) { log('off', fn.listener === f); return EventEmitter.prototype.removeListener.call(this, name, fn); };
		ee.once('x', f);
		log(ee.rawListeners('x')[0].listener === f, ee.listeners('x')[0] === f);
		ee.emit('x', 1);
		log(ee.emit('x', 2));
	`, "on false true", "true true", "off true", "f 1", "false")
}

func TestCaptureRejections(t *testing.T) {
	run(t, `
		const ee = new EventEmitter({ captureRejections: true });
		ee.on('x', async () => { throw new Error('late'); });
		ee.on('error', (e) => log(e.message));
		ee.emit('x');
		log('first');
		try { new EventEmitter({ captureRejections: 1 }) } catch (e) { log(e.code); }
	`, "first", "ERR_INVALID_ARG_TYPE", "late")
}

func bench(b *testing.B, setup, body string) {
	e, _ := newEnv(b)
	must := func(err error) {
		if err != nil {
			b.Fatal(err)
		}
	}
	must(e.Frame(func() {
		_, err := e.VM.RunString("var EventEmitter = require('events');" + setup +
			"; function loop(n) { for (let i = 0; i < n; i++) { " + body + " } }")
		must(err)
		loop, _ := goja.AssertFunction(e.VM.Get("loop"))
		b.ReportAllocs()
		b.ResetTimer()
		_, err = loop(goja.Undefined(), e.VM.ToValue(b.N))
		must(err)
	}))
}

func BenchmarkEmit(b *testing.B) {
	bench(b, "var ee = new EventEmitter(); ee.on('data', (x) => {});", "ee.emit('data', i)")
}

func BenchmarkEmitTwoListeners(b *testing.B) {
	bench(b, "var ee = new EventEmitter(); ee.on('data', (x) => {}); ee.on('data', (x) => {});", "ee.emit('data', i)")
}

func BenchmarkOnOff(b *testing.B) {
	bench(b, "var ee = new EventEmitter(), f = (x) => {};", "ee.on('data', f); ee.off('data', f);")
}

func BenchmarkOnceEmit(b *testing.B) {
	bench(b, "var ee = new EventEmitter(), f = (x) => {};", "ee.once('data', f); ee.emit('data', i);")
}

func BenchmarkNew(b *testing.B) {
	bench(b, "", "new EventEmitter()")
}

func BenchmarkEmitFromGo(b *testing.B) {
	e, _ := newEnv(b)
	v, err := e.VM.RunString("const ee = new (class A extends require('events') {}); ee.on('data', (x) => {}); ee")
	if err != nil {
		b.Fatal(err)
	}
	ev, o, name, arg := events.For(e), v.(*goja.Object), events.NewName("data"), e.VM.ToValue("x")
	em := ev.Of(o)
	b.ReportAllocs()
	e.Frame(func() {
		for b.Loop() {
			ev.Emit(o, em, name, arg)
		}
	})
}
