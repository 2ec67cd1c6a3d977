'use strict';
// A UDP socket that is sent receives in the child.
const { mustCall, skip, isWindows } = require('../common');
const assert = require('node:assert');
const { fork } = require('node:child_process');
const dgram = require('node:dgram');

if (isWindows) skip('no IPC');

if (process.argv[2] === 'child') {
  process.once('message', (message, socket) => {
    assert.strictEqual(message, 'serve');
    assert.ok(socket instanceof dgram.Socket);
    socket.on('message', (data, { port }) => socket.send(`${data} ${socket.type}`, port, '127.0.0.1', () => {
      socket.close();
      process.disconnect();
    }));
    process.send(socket.address());
  });
  return;
}

const child = fork(__filename, ['child']);
const socket = dgram.createSocket('udp4');
socket.bind(0, '127.0.0.1', mustCall(() => child.send('serve', socket)));
child.once('message', mustCall((address) => {
  assert.deepStrictEqual(address, socket.address());
  socket.close();
  const client = dgram.createSocket('udp4');
  client.on('message', mustCall((data) => {
    assert.strictEqual(data.toString(), 'hello udp4');
    client.close();
  }));
  client.send('hello', address.port, '127.0.0.1');
}));
child.on('exit', mustCall((code) => assert.strictEqual(code, 0)));
