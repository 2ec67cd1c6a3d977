'use strict';
// Lines 702-705: destroying again does nothing.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer(common.mustCall((socket) => {
  socket.on('error', common.mustNotCall());
  socket.on('close', common.mustCall(() => {
    assert.strictEqual(socket.errored, null);
    server.close();
  }));
  if (!socket.destroyed) socket.destroy();
  socket.destroy(new Error('too late'));
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  net.connect(server.address().port, '127.0.0.1').resume();
}));
