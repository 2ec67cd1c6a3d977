'use strict';
// Options of the system's, and their errors.
const common = require('../common');
const assert = require('node:assert');
const dgram = require('node:dgram');
const net = require('node:net');

const socket = dgram.createSocket({ type: 'udp4', reuseAddr: true, recvBufferSize: 10_000, sendBufferSize: 10_000 });
assert.throws(() => socket.setTTL(1), { code: 'EBADF', syscall: 'setTTL' });
assert.throws(() => socket.getRecvBufferSize(), {
  name: 'SystemError', code: 'ERR_SOCKET_BUFFER_SIZE', syscall: 'uv_recv_buffer_size',
});
socket.bind(0, '127.0.0.1', common.mustCall(() => {
  assert.ok(socket.getRecvBufferSize() >= 10_000);
  assert.ok(socket.getSendBufferSize() >= 10_000);
  for (const bad of [-1, Infinity, 1.5, 'x', 2 ** 32]) {
    assert.throws(() => socket.setRecvBufferSize(bad), { code: 'ERR_SOCKET_BAD_BUFFER_SIZE' });
  }
  socket.setBroadcast(true);
  assert.strictEqual(socket.setTTL(16), 16);
  assert.throws(() => socket.setTTL(0), { code: 'EINVAL', message: 'setTTL EINVAL' });
  assert.throws(() => socket.setTTL('1'), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.strictEqual(socket.setMulticastTTL(255), 255);
  assert.throws(() => socket.setMulticastTTL(256), { code: 'EINVAL' });
  assert.strictEqual(socket.setMulticastLoopback(true), true);
  socket.setMulticastInterface('127.0.0.1');
  assert.throws(() => socket.setMulticastInterface('x'), { code: 'EINVAL', syscall: 'setMulticastInterface' });
  assert.throws(() => socket.addMembership(), { code: 'ERR_MISSING_ARGS' });
  assert.throws(() => socket.addMembership('256.1.1.1'), { code: 'EINVAL' });
  assert.throws(() => socket.dropMembership('224.0.0.114'), { code: 'EADDRNOTAVAIL' });
  assert.throws(() => socket.addSourceSpecificMembership(1, '232.1.1.1'), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.strictEqual(socket.getSendQueueSize(), 0);
  assert.strictEqual(socket.getSendQueueCount(), 0);
  const again = dgram.createSocket({ type: 'udp4', reuseAddr: true });
  again.bind(socket.address().port, '127.0.0.1', common.mustCall(() => {
    again.close();
    socket.close();
  }));
}));

const list = new net.BlockList();
list.addAddress('127.0.0.1');
assert.throws(() => dgram.createSocket({ type: 'udp4', sendBlockList: {} }), { code: 'ERR_INVALID_ARG_TYPE' });
const deaf = dgram.createSocket({ type: 'udp4', receiveBlockList: list }, common.mustNotCall());
const shy = dgram.createSocket({ type: 'udp4', sendBlockList: list });
const bold = dgram.createSocket('udp4');
deaf.bind(0, '127.0.0.1', common.mustCall(() => {
  shy.send('x', deaf.address().port, '127.0.0.1', common.mustCall((err) => {
    assert.strictEqual(err.code, 'ERR_IP_BLOCKED');
    shy.close();
  }));
  bold.send('x', deaf.address().port, '127.0.0.1', common.mustSucceed(() => {
    bold.close();
    setTimeout(() => deaf.close(), 50);
  }));
}));
