'use strict';
// Messages come in the order in which they were sent, also around handles, wait
// for a listener, and are 'internalMessage' if their cmd says so.
const { mustCall, skip, isWindows } = require('../common');
const assert = require('node:assert');
const { fork } = require('node:child_process');
const net = require('node:net');

if (isWindows) skip('no IPC');

if (process.argv[2] === 'child') {
  const got = [];
  process.on('internalMessage', (message) => {
    if (message.cmd === 'NODE_TEST') got.push('internal');
  });
  // Those that come before there is a listener are kept.
  setImmediate(() => {
    process.on('message', (message, handle) => {
      if (message.large) assert.strictEqual(message.large, 'x'.repeat(1 << 20));
      got.push(handle ? `${message} ${handle.constructor.name}` : message.large ? 'large' : message);
      handle?.close();
      if (message === 'last') process.send(got);
    });
  });
  process.once('disconnect', () => {});
  return;
}

const child = fork(__filename, ['child']);
const server = net.createServer();
server.listen(0, '127.0.0.1', mustCall(() => {
  child.send('first');
  child.send('one', server);
  child.send('two');
  child.send('three', server);
  child.send({ cmd: 'NODE_TEST' });
  child.send({ cmd: 'NODE_' });
  child.send({ large: 'x'.repeat(1 << 20) });
  // More than the channel likes to have waiting.
  assert.strictEqual(child.send('last'), false);
}));
child.on('message', mustCall((got) => {
  assert.deepStrictEqual(got.filter((item) => item !== 'internal'), [
    'first', 'one Server', 'two', 'three Server', { cmd: 'NODE_' }, 'large', 'last',
  ]);
  assert.ok(got.includes('internal'));
  child.disconnect();
  server.close();
}));
child.on('exit', mustCall((code) => assert.strictEqual(code, 0)));

// What does not go at once makes send() return false.
const busy = fork(__filename, ['child']);
assert.strictEqual(busy.send({ large: 'x'.repeat(1 << 20) }, mustCall()), false);
busy.send('last');
busy.once('message', mustCall(() => busy.disconnect()));
