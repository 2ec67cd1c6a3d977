'use strict';
// Objects of Node's own classes go to a worker and back; what cannot go throws at
// the sender.
const common = require('../common');
const assert = require('node:assert');
const { Worker, isMainThread, markAsUncloneable, parentPort } = require('node:worker_threads');

if (isMainThread) {
  const worker = new Worker(__filename);
  const aborted = new DOMException('stop', 'AbortError');
  const sent = [new File(['one ', 'two'], 'name.txt', { type: 'text/plain', lastModified: 5 }), new Blob(['three']), aborted];
  worker.postMessage(sent);
  worker.once('message', common.mustCall(async ([file, blob, error]) => {
    assert.ok(file instanceof File);
    assert.deepStrictEqual([file.name, file.type, file.lastModified, await file.text()], ['name.txt', 'text/plain', 5, 'one two']);
    assert.strictEqual(await blob.text(), 'three');
    assert.ok(error instanceof DOMException);
    assert.deepStrictEqual([error.name, error.message, error.stack], ['AbortError', 'stop', aborted.stack]);
    for (const value of [() => {}, { deep: Symbol('s') }, Promise.resolve(), new WeakMap()])
      assert.throws(() => worker.postMessage(value), { name: 'DataCloneError', code: 25 });
    const marked = {};
    markAsUncloneable(marked);
    assert.throws(() => worker.postMessage(marked), { name: 'DataCloneError' });
    const buffer = new ArrayBuffer(2);
    assert.throws(() => worker.postMessage(Symbol('s'), [buffer]), { name: 'DataCloneError' });
    worker.postMessage(null);
  }));
  worker.on('error', common.mustCall((err) => {
    assert.strictEqual(err.message, 'late');
  }));
  worker.on('exit', common.mustCall((code) => assert.strictEqual(code, 1)));
} else {
  parentPort.on('message', (message) => {
    if (message === null) throw new RangeError('late');
    parentPort.postMessage(message);
  });
}
