'use strict';
// Lines 457-461: in 'connect' the four fields are set, before it they are not.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer((socket) => socket.end());
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const { port } = server.address();
  const socket = net.connect(port, 'localhost');
  assert.strictEqual(socket.localAddress, undefined);
  assert.strictEqual(socket.remoteAddress, undefined);
  assert.strictEqual(socket.remotePort, undefined);
  socket.once('connect', common.mustCall(() => {
    assert.strictEqual(socket.localAddress, '127.0.0.1');
    assert.ok(socket.localPort > 0 && socket.localPort !== port);
    assert.strictEqual(socket.remoteAddress, '127.0.0.1');
    assert.strictEqual(socket.remotePort, port);
  }));
  socket.resume().on('close', common.mustCall(() => server.close()));
}));
