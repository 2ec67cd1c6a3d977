'use strict';
// Ports and memory move between threads; channels with a name reach all of them.
const common = require('../common');
const assert = require('node:assert');
const {
  BroadcastChannel, MessageChannel, Worker, isMainThread, parentPort, postMessageToThread, receiveMessageOnPort, threadId,
  workerData,
} = require('node:worker_threads');

async function main() {
  const { port1, port2 } = new MessageChannel();
  const memory = new ArrayBuffer(4);
  new Uint8Array(memory).set([1, 2, 3, 4]);
  port1.postMessage('before');
  const inner = new MessageChannel();
  port1.postMessage(inner.port2, [inner.port2]);
  const channel = new BroadcastChannel('names');
  const named = new Promise((resolve) => channel.onmessage = ({ data }) => resolve(data));
  const worker = new Worker(__filename, { workerData: { port2, memory }, transferList: [port2, memory] });
  assert.strictEqual(memory.byteLength, 0);

  const exited = new Promise((resolve) => worker.on('exit', resolve));
  const bytes = new Promise((resolve) => worker.once('message', resolve));
  const answers = [];
  port1.on('message', (message) => answers.push(message));
  const closed = new Promise((resolve) => port1.on('close', resolve));
  assert.deepStrictEqual(await new Promise((resolve) => inner.port1.once('message', resolve)), 'through');
  inner.port1.close();
  assert.deepStrictEqual(await named, { from: worker.threadId });
  channel.postMessage('to all');
  channel.close();
  assert.deepStrictEqual(await bytes, new Uint8Array([1, 9, 3, 4]));

  await postMessageToThread(worker.threadId, { hello: 1 });
  await assert.rejects(postMessageToThread(12345, 1), { code: 'ERR_WORKER_MESSAGING_FAILED' });
  await assert.rejects(postMessageToThread(threadId, 1), { code: 'ERR_WORKER_MESSAGING_SAME_THREAD' });
  await assert.rejects(postMessageToThread(worker.threadId, 'throw'), { code: 'ERR_WORKER_MESSAGING_ERRORED' });
  await closed;
  assert.deepStrictEqual(answers, ['before', 'got to all', { sender: 0, message: { hello: 1 } }]);
  assert.strictEqual(await exited, 0);
  await assert.rejects(postMessageToThread(1, 1), { code: 'ERR_WORKER_MESSAGING_FAILED' });
}

function work() {
  const { port2, memory } = workerData;
  port2.postMessage(receiveMessageOnPort(port2).message);
  const { message: inner } = receiveMessageOnPort(port2);
  assert.strictEqual(receiveMessageOnPort(port2), undefined);
  inner.postMessage('through');
  const channel = new BroadcastChannel('names');
  channel.postMessage({ from: threadId });
  channel.onmessage = ({ data }) => {
    port2.postMessage(`got ${data}`);
    channel.close();
    const view = new Uint8Array(memory);
    view[1] = 9;
    parentPort.postMessage(view, [memory]);
  };
  port2.on('message', () => {}); // keeps the worker alive
  process.on('workerMessage', function listener(message, sender) {
    if (message === 'throw') {
      process.off('workerMessage', listener);
      port2.close();
      throw new Error('for the sender');
    }
    port2.postMessage({ sender, message });
  });
}

if (isMainThread) main().then(common.mustCall());
else work();
