package timers

import (
	"slices"
	"strings"
	"testing"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/internal/envtest"
)

func newWorld(t testing.TB) *envtest.World {
	w := envtest.New(t, map[string]env.Loader{
		"timers":          Module,
		"timers/promises": Promises,
		"process": func(e *env.Env) goja.Value {
			process := e.VM.NewObject()
			process.Set("emitWarning", e.VM.Get("log"))
			return process
		},
	})
	Globals(w.Env)
	w.VM.Set("nextTick", func(c goja.FunctionCall) goja.Value {
		w.NextTickCall(env.CallbackOf(c.Argument(0)), slices.Clone(c.Arguments[1:])...)
		return goja.Undefined()
	})
	return w
}

// check runs source and compares what it logs with the words of want.
func check(t *testing.T, source string, want ...string) {
	t.Helper()
	w := newWorld(t)
	w.Run(source)
	if !slices.Equal(w.Log, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(w.Log, "\n"), strings.Join(want, "\n"))
	}
}

func TestTimeoutsOfOneDurationInOrder(t *testing.T) {
	check(t, `
		setTimeout(log, 300, 'c'); setTimeout(log, 1, 'a'); setTimeout(log, 1, 'b');
		setTimeout(log, 300, 'd'); setTimeout((...args) => log(args.length), 600, 1, 2, 3, 4);`,
		"a", "b", "c", "d", "4")
}

func TestTicksAndPromisesBetweenTimeouts(t *testing.T) {
	check(t, `
		const run = (n) => { log(n); nextTick(log, 'tick ' + n); Promise.resolve('job ' + n).then(log); };
		setTimeout(run, 1, 1); setTimeout(() => { run(2); setImmediate(run, 3); setImmediate(run, 4); }, 1);`,
		"1", "tick 1", "job 1", "2", "tick 2", "job 2", "3", "tick 3", "job 3", "4", "tick 4", "job 4")
}

func TestThrowingTimeoutKeepsTheOthers(t *testing.T) {
	check(t, `
		setTimeout(() => { nextTick(log, 'tick'); throw 'one'; }, 1);
		setTimeout(log, 1, 'two'); setTimeout(log, 1, 'three');
		for (const start = Date.now(); Date.now() - start < 10;); // all are due in one iteration`,
		"uncaught: one", "two", "tick", "three")
}

func TestThrowingImmediateKeepsTheOthers(t *testing.T) {
	check(t, `
		setImmediate(log, 0);
		setImmediate(() => { nextTick(log, 'tick'); setImmediate(log, 'later'); throw 'one'; });
		setImmediate(log, 1); setImmediate(log, 2);`,
		"0", "uncaught: one", "1", "tick", "2", "later")
}

func TestImmediatesAddedRunInTheNextIteration(t *testing.T) {
	check(t, `
		let n = 0;
		setImmediate(function again() { log('immediate', n); if (++n < 3) setImmediate(again); else clearTimeout(t); });
		const t = setTimeout(log, 100000, 'never');`,
		"immediate 0", "immediate 1", "immediate 2")
}

func TestClear(t *testing.T) {
	check(t, `
		const byNumber = setTimeout(log, 1, 'number'); clearTimeout(+byNumber);
		const byString = setTimeout(log, 1, 'string'); clearInterval(String(+byString));
		clearTimeout(setTimeout(log, 1, 'object')); clearImmediate(setImmediate(log, 'immediate'));
		setTimeout(log, 1, 'method').close();
		for (const v of [undefined, null, 1e9, 'x', {}, Symbol()]) { clearTimeout(v); clearImmediate(v); }
		setTimeout(() => clearTimeout(second), 1); const second = setTimeout(log, 1, 'second');
		setImmediate(() => clearImmediate(third)); const third = setImmediate(log, 'third');
		log(byNumber._destroyed, byNumber._idleTimeout, byNumber.hasRef());`,
		"true -1 true")
}

func TestUnrefAndRef(t *testing.T) {
	check(t, `
		setTimeout(log, 60000, 'unref').unref();
		setImmediate(log, 'immediate').unref();
		const t = setTimeout(() => log('ref', t.hasRef()), 30).unref().ref();`,
		"immediate", "ref true")
}

func TestRefresh(t *testing.T) {
	check(t, `
		let n = 0;
		const t = setTimeout(function () { log(this === t, ++n); if (n < 3) t.refresh(); else startLate(); }, 1);
		function startLate() {
			const late = setTimeout(() => { log('fired'); if (late.again) return; late.again = true; setTimeout(() => late.refresh(), 1); }, 1);
		}`,
		"true 1", "true 2", "true 3", "fired", "fired")
}

