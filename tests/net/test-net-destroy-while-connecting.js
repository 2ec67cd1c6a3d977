'use strict';
// destroy while connecting: no 'connect', 'close' without an error.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer((socket) => socket.resume().on('error', () => {}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const socket = net.connect(server.address().port, '127.0.0.1');
  socket.on('connect', common.mustNotCall());
  socket.on('close', common.mustCall((hadError) => {
    assert.strictEqual(hadError, false);
    server.close();
  }));
  socket.destroy();
  assert.strictEqual(socket.connecting, false);
  assert.strictEqual(socket.readyState, 'closed');
}));
