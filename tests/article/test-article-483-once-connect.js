'use strict';
// Lines 483-486: write when connected.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer(common.mustCall((socket) => {
  socket.on('data', common.mustCall((chunk) => {
    assert.strictEqual(chunk.toString(), 'HELLO\n');
    socket.end();
    server.close();
  }));
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const socket = net.connect(server.address().port, '127.0.0.1');
  socket.once('connect', common.mustCall(() => socket.write('HELLO\n')));
  socket.resume();
}));
