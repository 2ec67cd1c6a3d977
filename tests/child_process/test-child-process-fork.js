'use strict';
// fork() gives both processes send(), 'message', disconnect() and what tells of
// the channel's state.
const { mustCall, mustNotCall, order, skip, isWindows } = require('../common');
const assert = require('node:assert');
const { fork } = require('node:child_process');

if (isWindows) skip('no IPC');

const messages = ['text', 1.5, true, null, { a: [1, { b: 'é\n\u2028' }], c: undefined }, ['x', null], new Date(0)];

if (process.argv[2] === 'child') {
  assert.strictEqual(process.connected, true);
  assert.strictEqual(typeof process.channel.ref, 'function');
  assert.strictEqual(process.env.NODE_CHANNEL_FD, undefined);
  assert.strictEqual(process.env.NODE_CHANNEL_SERIALIZATION_MODE, undefined);
  process.on('message', (message, handle) => {
    assert.strictEqual(handle, undefined);
    process.send([message]);
  });
  process.on('disconnect', mustCall(() => {
    assert.strictEqual(process.connected, false);
    assert.strictEqual(process.channel, null);
    assert.throws(() => process.disconnect(), { code: 'ERR_IPC_DISCONNECTED' });
    process.send('late', mustCall((err) => assert.strictEqual(err.code, 'ERR_IPC_CHANNEL_CLOSED')));
  }));
  return;
}

const child = fork(__filename, ['child']);
const note = order('spawn', 'disconnect', 'exit');
assert.strictEqual(child.connected, true);
assert.deepStrictEqual(child.stdio, [null, null, null, null]);
child.on('error', mustNotCall());
child.on('spawn', mustCall(() => note('spawn')));

const got = [];
child.on('message', mustCall((message, handle) => {
  assert.strictEqual(handle, undefined);
  got.push(message[0]);
  if (got.length < messages.length) return;
  assert.deepStrictEqual(got, JSON.parse(JSON.stringify(messages)));
  child.disconnect();
  assert.strictEqual(child.connected, false);
  assert.strictEqual(child.send('late', mustCall((err) => {
    assert.strictEqual(err.code, 'ERR_IPC_CHANNEL_CLOSED');
    assert.strictEqual(err.message, 'Channel closed');
  })), false);
}, messages.length));
for (const message of messages) assert.strictEqual(child.send(message, mustCall((err) => assert.strictEqual(err, null))), true);

child.on('disconnect', mustCall(() => {
  note('disconnect');
  assert.strictEqual(child.channel, null);
  child.removeAllListeners('error');
  child.once('error', mustCall((err) => assert.strictEqual(err.code, 'ERR_IPC_DISCONNECTED')));
  child.disconnect();
  child.once('error', mustCall((err) => assert.strictEqual(err.code, 'ERR_IPC_CHANNEL_CLOSED')));
  child.send('late');
}));
child.on('exit', mustCall((code, signal) => {
  assert.deepStrictEqual([code, signal], [0, null]);
  note('exit');
}));
// 'close' waits for the other side to end the channel.
child.on('close', mustNotCall());
