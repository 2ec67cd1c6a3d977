'use strict';
// Lines 578-581: writing to a peer that is gone fails with EPIPE, or with
// ECONNRESET if the reset is read first.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer(common.mustCall((socket) => socket.destroy()));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const socket = net.connect({ port: server.address().port, host: '127.0.0.1', allowHalfOpen: true });
  const timer = setInterval(() => socket.write('x'), 5);
  socket.on('error', common.mustCall((error) => {
    if (error.code === 'EPIPE') {
      assert.strictEqual(error.message, 'write EPIPE');
      assert.strictEqual(error.syscall, 'write');
    } else {
      assert.strictEqual(error.code, 'ECONNRESET');
    }
  }));
  socket.on('close', common.mustCall((hadError) => {
    assert.strictEqual(hadError, true);
    clearInterval(timer);
    server.close();
  }));
}));
