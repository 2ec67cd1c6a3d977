'use strict';
// Lines 797-803: a handler that does nothing leaves the socket open; activity
// starts the timer anew.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer((socket) => socket.pipe(socket));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  let count = 0;
  const socket = net.connect({ port: server.address().port, host: '127.0.0.1', timeout: 30 });
  assert.strictEqual(socket.timeout, 30);
  socket.resume();
  socket.on('timeout', common.mustCall(() => {
    assert.strictEqual(socket.destroyed, false);
    if (++count === 1) socket.write('x');
    else {
      socket.end();
      server.close();
    }
  }, 2));
}));
