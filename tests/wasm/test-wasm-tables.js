'use strict';
// Tables and globals, which JavaScript and several instances can share.
require('../common');
const assert = require('node:assert');
const { code, exported, externref, f64, funcref, global, i32, i64, imported, module: binary, table, type } = require('./binary');

const instance = (sections, imports) => new WebAssembly.Instance(new WebAssembly.Module(binary(sections)), imports).exports;

// A module with a table of two functions, one of them imported and not
// exported, and with what calls an element.
const inside = {
  types: [type([], [i32])],
  imports: [imported('m', 'js', 'func', 0)],
  funcs: [[0], [0]],
  tables: [table(funcref, 4)],
  exports: [exported('t', 'table', 0), exported('one', 'func', 1)],
  elements: [[0, 0x41, 1, 0x0b, 3, 0, 1, 2]],
  code: [code(0x41, 1), code(0x41, 2)],
};

{
  const { t, one } = instance(inside, { m: { js: () => 40 } });
  assert.strictEqual(t.length, 4);
  assert.strictEqual(t.get(0), null);
  assert.strictEqual(t.get(1)(), 40);
  assert.strictEqual(t.get(2), one);
  assert.strictEqual(t.get(3)(), 2);
  assert.strictEqual(t.get(3), t.get(3));
  assert.strictEqual(t.get(3).name, '2');
  t.set(0, t.get(3));
  assert.strictEqual(t.get(0), t.get(3));
  t.set(0);
  assert.strictEqual(t.get(0), null);

  // Another module calls through the table, and elements that it is given.
  const caller = instance({
    types: [type([i32], [i32]), type([], [i32])],
    imports: [imported('m', 't', 'table', ...table(funcref, 4))],
    funcs: [[0]], exports: [exported('call', 'func', 0), exported('again', 'table', 0)],
    code: [code(0x20, 0, 0x11, 1, 0)],
  }, { m: { t } });
  assert.strictEqual(caller.again, t);
  assert.strictEqual(caller.call(1), 40);
  assert.strictEqual(caller.call(3), 2);
  t.set(0, one);
  assert.strictEqual(caller.call(0), 1);
  t.set(0, caller.call);
  assert.strictEqual(t.get(0), caller.call);
  assert.throws(() => caller.call(0), { name: 'RuntimeError', message: 'function signature mismatch' });
  assert.throws(() => caller.call(9), { name: 'RuntimeError', message: 'table index is out of bounds' });
  assert.strictEqual(t.grow(2, one), 4);
  assert.strictEqual(caller.call(5), 1);
}

{
  const t = new WebAssembly.Table({ element: 'anyfunc', initial: 2, maximum: 3 });
  assert.strictEqual(t.grow(1), 2);
  const notFunction = 'function-typed object must be null (if nullable) or a Wasm function object';
  for (const [fn, name, message] of [
    [() => t.get(5), 'RangeError', 'get(): invalid address 5 in funcref table of size 3'],
    [() => t.get(), 'TypeError', 'get(): Argument 0 must be convertible to a valid number'],
    [() => t.set(9, null), 'RangeError', 'set(): invalid address 9 in funcref table of size 3'],
    [() => t.set(0, () => 1), 'TypeError', `set(): Argument 1 is invalid for table: ${notFunction}`],
    [() => t.grow(1), 'RangeError', 'grow(): failed to grow table by 1'],
  ]) assert.throws(fn, { name, message: `WebAssembly.Table.${message}` });
}

{
  const t = new WebAssembly.Table({ element: 'externref', initial: 2 }, 'hi');
  const object = {};
  assert.strictEqual(t.get(1), 'hi');
  t.set(0, object);
  assert.strictEqual(t.get(0), object);
  t.set(0);
  assert.strictEqual(t.get(0), undefined);
  assert.strictEqual(new WebAssembly.Table({ element: 'externref', initial: 1 }).get(0), undefined);
}

// A segment past the end of its table.
assert.throws(() => instance({
  types: [type([], [])], funcs: [[0]], tables: [table(funcref, 1)], elements: [[0, 0x41, 1, 0x0b, 1, 0]], code: [code()],
}), { name: 'RuntimeError', message: 'WebAssembly.Instance(): table index is out of bounds' });

// Globals: those of JavaScript and of code are the same.
{
  const counter = new WebAssembly.Global({ value: 'i32', mutable: true }, 5);
  const held = new WebAssembly.Global({ value: 'externref', mutable: true }, 'x');
  const bytes = {
    types: [type([], []), type([], [externref])],
    imports: [
      imported('m', 'counter', 'global', i32, 1), imported('m', 'held', 'global', externref, 1),
      imported('m', 'fixed', 'global', externref, 0), imported('m', 'wide', 'global', i64, 0),
    ],
    funcs: [[0], [1]],
    globals: [global(f64, false, 0x44, 0, 0, 0, 0, 0, 0, 0xf8, 0x3f), global(externref, false, 0xd0, 0x6f)],
    exports: [
      exported('count', 'func', 0), exported('take', 'func', 1), exported('counter', 'global', 0),
      exported('fixed', 'global', 2), exported('wide', 'global', 3), exported('real', 'global', 4),
      exported('nothing', 'global', 5),
    ],
    code: [code(0x23, 0, 0x41, 1, 0x6a, 0x24, 0), code(0x23, 2)],
  };
  const fixed = {};
  const a = instance(bytes, { m: { counter, held, fixed, wide: 2n ** 40n } });
  assert.strictEqual(a.counter, counter);
  a.count();
  assert.strictEqual(counter.value, 6);
  counter.value = '41.5';
  a.count();
  assert.strictEqual(counter.value, 42);
  assert.strictEqual(counter.valueOf(), 42);
  assert.strictEqual(a.take(), fixed);
  assert.strictEqual(a.fixed.value, fixed);
  assert.strictEqual(a.wide.value, 2n ** 40n);
  assert.strictEqual(a.real.value, 1.5);
  assert.strictEqual(a.nothing.value, null);
  assert.throws(() => { a.fixed.value = 1; }, { name: 'TypeError', message: /Can't set the value of an immutable global/ });
  // An immutable one of one instance is one for another.
  const b = instance(bytes, { m: { counter, held, fixed: a.nothing, wide: a.wide } });
  assert.strictEqual(b.take(), null);
  assert.strictEqual(b.wide, a.wide);
  b.count();
  assert.strictEqual(a.counter.value, 43);
}
assert.strictEqual(new WebAssembly.Global({ value: 'f32' }, 1.1).value, Math.fround(1.1));
assert.strictEqual(new WebAssembly.Global({ value: 'i64' }).value, 0n);
assert.strictEqual(new WebAssembly.Global({ value: 'anyfunc' }).value, null);
assert.strictEqual(new WebAssembly.Global({ value: 'externref' }).value, undefined);
