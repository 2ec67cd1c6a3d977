'use strict';
// Lines 591-603: chunks sent as the socket takes them, in order.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

function send(socket, chunks) {
  const pump = () => {
    while (chunks.length > 0) {
      if (!socket.write(chunks.shift())) {
        socket.once('drain', pump);
        return;
      }
    }
    socket.end();
  };
  pump();
}

const size = 32 << 10;
const count = 400;
const server = net.createServer(common.mustCall((socket) => {
  send(socket, Array.from({ length: count }, (_, i) => Buffer.alloc(size, i & 255)));
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  let at = 0;
  net.connect(server.address().port, '127.0.0.1')
    .on('data', (chunk) => {
      assert.strictEqual(chunk[0], Math.floor(at / size) & 255);
      at += chunk.length;
    })
    .on('end', common.mustCall(() => {
      assert.strictEqual(at, size * count);
      server.close();
    }));
}));
