package ecma

import (
	"runtime"
	"testing"
	"time"
)

func TestObjectBuiltins(t *testing.T) {
	check(t, [][2]string{
		{"JSON.stringify(Object.groupBy([1, 2, 3], (x) => x % 2 ? 'odd' : 'even'))", `{"odd":[1,3],"even":[2]}`},
		{"Object.getPrototypeOf(Object.groupBy([], () => 1))", "null"},
		{"[(5n).name, (5n).length, BigInt.name, BigInt.length].join()", ",,BigInt,1"},
		{"[...Map.groupBy([1, 2, 3], (x) => x % 2)].join('|')", "1,1,3|0,2"},
		{"const o = {}; o.__defineGetter__('a', () => 1); o.__defineSetter__('b', function (v) { this.c = v }); o.b = 2; [o.a, o.c, typeof o.__lookupGetter__('a'), o.__lookupSetter__('a')].join()", "1,2,function,"},
		{"const m = new Map([[1, 'a']]); [m.getOrInsert(1, 'b'), m.getOrInsert(2, 'c'), m.getOrInsertComputed(3, (k) => k + 'd'), m.size].join()", "a,c,3d,3"},
		{"const k = {}, m = new WeakMap(); [m.getOrInsert(k, 1), m.getOrInsert(k, 2)].join()", "1,1"},
		{caught("Object.groupBy(null)"), "TypeError: Object.groupBy called on null or undefined"},
		{caught("Map.groupBy([1], 1)"), "TypeError: number 1 is not a function"},
		{"new Date(2020, 0).getYear() + (Date.prototype.toGMTString === Date.prototype.toUTCString)", "121"},
		{"const d = new Date(0); d.setYear(99); d.getFullYear()", "1999"},
		{"'a'.anchor('\"x') + 'b'.bold()", `<a name="&quot;x">a</a><b>b</b>`},
		{"'ab\\ud800'.isWellFormed() + ',' + '😀'.isWellFormed() + ',' + 'ab\\ud800c'.toWellFormed() + '\\ud83d\\ude00'.toWellFormed()", "false,true,ab\uFFFDc😀"},
		{"String(Symbol.asyncIterator) + String(Symbol.dispose) + String(Symbol.asyncDispose) + Symbol.asyncIterator.description", "Symbol(Symbol.asyncIterator)Symbol(Symbol.dispose)Symbol(Symbol.asyncDispose)Symbol.asyncIterator"},
	})
}

func TestIteratorHelpers(t *testing.T) {
	check(t, [][2]string{
		{"[1, 2, 3, 4].values().map((x) => x * 2).filter((x) => x > 2).toArray().join()", "4,6,8"},
		{"function* g() { let i = 0; for (;;) yield i++ } g().drop(2).take(3).toArray().join()", "2,3,4"},
		{"[1, 2].values().flatMap((x) => [x, x]).toArray().join()", "1,1,2,2"},
		{"[1, 2, 3].values().reduce((a, b) => a + b) + [1].values().reduce((a, b) => a + b, 10)", "17"},
		{"let s = ''; [1, 2].values().forEach((x, i) => { s += x + ':' + i + ' ' }); s", "1:0 2:1 "},
		{"[[1, 2].values().some((x) => x > 1), [1, 2].values().every((x) => x > 1), [1, 2].values().find((x) => x > 1)].join()", "true,false,2"},
		{"Iterator.from({ next() { return { done: this.n > 2, value: this.n++ } }, n: 1 }).toArray().join()", "1,2"},
		{"Iterator.from('ab').toArray().join() + [...Iterator.concat([1], new Set([2]))].join()", "a,b1,2"},
		{"class My extends Iterator { next() { return { done: true } } } new My() instanceof Iterator && new My().toArray().length", "0"},
		{"let closed = 0; const it = { __proto__: Iterator.prototype, next: () => ({ done: false, value: 1 }), return() { closed++; return {} } }; it.take(1).toArray(); it.some(() => true); try { it.map(() => { throw 1 }).next() } catch {} closed", "3"},
		{"const h = [1].values().map((x) => x); [Object.prototype.toString.call(h), h.next().value, h.next().done, h.return().done].join()", "[object Iterator Helper],1,true,true"},
		{"Object.prototype.toString.call(new Map().keys()) + Iterator.prototype[Symbol.toStringTag]", "[object Map Iterator]Iterator"},
		{caught("new Iterator()"), "TypeError: Abstract class Iterator not directly constructable"},
		{caught("Iterator.from(1)"), "TypeError: Iterator.from called on non-object"},
		{caught("[1].values().take(-1)"), "RangeError: -1 must be positive"},
		{caught("[1].values().map()"), "TypeError: undefined is not a function"},
		{"(function* () { yield 1 })().map((x) => x + 1).next().value", "2"},
	})
}

func TestPromiseBuiltins(t *testing.T) {
	w := newWorld(t)
	w.eval(`var log = [];
const { promise, resolve } = Promise.withResolvers(); promise.then((v) => log.push('resolved ' + v)); resolve(1);
Promise.try((a) => a + 1, 1).then((v) => log.push('try ' + v));
Promise.try(() => { throw 'x' }).catch((v) => log.push('caught ' + v));
Array.fromAsync([1, Promise.resolve(2)], (x) => x * 2).then((v) => log.push('fromAsync ' + v));
Array.fromAsync({ length: 1, 0: 5 }).then((v) => log.push('like ' + v));
Array.fromAsync({ [Symbol.asyncIterator]() { let i = 0; return { next: async () => ({ done: i > 1, value: i++ }) } } }).then((v) => log.push('async ' + v));
Array.fromAsync(null).catch((e) => log.push(e.message));`)
	for _, want := range []string{"resolved 1", "try 2", "caught x", "fromAsync 2,4", "like 5", "async 0,1", "object null is not iterable"} {
		if got := w.eval("log.includes(" + `"` + want + `"` + ")"); got != "true" {
			t.Errorf("%s: not in %s", want, w.eval("log.join(' | ')"))
		}
	}
}

