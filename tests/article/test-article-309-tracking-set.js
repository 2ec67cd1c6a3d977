'use strict';
// Lines 307-315: a Set of the sockets that are open.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const count = 50;
const sockets = new Set();
const ports = new Set();
const server = net.createServer(common.mustCall((socket) => {
  sockets.add(socket);
  ports.add(socket.remotePort);
  socket.resume();
  socket.on('close', common.mustCall(() => sockets.delete(socket)));
  if (sockets.size === count) {
    assert.strictEqual(ports.size, count);
    for (const s of sockets) s.end();
    server.close(common.mustCall());
  }
}, count));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  for (let i = 0; i < count; i++) {
    net.connect(server.address().port, '127.0.0.1').resume();
  }
}));
process.on('exit', () => assert.strictEqual(sockets.size, 0));
