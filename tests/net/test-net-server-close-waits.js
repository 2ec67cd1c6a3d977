'use strict';
// 'close' of a server comes when its last socket has gone, before that
// socket's own 'close'; the server may listen again.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const note = common.order('server close', 'socket close', 'listening');
const server = net.createServer((socket) => {
  socket.resume();
  server.close(() => {
    note('server close');
    setTimeout(() => {
      server.removeAllListeners('connection');
      server.listen(0, '127.0.0.1', () => {
        note('listening');
        server.close();
      });
    }, 10);
  });
  assert.strictEqual(server.listening, false);
  socket.on('close', () => note('socket close'));
});
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const client = net.connect(server.address().port, '127.0.0.1');
  setTimeout(() => client.end(), 20);
  client.resume();
}));
