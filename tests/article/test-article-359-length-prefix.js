'use strict';
// Lines 357-364: frames with a length before them, sent in pieces of 7 bytes.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const frames = ['', 'a', 'hello', 'x'.repeat(300), 'end'];
const received = [];
const server = net.createServer(common.mustCall((socket) => {
  let pending = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= 4) {
      const length = pending.readUInt32BE(0);
      if (pending.length < 4 + length) break;
      received.push(pending.subarray(4, 4 + length).toString());
      pending = pending.subarray(4 + length);
    }
  });
  socket.on('end', common.mustCall(() => {
    assert.deepStrictEqual(received, frames);
    server.close();
  }));
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const client = net.connect(server.address().port, '127.0.0.1');
  const bytes = Buffer.concat(frames.map((frame) => {
    const head = Buffer.alloc(4);
    head.writeUInt32BE(frame.length, 0);
    return Buffer.concat([head, Buffer.from(frame)]);
  }));
  client.setNoDelay(true);
  for (let i = 0; i < bytes.length; i += 7) client.write(bytes.subarray(i, i + 7));
  client.end();
}));
