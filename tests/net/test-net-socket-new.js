'use strict';
// A socket that never connected.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');
const stream = require('node:stream');

const socket = new net.Socket();
assert.ok(socket instanceof stream.Duplex);
assert.ok(socket instanceof stream.Readable);
assert.ok(socket instanceof stream.Writable);
const state = {};
for (const name of [
  'connecting', 'pending', 'destroyed', 'closed', 'readyState', 'readable', 'writable', 'bytesRead',
  'bytesWritten', 'timeout', 'allowHalfOpen', 'remoteAddress', 'remotePort', 'remoteFamily', 'localAddress',
  'localPort', 'localFamily', 'server', 'readableHighWaterMark', 'writableHighWaterMark', 'bufferSize', '_handle',
]) state[name] = socket[name];
assert.deepStrictEqual(state, {
  connecting: false, pending: true, destroyed: false, closed: false, readyState: 'open', readable: true,
  writable: true, bytesRead: 0, bytesWritten: 0, timeout: undefined, allowHalfOpen: false, remoteAddress: undefined,
  remotePort: undefined, remoteFamily: undefined, localAddress: undefined, localPort: undefined,
  localFamily: undefined, server: null, readableHighWaterMark: common.isWindows ? 16384 : 65536,
  writableHighWaterMark: common.isWindows ? 16384 : 65536, bufferSize: undefined, _handle: null,
});
assert.deepStrictEqual(socket.address(), {});
assert.strictEqual(socket.listenerCount('end'), 1);

const ended = new net.Socket();
ended.on('finish', common.mustCall());
ended.on('error', common.mustNotCall());
ended.end();
assert.strictEqual(ended.readyState, 'readOnly');

const destroyed = new net.Socket();
destroyed.on('close', common.mustCall(function() { assert.strictEqual(arguments.length, 0); }));
destroyed.destroy();

const written = new net.Socket();
const note = common.order('callback', 'error', 'close');
written.on('error', (error) => {
  note('error');
  assert.strictEqual(error.code, 'ERR_SOCKET_CLOSED');
  assert.strictEqual(error.message, 'Socket is closed');
});
written.on('close', () => note('close'));
assert.strictEqual(written.write('x', (error) => {
  note('callback');
  assert.strictEqual(error.code, 'ERR_SOCKET_CLOSED');
}), false);

for (const options of [{ objectMode: true }, { readableObjectMode: true }, { writableObjectMode: true }]) {
  assert.throws(() => new net.Socket(options), { code: 'ERR_INVALID_ARG_VALUE' });
}
assert.throws(() => new net.Socket({ fd: -1 }), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => new net.Socket({ keepAliveInitialDelay: 'x' }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => new net.Socket({ typeOfService: 256 }), { code: 'ERR_OUT_OF_RANGE' });
