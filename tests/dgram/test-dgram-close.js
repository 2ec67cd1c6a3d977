'use strict';
// After close a socket does nothing more, and says so.
const common = require('../common');
const assert = require('node:assert');
const dgram = require('node:dgram');

const socket = dgram.createSocket('udp4');
const order = [];
socket.bind(0, common.mustCall(() => {
  assert.strictEqual(socket.close(common.mustCall(() => order.push('callback'))), socket);
  socket.on('close', common.mustCall(() => order.push('event')));
  assert.deepStrictEqual(order, []);
  for (const method of ['close', 'address', 'bind', 'remoteAddress', 'addMembership', 'bindSync']) {
    assert.throws(() => socket[method](), { code: 'ERR_SOCKET_DGRAM_NOT_RUNNING', message: 'Not running' }, method);
  }
  assert.throws(() => socket.send('x', 1), { code: 'ERR_SOCKET_DGRAM_NOT_RUNNING' });
  assert.strictEqual(socket.ref(), socket);
  assert.strictEqual(socket.unref(), socket);
}));
process.on('exit', () => assert.deepStrictEqual(order, ['callback', 'event']));

// While it is being bound for a send, close waits for that.
const early = dgram.createSocket('udp4');
early.send('x', 9, '127.0.0.1');
early.on('listening', common.mustCall());
early.close(common.mustCall());

const controller = new AbortController();
const aborted = dgram.createSocket({ type: 'udp4', signal: controller.signal });
aborted.bind(0, () => controller.abort());
aborted.on('close', common.mustCall());
dgram.createSocket({ type: 'udp4', signal: AbortSignal.abort() }).on('close', common.mustCall());

(async () => {
  const disposed = dgram.createSocket('udp4');
  await disposed[Symbol.asyncDispose]();
  await disposed[Symbol.asyncDispose]();
  assert.throws(() => disposed.close(), { code: 'ERR_SOCKET_DGRAM_NOT_RUNNING' });
})().then(common.mustCall());

// It does not keep the process alive.
dgram.createSocket('udp4').bind(0).unref();
