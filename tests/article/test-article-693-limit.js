'use strict';
// Lines 691-696: no data after destroy.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer(common.mustCall((socket) => {
  socket.on('data', (chunk) => {
    assert.strictEqual(socket.destroyed, false);
    if (chunk.length > 1024) socket.destroy();
  });
  socket.on('close', common.mustCall(() => server.close()));
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const client = net.connect(server.address().port, '127.0.0.1');
  client.on('error', () => {});
  client.write(Buffer.alloc(5000));
  client.resume();
}));
