'use strict';
// connect while connecting: EALREADY.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer((socket) => socket.on('error', () => {}).end());
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const { port } = server.address();
  const socket = net.connect(port, '127.0.0.1');
  socket.connect(port, '127.0.0.1');
  socket.on('error', common.mustCall((error) => assert.strictEqual(error.code, 'EALREADY')));
  socket.on('close', common.mustCall((hadError) => {
    assert.strictEqual(hadError, true);
    server.close();
  }));
}));
