'use strict';
// Memories: their buffers, and what growing does to these.
require('../common');
const assert = require('node:assert');
const { code, exported, i32, imported, limits, module: binary, type } = require('./binary');

const page = 65536;

// A module that grows its memory, stores, loads, and calls out in between.
const bytes = (importing) => binary({
  types: [type([i32], [i32]), type([i32, i32], []), type([], [])],
  imports: [imported('m', 'out', 'func', 2), ...(importing ? [imported('m', 'memory', 'memory', ...limits(1))] : [])],
  funcs: [[0], [1], [0], [0]],
  ...(importing ? {} : { memories: [limits(1, 4)] }),
  exports: [
    exported('grow', 'func', 1), exported('store', 'func', 2), exported('load', 'func', 3),
    exported('growAndCall', 'func', 4), exported('memory', 'memory', 0),
  ],
  code: [
    code(0x20, 0, 0x40, 0),
    code(0x20, 0, 0x20, 1, 0x36, 2, 0),
    code(0x20, 0, 0x28, 2, 0),
    code(0x20, 0, 0x40, 0, 0x10, 0),
  ],
});

{
  let called;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes(false)), { m: { out: () => called() } });
  const { memory } = exports;
  const first = memory.buffer;
  assert.strictEqual(memory.buffer, first);
  assert.strictEqual(first.byteLength, page);
  const view = new Uint32Array(first);
  exports.store(8, 77);
  assert.strictEqual(view[2], 77);
  view[3] = 78;
  assert.strictEqual(exports.load(12), 78);

  // By JavaScript.
  assert.strictEqual(memory.grow(1), 1);
  assert.strictEqual(first.byteLength, 0);
  assert.strictEqual(view.length, 0);
  const second = memory.buffer;
  assert.strictEqual(second.byteLength, 2 * page);
  assert.strictEqual(new Uint32Array(second)[3], 78);
  exports.store(page, 5);
  assert.strictEqual(new Uint32Array(second)[page / 4], 5);

  // By code.
  assert.strictEqual(exports.grow(1), 2);
  assert.strictEqual(second.byteLength, 0);
  const third = memory.buffer;
  assert.strictEqual(third.byteLength, 3 * page);

  // By code, seen by what it calls.
  called = () => {
    assert.strictEqual(third.byteLength, 0);
    assert.strictEqual(memory.buffer.byteLength, 4 * page);
  };
  assert.strictEqual(exports.growAndCall(1), 3);
  assert.strictEqual(exports.grow(1), -1);
  assert.throws(() => memory.grow(1), { name: 'RangeError', message: 'WebAssembly.Memory.grow(): Maximum memory size exceeded' });

  assert.strictEqual(exports.load(4 * page - 4), 0);
  const oob = { name: 'RuntimeError', message: 'memory access out of bounds' };
  assert.throws(() => exports.load(4 * page - 3), oob);
  assert.throws(() => exports.store(-1, 0), oob);
}

// One memory of JavaScript's in two instances.
{
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 3 });
  const module = new WebAssembly.Module(bytes(true));
  const imports = { m: { memory, out() {} } };
  const [a, b] = [new WebAssembly.Instance(module, imports).exports, new WebAssembly.Instance(module, imports).exports];
  assert.strictEqual(a.memory, memory);
  a.store(4, 9);
  assert.strictEqual(b.load(4), 9);
  const { buffer } = memory;
  assert.strictEqual(b.grow(1), 1);
  assert.strictEqual(buffer.byteLength, 0);
  a.store(page + 4, 10);
  assert.strictEqual(b.load(page + 4), 10);
  assert.strictEqual(new Uint8Array(memory.buffer)[page + 4], 10);
}

// Growing by nothing takes the buffer away as well.
{
  const memory = new WebAssembly.Memory({ initial: 0 });
  const { buffer } = memory;
  assert.strictEqual(buffer.byteLength, 0);
  assert.strictEqual(memory.grow(0), 0);
  assert.strictEqual(buffer.detached, true);
  assert.notStrictEqual(memory.buffer, buffer);
  for (const [delta, message] of [
    [undefined, 'convertible to a valid number'], [-1, 'non-negative'], [2 ** 32, 'in the unsigned long range'],
  ]) {
    assert.throws(() => memory.grow(delta),
                  { name: 'TypeError', message: `WebAssembly.Memory.grow(): Argument 0 must be ${message}` });
  }
}

// Nobody else can take the buffer away.
{
  const { buffer } = new WebAssembly.Memory({ initial: 1 });
  assert.throws(() => buffer.transfer(), TypeError);
  assert.throws(() => structuredClone(buffer, { transfer: [buffer] }), { name: 'DataCloneError' });
  assert.strictEqual(buffer.byteLength, page);
}

// A shared one has a SharedArrayBuffer, which stays.
{
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 2, shared: true });
  const { buffer } = memory;
  assert.ok(buffer instanceof SharedArrayBuffer);
  new Uint8Array(buffer)[3] = 4;
  assert.strictEqual(memory.grow(1), 1);
  assert.strictEqual(buffer.byteLength, page);
  assert.strictEqual(memory.buffer.byteLength, 2 * page);
  assert.strictEqual(new Uint8Array(memory.buffer)[3], 4);
}

// What a module puts there when it starts.
{
  const data = (offset, ...given) => [0, 0x41, ...offset, 0x0b, given.length, ...given];
  const make = (...segments) => new WebAssembly.Instance(new WebAssembly.Module(binary({
    memories: [limits(1)], exports: [exported('memory', 'memory', 0)], data: segments,
  }))).exports.memory;
  assert.deepStrictEqual([...new Uint8Array(make(data([5], 1, 2, 3)).buffer, 4, 5)], [0, 1, 2, 3, 0]);
  assert.throws(() => make(data([0xff, 0xff, 3], 1, 2)), { name: 'RuntimeError', message: /data segment 0 is out of bounds/ });
}
