'use strict';
// Lines 883-891: close waits for the sockets that are tracked.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const sockets = new Set();
const server = net.createServer((socket) => {
  sockets.add(socket);
  socket.on('close', () => sockets.delete(socket));
});
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const client = net.connect(server.address().port, '127.0.0.1');
  client.resume();
  server.on('connection', common.mustCall(() => {
    const note = common.order('ending', 'server closed', 'socket closed');
    server.close(() => note('server closed'));
    const [socket] = sockets;
    socket.resume();
    socket.on('close', () => {
      note('socket closed');
      setImmediate(() => assert.strictEqual(sockets.size, 0));
    });
    setTimeout(() => { note('ending'); socket.end(); }, 10);
  }));
}));
