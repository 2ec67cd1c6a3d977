'use strict';
// Lines 545-552: corked writes leave together.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer(common.mustCall((socket) => {
  socket.on('data', common.mustCall((chunk) => {
    assert.strictEqual(chunk.toString(), 'AB');
    socket.end();
    server.close();
  }));
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const socket = net.connect(server.address().port, '127.0.0.1', common.mustCall(() => {
    socket.cork();
    socket.write('A');
    socket.write('B');
    assert.strictEqual(socket.writableCorked, 1);
    assert.strictEqual(socket.writableLength, 2);
    socket.uncork();
    assert.strictEqual(socket.writableLength, 0);
  }));
  socket.resume();
}));
