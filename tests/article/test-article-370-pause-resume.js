'use strict';
// Lines 368-373: pause stops 'data', resume goes on, nothing is lost.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer(common.mustCall((socket) => {
  let total = 0;
  let paused = false;
  socket.on('data', common.mustCallAtLeast((chunk) => {
    assert.strictEqual(paused, false);
    total += chunk.length;
    if (total === chunk.length) {
      paused = true;
      assert.strictEqual(socket.pause(), socket);
      assert.strictEqual(socket.isPaused(), true);
      assert.strictEqual(socket.readableFlowing, false);
      setTimeout(() => {
        paused = false;
        assert.strictEqual(socket.resume(), socket);
      }, 20);
    }
  }));
  socket.on('end', common.mustCall(() => {
    assert.strictEqual(total, 300000);
    server.close();
  }));
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  net.connect(server.address().port, '127.0.0.1').end(Buffer.alloc(300000));
}));
