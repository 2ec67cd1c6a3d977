'use strict';
// Lines 1023-1028: when the client has closed, the server does, and then the
// process.
const common = require('../common');
const net = require('node:net');

const server = net.createServer((socket) => socket.end('pong\n'));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const client = net.connect(server.address().port, '127.0.0.1');
  client.resume();
  client.on('close', () => server.close());
}));
server.on('close', common.mustCall());
