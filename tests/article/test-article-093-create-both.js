'use strict';
// Lines 91-95: createServer and createConnection.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const onConnection = common.mustCall((socket) => socket.end());
const server = net.createServer(onConnection);
const host = '127.0.0.1';

server.listen(0, host, common.mustCall(() => {
  const { port } = server.address();
  const socket = net.createConnection(port, host);
  assert.ok(socket instanceof net.Socket);
  assert.strictEqual(socket.connecting, true);
  socket.resume().on('close', common.mustCall(() => server.close()));
}));

assert.strictEqual(net.connect, net.createConnection);
assert.strictEqual(net.Stream, net.Socket);
