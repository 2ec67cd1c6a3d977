'use strict';
// Traps, and exceptions of JavaScript that pass through code.
require('../common');
const assert = require('node:assert');
const { code, exported, f32, i32, i64, imported, module: binary, single, type } = require('./binary');

const binaryOp = (op, t = i32) => single([t, t], [t], 0x20, 0, 0x20, 1, op);
for (const [fn, message] of [
  [single([], [], 0x00), 'unreachable'],
  [() => binaryOp(0x6d)(1, 0), 'divide by zero'],
  [() => binaryOp(0x7f, i64)(1n, 0n), 'divide by zero'],
  [() => single([f32], [i32], 0x20, 0, 0xa8)(NaN), 'float unrepresentable in integer range'],
  [() => single([f32], [i32], 0x20, 0, 0xa8)(1e20), 'float unrepresentable in integer range'],
]) {
  assert.throws(fn, (err) => {
    assert.ok(err instanceof WebAssembly.RuntimeError);
    assert.strictEqual(err.message, message);
    assert.match(err.stack, new RegExp(`^RuntimeError: ${message}\n    at .*`));
    return true;
  });
}

// Unbounded recursion.
{
  const forever = single([], [], 0x10, 0);
  for (let i = 0; i < 2; i++)
    assert.throws(forever, { name: 'RangeError', message: 'Maximum call stack size exceeded' });
}

// A module with functions that call what is imported: once, and with itself.
const make = (call) => new WebAssembly.Instance(new WebAssembly.Module(binary({
  types: [type([i32], [i32])], imports: [imported('m', 'call', 'func', 0)],
  funcs: [[0]], exports: [exported('f', 'func', 1)], code: [code(0x20, 0, 0x10, 0)],
})), { m: { call } }).exports;

// What is thrown comes out as it is.
for (const value of [new Error('x'), 'text', undefined, null, 5]) {
  const { f } = make(() => { throw value; });
  let caught;
  try {
    f(1);
    assert.fail('nothing was thrown');
  } catch (err) {
    caught = [err];
  }
  assert.deepStrictEqual(caught, [value]);
}

// The function can be called again, also from what it has called.
{
  let exports;
  const depths = [];
  exports = make((n) => {
    depths.push(n);
    if (n === 0) throw new Error('bottom');
    return exports.f(n - 1);
  });
  assert.throws(() => exports.f(50), { message: 'bottom' });
  assert.strictEqual(depths.length, 51);
  assert.throws(() => exports.f(3), { message: 'bottom' });
  exports = make((n) => (n === 0 ? 7 : exports.f(n - 1) + 1));
  assert.strictEqual(exports.f(50), 57);
}

// So can both without end.
{
  let exports;
  exports = make((n) => exports.f(n));
  assert.throws(() => exports.f(1), { name: 'RangeError', message: 'Maximum call stack size exceeded' });
  assert.throws(() => exports.f(1), RangeError);
}

// A result that does not convert.
{
  const { f } = make(() => 1n);
  assert.throws(() => f(1), TypeError);
  assert.throws(() => make(() => Symbol('s')).f(1), TypeError);
  assert.strictEqual(make(() => ({ valueOf: () => '12' })).f(1), 12);
}

// finally runs on the way.
{
  const order = [];
  const { f } = make(() => { order.push('inner'); throw new Error('x'); });
  try {
    try { f(1); } finally { order.push('finally'); }
  } catch (err) {
    order.push(err.message);
  }
  assert.deepStrictEqual(order, ['inner', 'finally', 'x']);
}
