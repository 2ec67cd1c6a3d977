'use strict';
// Code that runs for ever can be ended, and does not keep other threads from
// running.
const common = require('../common');
const assert = require('node:assert');
const vm = require('node:vm');
const { Worker } = require('node:worker_threads');
const { code, exported, i32, imported, global, module: binary, table, funcref, type } = require('./binary');

const unreachable = 0x00, loop = 0x03, empty = 0x40, br = 0x0c, end = 0x0b, call = 0x10;

// What never ends, each with a function before it, and others that tables, globals and exports name.
const bytes = binary({
  types: [type([], []), type([i32], [i32])], imports: [imported('m', 'out', 'func', 0)],
  funcs: [[1], [0], [0], [1], [0]], tables: [table(funcref, 2)],
  globals: [global(funcref, false, 0xd2, 1)],
  exports: ['inc', 'loop', 'tail', 'fib', 'out'].map((name, i) => exported(name, 'func', i + 1)).concat([
    exported('table', 'table', 0), exported('global', 'global', 0),
  ]),
  elements: [[0, 0x41, 0, end, 2, 1, 0]],
  code: [
    code(0x20, 0, 0x41, 1, 0x6a),
    code(loop, empty, 0x41, 1, call, 1, 0x1a, br, 0, end, unreachable),
    code(0x12, 3),
    // fib(n), which has no loop
    code(0x20, 0, 0x41, 2, 0x48, 0x04, i32, 0x20, 0, 0x05,
         0x20, 0, 0x41, 1, 0x6b, call, 4, 0x20, 0, 0x41, 2, 0x6b, call, 4, 0x6a, end),
    code(loop, empty, call, 0, br, 0, end),
  ],
});
const compiled = new WebAssembly.Module(bytes);
let outs = 0;
const { exports: made } = new WebAssembly.Instance(compiled, {
  m: { out() { if (++outs === 100_000) throw new Error('enough'); } },
});

// All that is named is what it was.
assert.strictEqual(made.inc(41), 42);
assert.strictEqual(made.table.get(0), made.inc);
assert.strictEqual(made.global.value, made.inc);
made.table.get(1)();
assert.strictEqual(outs, 1);
assert.strictEqual(made.fib(20), 6765);
assert.throws(() => made.out(), { message: 'enough' });

// The limit of a script's time.
const timeout = { code: 'ERR_SCRIPT_EXECUTION_TIMEOUT', message: 'Script execution timed out after 50ms' };
for (const script of ['loop()', 'fib(60)', 'try { loop() } catch {}']) {
  assert.throws(() => vm.runInNewContext(script, { ...made }, { timeout: 50 }), timeout);
}
assert.strictEqual(made.fib(20), 6765); // it still works
{
  const starting = new WebAssembly.Module(binary({
    types: [type([], [])], funcs: [[0]], start: 0, code: [code(loop, empty, br, 0, end)],
  }));
  assert.throws(() => vm.runInNewContext('new WebAssembly.Instance(starting)', { starting, WebAssembly }, { timeout: 50 }),
                timeout);
}

// A worker, while this thread makes garbage that is collected.
for (const name of ['loop', 'out']) {
  const worker = new Worker(`
    const { parentPort, workerData } = require('node:worker_threads');
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(workerData.bytes), { m: { out() {} } });
    parentPort.postMessage('running');
    exports[workerData.name]();
  `, { eval: true, workerData: { bytes, name } });
  worker.on('message', common.mustCall(() => {
    let rounds = 0;
    const work = setInterval(() => {
      Array.from({ length: 10_000 }, () => ({}));
      if (++rounds < 20) return;
      clearInterval(work);
      worker.terminate().then(common.mustCall((status) => assert.strictEqual(status, 1)));
    }, 1);
  }));
}
