'use strict';
// After a reset with data queued the pending write fails, and no 'drain' comes.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer(common.mustCall((socket) => {
  setTimeout(() => socket.resetAndDestroy(), 30);
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const socket = net.connect(server.address().port, '127.0.0.1', common.mustCall(() => {
    const codes = [];
    const note = (error) => codes.push(error.code);
    socket.write(Buffer.alloc(32 << 20), note);
    socket.write('x', note);
    socket.on('drain', common.mustNotCall());
    socket.on('error', common.mustCall((error) => {
      assert.ok(error.code === 'ECONNRESET' || error.code === 'EPIPE');
    }));
    socket.on('close', common.mustCall((hadError) => {
      assert.strictEqual(hadError, true);
      setImmediate(() => {
        assert.strictEqual(codes.length, 2);
        server.close();
      });
    }));
  }));
}));
