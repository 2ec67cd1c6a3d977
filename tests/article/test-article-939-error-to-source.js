'use strict';
// Lines 937-942: the source learns of the destination's failure.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const sink = net.createServer((socket) => setTimeout(() => socket.resetAndDestroy(), 20));
sink.listen(0, '127.0.0.1', common.mustCall(() => {
  const server = net.createServer(common.mustCall((source) => {
    const socket = net.connect(sink.address().port, '127.0.0.1');
    source.on('data', (chunk) => { if (!socket.write(chunk)) source.pause(); });
    socket.on('drain', () => assert.strictEqual(socket.errored, null));
    socket.on('error', (err) => source.destroy(err));
    source.on('error', common.mustCall((err) => {
      assert.ok(['ECONNRESET', 'EPIPE'].includes(err.code));
      server.close();
      sink.close();
    }));
  }));
  server.listen(0, '127.0.0.1', common.mustCall(() => {
    const client = net.connect(server.address().port, '127.0.0.1');
    client.on('error', () => {});
    client.write(Buffer.alloc(64 << 20));
    client.resume();
  }));
}));
