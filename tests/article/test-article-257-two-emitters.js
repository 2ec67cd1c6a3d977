'use strict';
// Lines 255-262: a socket's failure is the socket's.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer(common.mustCall((socket) => {
  socket.on('error', common.mustCall((error) => {
    assert.strictEqual(error.code, 'ECONNRESET');
  }));
  socket.on('close', common.mustCall((hadError) => {
    assert.strictEqual(hadError, true);
    server.close();
  }));
}));
server.on('error', common.mustNotCall());
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const client = net.connect(server.address().port, '127.0.0.1', common.mustCall(() => {
    client.resetAndDestroy();
  }));
}));
