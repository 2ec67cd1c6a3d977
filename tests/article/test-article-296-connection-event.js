'use strict';
// Lines 296-301: in 'connection' both endpoints are known.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer();
server.on('connection', common.mustCall((socket) => {
  assert.strictEqual(socket.remoteAddress, '127.0.0.1');
  assert.ok(socket.remotePort > 0);
  assert.strictEqual(socket.connecting, false);
  assert.strictEqual(socket.pending, false);
  assert.strictEqual(socket.readyState, 'open');
  assert.strictEqual(socket.constructor, net.Socket);
  socket.end();
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  net.connect(server.address().port, '127.0.0.1').resume()
    .on('close', common.mustCall(() => server.close()));
}));