func TestInterval(t *testing.T) {
	check(t, `
		let n = 0;
		const i = setInterval((a) => { log(a, ++n); if (n === 3) { clearInterval(i); turn(); } }, 1, 'x');
		function turn() {
			let turns = 0;
			const t = setTimeout(() => { log('turned', ++turns); if (turns === 2) clearTimeout(t); }, 2);
			t._repeat = 1;
		}`,
		"x 1", "x 2", "x 3", "turned 1", "turned 2")
}

func TestBadDurations(t *testing.T) {
	check(t, `for (const ms of [-1, -2, NaN, 'x', 2 ** 31, 0, 0.5, undefined, null, '1']) setTimeout(() => {}, ms);`,
		"-1 is a negative number.\nTimeout duration was set to 1. TimeoutNegativeWarning undefined",
		"NaN is not a number.\nTimeout duration was set to 1. TimeoutNaNWarning undefined",
		"2147483648 does not fit into a 32-bit signed integer.\nTimeout duration was set to 1. TimeoutOverflowWarning undefined")
}

func TestBadCallback(t *testing.T) {
	check(t, `for (const f of [setTimeout, setInterval, setImmediate]) {
			try { f('code') } catch (err) { log(err.code) } }
		const t = setTimeout(() => {}, 1); t._onTimeout = 5;`,
		"ERR_INVALID_ARG_TYPE", "ERR_INVALID_ARG_TYPE", "ERR_INVALID_ARG_TYPE",
		"uncaught: TypeError: callback is not a function")
}

const signal = `
	const listeners = new Set();
	const signal = { aborted: false, reason: 'why', addEventListener(_, f) { listeners.add(f) },
		removeEventListener(_, f) { listeners.delete(f) },
		abort() { this.aborted = true; for (const f of listeners) f() } };`

func TestPromises(t *testing.T) {
	check(t, signal+`
		const p = require('timers/promises');
		const show = (err) => log(err.code, err.cause);
		p.setTimeout(20, 'a').then(log);
		p.setImmediate('b').then(log);
		p.setTimeout(100000, 'never', { signal }).catch(show).then(() => log(listeners.size));
		p.setTimeout('x').catch((err) => log(err.code));
		p.setTimeout(1, 0, { ref: 1 }).catch((err) => log(err.message));
		p.scheduler.wait(30).then(() => { signal.abort(); p.setImmediate(0, { signal }).catch(show); });
		try { new p.scheduler.constructor() } catch (err) { log(err.code) }
		log(require('timers').promises === p, setTimeout[Symbol.for('nodejs.util.promisify.custom')] === p.setTimeout);`,
		"ERR_ILLEGAL_CONSTRUCTOR", "true true", "ERR_INVALID_ARG_TYPE",
		`The "options.ref" property must be of type boolean. Received type number (1)`,
		"b", "a", "ABORT_ERR why", "ABORT_ERR why", "0")
}

func TestPromisesInterval(t *testing.T) {
	check(t, signal+`
		const { setInterval } = require('timers/promises');
		(async () => {
			const i = setInterval(1, 'x');
			const answers = await Promise.all([i.next(), i.next(), i.return('end'), i.next()]);
			for (const { value, done } of answers) log(value, done);
			const j = setInterval(1, 'y', { signal });
			await j.next();
			signal.abort();
			await j.next().catch((err) => log(err.name));
			log((await j.next()).done, listeners.size);
			await setInterval('1').next().catch((err) => log(err.code));
		})();`,
		"x false", "x false", "end true", "undefined true", "AbortError", "true 0", "ERR_INVALID_ARG_TYPE")
}

type expiry struct{ fn func() }

func (x *expiry) IdleExpired() { x.fn() }

func TestIdle(t *testing.T) {
	w := newWorld(t)
	var first, second, third Idle
	say := func(s string, more func()) Expirer {
		return &expiry{func() { w.Log = append(w.Log, s); more() }}
	}
	timers := Of(w.Env)
	first.Start(timers, 1, say("first", second.Stop))
	second.Start(timers, 1, say("second", func() {}))
	third.Start(timers, 1, say("third", func() {}))
	first.Refresh()
	w.Run(`setTimeout(log, 5, 'timeout')`)
	if got := strings.Join(w.Log, " "); got != "second third first timeout" {
		t.Error(got)
	}
	if second.IsSet() || !third.IsSet() {
		t.Error("second must be stopped, third must be set")
	}
}

func BenchmarkIdleRefresh(b *testing.B) {
	w := newWorld(b)
	var idle, other Idle
	idle.Start(Of(w.Env), 1000, &expiry{})
	other.Start(Of(w.Env), 1000, &expiry{})
	b.ReportAllocs()
	for b.Loop() {
		idle.Refresh()
	}
}

func BenchmarkSetTimeout(b *testing.B) {
	w := newWorld(b)
	w.VM.Set("n", b.N)
	b.ReportAllocs()
	w.Run(`for (let i = 0; i < n; i++) setTimeout(log, 1000).unref()`)
}
