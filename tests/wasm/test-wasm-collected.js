'use strict';
// Instances, memories and the values that code is given go when nothing refers
// to them.
require('../common');
const assert = require('node:assert');
const { code, exported, externref, i32, imported, limits, module: binary, table, type } = require('./binary');

// Instances with 1 MiB each, in a cycle with what they import: made until some
// have been collected.
{
  const compiled = new WebAssembly.Module(binary({
    types: [type([], []), type([], [i32])], imports: [imported('m', 'f', 'func', 0)],
    funcs: [[1]], memories: [limits(16)],
    exports: [exported('memory', 'memory', 0), exported('f', 'func', 0), exported('g', 'func', 1)],
    code: [code(0x10, 0, 0x41, 7)],
  }));
  let collected = 0;
  let made = 0;
  const registry = new FinalizationRegistry(() => collected++);
  const next = () => {
    for (let i = 0; i < 20; i++) {
      let calls = 0;
      const { exports } = new WebAssembly.Instance(compiled, { m: { f() { calls += exports.memory.buffer.byteLength; } } });
      assert.strictEqual(exports.g(), 7);
      assert.strictEqual(calls, 2 ** 20);
      registry.register(exports.memory, made++);
    }
    if (collected > 0) return;
    assert.ok(made < 10_000);
    setImmediate(next);
  };
  next();
}

// Values that code has been given: those that it has kept are still there.
{
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(binary({
    types: [type([externref], [externref]), type([externref, i32], []), type([i32], [externref])],
    funcs: [[0], [1], [2], [1]], tables: [table(externref, 100)],
    globals: [[externref, 1, 0xd0, externref, 0x0b]],
    exports: [
      exported('pass', 'func', 0), exported('keep', 'func', 1), exported('kept', 'func', 2), exported('hold', 'func', 3),
      exported('held', 'global', 0),
    ],
    code: [code(0x20, 0), code(0x20, 1, 0x20, 0, 0x26, 0), code(0x20, 0, 0x25, 0), code(0x20, 0, 0x24, 0)],
  })));
  const mine = new WebAssembly.Table({ element: 'externref', initial: 1 });
  mine.set(0, { mine: true });
  for (let i = 0; i < 100; i++) exports.keep({ i }, i);
  exports.hold({ held: true }, 0);
  for (let i = 0; i < 20_000; i++) {
    const value = { i };
    assert.strictEqual(exports.pass(value), value);
    assert.strictEqual(exports.pass(`text ${i}`), `text ${i}`);
  }
  for (let i = 0; i < 100; i++) assert.strictEqual(exports.kept(i).i, i);
  assert.strictEqual(exports.held.value.held, true);
  assert.strictEqual(mine.get(0).mine, true);
}
