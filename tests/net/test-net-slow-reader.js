'use strict';
// A writer that ignores backpressure loses nothing; writableLength tells.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const size = 64 << 10;
const count = 300;
const server = net.createServer(common.mustCall((socket) => {
  let received = 0;
  socket.on('data', (chunk) => {
    for (let i = 0; i < chunk.length; i += 4096) assert.strictEqual(chunk[i], Math.floor((received + i) / size) & 255);
    received += chunk.length;
    if (received % 10 === 0) {
      socket.pause();
      setTimeout(() => socket.resume(), 1);
    }
  });
  socket.on('end', common.mustCall(() => {
    assert.strictEqual(received, size * count);
    server.close();
  }));
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const socket = net.connect(server.address().port, '127.0.0.1', common.mustCall(() => {
    let last = 0;
    for (let i = 0; i < count; i++) {
      socket.write(Buffer.alloc(size, i & 255));
      assert.ok(socket.writableLength >= last);
      last = socket.writableLength;
    }
    assert.ok(last > 0);
    assert.strictEqual(socket.bytesWritten, size * count);
    socket.end();
  }));
}));
