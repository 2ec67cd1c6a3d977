'use strict';
// Lines 413-418: the callback is a one-time listener of 'connect'.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer(common.mustCall((socket) => {
  socket.once('data', common.mustCall((chunk) => {
    assert.strictEqual(chunk.toString(), 'hello\n');
    socket.end();
  }));
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const socket = net.connect(server.address().port, '127.0.0.1', common.mustCall(function() {
    assert.strictEqual(this, socket);
    assert.strictEqual(arguments.length, 0);
    assert.strictEqual(socket.listenerCount('connect'), 0);
    socket.write('hello\n');
    socket.resume();
  }));
  assert.strictEqual(socket.listenerCount('connect'), 1);
  socket.on('close', common.mustCall(() => server.close()));
}));
