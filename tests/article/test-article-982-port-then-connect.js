'use strict';
// Lines 982-986: the port is known in 'listening'.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer((socket) => socket.end());
server.on('listening', common.mustCall(() => {
  const { port } = server.address();
  const client = net.connect(port, '127.0.0.1');
  assert.strictEqual(client.connecting, true);
  client.resume().on('close', common.mustCall(() => server.close()));
}));
server.listen(0, '127.0.0.1');
