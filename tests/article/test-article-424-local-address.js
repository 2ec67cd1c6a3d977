'use strict';
// Lines 422-429: the options form with an address of one's own.
const common = require('../common');
if (!common.isLinux) common.skip('127.0.0.2 is an address of the loopback on Linux');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer(common.mustCall((socket) => {
  assert.strictEqual(socket.remoteAddress, '127.0.0.2');
  socket.end();
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const socket = net.connect({
    host: '127.0.0.1',
    port: server.address().port,
    localAddress: '127.0.0.2',
  });
  socket.resume().on('close', common.mustCall(() => server.close()));
}));
