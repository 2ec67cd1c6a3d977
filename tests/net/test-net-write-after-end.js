'use strict';
// A write after one's own end fails the socket; a write after the peer's end
// and the automatic close says so.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer((socket) => socket.resume().on('error', () => {}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const note = common.order('callback', 'error', 'close true');
  const socket = net.connect(server.address().port, '127.0.0.1', common.mustCall(() => {
    socket.end();
    assert.strictEqual(socket.write('x', (error) => {
      note('callback');
      assert.strictEqual(error.code, 'ERR_STREAM_WRITE_AFTER_END');
    }), false);
  }));
  socket.on('error', (error) => {
    note('error');
    assert.strictEqual(error.message, 'write after end');
  });
  socket.on('close', (hadError) => {
    note(`close ${hadError}`);
    server.close();
  });
}));

const ending = net.createServer((socket) => socket.end());
ending.listen(0, '127.0.0.1', common.mustCall(() => {
  const socket = net.connect(ending.address().port, '127.0.0.1');
  socket.on('error', common.mustNotCall());
  socket.on('end', common.mustCall(() => {
    // What is written in the 'end' handler still goes out.
    assert.strictEqual(socket.write('late', common.mustCall((error) => assert.ok(!error))), true);
  }));
  socket.on('close', common.mustCall(() => {
    assert.strictEqual(socket.write('x', common.mustCall((error) => {
      assert.strictEqual(error.code, 'EPIPE');
      assert.strictEqual(error.message, 'This socket has been ended by the other party');
    })), false);
    ending.close();
  }));
  socket.resume();
}));
