'use strict';
// Lines 567-572: pause the source on false, resume it on drain.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const total = 8 << 20;
let received = 0;
const sink = net.createServer(common.mustCall((socket) => {
  socket.on('data', (chunk) => { received += chunk.length; });
  socket.on('end', common.mustCall(() => sink.close()));
}));
sink.listen(0, '127.0.0.1', common.mustCall(() => {
  const server = net.createServer(common.mustCall((source) => {
    const socket = net.connect(sink.address().port, '127.0.0.1');
    source.on('data', (chunk) => {
      assert.ok(socket.writableLength <= 2 * 65536);
      if (!socket.write(chunk)) source.pause();
    });
    socket.on('drain', () => source.resume());
    source.on('end', () => socket.end());
    server.close();
  }));
  server.listen(0, '127.0.0.1', common.mustCall(() => {
    net.connect(server.address().port, '127.0.0.1').end(Buffer.alloc(total));
  }));
}));
process.on('exit', () => assert.strictEqual(received, total));
