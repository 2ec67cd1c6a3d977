'use strict';
// Lines 476-479: what is written before the connection is sent once it is there.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer(common.mustCall((socket) => {
  let text = '';
  socket.on('data', (chunk) => { text += chunk; });
  socket.on('end', common.mustCall(() => {
    assert.strictEqual(text, 'hello before connect\nmore\n');
    server.close();
  }));
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const note = common.order('connect', 'first', 'second');
  const socket = net.connect(server.address().port, '127.0.0.1');
  socket.on('connect', () => note('connect'));
  assert.strictEqual(socket.write('hello before connect\n', () => note('first')), true);
  assert.strictEqual(socket.writableLength, 21);
  assert.strictEqual(socket.bytesWritten, 21);
  socket.write('more\n', () => note('second'));
  assert.strictEqual(socket.bytesWritten, 26);
  socket.end();
}));
