'use strict';
// The options of MessageEvent are checked, and shared memory goes with a message.
const common = require('../common');
const assert = require('node:assert');
const { MessageChannel } = require('node:worker_threads');

const { port1, port2 } = new MessageChannel();
for (const [options, message] of [
  [{ source: 1 }, 'Expected eventInitDict.source ("1") to be an instance of MessagePort.'],
  [{ source: {} }, 'Expected eventInitDict.source ("{}") to be an instance of MessagePort.'],
  [{ ports: 0 }, 'eventInitDict.ports (0) is not iterable.'],
  [{ ports: {} }, 'eventInitDict.ports is not iterable.'],
  [{ ports: [1] }, 'Expected eventInitDict.ports[0] ("1") to be an instance of MessagePort.'],
]) {
  assert.throws(() => new MessageEvent('message', options),
                { name: 'TypeError', message: `MessageEvent constructor: ${message}` });
}
assert.strictEqual(new MessageEvent('message', { source: port1, ports: [port1] }).ports[0], port1);

const memory = new SharedArrayBuffer(4);
port2.on('message', common.mustCall(({ view, buffer }) => {
  assert.ok(buffer instanceof SharedArrayBuffer);
  assert.strictEqual(view.buffer, buffer);
  view[0] = 7;
  assert.strictEqual(new Uint8Array(memory)[0], 7);
  port2.close();
}));
port1.postMessage({ view: new Uint8Array(memory), buffer: memory });
