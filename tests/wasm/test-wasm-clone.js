'use strict';
// Modules can be cloned, for other threads too; nothing else of WebAssembly's.
const common = require('../common');
const assert = require('node:assert');
const { MessageChannel, Worker, receiveMessageOnPort } = require('node:worker_threads');
const { code, exported, i32, limits, module: binary, type } = require('./binary');

const compiled = new WebAssembly.Module(binary({
  types: [type([i32], [i32])], funcs: [[0]], memories: [limits(1)],
  exports: [exported('inc', 'func', 0), exported('memory', 'memory', 0)], code: [code(0x20, 0, 0x41, 1, 0x6a)],
}, { mine: [1, 2, 3] }));

function posted(value) {
  const { port1, port2 } = new MessageChannel();
  try {
    port1.postMessage(value);
    return receiveMessageOnPort(port2).message;
  } finally {
    port1.close();
  }
}

for (const clone of [structuredClone, posted]) {
  const { a, b } = clone({ a: compiled, b: compiled });
  assert.strictEqual(a, b);
  assert.notStrictEqual(a, compiled);
  assert.ok(a instanceof WebAssembly.Module);
  assert.deepStrictEqual(WebAssembly.Module.exports(a), WebAssembly.Module.exports(compiled));
  assert.deepStrictEqual([...new Uint8Array(WebAssembly.Module.customSections(a, 'mine')[0])], [1, 2, 3]);
  const { exports } = new WebAssembly.Instance(a);
  assert.strictEqual(exports.inc(4), 5);
  for (const value of [
    new WebAssembly.Instance(a), new WebAssembly.Table({ element: 'anyfunc', initial: 1 }), exports.memory,
    new WebAssembly.Global({ value: 'i32' }), new WebAssembly.Tag({ parameters: [] }),
  ]) {
    assert.throws(() => clone({ value }),
                  { name: 'DataCloneError', message: `#<${value.constructor.name}> could not be cloned.` });
  }
  assert.throws(() => clone(exports.inc), { name: 'DataCloneError' });
}

const worker = new Worker(`
  const { parentPort, workerData } = require('node:worker_threads');
  parentPort.once('message', ({ compiled }) => {
    const inc = (module) => new WebAssembly.Instance(module).exports.inc;
    parentPort.postMessage([inc(workerData)(1), inc(compiled)(2)]);
    parentPort.postMessage(compiled);
  });
`, { eval: true, workerData: compiled });
worker.postMessage({ compiled });
worker.once('message', common.mustCall((numbers) => {
  assert.deepStrictEqual(numbers, [2, 3]);
  worker.once('message', common.mustCall((back) => {
    assert.strictEqual(new WebAssembly.Instance(back).exports.inc(9), 10);
  }));
}));
