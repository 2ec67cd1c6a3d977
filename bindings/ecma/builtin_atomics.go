package ecma

import (
	"math"
	"time"

	"github.com/dop251/goja"
)

// installAtomics adds Atomics. A VM has one thread, so that every operation is
// atomic as it is; wait can only sleep, since nobody else can notify.
func (r *Realm) installAtomics() {
	o := r.vm.NewObject()
	r.tag(o, "Atomics")
	for _, op := range []struct {
		name   string
		length int
	}{
		{"add", 3}, {"and", 3}, {"compareExchange", 4}, {"exchange", 3}, {"isLockFree", 1}, {"load", 2},
		{"or", 3}, {"store", 3}, {"sub", 3}, {"xor", 3}, {"notify", 3}, {"waitAsync", 4},
	} {
		r.method(o, op.name, op.length, func(c goja.FunctionCall) goja.Value {
			return invoke(r.run(atomicsScript), goja.Undefined(), append([]goja.Value{r.vm.ToValue(op.name)}, c.Arguments...)...)
		})
	}
	r.method(o, "pause", 0, func(goja.FunctionCall) goja.Value { return goja.Undefined() })
	r.method(o, "wait", 4, r.atomicsWait)
	hide(r.vm.GlobalObject(), "Atomics", o)
}

// atomicsScript carries out the operation called name.
var atomicsScript = &script{program: compileOnce(`((tag, isShared) => {
	const integers = new Set(['Int8Array', 'Uint8Array', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array', 'BigInt64Array', 'BigUint64Array']);
	const waitable = new Set(['Int32Array', 'BigInt64Array']);
	const check = (array, index, kinds, text) => {
		if (!kinds.has(tag.call(array))) throw new TypeError(Object.prototype.toString.call(array) + ' is not an ' + text + ' typed array.');
		const i = index === undefined ? 0 : Math.trunc(Number(index)) || 0;
		if (i < 0 || i >= array.length) throw new RangeError('Invalid atomic access index');
		return i;
	};
	const numeric = (array, value) => (tag.call(array).startsWith('Big') ? BigInt(value) : Math.trunc(Number(value)) || 0);
	const change = (array, index, value, fn) => {
		const i = check(array, index, integers, 'integer');
		const v = numeric(array, value), old = array[i];
		array[i] = fn(old, v);
		return old;
	};
	const operations = {
		add: (a, i, v) => change(a, i, v, (x, y) => x + y),
		sub: (a, i, v) => change(a, i, v, (x, y) => x - y),
		and: (a, i, v) => change(a, i, v, (x, y) => x & y),
		or: (a, i, v) => change(a, i, v, (x, y) => x | y),
		xor: (a, i, v) => change(a, i, v, (x, y) => x ^ y),
		exchange: (a, i, v) => change(a, i, v, (x, y) => y),
		store(a, index, value) {
			const i = check(a, index, integers, 'integer');
			const v = numeric(a, value);
			a[i] = v;
			return v;
		},
		load: (a, index) => a[check(a, index, integers, 'integer')],
		compareExchange(a, index, expected, replacement) {
			const i = check(a, index, integers, 'integer');
			const wrapped = new a.constructor([numeric(a, expected)])[0], v = numeric(a, replacement), old = a[i];
			if (old === wrapped) a[i] = v;
			return old;
		},
		isLockFree: (n) => [1, 2, 4, 8].includes(Math.trunc(Number(n))),
		notify(a, index) {
			check(a, index, waitable, 'shared');
			return 0;
		},
		// wait only says whether it would have to.
		wait(a, index, value) {
			const i = check(a, index, waitable, 'shared');
			if (!isShared(a.buffer)) throw new TypeError(Object.prototype.toString.call(a) + ' is not a shared typed array.');
			return a[i] === new a.constructor([numeric(a, value)])[0];
		},
		waitAsync(a, index, value, timeout) {
			if (!operations.wait(a, index, value)) return { async: false, value: 'not-equal' };
			const ms = timeout === undefined ? Infinity : Math.max(Number(timeout) || 0, 0);
			if (ms === 0) return { async: false, value: 'timed-out' };
			return { async: true, value: new Promise((resolve) => { if (ms !== Infinity) setTimeout(resolve, ms, 'timed-out'); }) };
		},
	};
	return (name, ...args) => operations[name](...args);
})(Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get,
	(buffer) => typeof SharedArrayBuffer === 'function' && buffer instanceof SharedArrayBuffer)`)}

// Interrupted reports whether the VM is to stop.
func (r *Realm) Interrupted() bool { return r.machine.interrupted() }

// waitStep is how often a sleeping Atomics.wait looks whether the VM is to
// stop.
const waitStep = 20 * time.Millisecond

// atomicsWait is Atomics.wait(array, index, value, timeout): a way to sleep.
func (r *Realm) atomicsWait(c goja.FunctionCall) goja.Value {
	args := append([]goja.Value{r.vm.ToValue("wait")}, c.Arguments...)
	if !invoke(r.run(atomicsScript), goja.Undefined(), args...).ToBoolean() {
		return r.vm.ToValue("not-equal")
	}
	ms := math.Inf(1)
	if !goja.IsUndefined(c.Argument(3)) {
		if n := c.Argument(3).ToNumber().ToFloat(); !math.IsNaN(n) {
			ms = max(n, 0)
		}
	}
	start := time.Now()
	for {
		left := ms - float64(time.Since(start))/1e6
		if left <= 0 || r.machine.interrupted() {
			return r.vm.ToValue("timed-out")
		}
		time.Sleep(min(waitStep, time.Duration(min(left, 1e3)*1e6)))
	}
}
