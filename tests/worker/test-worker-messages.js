'use strict';
// A worker gets its data and messages as clones, in order, and tells of its
// beginning, its messages and its end, in that order.
const common = require('../common');
const assert = require('node:assert');
const { Worker, isMainThread, parentPort, threadId, workerData } = require('node:worker_threads');

if (isMainThread) {
  assert.strictEqual(threadId, 0);
  assert.strictEqual(parentPort, null);
  assert.strictEqual(workerData, null);
  const shared = { deep: new Map([[1, [2n, new Date(3), /x/g]]]) };
  const worker = new Worker(__filename, { workerData: { shared, again: shared } });
  const id = worker.threadId;
  assert.ok(id > 0);
  const seen = [];
  process.on('worker', common.mustCall((made) => assert.strictEqual(made, worker)));
  worker.on('online', () => seen.push('online'));
  worker.on('message', (message) => {
    seen.push(message.tag);
    if (message.tag === 'data') {
      assert.deepStrictEqual(message.data.shared, shared);
      assert.strictEqual(message.data.shared, message.data.again);
      assert.strictEqual(message.threadId, id);
    }
    if (message.tag === 'echo 9') worker.postMessage('end');
  });
  worker.on('exit', common.mustCall((code) => {
    seen.push(`exit ${code}`);
    assert.strictEqual(worker.threadId, -1);
    assert.deepStrictEqual(worker.resourceLimits, {});
    worker.postMessage('nobody'); // lost
    const echoes = Array.from({ length: 10 }, (_, i) => `echo ${i}`);
    assert.deepStrictEqual(seen, ['online', 'data', ...echoes, 'last', 'exit 7']);
  }));
  for (let i = 0; i < 10; i++) worker.postMessage(i);
} else {
  parentPort.postMessage({ tag: 'data', data: workerData, threadId });
  parentPort.on('message', (message) => {
    if (message !== 'end') {
      parentPort.postMessage({ tag: `echo ${message}` });
      return;
    }
    parentPort.postMessage({ tag: 'last' });
    process.exit(7);
  });
}
