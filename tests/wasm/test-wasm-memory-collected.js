'use strict';
// Code can grow its memory while others, whose buffers were in use, have been
// collected: the garbage collector must not matter to it.
require('../common');
const assert = require('node:assert');
const { code, exported, i32, limits, module: binary, type } = require('./binary');

const compiled = new WebAssembly.Module(binary({
  types: [type([i32], [i32])], funcs: [[0]], memories: [limits(1)],
  exports: [exported('memory', 'memory', 0), exported('grow', 'func', 0)], code: [code(0x20, 0, 0x40, 0)],
}));
const make = () => {
  const { exports } = new WebAssembly.Instance(compiled);
  assert.strictEqual(exports.memory.buffer.byteLength, 65536);
  return exports;
};

let collected = 0;
const registry = exports.registry = new FinalizationRegistry(() => collected++); // or it were collected too
for (let i = 0; i < 20; i++) registry.register(make().memory);
const { grow, memory } = make();
const { buffer } = memory;

let waited = 0;
const wait = () => {
  if (collected < 10) {
    assert.ok(waited++ < 10_000);
    new WebAssembly.Memory({ initial: 64 }); // has the collector run
    setImmediate(wait);
    return;
  }
  assert.strictEqual(grow(2), 1);
  assert.strictEqual(buffer.detached, true);
  assert.strictEqual(memory.buffer.byteLength, 3 * 65536);
};
wait();
