'use strict';
// Lines 402-409: a socket that is made first and connected then.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer(common.mustCall((socket) => socket.end()));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const socket = new net.Socket();
  assert.strictEqual(socket.pending, true);
  let inside = true;
  socket.on('connect', common.mustCall(() => assert.strictEqual(inside, false)));
  assert.strictEqual(socket.connect(server.address().port, '127.0.0.1'), socket);
  inside = false;
  socket.resume().on('close', common.mustCall(() => server.close()));
}));
