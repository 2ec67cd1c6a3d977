'use strict';
// Without a host, and with a path, listen binds inside the call; with a host
// it does not. 'listening' comes on a tick in both cases.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const local = net.createServer();
local.listen(0, common.mustCall(() => local.close()));
assert.strictEqual(local.listening, true);
assert.notStrictEqual(local.address(), null);

const hosted = net.createServer();
hosted.listen(0, '127.0.0.1', common.mustCall(() => hosted.close()));
assert.strictEqual(hosted.listening, false);
assert.strictEqual(hosted.address(), null);

{
  const note = common.order('microtask', 'listening', 'tick', 'immediate');
  const server = net.createServer();
  // From a micro task, so that ticks follow it.
  Promise.resolve().then(() => {
    server.listen(0, () => {
      note('listening');
      server.close();
    });
    process.nextTick(() => note('tick'));
    Promise.resolve().then(() => note('microtask'));
    setImmediate(() => note('immediate'));
  });
}
{
  const note = common.order('microtask', 'tick', 'listening', 'immediate');
  const server = net.createServer();
  Promise.resolve().then(() => {
    server.listen(0, '127.0.0.1', () => {
      note('listening');
      server.close();
    });
    process.nextTick(() => note('tick'));
    Promise.resolve().then(() => note('microtask'));
    setImmediate(() => note('immediate'));
  });
}
