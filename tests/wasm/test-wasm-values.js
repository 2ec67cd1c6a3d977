'use strict';
// Values on their way into WebAssembly and back.
require('../common');
const assert = require('node:assert');
const { code, exported, externref, f32, f64, funcref, i32, i64, imported, module: binary, single, type } = require('./binary');

const same = (t) => single([t], [t], 0x20, 0);

const ints = same(i32);
for (const [given, want] of [
  [1, 1], [-1, -1], [2 ** 31, -(2 ** 31)], [2 ** 32 + 5, 5], [1.9, 1], [-1.9, -1], ['7', 7], [NaN, 0], [Infinity, 0],
  [undefined, 0], [null, 0], [true, 1], [1e20, 1661992960],
]) assert.strictEqual(ints(given), want, String(given));
assert.throws(() => ints(1n), TypeError);
assert.throws(() => ints(Symbol('s')), TypeError);

const longs = same(i64);
assert.strictEqual(longs(5n), 5n);
assert.strictEqual(longs(2n ** 63n), -(2n ** 63n));
assert.strictEqual(longs(2n ** 64n - 1n), -1n);
assert.strictEqual(longs(-(2n ** 70n) - 3n), -3n);
assert.strictEqual(longs('12'), 12n);
assert.throws(() => longs(5), { name: 'TypeError', message: 'Cannot convert 5 to a BigInt' });
assert.throws(() => longs(), TypeError);

assert.strictEqual(same(f32)(1.1), Math.fround(1.1));
assert.ok(Object.is(same(f32)(-0), -0));
assert.ok(Number.isNaN(same(f64)('x')));
assert.strictEqual(same(f64)(1.1), 1.1);

// References to values of JavaScript are the values.
const any = same(externref);
const object = {};
for (const value of [object, 'text', 'tëxt', 5, -0, 5n, Symbol.iterator, undefined, null, true, any])
  assert.ok(Object.is(any(value), value), String(value));
assert.strictEqual(any(), undefined);

// Exported functions have the number of the function for a name.
assert.strictEqual(ints.name, '0');
assert.strictEqual(ints.length, 1);
assert.throws(() => new ints(), TypeError);
assert.match(String(ints), /^function 0\(\) \{ \[native code\] \}$/);

// References to functions are the functions, which come from WebAssembly only.
const refs = same(funcref);
assert.strictEqual(refs(ints), ints);
assert.strictEqual(refs(refs), refs);
assert.strictEqual(refs(null), null);
for (const value of [() => {}, undefined, 1])
  assert.throws(() => refs(value), { name: 'TypeError', message: 'type incompatibility when transforming from/to JS' });

// Several results are an array; from JavaScript any iterable of that length.
{
  const pair = single([], [i32, i64], 0x41, 1, 0x42, 2);
  assert.deepStrictEqual(pair(), [1, 2n]);
  const passing = (give) => new WebAssembly.Instance(new WebAssembly.Module(binary({
    types: [type([], [i32, i32])], imports: [imported('m', 'give', 'func', 0)],
    funcs: [[0]], exports: [exported('f', 'func', 1)], code: [code(0x10, 0)],
  })), { m: { give } }).exports.f();
  assert.deepStrictEqual(passing(() => [3, 4]), [3, 4]);
  assert.deepStrictEqual(passing(function*() { yield 5; yield '6'; }), [5, 6]);
  assert.throws(() => passing(() => [1]), { name: 'TypeError', message: 'multi-return length mismatch' });
  assert.throws(() => passing(() => 1), TypeError);
}

// A conversion may call the function that it converts for.
{
  const add = single([i32, i32], [i32], 0x20, 0, 0x20, 1, 0x6a);
  assert.strictEqual(add(1, { valueOf: () => add(2, { valueOf: () => add(3, 4) }) }), 10);
}

// this and the arguments of an imported function.
{
  let seen;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(binary({
    types: [type([i32, i64, f64, externref], [externref])], imports: [imported('m', 'see', 'func', 0)],
    exports: [exported('f', 'func', 0)],
  })), { m: { see(...args) { seen = [this, ...args]; return args[3]; } } });
  assert.strictEqual(exports.f(1, 2n, 3.5, object), object);
  assert.deepStrictEqual(seen, [undefined, 1, 2n, 3.5, object]);
}
