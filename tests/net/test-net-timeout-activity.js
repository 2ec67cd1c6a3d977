'use strict';
// Reads and writes put the timeout off; a destroyed socket has none.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer((socket) => socket.pipe(socket));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const socket = net.connect(server.address().port, '127.0.0.1');
  socket.setTimeout(600);
  let writes = 0;
  const timer = setInterval(() => {
    socket.write('x');
    if (++writes === 15) clearInterval(timer);
  }, 50);
  socket.resume();
  socket.on('timeout', common.mustCall(() => {
    assert.strictEqual(writes, 15);
    socket.end();
    server.close();
  }));
  const destroyed = net.connect(server.address().port, '127.0.0.1', common.mustCall(() => {
    destroyed.setTimeout(10, common.mustNotCall());
    destroyed.destroy();
  }));
}));
