'use strict';
// After 'close' the same object can connect again.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer((socket) => socket.end('hi'));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const { port } = server.address();
  const socket = net.connect(port, '127.0.0.1');
  let rounds = 0;
  let text = '';
  socket.on('data', (chunk) => { text += chunk; });
  socket.on('connect', common.mustCall(() => {
    assert.strictEqual(socket.destroyed, false);
    assert.strictEqual(socket.remotePort, port);
  }, 3));
  socket.on('close', common.mustCall(() => {
    assert.strictEqual(socket.destroyed, true);
    if (++rounds === 3) {
      assert.strictEqual(text, 'hihihi');
      server.close();
      return;
    }
    socket.connect(port, '127.0.0.1');
    assert.strictEqual(socket.destroyed, false);
    assert.strictEqual(socket.readyState, 'opening');
  }, 3));
}));
