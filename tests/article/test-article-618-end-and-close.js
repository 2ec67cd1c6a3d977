'use strict';
// Lines 616-625: 'end' comes before 'close'.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer((socket) => socket.end());
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const note = common.order('end', 'finish', 'close');
  const socket = net.connect(server.address().port, '127.0.0.1');
  socket.on('end', common.mustCall(() => {
    note('end');
    assert.strictEqual(socket.destroyed, false);
    assert.strictEqual(socket.closed, false);
    assert.strictEqual(socket.readyState, 'writeOnly');
    assert.strictEqual(socket.writable, true);
    assert.strictEqual(socket.writableEnded, false);
  }));
  socket.on('finish', () => note('finish'));
  socket.on('close', common.mustCall(() => {
    note('close');
    assert.strictEqual(socket.destroyed, true);
    assert.strictEqual(socket.closed, true);
    assert.strictEqual(socket.readyState, 'closed');
    server.close();
  }));
  socket.resume();
}));
