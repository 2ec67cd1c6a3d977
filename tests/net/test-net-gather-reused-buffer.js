'use strict';
// A Buffer that is written and then changed in the same turn arrives as it was
// when it was written: the kernel has copied it.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer(common.mustCall((socket) => {
  const chunks = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.on('end', common.mustCall(() => {
    assert.deepStrictEqual([...Buffer.concat(chunks)], Array.from({ length: 100 }, (_, i) => i));
    server.close();
  }));
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const socket = net.connect(server.address().port, '127.0.0.1', common.mustCall(() => {
    const scratch = Buffer.alloc(1);
    for (let i = 0; i < 100; i++) {
      scratch[0] = i;
      socket.write(scratch);
    }
    scratch[0] = 255;
    socket.end();
  }));
}));
