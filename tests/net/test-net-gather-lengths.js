'use strict';
// Many writes of one turn are written as one after the other would be:
// lengths, counters, results and the order of callbacks.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const count = 1000;
const server = net.createServer(common.mustCall((socket) => {
  let text = '';
  socket.on('data', (chunk) => { text += chunk; });
  socket.on('end', common.mustCall(() => {
    assert.strictEqual(text, Array.from({ length: count }, (_, i) => `message ${i}\n`).join(''));
    server.close();
  }));
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const socket = net.connect(server.address().port, '127.0.0.1', common.mustCall(() => {
    let written = 0;
    let called = 0;
    for (let i = 0; i < count; i++) {
      const message = `message ${i}\n`;
      assert.strictEqual(socket.write(message, common.mustCall((error) => {
        assert.ok(!error);
        assert.strictEqual(called++, i);
      })), true);
      written += message.length;
      assert.strictEqual(socket.writableLength, 0);
      assert.strictEqual(socket.bytesWritten, written);
    }
    assert.strictEqual(called, 0);
    socket.end();
  }));
}));
