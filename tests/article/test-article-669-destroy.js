'use strict';
// Lines 667-670: destroy tears down local state at once; only 'close' follows.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer((socket) => socket.resume());
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const socket = net.connect(server.address().port, '127.0.0.1', common.mustCall(() => {
    assert.strictEqual(socket.destroy(), socket);
    assert.strictEqual(socket.destroyed, true);
    assert.strictEqual(socket.readyState, 'closed');
    assert.strictEqual(socket.readable, false);
    assert.strictEqual(socket.writable, false);
  }));
  socket.on('end', common.mustNotCall());
  socket.on('finish', common.mustNotCall());
  socket.on('close', common.mustCall((hadError) => {
    assert.strictEqual(hadError, false);
    server.close();
  }));
}));
