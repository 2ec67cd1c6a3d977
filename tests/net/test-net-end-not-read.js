'use strict';
// 'end' waits for the data to be read.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer((socket) => socket.end('data'));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const socket = net.connect(server.address().port, '127.0.0.1');
  let may = false;
  socket.on('end', common.mustCall(() => assert.strictEqual(may, true)));
  socket.on('close', common.mustCall(() => server.close()));
  setTimeout(function look() {
    if (socket.readableLength === 0) return setTimeout(look, 5);
    assert.strictEqual(socket.readyState, 'open');
    assert.strictEqual(socket.readableLength, 4);
    assert.strictEqual(socket.readableFlowing, null);
    may = true;
    socket.resume();
  }, 30);
}));
