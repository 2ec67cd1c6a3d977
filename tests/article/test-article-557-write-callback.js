'use strict';
// Lines 557-561: a write's callback gets what became of it, never inside write.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer(common.mustCall((socket) => {
  socket.resume();
  server.close();
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const socket = net.connect(server.address().port, '127.0.0.1', common.mustCall(() => {
    let inside = true;
    const payload = Buffer.alloc(100);
    socket.write(payload, common.mustCall((err) => {
      assert.strictEqual(inside, false);
      assert.ok(!err);
      const error = common.mustCall((err) => {
        assert.strictEqual(err.code, 'ERR_STREAM_DESTROYED');
        assert.strictEqual(err.message, 'Cannot call write after a stream was destroyed');
      });
      socket.destroy();
      assert.strictEqual(socket.write(payload, error), false);
    }));
    inside = false;
  }));
}));
