'use strict';
// Lines 711-716: resetAndDestroy; the peer reads ECONNRESET.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer(common.mustCall((socket) => {
  if (typeof socket.resetAndDestroy === 'function') {
    socket.on('error', common.mustNotCall());
    socket.on('end', common.mustNotCall());
    socket.on('close', common.mustCall((hadError) => assert.strictEqual(hadError, false)));
    socket.once('data', () => {
      assert.strictEqual(socket.resetAndDestroy(), socket);
      assert.strictEqual(socket.destroyed, true);
    });
  }
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const client = net.connect(server.address().port, '127.0.0.1');
  client.write('x');
  client.on('error', common.mustCall((error) => {
    assert.strictEqual(error.code, 'ECONNRESET');
    assert.strictEqual(error.message, 'read ECONNRESET');
    assert.strictEqual(error.syscall, 'read');
  }));
  client.on('close', common.mustCall((hadError) => {
    assert.strictEqual(hadError, true);
    server.close();
  }));
  client.resume();
}));
