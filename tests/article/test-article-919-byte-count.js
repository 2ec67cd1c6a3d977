'use strict';
// Lines 917-924: the bytes counted are bytesRead.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer(common.mustCall((socket) => {
  const state = { bytes: 0 };
  socket.on('data', (chunk) => { state.bytes += chunk.length; });
  socket.on('close', common.mustCall(() => {
    assert.strictEqual(state.bytes, 100001);
    assert.strictEqual(socket.bytesRead, 100001);
    server.close();
  }));
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const client = net.connect(server.address().port, '127.0.0.1');
  client.write('\u00e4'.repeat(50000));
  client.end('x');
  client.resume().on('close', common.mustCall(() => assert.strictEqual(client.bytesWritten, 100001)));
}));
