'use strict';
// A local destroy fails the write in progress and those behind it with
// ECANCELED; nothing after destroy is written.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer();
server.listen(0, '127.0.0.1', common.mustCall(() => {
  let peer;
  server.on('connection', common.mustCall((socket) => { peer = socket.pause(); }));
  const socket = net.connect(server.address().port, '127.0.0.1', common.mustCall(() => {
    const canceled = common.mustCall((error) => {
      assert.strictEqual(error.code, 'ECANCELED');
      assert.strictEqual(error.syscall, 'write');
      assert.strictEqual(error.message, 'write ECANCELED');
    }, 3);
    assert.strictEqual(socket.write(Buffer.alloc(32 << 20), canceled), false);
    assert.strictEqual(socket.writableLength, 32 << 20);
    socket.write('x', canceled);
    socket.write('y', canceled);
    socket.on('error', common.mustNotCall());
    socket.on('close', common.mustCall((hadError) => {
      assert.strictEqual(hadError, false);
      server.close();
      peer.destroy();
    }));
    setTimeout(() => {
      socket.destroy();
      assert.strictEqual(socket.write('z', common.mustCall((error) => {
        assert.strictEqual(error.code, 'ERR_STREAM_DESTROYED');
      })), false);
    }, 20);
  }));
}));
