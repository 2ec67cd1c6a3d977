'use strict';
// Lines 516-519: 'drain' after a write that returned false.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer(common.mustCall((socket) => {
  setTimeout(() => socket.resume(), 50);
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const socket = net.connect(server.address().port, '127.0.0.1', common.mustCall(() => {
    const chunk = Buffer.alloc(65536);
    const sendMore = common.mustCall(function() {
      assert.strictEqual(arguments.length, 0);
      assert.strictEqual(socket.writableLength, 0);
      assert.strictEqual(socket.writableNeedDrain, false);
      socket.end();
      server.close();
    });
    // As long as the kernel takes all, write returns true.
    assert.strictEqual(socket.write(chunk), true);
    while (socket.write(chunk));
    assert.strictEqual(socket.writableNeedDrain, true);
    socket.once('drain', sendMore);
  }));
}));
