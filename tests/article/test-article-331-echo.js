'use strict';
// Lines 329-336: an echo server returns all bytes in order; chunks are at most
// 65,536 bytes.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const sent = Buffer.alloc(1 << 20);
for (let i = 0; i < sent.length; i++) sent[i] = (i * 7 + (i >> 8)) & 255;

const server = net.createServer(common.mustCall((socket) => {
  socket.on('data', (chunk) => {
    assert.ok(Buffer.isBuffer(chunk));
    assert.ok(chunk.length <= 65536);
    socket.write(chunk);
  });
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const chunks = [];
  const client = net.connect(server.address().port, '127.0.0.1');
  client.on('data', (chunk) => chunks.push(chunk));
  client.on('close', common.mustCall(() => {
    assert.ok(Buffer.concat(chunks).equals(sent));
    server.close();
  }));
  client.end(sent);
}));
