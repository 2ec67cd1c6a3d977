'use strict';
// Lines 776-781: an idle socket is destroyed by its handler of 'timeout'.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer((socket) => socket.resume());
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const note = common.order('timeout', 'close false');
  const socket = net.connect(server.address().port, '127.0.0.1');
  assert.strictEqual(socket.timeout, undefined);
  assert.strictEqual(socket.setTimeout(30_0), socket);
  assert.strictEqual(socket.timeout, 300);
  socket.setTimeout(30);
  socket.on('timeout', () => {
    note('timeout');
    assert.strictEqual(socket.readyState, 'open');
    socket.destroy();
  });
  socket.on('error', common.mustNotCall());
  socket.on('close', (hadError) => {
    note(`close ${hadError}`);
    server.close();
  });
}));