func TestDisposableStack(t *testing.T) {
	check(t, [][2]string{
		{`const log = []; const s = new DisposableStack();
s.use({ [Symbol.dispose]() { log.push('use') } }); s.adopt(1, (v) => log.push('adopt' + v)); s.defer(() => log.push('defer'));
s.dispose(); s.dispose(); log.join() + s.disposed`, "defer,adopt1,usetrue"},
		{"const s = new DisposableStack(); s.defer(() => { throw 1 }); s.defer(() => { throw 2 }); try { s.dispose() } catch (e) { [e.name, e.error, e.suppressed, e instanceof SuppressedError, e instanceof Error].join() }", "SuppressedError,1,2,true,true"},
		{"const s = new DisposableStack(); s.defer(() => 0); const m = s.move(); [s.disposed, m.disposed].join()", "true,false"},
		{caught("const s = new DisposableStack(); s.dispose(); s.defer(() => 0)"), "ReferenceError: Cannot add values to a disposed stack!"},
		{"const e = new SuppressedError(1, 2, 'm'); e.message + e.stack.split('\\n')[0] + SuppressedError.length", "mSuppressedError: m3"},
	})
	w := newWorld(t)
	w.eval(`var log = []; const s = new AsyncDisposableStack();
s.use({ async [Symbol.asyncDispose]() { await null; log.push('async') } }); s.use({ [Symbol.dispose]() { log.push('sync') } }); s.use(null);
s.disposeAsync().then(() => log.push('done'))`)
	if got := w.eval("log.join()"); got != "sync,async,done" {
		t.Error(got)
	}
}

func TestWeakRef(t *testing.T) {
	w := newWorld(t)
	posted := make(chan func(), 10)
	w.realm.Post = func(fn func()) { posted <- fn }
	w.eval(`var ref, cleaned = [];
const registry = new FinalizationRegistry((held) => cleaned.push(held)), token = {};
(() => { const o = { big: 1 }; ref = new WeakRef(o); registry.register(o, 'held'); registry.register({}, 'gone', token) })();
registry.unregister(token)`)
	if got := w.eval("Object.prototype.toString.call(ref) + Object.getOwnPropertySymbols(ref).length"); got != "[object WeakRef]0" {
		t.Error(got)
	}
	deadline := time.After(10 * time.Second)
	for done := false; !done; {
		runtime.GC()
		select {
		case fn := <-posted:
			fn()
			done = w.eval("cleaned.join()") == "held"
		case <-time.After(10 * time.Millisecond):
		case <-deadline:
			t.Fatal("not collected: ", w.eval("String(ref.deref())"))
		}
	}
	if got := w.eval("String(ref.deref()) + cleaned"); got != "undefinedheld" {
		t.Error(got)
	}
}

func TestLoweredSyntaxRuns(t *testing.T) {
	w := newWorld(t)
	if got := w.eval(`const r = new WeakRef({ a: 1 }); r.deref().a + typeof WeakRef.prototype.constructor`); got != "1function" {
		t.Error(got)
	}
	if got := w.eval(caught("new WeakRef(1)")); got != "TypeError: WeakRef: invalid target" {
		t.Error(got)
	}
	if got := w.eval(caught("WeakRef({})")); got != "TypeError: Constructor WeakRef requires 'new'" {
		t.Error(got)
	}
}

func TestAtomics(t *testing.T) {
	check(t, [][2]string{
		{"const a = new Int32Array(new SharedArrayBuffer(8)); [Atomics.add(a, 0, 5), Atomics.sub(a, 0, 2), Atomics.or(a, 0, 8), Atomics.and(a, 0, 9), Atomics.xor(a, 0, 1), Atomics.exchange(a, 0, 7), Atomics.compareExchange(a, 0, 7, 1), Atomics.load(a, 0), Atomics.store(a, 1, 3.7)].join()", "0,5,3,11,9,8,7,1,3"},
		{"const a = new BigInt64Array(1); Atomics.add(a, 0, 5n); String(a[0])", "5"},
		{"const a = new Int32Array(new SharedArrayBuffer(4)); [Atomics.wait(a, 0, 1), Atomics.wait(a, 0, 0, 5), Atomics.notify(a, 0), Atomics.isLockFree(4)].join()", "not-equal,timed-out,0,true"},
		{caught("Atomics.add([], 0, 1)"), "TypeError: [object Array] is not an integer typed array."},
		{caught("Atomics.load(new Int8Array(1), 1)"), "RangeError: Invalid atomic access index"},
		{"Object.prototype.toString.call(Atomics)", "[object Atomics]"},
	})
}

func TestLazyGlobals(t *testing.T) {
	check(t, [][2]string{
		{"typeof WeakRef + ('Atomics' in globalThis) + JSON.stringify(Object.getOwnPropertyDescriptor(globalThis, 'WeakRef'))", `functiontrue{"writable":true,"enumerable":false,"configurable":true}`},
		{"WeakRef = 1; typeof FinalizationRegistry + WeakRef", "function1"},
		{"var Atomics = 2; String(Atomics)", "2"},
		{"let WeakRef = 3; String(WeakRef) + typeof globalThis.WeakRef", "3function"},
	})
}
