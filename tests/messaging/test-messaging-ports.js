'use strict';
// Ports deliver clones in order, keep the process alive while they are listened
// to, and both end when one is closed.
const { mustCall } = require('../common');
const assert = require('node:assert');
const { MessageChannel, receiveMessageOnPort } = require('node:worker_threads');

const { port1, port2 } = new MessageChannel();
const sent = { list: [1, 2], map: new Map([['k', { deep: true }]]) };
const got = [];
port2.on('message', mustCall((message) => {
  got.push(message);
  if (got.length < 2) return;
  assert.deepStrictEqual(got[0], { list: [1, 2], map: new Map([['k', { deep: true }]]) });
  assert.notStrictEqual(got[0], sent);
  port1.close();
}, 2));
port1.on('close', mustCall());
port2.on('close', mustCall());
port1.postMessage(sent);
sent.list.push(3);
port1.postMessage(sent);
assert.strictEqual(got.length, 0);

const pair = new MessageChannel();
assert.strictEqual(receiveMessageOnPort(pair.port2), undefined);
pair.port1.postMessage('now');
assert.deepStrictEqual(receiveMessageOnPort(pair.port2), { message: 'now' });

const carrier = new MessageChannel();
const moved = new MessageChannel();
carrier.port2.onmessage = mustCall(({ data, ports }) => {
  assert.strictEqual(ports[0], data.port);
  data.port.onmessage = mustCall((event) => {
    assert.strictEqual(event.data, 'through the moved port');
    data.port.close();
    carrier.port2.close();
  });
  moved.port1.postMessage('through the moved port');
});
carrier.port1.postMessage({ port: moved.port2 }, [moved.port2]);
assert.throws(() => carrier.port1.postMessage(1, [carrier.port1]),
              { name: 'DataCloneError', message: 'Transfer list contains source port' });

const one = new BroadcastChannel('news');
const two = new BroadcastChannel('news');
two.onmessage = mustCall(({ data }) => {
  assert.deepStrictEqual(data, ['to all']);
  one.close();
  two.close();
});
one.postMessage(['to all']);
