'use strict';
// Linking: which imports are refused, and how exports keep their identity.
require('../common');
const assert = require('node:assert');
const { code, exported, funcref, i32, i64, imported, limits, module: binary, single, table, type } = require('./binary');

const base = { types: [type([], []), type([i32], [])] };
const link = (description, given) => new WebAssembly.Instance(
  new WebAssembly.Module(binary({ ...base, imports: [imported('a', 'b', ...description)] })), given);
const refuse = (description, value, name, message) => assert.throws(
  () => link(description, { a: { b: value } }), { name, message: `WebAssembly.Instance(): ${message}` });

const fn = ['func', 0];
assert.throws(() => link(fn), {
  name: 'TypeError', message: 'WebAssembly.Instance(): Imports argument must be present and must be an object',
});
for (const imports of [{}, { a: 5 }]) {
  assert.throws(() => link(fn, imports), {
    name: 'TypeError', message: 'WebAssembly.Instance(): Import #0 "a": module is not an object or function',
  });
}
const b = 'Import #0 "a" "b": ';
const memory = (...args) => ['memory', ...limits(...args)];
const mem = (descriptor) => new WebAssembly.Memory(descriptor);
const tab = (descriptor) => new WebAssembly.Table({ element: 'anyfunc', ...descriptor });
for (const [description, value, message] of [
  [fn, undefined, `${b}function import requires a callable`],
  [fn, {}, `${b}function import requires a callable`],
  [fn, single([i64], []), `${b}imported function does not match the expected type`],
  [memory(1), 1, `${b}memory import must be a WebAssembly.Memory object`],
  [memory(2), mem({ initial: 1 }), `${b}memory import has 1 pages which is smaller than the declared initial of 2`],
  [memory(1, 3), mem({ initial: 1, maximum: 5 }),
   `${b}memory import has a larger maximum size 5 than the module's declared maximum 3`],
  [memory(1, 3), mem({ initial: 1 }), `${b}memory import has no maximum limit, expected at most 4294967295`],
  [['table', ...table(funcref, 1)], 1, `${b}table import requires a WebAssembly.Table`],
  [['table', ...table(funcref, 2)], tab({ initial: 1 }), 'table import 0 is smaller than initial 2, got 1'],
  [['table', ...table(funcref, 1, 2)], tab({ initial: 1 }), 'table import 0 has no maximum length; required: 2'],
  [['table', ...table(funcref, 1)], tab({ element: 'externref', initial: 1 }),
   `${b}imported table does not match the expected type`],
  [['global', i32, 0], 'x', `${b}global import must be a number, valid Wasm reference, or WebAssembly.Global object`],
  [['global', i32, 0], 5n, `${b}global import must be a number, valid Wasm reference, or WebAssembly.Global object`],
  [['global', i64, 0], 5, `${b}global import must be a number, valid Wasm reference, or WebAssembly.Global object`],
  [['global', i32, 1], 5, `${b}imported mutable global must be a WebAssembly.Global object`],
  [['global', i32, 1], new WebAssembly.Global({ value: 'i32' }), `${b}imported global does not match the expected mutability`],
  [['global', i32, 0], new WebAssembly.Global({ value: 'i64' }), `${b}imported global does not match the expected type`],
]) refuse(description, value, 'LinkError', message);

// The imports are read in their order, with getters and proxies.
{
  const order = [];
  const bytes = binary({ ...base, imports: [imported('x', 'p', ...fn), imported('y', 'q', ...fn), imported('x', 'r', ...fn)] });
  const given = (name) => new Proxy({}, { get(_, key) { order.push(`${name}.${String(key)}`); return () => {}; } });
  const imports = { get x() { order.push('x'); return given('x'); }, get y() { order.push('y'); return given('y'); } };
  new WebAssembly.Instance(new WebAssembly.Module(bytes), imports);
  assert.deepStrictEqual(order, ['x', 'x.p', 'y', 'y.q', 'x', 'x.r']);
}

// What imports and exports a module says it has.
{
  const bytes = new WebAssembly.Module(binary({
    ...base,
    imports: [imported('a', 'f', ...fn), imported('ä', '', 'global', i32, 0), imported('a', 'f', ...memory(1))],
    tables: [table(funcref, 1)],
    exports: [exported('f', 'func', 0), exported('', 'table', 0), exported('m', 'memory', 0), exported('🚀', 'global', 0)],
  }));
  assert.deepStrictEqual(WebAssembly.Module.imports(bytes), [
    { module: 'a', name: 'f', kind: 'function' }, { module: 'ä', name: '', kind: 'global' },
    { module: 'a', name: 'f', kind: 'memory' },
  ]);
  assert.deepStrictEqual(WebAssembly.Module.exports(bytes), [
    { name: 'f', kind: 'function' }, { name: '', kind: 'table' }, { name: 'm', kind: 'memory' }, { name: '🚀', kind: 'global' },
  ]);
}

// A function of WebAssembly that passes through a module is the same one; one
// of JavaScript becomes one of WebAssembly.
{
  const pass = new WebAssembly.Module(binary({
    ...base, imports: [imported('m', 'f', ...fn)], exports: [exported('x', 'func', 0), exported('y', 'func', 0)],
  }));
  const calls = [];
  const js = () => calls.push('js');
  const first = new WebAssembly.Instance(pass, { m: { f: js } }).exports;
  assert.notStrictEqual(first.x, js);
  assert.strictEqual(first.x, first.y);
  const second = new WebAssembly.Instance(pass, { m: { f: first.x } }).exports;
  assert.strictEqual(second.y, first.x);
  second.x();
  assert.deepStrictEqual(calls, ['js']);
}

// The start function runs once everything is linked; exports of a module that
// threw there do not exist.
{
  const starting = new WebAssembly.Module(binary({ ...base, imports: [imported('m', 'f', ...fn)], start: 0 }));
  let started = 0;
  new WebAssembly.Instance(starting, { m: { f() { started++; } } });
  assert.strictEqual(started, 1);
  const mine = new Error('mine');
  assert.throws(() => new WebAssembly.Instance(starting, { m: { f() { throw mine; } } }), (err) => err === mine);
}

// A module that is not valid says where.
assert.throws(() => new WebAssembly.Module(binary({
  ...base, funcs: [[0]], code: [code(0x41, 1)],
})), { name: 'CompileError', message: /^WebAssembly\.Module\(\): / });
